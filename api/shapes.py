"""What the HTTP interface answers with. `api.present` fills these, and the command line prints the same objects."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Probability = Annotated[float, Field(ge=0, le=1)]
Day = Annotated[str, Field(pattern=r"^\d{4,}-\d\d-\d\d$", description="ISO 8601 date")]


class Shape(BaseModel):
    """Nothing but the stated members."""

    model_config = ConfigDict(extra="forbid")


class PersonBrief(Shape):
    """A person in a list. Empty text: not known."""

    id: str
    name: str
    company: str
    position: str
    place: str


class Proof(Shape):
    """One row of an imported file. `line` 0: said of the whole file."""

    source: str
    file: str
    line: int
    day: Day | None


class Reason(Shape):
    """Why a tie counts: the newest rows (at most 20), and how many there are in all."""

    text: str
    kind: str
    total: int
    rows: list[Proof]
    word: str = Field(default="", description="Id of the label that it is; empty for what rows of files say")


class Tie(Shape):
    """What joins two people at the moment asked about."""

    strength: Probability
    basis: Literal["observed", "asserted", "inferred"]
    why: list[Reason]
    last_contact: Day | None


class TieBetween(Tie):
    """A tie between two people."""

    a: PersonBrief
    b: PersonBrief
    model: str = Field(description="By which weights it is as strong as that, and what they were fitted to")


class TieTo(Tie):
    """A tie of the person in question."""

    person: PersonBrief


class RecordShown(Shape):
    """What one row of one file says of a person."""

    id: str
    source: str
    file: str
    line: int
    row: int
    person: str
    name: str
    company: str
    position: str
    place: str
    emails: list[str]
    phones: list[str]
    url: str
    skills: list[str]
    about: list[str] = Field(
        description="What else it says: `role: …`, `goals: …`, `capacity: …`, `school: …`, `from 2014 to 2018`"
    )
    ref: str


class CommunityOf(Shape):
    """The community that a person is in. Its id is that of its best connected member."""

    id: str
    name: str
    because: str = Field(description="What its name rests on")
    size: int
    sure: Probability = Field(
        description="How much of it does not depend on chance: of all who are with the person in one or another "
        "run, the share who are so in both"
    )


class PersonFull(PersonBrief):
    """All that is known of a person, and from where."""

    slug: str
    profile_url: str
    emails: list[str]
    other_names: list[str]
    records: list[RecordShown]
    ties: list[TieTo]
    model: str = Field(description="By which weights the ties are as strong as that, and what they were fitted to")
    twins: list[PersonBrief] = Field(description="People who may be the same person: alike, and not taken for one")
    community: CommunityOf | None = Field(
        description="Null without ties, and where a large network was not asked for its communities yet (`/api/communities`)"
    )


class People(Shape):
    """A page of people."""

    items: list[PersonBrief]
    next: str | None = Field(description="Give it back as `after` for the next page; null on the last")


class Picture(BaseModel):
    """A drawing for vis-network, with positions; `viz.picture` says what else it holds."""

    model_config = ConfigDict(extra="allow")

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]


class Progress(Shape):
    """How far an import is. Rate and seconds are those of reading, which `relating` people and ties comes after."""

    stage: Literal["looking", "reading", "relating"]
    rows: int
    bytes_read: int
    bytes_total: int
    rows_per_second: float
    seconds_remaining: float | None


class Counts(Shape):
    """rows = people + nameless + problems."""

    rows: int
    people: int
    nameless: int
    problems: int
    warnings: int | None = Field(description="Null in the list, which does not count them")
    encounters: int
    new_people: int


class Remark(Shape):
    """What one row needs a look for; `file` tells the parts of an archive apart. Line 0: the file as a whole."""

    file: str
    line: int
    reason: str


class PartCounts(Shape):
    """One table of a file, by itself: rows = people + nameless + problems."""

    name: str
    kind: str
    rows: int
    people: int
    nameless: int
    problems: int


class PersonSeen(Shape):
    """What one row would say of a person."""

    name: str
    emails: list[str]
    company: str
    position: str
    place: str
    url: str
    skills: list[str]
    about: list[str]
    new: bool


class TieSeen(Shape):
    """What one row would say of two people, or of a person and an event (whose title is `event`)."""

    kind: str
    one: str
    other: str
    event: str
    day: Day | None
    direction: Literal["both", "forward"]
    count: int


class RowSeen(Shape):
    """What one row of a file would become."""

    file: str
    line: int
    became: Literal["people", "nameless", "problem"]
    people: list[PersonSeen]
    ties: list[TieSeen]
    reason: str


class Report(Shape):
    """What the command line reports of a file; at most 200 problems and warnings each."""

    file: str
    kind: str
    source: str
    owner: str
    rows: int
    people: int
    nameless: int
    problems: list[Remark]
    warnings: list[Remark]
    encounters: int
    new_people: int
    unchanged: int
    parts: list[PartCounts]
    map: str = Field(description="How its columns were mapped; empty for a kind that is recognised")
    preview: list[RowSeen] = Field(description="The first rows of a file that was only looked at")


class ProblemBody(BaseModel):
    """RFC 9457 problem details."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str


class Import(Shape):
    """One file: a job (`i…`) while this server remembers it, an entry of the ledger (`s…`) for good."""

    id: str
    state: Literal["waiting", "reading", "done", "refused", "cancelled"]
    file: str
    owner: str
    kind: str
    dry_run: bool = Field(description="Only looked at: nothing of it is kept")
    source: str | None
    imported: str | None
    progress: Progress | None
    counts: Counts | None
    report: Report | None
    problem: ProblemBody | None


class Accepted(Shape):
    """The files of one upload, in order."""

    imports: list[Import]


class Ledger(Shape):
    """A page of imports."""

    items: list[Import]
    next: str | None


class MappingShown(Shape):
    """How the columns of one table are read."""

    id: str
    kind: str
    columns: list[str]
    map: str


class Mappings(Shape):
    """All that are remembered."""

    items: list[MappingShown]


class OrganisationShown(Shape):
    """An employer or a school; `name` is the first of its spellings."""

    id: str
    kind: Literal["employer", "school"]
    name: str
    spellings: list[str]
    people: int


class Organisations(Shape):
    """A page of employers and schools, those with most people first."""

    items: list[OrganisationShown]
    next: str | None = Field(description="Give it back as `after` for the next page; null on the last")


class JobShown(Shape):
    """What one row says of somebody's work."""

    company: str
    position: str
    line: int


class MoveShown(Shape):
    """Somebody with another employer or title."""

    person: PersonBrief
    before: JobShown
    after: JobShown


class PeopleCounted(Shape):
    """How many there are, and the first of them by name."""

    total: int
    people: list[PersonBrief]


class MovesCounted(Shape):
    """How many there are, and the first of them by name."""

    total: int
    people: list[MoveShown]


class ListBefore(Shape):
    """The list that another one is compared with."""

    source: str
    file: str
    day: Day | None


class ListChanges(Shape):
    """What one list of contacts changed; `before` is null for the first of its kind and owner."""

    name: str
    kind: str
    day: Day | None
    before: ListBefore | None
    new: PeopleCounted
    left: PeopleCounted
    moved: MovesCounted


class ImportChanges(Shape):
    """What an import changed, by the lists of contacts in it."""

    source: str
    lists: list[ListChanges]


class Health(Shape):
    """A good sign."""

    status: Literal["ok"]
