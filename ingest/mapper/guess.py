"""What the columns of an unknown table probably mean, for a person to agree or to correct."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from graph.errors import MapShape, Sample
from ingest.mapper.mapped import widest
from ingest.mapper.mapping import SHAPES, Shape
from ingest.reading.columns import clean, heading, told_apart
from ingest.reading.document import Document

_WORDS: dict[str, str] = {
    "mentor": "mentor mentormail mentoremail mentorname mentoremailaddress tutor coach",
    "mentee": "mentee menteemail menteeemail menteename menteeemailaddress mentoree protege coachee",
    "from": "from sender actor author fromemail senderemail sendername von absender de expediteur user1 person1 persona source",
    "to": "to recipient recipients target toemail recipientemail participants an empfanger destinataire user2 person2 personb cc",
    "when": "when date datetime timestamp time datetimestamp sent senton sentat senddate creationtime createdat created day "
    "datum fecha data startdate starttime activitydate eventdate joindate lastmodified modified",
    "kind": "kind type activitytype messagetype interaction",
    "count": "count number messages times anzahl",
    "direction": "direction",
    "event": "event eventname meeting meetingtitle session sessiontitle topic webinar veranstaltung title",
    "person": "person attendee participant user actor username useremail attendeename name fullname email emailaddress member",
    "minutes": "minutes duration durationminutes minuten",
    "session": "session sessionname breakout breakoutroom table track",
    "item": "item document documenttitle documentname documentid file filename task tasktitle card project issue "
    "page itemname channel",
    "name": "name fullname displayname contactname participantname nom nombre nome vollstandigername participant",
    "given": "given givenname firstname first vorname prenom nombredepila primeironome imie",
    "family": "family familyname lastname last surname nachname nomdefamille apellido apellidos sobrenome cognome nazwisko",
    "email": "email mail emailaddress workemail primaryemail adresseemail correo correoelectronico mailadresse",
    "url": "url profile profileurl linkedin linkedinurl linkedinprofile website profil",
    "phone": "phone telephone mobile phonenumber telefon handy telefono cell",
    "company": "company employer organisation organization firma unternehmen entreprise empresa azienda companyname account",
    "position": "position jobtitle title role headline funktion beruf poste cargo puesto",
    "place": "place location city region office country ort stadt ville ciudad standort",
    "skills": "skills skillsoffered expertise areasofexpertise strengths skill kenntnisse competences fahigkeiten canhelpwith",
    "ref": "ref id recordid userid employeeid memberid externalid",
    "role": "programrole mentoringrole participantrole mentormentee userrole role",
    "goals": "goals goal skillswanted developmentgoals lookingfor ziele wantstolearn areasofinterest",
    "school": "school university college alma almamater schule hochschule universitat universite universidad",
    "started": "started startedon startdate start joined joinedon since from fromyear startyear seit von depuis desde eintritt",
    "ended": "ended endedon finishedon enddate end left lefton until to toyear endyear graduationyear bis hasta jusqua austritt",
    "capacity": "capacity maxmentees mentoringcapacity menteecapacity numberofmentees maxconnections kapazitat",
}
"""Headings that usually mean a field, small letters and digits only; the likeliest first."""
_NOISE = re.compile(r"[^\w]|_")
_DAY = re.compile(r"date|datum|time$")
_PEOPLE = frozenset(("from", "to", "mentor", "mentee", "person"))
_ROWS = 5
_LONGEST = 80
"""Characters that are shown of a cell."""
_LONGEST_HEADING = 300
"""Characters of a heading that can be chosen: it is sent back whole."""


def sample(document: Document) -> Sample | None:
    """The top of a table and how it could be mapped; None where there is no table to see."""
    header = widest(document)
    names = told_apart(header.cells) if header else []
    at = [i for i, name in enumerate(names) if heading(name) and len(name) <= _LONGEST_HEADING]
    if header is None or not at:
        return None
    columns = tuple(names[i] for i in at)
    usable = (row.cells for row in document.rows(header) if not row.fault)
    rows = tuple(tuple(clean(cells[i])[:_LONGEST] for i in at) for cells in islice(usable, _ROWS))
    return Sample(columns, rows, shapes(columns))


def shapes(columns: Sequence[str]) -> tuple[MapShape, ...]:
    """How a table with these columns could be read: kinds of table all of whose needs are guessed first, in their order."""
    found = []
    for shape in SHAPES.values():
        guess = _guess(shape, columns)
        missing = sum(not any(f in guess for f in need) for need in shape.needs)
        found.append((missing, MapShape(shape.name, shape.label, tuple(shape.fields.items()), tuple(guess.items()), shape.needs)))
    return tuple(m for _, m in sorted(found, key=lambda one: one[0]))


def _guess(shape: Shape, columns: Sequence[str]) -> dict[str, tuple[str, ...]]:
    left = {_NOISE.sub("", heading(c)): c for c in reversed(columns)}
    found: dict[str, tuple[str, ...]] = {}
    for field in _specific_first(shape):
        matches = [w for w in _WORDS[field].split() if w in left] or [w for w in left if field == "when" and _DAY.search(w)]
        if not matches:
            continue
        taken = matches[:1]
        if field in _PEOPLE:
            # Somebody's name and address stand apart, as often as not.
            taken += [w for w in matches[1:] if ("mail" in w) != ("mail" in taken[0])][:1]
        found[field] = tuple(left.pop(w) for w in taken)
    if "given" in found and "family" in found:
        found.pop("name", None)
    if "company" in found:
        found.pop("school", None)
    elif "school" not in found:
        found = {f: c for f, c in found.items() if f not in ("started", "ended")}
    return {f: found[f] for f in shape.fields if f in found}


def _specific_first(shape: Shape) -> list[str]:
    """A `Role` beside goals is one in a programme, a `Title` beside a name is a job: what is rarer chooses first."""
    late = ("position", "name") if shape.name == "people" else ()
    return [f for f in shape.fields if f not in late] + [f for f in late if f in shape.fields]
