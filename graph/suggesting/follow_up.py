"""Whom somebody met at an event of the last days and has not turned to since, as long as it is not too late for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from graph.model import Encounter
from graph.strength.contact import knew, turned
from graph.strength.evidence import met, pair_of
from graph.strength.reasons import Prover, Reason
from graph.strength.ties import Day, unpack_history
from graph.suggesting.suggestion import Asked, Candidate, Met

DAYS = 14
"""For how long after an event it is asked about, where nobody says otherwise."""


def find(asked: Asked) -> list[Candidate]:
    """Everybody who was at an event with the person, was not known before and was not turned to since: one for each, with the
    event that has the fewest days left. Of events on one day the smaller comes first."""
    if asked.person is None:
        return []
    view, ego, today = asked.view, asked.person.id, asked.as_of.toordinal()
    mine = [e for e in view.attended_by(view.records_of([ego]).get(ego, [])) if e.day is None or e.day <= asked.as_of]
    events = {e.uid: e for e in view.events({e.event for e in mine})}
    came: dict[str, list[Encounter]] = {}
    for row in mine:
        came.setdefault(row.event, []).append(row)
    found: dict[str, Candidate] = {}
    for uid, rows in sorted(came.items()):
        day = min((e.day for e in rows if e.day), default=events[uid].day if uid in events else None)
        if day is None or not today - asked.days <= day.toordinal() <= today:
            continue
        guests = _guests(asked, uid)
        histories = view.histories({pair_of(ego, guest) for guest in guests if guest != ego})
        left = day.toordinal() + asked.days - today
        meeting = Met(uid, events[uid].name if uid in events else "", day, len(guests), left)
        score = (asked.days - left + 1.0 / max(len(guests), 1)) / (asked.days + 1.0)
        for guest, theirs in sorted(guests.items()):
            days = _told(histories.get(pair_of(ego, guest), b""), today)
            if guest == ego or not met(rows, theirs) or knew(days, day.toordinal()) or turned(days, day.toordinal(), today):
                continue
            if guest not in found or found[guest].score < score:
                found[guest] = Candidate(guest, score, partial(_why, asked, meeting, (*rows, *theirs)), meeting)
    return list(found.values())


def _told(history: bytes, today: int) -> list[Day]:
    return [d for d in unpack_history(history) if d.day <= today]


def _guests(asked: Asked, event: str) -> dict[str, list[Encounter]]:
    """Who was at an event, by the rows that say so."""
    rows = [e for e in asked.view.attendance([event]) if e.day is None or e.day <= asked.as_of]
    person = asked.view.people_of({e.a for e in rows})
    guests: dict[str, list[Encounter]] = {}
    for row in rows:
        if row.a in person:
            guests.setdefault(person[row.a], []).append(row)
    return guests


def _why(asked: Asked, meeting: Met, rows: Sequence[Encounter]) -> tuple[Reason, ...]:
    name = meeting.name or "an event"
    days = "today is the last day" if meeting.days_left == 0 else f"{meeting.days_left} days left"
    text = f"both at {name}, {_when(meeting.day)}, with {meeting.people} known attendees; not in touch before or since, {days}"
    return (Prover(asked.view, rows)(text, "attended", rows),)


def _when(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
