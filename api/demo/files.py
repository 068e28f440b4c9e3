"""The demo's files, in the layouts that LinkedIn (2023 to today), Luma and Zoom write."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import quote

from api.demo.cast import Cast, State
from api.demo.story import EVENING, EXPORTED, REHEARSAL, Call, Guest

_PREAMBLE = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are missing. You will '
    "only see email addresses for connections who have allowed their connections to see or download their email address "
    "using this setting https://www.linkedin.com/psettings/privacy/email. You can learn more here "
    'https://www.linkedin.com/help/linkedin/answer/261"\n\n'
)
_CONNECTIONS = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
_MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,"
    "ATTACHMENTS,IS MESSAGE DRAFT"
).split(",")
_PROFILE = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,Twitter Handles,"
    "Websites,Instant Messengers"
).split(",")
_ADDRESSES = ("Email Address", "Confirmed", "Primary", "Updated On")
_LUMA = (
    "api_id,name,first_name,last_name,email,phone_number,created_at,approval_status,checked_in_at,custom_source,qr_code_url,"
    "amount,amount_tax,amount_discount,currency,coupon_code,eth_address,solana_address,survey_response_rating,"
    "survey_response_feedback,ticket_type_id,ticket_name,What is your LinkedIn profile?"
).split(",")
_ZOOM = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent,In Waiting Room".split(
    ","
)
_SAID = ("Thanks, that helps!", "Could we talk on Friday?", "Here is the draft, tell me what you think", "Sure, see you there")


def connections(cast: Cast, owner: str, today: date) -> str:
    """Connections.csv as `owner` exported it: newest first, one closed account, hardly any e-mail address."""
    exported = EXPORTED[owner]
    known = sorted((ago, key) for (o, key), ago in cast.known.items() if o == owner and ago > exported)
    rows = [_connection(cast, key, ago, n, exported, today) for n, (ago, key) in enumerate(known)]
    rows.insert(len(rows) // 2, ["", "", "", "", "", "", rows[len(rows) // 2][-1]])
    return _PREAMBLE + _table([_CONNECTIONS, *rows], "\n").rstrip("\n")


def _connection(cast: Cast, key: str, ago: int, n: int, exported: int, today: date) -> list[str]:
    person, shares = cast.people[key], n % 30 == 11
    state, day = person.at(exported), today - timedelta(days=ago)
    mail = person.mail if shares else ""
    return [state.first, state.last, _url(state), mail, state.company, state.position, f"{day:%d %b %Y}"]


def archive(cast: Cast, owner: str, today: date) -> bytes:
    """The whole ZIP that LinkedIn sends: the same Connections.csv, and who wrote to whom."""
    exported = EXPORTED[owner]
    me, day = cast.people[owner].at(exported), today - timedelta(days=exported)
    files = {
        "Connections.csv": connections(cast, owner, today),
        "messages.csv": _messages(cast, owner, today),
        "Profile.csv": _table([_PROFILE, [me.first, me.last, "", "", "", me.position, *[""] * 7]], "\n"),
        "Email Addresses.csv": _table([_ADDRESSES, [cast.people[owner].mail, "Yes", "Yes", "9/5/15, 1:02 PM"]], "\n"),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as z:
        for name, text in files.items():
            info = zipfile.ZipInfo(name, (day.year, day.month, day.day, 9, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(info, text.encode())
    return made.getvalue()


def _messages(cast: Cast, owner: str, today: date) -> str:
    """Every thread of `owner`, newest first, and what is in every inbox: a closed account, an advertisement, a draft."""
    exported, rows = EXPORTED[owner], []
    for number, (people, turns) in enumerate(cast.threads):
        if owner not in people:
            continue
        for turn in turns:
            if turn.ago <= exported:
                continue
            to = [p for p in people if p != turn.sender]
            title = "Lamps, all of us" if len(people) > 2 else ""
            text = _SAID[(turn.ago + turn.minute) % len(_SAID)]
            at = datetime.combine(today, time(), UTC) + timedelta(days=-turn.ago, minutes=turn.minute)
            rows.append(
                (at, [f"2-DEMO{number:03d}==", title, *_mail(cast, turn.sender, to, exported), at, "", text, "INBOX", "", "No"])
            )
    rows.sort(key=lambda r: r[0], reverse=True)
    me = cast.people[owner].at(exported)
    noise_at = rows[-1][0] - timedelta(days=30)
    noise = [
        ["2-DEMO900==", "", "LinkedIn Member", "", me.name, _url(me), noise_at, "", "I have left", "ARCHIVE", "", "No"],
        ["2-DEMO901==", "A cloud for you", "Example Cloud", "", me.name, _url(me), noise_at, "Grow", "Buy", "INBOX", "", "No"],
        ["2-DEMO902==", "", me.name, _url(me), "", "", noise_at, "", "unsent", "", "", "Yes"],
    ]
    stamped = [
        [f"{c:%Y-%m-%d %H:%M:%S} UTC" if isinstance(c, datetime) else c for c in row] for row in [*(r for _, r in rows), *noise]
    ]
    return _table([_MESSAGES, *stamped], "\n")


def _mail(cast: Cast, sender: str, to: Sequence[str], exported: int) -> list[str]:
    """FROM, SENDER PROFILE URL, TO, RECIPIENT PROFILE URLS."""
    source, goals = cast.people[sender].at(exported), [cast.people[p].at(exported) for p in to]
    return [source.name, _url(source), ",".join(g.name for g in goals), ",".join(_url(g) for g in goals)]


def guest_list(cast: Cast, guests: Iterable[Guest], today: date) -> str:
    """Luma's guest list: byte order mark, CRLF, some names in one column only, some profile answers as a path."""
    evening = datetime.combine(today - timedelta(days=EVENING), time(17, 0), UTC)
    rows = []
    for n, guest in enumerate(guests, 1):
        person = cast.people[guest.person]
        state = person.at(EVENING)
        bare = state.last.split(",")[0].split(" (")[0]
        cells = {
            "api_id": f"gst-DEMO{n:03d}",
            "name": f"{state.first} {bare}" if n % 5 else f"{state.first} {bare}".lower(),
            "first_name": state.first if n % 5 else "",
            "last_name": bare if n % 5 else "",
            "email": person.mail,
            "created_at": f"{evening - timedelta(days=20 - n % 9, minutes=n):%Y-%m-%dT%H:%M:%S}.482Z",
            "approval_status": guest.status,
            "checked_in_at": f"{evening + timedelta(minutes=n):%Y-%m-%dT%H:%M:%S}.000Z" if guest.came else "",
            "What is your LinkedIn profile?": f"/in/{state.slug}" if state.slug else "",
        }
        rows.append([cells.get(column, "") for column in _LUMA])
    return "\ufeff" + _table([_LUMA, *rows], "\r\n")


def call_report(cast: Cast, calls: Iterable[Call], today: date) -> str:
    """Zoom's participants report of the rehearsal: one row for each time that somebody joined."""
    midnight = datetime.combine(today - timedelta(days=REHEARSAL), time(), UTC)
    rows = []
    for call in calls:
        person = cast.people.get(call.person)
        name = call.shown or (person.at(REHEARSAL).name if person else "")
        join, leave = (f"{midnight + timedelta(minutes=m):%m/%d/%Y %I:%M:%S %p}" for m in (call.join, call.leave))
        guest = "No" if call.person == "sunniva" else "Yes"
        rows.append([name, person.mail if person else "", join, leave, str(call.leave - call.join), guest, "", "No"])
    return "\ufeff" + _table([_ZOOM, *rows], "\r\n")


def _url(state: State) -> str:
    return "https://www.linkedin.com/in/" + quote(state.slug, safe="-") if state.slug else ""


def _table(rows: Iterable[Sequence[object]], end: str) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator=end).writerows(rows)
    return out.getvalue()
