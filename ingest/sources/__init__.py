"""The kinds of file that are understood. A new one is a module here, a line below, and a sample in tests/golden."""

from __future__ import annotations

from ingest.source import Importer
from ingest.sources.attendance import Attendance
from ingest.sources.chronus import Connections as ChronusConnections
from ingest.sources.chronus import Participants as ChronusParticipants
from ingest.sources.coursera import Enrolments
from ingest.sources.facebook import Archive as FacebookArchive
from ingest.sources.facebook import Friends
from ingest.sources.facebook import Messages as FacebookMessages
from ingest.sources.google_chat import Messages as GoogleChat
from ingest.sources.linkedin_archive import Archive
from ingest.sources.linkedin_connections import Connections
from ingest.sources.linkedin_messages import Messages
from ingest.sources.luma import Guests
from ingest.sources.mbox import Mailbox
from ingest.sources.people import People
from ingest.sources.slack import Export as SlackExport
from ingest.sources.ties import Ties
from ingest.sources.trello import Board
from ingest.sources.udemy import Activity
from ingest.sources.x_archive import SCRIPTS
from ingest.sources.x_archive import Archive as XArchive
from ingest.sources.zoom import Participants

SOURCES: tuple[Importer, ...] = (
    Connections(),
    Archive(),
    Messages(),
    Guests(),
    Participants(),
    SlackExport(),
    XArchive(),
    *SCRIPTS,
    FacebookArchive(),
    Friends(),
    FacebookMessages(),
    Board(),
    GoogleChat(),
    Mailbox(),
    ChronusConnections(),
    ChronusParticipants(),
    Enrolments(),
    Activity(),
    Ties(),
    Attendance(),
    People(),
)
