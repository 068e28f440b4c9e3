from __future__ import annotations

import io

from ingest.reading.cards import cards


def texts(text: str, longest: int = 10_000) -> list[list[str] | str]:
    return [c.fault or [p.text for p in c.properties] for c in cards(io.StringIO(text, newline=""), longest)]


def test_a_picture_is_passed_over_and_what_follows_is_read() -> None:
    picture = "PHOTO;ENCODING=b:" + "\r\n ".join(["QUJD" * 18] * 1_000)
    assert texts(f"BEGIN:VCARD\r\n{picture}\r\n\r\nFN:Ada\r\n  Testerson\r\nEND:VCARD\r\n", 5_000) == [["Ada Testerson"]]


def test_a_card_that_is_too_long_is_one_problem() -> None:
    card = "BEGIN:VCARD\n{}END:VCARD\n"
    text = card.format("EMAIL:" + "a" * 99 + "\n") * 2 + card.format("FN:Ada\n")
    assert [isinstance(t, str) for t in texts(text, 90)] == [True, True, False]
    assert [isinstance(t, str) for t in texts(card.format("FN:Ada\n" * 501) + card.format("FN:Bo\n"))] == [True, False]


def test_a_soft_break_goes_on_below_and_an_unknown_charset_is_guessed() -> None:
    lines = ["FN;CHARSET=X-NONE;ENCODING=QUOTED-PRINTABLE:Jos=C3=", "=A9", "TITLE;ENCODING=QUOTED-PRINTABLE:=E9t=E9"]
    lines.append("NICKNAME;CHARSET=UTF-8\0;ENCODING=QUOTED-PRINTABLE:Jos=C3=A9")
    note = ["NOTE;ENCODING=QUOTED-PRINTABLE:call=", "TEL:12025550101"]
    assert texts("\n".join(["BEGIN:VCARD", *lines, *note, "END:VCARD"])) == [["José", "été", "José"]]


def test_a_colon_in_quotes_is_no_end_of_the_parameters() -> None:
    assert texts('BEGIN:VCARD\nitem1.URL;X="a:b;c":https\\://example.org\nEND:VCARD') == [["https://example.org"]]
    assert texts('BEGIN:VCARD\nTEL;TYPE="home:1\nEND:VCARD') == [["1"]]
