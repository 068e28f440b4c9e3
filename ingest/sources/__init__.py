"""The kinds of file that are understood. A new one is a module here, a line below, and a sample in tests/golden."""

from __future__ import annotations

from ingest.source import Importer
from ingest.sources.attendance import Attendance
from ingest.sources.bevy import Attendees as BevyAttendees
from ingest.sources.calendar import Calendars
from ingest.sources.eventbrite import Attendees as EventbriteAttendees
from ingest.sources.google_contacts import GoogleContacts
from ingest.sources.linkedin_activity import Activity
from ingest.sources.linkedin_archive import Archive
from ingest.sources.linkedin_connections import Connections
from ingest.sources.linkedin_contacts import Contacts
from ingest.sources.linkedin_endorsements import Endorsements
from ingest.sources.linkedin_follows import Follows
from ingest.sources.linkedin_invitations import Invitations
from ingest.sources.linkedin_messages import Messages
from ingest.sources.luma import Guests
from ingest.sources.meetup import Members
from ingest.sources.outlook_contacts import OutlookContacts
from ingest.sources.people import People
from ingest.sources.teams import Attendance as TeamsAttendance
from ingest.sources.ties import Ties
from ingest.sources.vcard import VCards
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
    EventbriteAttendees(),
    BevyAttendees(),
    Members(),
    Calendars(),
    Ties(),
    Attendance(),
    People(),
)
