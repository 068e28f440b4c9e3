"""The kinds of file that are understood. A new one is a module here, a line below, and a sample in tests/golden."""

from __future__ import annotations

from ingest.source import Importer
from ingest.sources.attendance import Attendance
from ingest.sources.bevy import Attendees as BevyAttendees
from ingest.sources.calendar import Calendars
from ingest.sources.chronus import Connections as ChronusConnections
from ingest.sources.chronus import Participants as ChronusParticipants
from ingest.sources.coursera import Enrolments
from ingest.sources.eventbrite import Attendees as EventbriteAttendees
from ingest.sources.facebook import Archive as FacebookArchive
from ingest.sources.facebook import Friends
from ingest.sources.facebook import Messages as FacebookMessages
from ingest.sources.google_chat import Messages as GoogleChat
from ingest.sources.google_contacts import GoogleContacts
from ingest.sources.google_meet import Attendance as MeetAttendance
from ingest.sources.linkedin_activity import Activity
from ingest.sources.linkedin_archive import Archive
from ingest.sources.linkedin_connections import Connections
from ingest.sources.linkedin_contacts import Contacts
from ingest.sources.linkedin_endorsements import Endorsements
from ingest.sources.linkedin_follows import Follows
from ingest.sources.linkedin_invitations import Invitations
from ingest.sources.linkedin_messages import Messages
from ingest.sources.luma import Guests
from ingest.sources.maildir import Messages as MailMessages
from ingest.sources.mbox import Mailbox
from ingest.sources.meetup import Members
from ingest.sources.outlook_contacts import OutlookContacts
from ingest.sources.people import People
from ingest.sources.publications import importers as publication_importers
from ingest.sources.slack import Export as SlackExport
from ingest.sources.teams import Attendance as TeamsAttendance
from ingest.sources.ties import Ties
from ingest.sources.trello import Board
from ingest.sources.udemy import Activity as UdemyActivity
from ingest.sources.vcard import VCards
from ingest.sources.webex import Attendees as WebexAttendees
from ingest.sources.x_archive import SCRIPTS
from ingest.sources.x_archive import Archive as XArchive
from ingest.sources.zoom import Participants

SOURCES: tuple[Importer, ...] = (
    Connections(),
    Archive(),
    Messages(),
    Invitations(),
    Endorsements(),
    Follows(),
    Contacts(),
    Activity(),
    GoogleContacts(),
    OutlookContacts(),
    VCards(),
    Guests(),
    Participants(),
    TeamsAttendance(),
    MeetAttendance(),
    WebexAttendees(),
    EventbriteAttendees(),
    BevyAttendees(),
    Members(),
    Calendars(),
    SlackExport(),
    XArchive(),
    *SCRIPTS,
    FacebookArchive(),
    Friends(),
    FacebookMessages(),
    Board(),
    GoogleChat(),
    Mailbox(),
    MailMessages(),
    *publication_importers(),
    ChronusConnections(),
    ChronusParticipants(),
    Enrolments(),
    UdemyActivity(),
    Ties(),
    Attendance(),
    People(),
)
