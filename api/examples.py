"""Examples for the OpenAPI document. All people are invented; a test checks each against its shape."""

from __future__ import annotations

from typing import Any

from api.present import Json

ADA: Json = {"id": "pada", "name": "Ada Testerson", "company": "Harbor Labs", "position": "Data engineer", "place": "Porto"}
BO: Json = {"id": "pbo", "name": "Bo Fixture", "company": "Quayside", "position": "Founder", "place": ""}
CY: Json = {"id": "pcy", "name": "Cy Sample", "company": "North Pier", "position": "CTO", "place": "Oslo"}
SOURCE = "s0f3a9c1d2e4b5a6978c0d1e2f3a4b5c6"
PROOF: Json = {"source": SOURCE, "file": "Connections.csv", "line": 17, "day": "2026-01-19"}
REASON: Json = {"text": "connected on LinkedIn", "kind": "connected", "total": 1, "rows": [PROOF], "word": ""}
TIE: Json = {"strength": 0.62, "basis": "observed", "why": [REASON], "last_contact": "2026-01-19"}
PERSON: Json = {
    **ADA,
    "slug": "ada-testerson-fx1",
    "model": "B0.2",
    "profile_url": "https://www.linkedin.com/in/ada-testerson-fx1",
    "emails": ["ada@example.com"],
    "other_names": ["Ada T"],
    "records": [
        {
            "id": "rada",
            "source": SOURCE,
            "file": "Connections.csv",
            "line": 17,
            "row": 13,
            "person": "pada",
            "name": "Ada Testerson",
            "company": "Harbor Labs",
            "position": "Data engineer",
            "place": "",
            "emails": ["ada@example.com"],
            "phones": [],
            "url": "https://www.linkedin.com/in/ada-testerson-fx1",
            "skills": [],
            "about": [],
            "ref": "",
        }
    ],
    "ties": [{"person": BO, **TIE}],
    "twins": [],
    "community": {"id": "pada", "name": "Harbor Labs", "because": "12 of 40 are at Harbor Labs", "size": 40, "sure": 0.91},
}
PEOPLE: Json = {"items": [ADA, BO], "next": None}
PICTURE: Json = {
    "nodes": [
        {"id": "pada", "label": "Ada Testerson", "x": 0.0, "y": 0.0},
        {"id": "pbo", "label": "Bo Fixture", "x": 80.0, "y": 10.0},
    ],
    "edges": [{"from": "pada", "to": "pbo"}],
}
INTRODUCTIONS: Json = {
    "from": ADA,
    "to": CY,
    "as_of": "2026-02-01",
    "model": "B0.2",
    "reach": 0.12,
    "reach_low": 0.051,
    "reach_high": 0.2,
    "way": "corridor",
    "complete": "all paths of at most 3 ties",
    "paths": [
        {
            "probability": 0.1211,
            "low": 0.051,
            "high": 0.203,
            "unlikely": False,
            "people": [ADA, BO, CY],
            "ties": [TIE, TIE],
            "weakest": 1,
            "introducers": [{"id": "pbo", "chance": 0.7, "why": "no request on record"}],
            "accepts": {"id": "pcy", "chance": 0.45, "why": "no request on record"},
            "fit": {"id": "pcy", "chance": 1.0, "why": "the person asked for", "rows": []},
        }
    ],
    "picture": PICTURE,
}
ASK_TOLD: Json = {"from": "pada", "through": "Bo Fixture", "to": "cy@example.com"}
ASK: Json = {
    "id": "w0f3a9c1d2e4b5a6978c0",
    "from": ADA,
    "through": BO,
    "to": CY,
    "day": "2026-01-20",
    "state": "introduced",
    "outcomes": [{"outcome": "introduced", "day": "2026-01-24"}],
    "willing": {"id": "pbo", "chance": 0.73, "why": "asked once, introduced 1"},
}
ASKS: Json = {"items": [ASK]}
LIMIT: Json = {"person": BO, "per_month": 2}
LIMITS: Json = {"items": [LIMIT]}
SUGGESTIONS: Json = {
    "for": ADA,
    "kind": "follow-up",
    "as_of": "2026-02-01",
    "model": "B0.2",
    "way": "corridor",
    "complete": "all ties and events of the person",
    "suggestions": [
        {
            "kind": "follow-up",
            "person": BO,
            "score": 0.48,
            "why": [
                {
                    "text": "both at Harbor Night, 24 Jan 2026, with 12 known attendees",
                    "kind": "attended",
                    "total": 1,
                    "rows": [PROOF],
                    "word": "",
                }
            ],
            "met": {"event": "ev0f3a9c1d2e4b5a6978c0", "name": "Harbor Night", "day": "2026-01-24", "people": 12, "days_left": 6},
        }
    ],
}
DISMISSAL: Json = {"id": "w0f3a9c1d2e4b5a6978c0", "kind": "follow-up", "made": "2026-02-01T12:00:00+00:00", "person": BO}
DISMISSALS: Json = {"items": [DISMISSAL]}
DISMISSAL_ASKED: list[Any] = [{"for": "pada", "person": "pbo", "kind": "follow-up"}]
_COMMUNITY: Json = {"id": "pada", "name": "Harbor Labs", "because": "12 of 40 are at Harbor Labs", "size": 40}
COMMUNITIES: Json = {
    "as_of": "2026-02-01",
    "way": "all ties of the day, on this machine",
    "stability": 0.94,
    "seeds": 10,
    "total": 1,
    "items": [{**_COMMUNITY, "people": [ADA, BO]}],
    "next": None,
}
COMMUNITY: Json = {**_COMMUNITY, "sure": 0.91, "items": [ADA, BO], "next": None}
TIE_BETWEEN: Json = {"a": ADA, "b": BO, "model": "B0.3 fitted to 2026-01-20 on 812 ties", **TIE}
COUNTS: Json = {"rows": 14, "people": 12, "nameless": 1, "problems": 1, "warnings": 0, "encounters": 12, "new_people": 11}
REPORT: Json = {
    "file": "Connections.csv",
    "kind": "linkedin-connections",
    "source": SOURCE,
    "owner": "Ada Testerson",
    "rows": 14,
    "people": 12,
    "nameless": 1,
    "problems": [{"file": "Connections.csv", "line": 9, "reason": "the row has 4 cells instead of 7"}],
    "warnings": [],
    "encounters": 12,
    "new_people": 11,
    "unchanged": 0,
    "parts": [
        {"name": "Connections.csv", "kind": "linkedin-connections", "rows": 14, "people": 12, "nameless": 1, "problems": 1}
    ],
    "map": "",
    "preview": [],
}
WAITING: Json = {
    "id": "i6f1d0c9b8a79685f",
    "state": "waiting",
    "file": "Connections.csv",
    "owner": "Ada Testerson",
    "kind": "",
    "dry_run": False,
    "source": None,
    "imported": None,
    "progress": None,
    "counts": None,
    "report": None,
    "problem": None,
}
DONE: Json = {
    **WAITING,
    "id": SOURCE,
    "state": "done",
    "kind": "linkedin-connections",
    "source": SOURCE,
    "imported": "2026-02-01T09:30:00+00:00",
    "counts": COUNTS,
    "report": REPORT,
}
ACCEPTED: Json = {"imports": [WAITING]}
PREVIEWED: Json = {"imports": [{**WAITING, "dry_run": True}]}
MAPPINGS: Json = {
    "items": [
        {
            "id": "m0f3a9c1d2e4b5a6978c0",
            "kind": "mapped-people",
            "columns": ["Full name", "Mail"],
            "map": "name=Full name,email=Mail",
        }
    ]
}
LEDGER: Json = {"items": [{**DONE, "counts": {**COUNTS, "warnings": None}, "report": None}], "next": None}
_DOUBTED: Json = {"emails": ["ada@example.com"], "profile_url": "", "other_names": [], "records": 2}
DUPLICATES: Json = {
    "items": [
        {
            "people": [ADA | _DOUBTED, {**ADA, **_DOUBTED, "id": "pada2", "position": "Analyst", "emails": []}],
            "p": 0.9,
            "why": "the same name and the same employer",
            "reasons": [{"what": "name and employer", "words": "the same name and the same employer", "bits": 3.17}],
            "agrees": [{"what": "name", "a": "Ada Testerson", "b": "Ada Testerson"}],
            "differs": [{"what": "position", "a": "Data engineer", "b": "Analyst"}],
            "effect": {"ties_a": 12, "ties_b": 3, "common": 1, "introductions": 22},
            "put_off": "",
        }
    ],
    "total": 1,
    "next": None,
}
PUT_OFF: Json = {"id": "w0f3a9c1d2e4b5a6978c0"}
JUDGEMENT: Json = {
    "id": "j0f3a9c1d2e4b5a6978c0",
    "verdict": "same",
    "made": "2026-02-01T09:30:00+00:00",
    "note": "she told me so",
    "one": {"keys": ["em:ada@example.com", "li:ada-testerson-fx1"], "people": [ADA]},
    "other": {"keys": ["nc:ada testerson|harbor labs", "re:rada2"], "people": [ADA]},
}
ASKED: list[Any] = [
    {"verdict": "same", "a": "pada", "b": "pada2", "note": "she told me so"},
    {"verdict": "different", "a": "pada", "records": ["rada2"]},
]
MODEL: Json = {
    "learned": "2026-02-01T09:30:00+00:00",
    "records": 7316,
    "pairs": 5832,
    "decisions": 50,
    "prior": 0.0003,
    "comparisons": [
        {
            "what": "middle",
            "levels": [{"words": "same middle initial", "bits": 3.6}, {"words": "different middle initials", "bits": -1.5}],
        }
    ],
}
LABEL: Json = {
    "id": "w0d4b4cf1e3f2c8a90d71",
    "label": "close",
    "made": "2026-03-01T09:30:00+00:00",
    "a": ADA,
    "b": BO,
}
LABELS: Json = {"items": [LABEL]}
LABEL_ASKED: list[Any] = [{"a": "pada", "b": "pbo", "label": "close"}]
JUDGED: Json = {"judgement": JUDGEMENT, "people": [ADA]}
JUDGEMENTS: Json = {"items": [JUDGEMENT], "total": 1, "next": None}
ORGANISATIONS: Json = {
    "items": [
        {"id": "o0f3a9c1d2e4b5a6978c0", "name": "Harbor Labs", "spellings": ["Harbor Labs", "Harbor Labs, Inc."], "people": 12}
    ],
    "next": None,
}
EMPLOYER_DOUBTS: Json = {
    "items": [
        {
            "organisations": [
                {"id": "o0f3a9c1d2e4b5a6978c0", "name": "Harbor Labs", "spellings": ["Harbor Labs"], "rows": 12, "domains": []},
                {"id": "o9a6978c0d2e4b5a6978c1", "name": "HL", "spellings": ["HL"], "rows": 2, "domains": ["harborlabs"]},
            ],
            "p": 0.6667,
            "why": "one person has records of both; one is the two initials of the other",
            "reasons": [{"what": "people", "words": "one person has records of both", "bits": 4.0}],
            "put_off": "",
        }
    ],
    "total": 1,
    "next": None,
}
EMPLOYER_WORD: Json = {
    "id": "w0f3a9c1d2e4b5a6978c0", "verdict": "same", "made": "2026-02-14T09:30:00Z", "note": "",
    "names": ["Harbor Labs", "HL"], "organisations": ["o0f3a9c1d2e4b5a6978c0", "o0f3a9c1d2e4b5a6978c0"],
}  # fmt: skip
CHANGES: Json = {
    "source": SOURCE,
    "lists": [
        {
            "name": "Connections.csv",
            "kind": "linkedin-connections",
            "day": "2026-01-19",
            "before": {"source": "s1c9a0f3d2e4b5a6978c0d1e2f3a4b5c6", "file": "Connections.csv", "day": "2025-01-07"},
            "new": {"total": 1, "people": [BO]},
            "left": {"total": 0, "people": []},
            "moved": {
                "total": 1,
                "people": [
                    {
                        "person": CY,
                        "before": {"company": "Quayside", "position": "Engineer", "line": 8},
                        "after": {"company": "North Pier", "position": "CTO", "line": 9},
                    }
                ],
            },
        }
    ],
}
HEALTH: Json = {"status": "ok"}
METRICS = 'mutuals_people 604\nmutuals_requests_total{method="GET",status="200"} 12\n'
PROBLEMS_CSV = "severity,file,line,reason\r\nproblem,Connections.csv,9,the row has 4 cells instead of 7\r\n"
EVENTS = (
    'event: progress\ndata: {"state": "reading", "stage": "reading", "rows": 5000, "bytes_read": 400000, '
    '"bytes_total": 2400000, "rows_per_second": 30000.0, "seconds_remaining": 0.8}\n\n'
)
PROBLEM: Json = {
    "type": "urn:mutuals:problem:not-found",
    "title": "Not found",
    "status": 404,
    "detail": "There is no person with the id 'pnobody'",
}
