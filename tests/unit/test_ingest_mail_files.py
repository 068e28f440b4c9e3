"""Mail with one message a file: told from other texts by its headers, read without its body."""

from __future__ import annotations

import io
import zipfile

import pytest

from ingest.reading.mailbox_stream import is_message, mail_of
from ingest.sources import SOURCES
from tests.golden.rendered import document

HEAD = b"Date: Mon, 14 May 2001 16:39:00 -0700\nFrom: ada@example.org\nTo: bo@example.org,\n\tcleo@example.org\n"


@pytest.mark.parametrize(
    ("start", "told"),
    [
        (HEAD + b"\nText", True),
        (HEAD.replace(b"\n", b"\r\n") + b"\r\nText", True),
        (HEAD + b"X-Cut: because the headers go on for l", True),
        (b"From: ada@example.org\nTo: bo@example.org\n\nText", False),
        (b"Date: today\nTo: bo@example.org\n\nText", False),
        (b"Name,Email\n" + HEAD + b"\n", False),
        (b"From ada Mon May 14 16:39:00 2001\n" + HEAD + b"\n", False),
        (b"", False),
    ],
)
def test_a_message_is_told_by_its_headers(start: bytes, *, told: bool) -> None:
    assert is_message(start) is told


def test_the_body_says_nothing() -> None:
    text = HEAD + b"Subject: x\n\nFrom: eve@example.org\nTo: mallory@example.org\n"
    mail = mail_of(io.BytesIO(text), ("from", "to"), 7)
    assert (mail.line, mail.headers.items()) == (7, [("From", "ada@example.org"), ("To", "bo@example.org,\n\tcleo@example.org")])


def test_a_header_of_any_length_is_bounded() -> None:
    text = b"From: ada@example.org\nTo: " + b"bo@example.org, " * 100_000 + b"\nDate: x\n\n"
    assert len(str(mail_of(io.BytesIO(text), ("from", "to"), 1).headers)) < 1 << 19


def test_a_takeout_with_a_chat_in_it_is_the_chats() -> None:
    packed = io.BytesIO()
    chat = b'{"messages":[{"creator":{"name":"Ada T","email":"ada@example.org"},"message_id":"a/b/c"}]}'
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("Takeout/Mail/one.eml", HEAD + b"\nText")
        archive.writestr("Takeout/Google Chat/Groups/DM x/messages.json", chat)
    given = document(packed.getvalue(), "takeout.zip")
    assert [s.name for s in SOURCES if s.recognises(given)] == ["google-chat"]
