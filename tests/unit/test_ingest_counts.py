"""The counts that the samples were made to have: (people, nameless, problems) of each part."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.store.open import open_store
from ingest.run import import_file
from tests.golden.rendered import ORDERS, rendered
from tests.samples.made import made

TESTS = Path(__file__).parents[1]
COUNTS = {
    "golden/linkedin/connections-raw-2023plus.csv": [(13, 1, 0)],
    "golden/linkedin/connections-raw-2021-2022.csv": [(13, 1, 0)],
    "golden/linkedin/connections-raw-2020-no-preamble.csv": [(13, 1, 0)],
    "golden/linkedin/connections-raw-2018-mdy-time.csv": [(13, 1, 0)],
    "golden/linkedin/connections-raw-2016-9col.csv": [(3, 0, 0)],
    "golden/linkedin/connections-excel-us-crlf.csv": [(13, 1, 0)],
    "golden/linkedin/connections-excel-de-cp1252-semicolon.csv": [(12, 1, 1)],
    "golden/linkedin/connections-excel-es-semicolon-mixed-months.csv": [(13, 1, 0)],
    "golden/linkedin/connections-bom-two-blank-lines.csv": [(13, 1, 0)],
    "golden/linkedin/connections-resave.xlsx": [(13, 1, 0)],
    "golden/linkedin/messages-2018-7col.csv": [(2, 1, 0)],
    "golden/linkedin/messages-2021-9col.csv": [(2, 3, 1)],
    "golden/linkedin/messages-2023-10col.csv": [(3, 3, 0)],
    "golden/linkedin/messages-2024-11col-draft.csv": [(3, 3, 0)],
    "golden/linkedin/messages-2024-12col-two-drafts.csv": [(3, 3, 0)],
    "golden/linkedin/messages-2025-11col-attachments.csv": [(3, 3, 0)],
    "golden/linkedin/messages-2026-12col.csv": [(3, 3, 0)],
    "golden/linkedin/Basic_LinkedInDataExport_12-05-2025.zip": [
        (13, 1, 0), (3, 3, 0), (2, 0, 0), (1, 0, 0), (1, 0, 0), (1, 0, 0), (1, 0, 0), (2, 0, 0), (0, 0, 0), (0, 0, 0),
    ],
    "golden/linkedin/Complete_LinkedInDataExport_02-14-2026.zip": [
        (13, 1, 0), (3, 3, 0), (2, 0, 0), (1, 0, 0), (2, 0, 0), (1, 0, 0), (1, 0, 0), (1, 0, 0), (2, 0, 0), (2, 0, 0),
        (0, 6, 0), (0, 3, 1), (0, 1, 0), (0, 1, 0), (0, 0, 0), (0, 0, 0),
    ],
    "golden/linkedin/Reactions-XLSX-BYTES-NAMED-CSV.csv": [(0, 3, 0)],
    "golden/books/google-contacts-2024.csv": [(3, 1, 0)],
    "golden/books/google-contacts-pre2024.csv": [(2, 1, 0)],
    "golden/books/outlook-com-contacts.csv": [(2, 1, 0)],
    "golden/books/vcards-mixed-2.1-3.0-4.0-one-bad.vcf": [(6, 1, 1)],
    "samples/pool/petra/google-contacts.csv": [(21, 1, 0)],
    "golden/luma/luma-guests.csv": [(5, 0, 0)],
    "golden/slack/slack-export-2026.zip": [(5, 1, 1)],
    "golden/x/x-following.js": [(2, 0, 0)],
    "golden/x/x-tweets.js": [(1, 1, 0)],
    "golden/x/x-direct-messages.js": [(3, 0, 0)],
    "golden/x/x-account.js": [(1, 0, 0)],
    "golden/x/twitter-archive.zip": [(1, 0, 0), (2, 0, 0), (1, 0, 0), (2, 1, 0), (3, 0, 0), (3, 0, 0)],
    "golden/facebook/facebook-message_1.json": [(2, 0, 0)],
    "golden/facebook/facebook-your_friends.json": [(3, 0, 0)],
    "golden/facebook/facebook-e2ee-thread.json": [(2, 0, 0)],
    "golden/trello/trello-board.json": [(3, 0, 1)],
    "golden/google-chat/google-chat-messages.json": [(2, 1, 0)],
    "golden/learning/coursera-enrollments.csv": [(4, 0, 0)],
    "golden/learning/udemy-user-course-activity.csv": [(4, 1, 0)],
    "golden/mentoring/chronus-import-connections.csv": [(3, 0, 2)],
    "golden/meet/google-meet-attendance-UNVERIFIED-shape.csv": [(2, 0, 0)],
    "golden/mentoring/chronus-participants-UNVERIFIED-shape.csv": [(5, 0, 0)],
    "golden/mail/gmail-takeout.mbox": [(4, 2, 1)],
    "golden/zoom/participants_81234567890.csv": [(5, 1, 0)],
    "golden/zoom/zoom-meeting-with-meeting-info.csv": [(5, 1, 0)],
    "golden/zoom/zoom-participants-unique-no-times.csv": [(3, 1, 0)],
    "golden/zoom/zoom-webinar-attendee-report.csv": [(6, 0, 0)],
    "golden/eventbrite/eventbrite-attendees-us.csv": [(4, 1, 0)],
    "golden/bevy/bevy-gdg-attendees.csv": [(3, 0, 0)],
    "golden/meetup/meetup-member-list.xls": [(2, 0, 0)],
    "golden/meetup/meetup-event-attendees.xls": [(2, 0, 0)],
    "golden/teams/teams-2020-list-en-utf16le-lf.csv": [(6, 0, 0)],
    "golden/teams/teams-2021-report-fr-utf16le-lf.csv": [(4, 0, 0)],
    "golden/teams/teams-2024-report-en-us-utf16le-crlf.csv": [(3, 0, 0)],
    "golden/teams/teams-2025-report-pl-utf16be-lf.csv": [(3, 1, 0)],
    "golden/teams/teams-2025-report-pl-excel-cp1250-semicolon.csv": [(3, 1, 0)],
    "golden/bad/teams-header-only.csv": [(0, 0, 0)],
    "golden/calendar/calendar-google-series.ics": [(12, 2, 0)],
    "golden/calendar/calendar-outlook-windows-tz.ics": [(5, 0, 1)],
    "golden/bad/Connections-preamble-only.csv": [(0, 0, 0)],
    "golden/bad/Connections-damaged-rows.csv": [(2, 0, 3)],
    "samples/pool/maren/Connections.csv": [(90, 2, 0)],
    "samples/pool/idris/Connections.csv": [(87, 1, 0)],
    "samples/pool/petra/Connections.csv": [(71, 1, 0)],
    "samples/pool/kwame/Connections.csv": [(116, 2, 0)],
    "samples/pool/lucia/Connections.csv": [(64, 1, 0)],
    "samples/pool/tomasz/Connections.csv": [(83, 1, 0)],
    "samples/pool/tomasz/Connections-2022-09.csv": [(83, 1, 0)],
    "samples/pool/maren/Basic_LinkedInDataExport_02-14-2026.zip": [(90, 2, 0), (32, 3, 0)],
    "samples/pool/kwame/Basic_LinkedInDataExport_05-07-2026.zip": [(116, 2, 0), (51, 3, 0)],
    "samples/pool/harbor-data-night-guests-2025-10-16.csv": [(35, 0, 0)],
    "samples/pool/participants_82000000001.csv": [(8, 1, 0)],
}  # fmt: skip


@pytest.mark.parametrize("sample", COUNTS)
def test_an_import_reports_the_counts_of_every_part(sample: str) -> None:
    store = open_store("sqlite:///:memory:")
    file = TESTS / sample
    report = import_file(
        store, file, name=file.name, owner="" if file.suffix == ".zip" else "Me Owner", date_order=ORDERS.get(file.name)
    )
    assert [(p.people, p.nameless, p.problems) for p in report.parts if p.kind != "owner"] == COUNTS[sample]
    assert report.rows == report.people + report.nameless + len(report.problems)
    store.close()


@pytest.mark.parametrize(
    ("sample", "attended"), [("harbor-data-night-guests-2025-10-16.csv", 17), ("participants_82000000001.csv", 8)]
)
def test_only_those_who_came_attended(sample: str, attended: int) -> None:
    store = open_store("sqlite:///:memory:")
    assert import_file(store, TESTS / "samples/pool" / sample, name=sample).encounters == attended
    store.close()


@pytest.mark.parametrize(
    ("sample", "total"),
    [("Basic_LinkedInDataExport_12-05-2025.zip", (24, 4, 0)), ("Complete_LinkedInDataExport_02-14-2026.zip", (28, 15, 1))],
)
def test_an_archive_reports_everybody_whom_its_parts_name(sample: str, total: tuple[int, int, int]) -> None:
    store = open_store("sqlite:///:memory:")
    report = import_file(store, TESTS / "golden/linkedin" / sample, name=sample)
    assert (report.people, report.nameless, len(report.problems)) == total
    store.close()


def test_every_sample_is_read_or_refused_as_it_was_made_to_be() -> None:
    stated = made()
    assert [m.name for file, m in stated.items() if not file.is_absolute()] == []
    assert [
        m.name for file, m in stated.items() if file.is_absolute() and rendered(file).startswith("refused") != m.refused
    ] == []
    listed = {TESTS / sample: [sum(counts) for counts in zip(*parts, strict=True)] for sample, parts in COUNTS.items()}
    counted = {file: list(m.counts) for file, m in stated.items() if file.is_absolute() and not m.refused and not m.counted}
    assert {file: listed[file] for file in counted} == counted
