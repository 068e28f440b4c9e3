"""Names of employers, spells of work, and what having worked at one place is worth."""

from __future__ import annotations

from datetime import date

import pytest

from graph import priors
from graph.strength.stays import FOREVER, Spell, Word, spells
from graph.strength.ties import BOTH, RESIZED, SCHOOLED, STATED, WORKED, Day, fold, pack_stats, strength_of
from graph.strength.workplaces import size_class, together
from graph.values import organisation_id, organisation_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme Inc", "Acme, Incorporated"),
        ("ACME  S.A.", "acme sa"),
        ("I.B.M. Corp.", "IBM"),
        ("University of Tokyo", "Tokyo, University of"),
        ("Quay & Sons GmbH & Co. KG", "quay and sons"),
        ("Zürich Rück AG", "zurich ruck"),
        ("Mill Mill", "Mill"),
        ("AG", "ag"),
    ],
)
def test_spellings_of_one_organisation(one: str, other: str) -> None:
    assert organisation_key(one) == organisation_key(other) != ""
    assert organisation_id(one) == organisation_id(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Plan A", "Plan"),
        ("Plan A", "Planet A"),
        ("University of York", "York University"),
        ("Bank One", "Bank Two"),
        ("AG", "KG"),
    ],
)
def test_names_of_two_organisations(one: str, other: str) -> None:
    assert organisation_key(one) != organisation_key(other)


@pytest.mark.parametrize(
    "company", ["", "  ", "-", "Self-employed", "self employed", "Freelance", "N/A", "Stealth Startup", "🙂"]
)
def test_no_organisation(company: str) -> None:
    assert organisation_id(company) == ""


def test_an_employer_lasts_until_another_is_said() -> None:
    said = [Word(*w) for w in (("mill", 10), ("mill", 30), ("quay", 40), ("sea", 40), ("mill", 50), ("old", 0))]
    assert spells(said) == {
        "old": (Spell((0,), 10),),
        "mill": (Spell((10, 30), 40), Spell((50,), FOREVER)),
        "quay": (Spell((40,), 50),),
        "sea": (Spell((40,), 50),),
    }


def test_only_who_was_there_at_one_time_was_there_together() -> None:
    early, late, always = Spell((10,), 20), Spell((20, 35), FOREVER), Spell((5, 15), FOREVER)
    assert together((early,), (late,), (5, 10, 20)) == ()
    assert together((early,), (always,), (5, 10, 20)) == (
        Day(10, WORKED, STATED, 2), Day(15, WORKED, STATED, 2), Day(20, WORKED, RESIZED, 3),
    )  # fmt: skip
    assert together((late,), (always,), (5, 10, 20)) == (Day(20, WORKED, STATED, 3), Day(35, WORKED, STATED, 3))


def test_sizes_count_as_few_classes_up_to_the_largest() -> None:
    assert [size_class(n) for n in (1, 2, 3, 4, 5)] == [2, 2, 3, 5, 5]
    assert priors.ORGANISATION_SIZES[-1] == priors.LARGEST_ORGANISATION


def worth(*days: Day, when: int = 738_000) -> float:
    stats = fold(days, when)
    return strength_of(pack_stats(stats), date.fromordinal(when)) if stats else 0.0


def test_a_colleague_is_worth_less_than_anything_that_somebody_did() -> None:
    today = 738_000
    two, many = (worth(Day(today, WORKED, STATED, n)) for n in (2, priors.LARGEST_ORGANISATION))
    assert 0.001 < many < two < priors.STANDING[1]
    acts = [k for k in priors.KINDS.values() if k.basis == "observed"]
    assert all(two <= worth(Day(today, k.code, BOTH, 2)) for k in acts)


def test_saying_it_again_makes_it_newer_and_not_more() -> None:
    today = 738_000
    once, again = Day(today - 365, WORKED, STATED, 3), Day(today, WORKED, STATED, 3)
    assert worth(once, again) == worth(again) > worth(once)
    assert worth(again, Day(today + 9, WORKED, STATED, 2)) == worth(again)
    assert worth(once, Day(today - 9, WORKED, RESIZED, 20)) < worth(once)
    classmate = Day(today, SCHOOLED, STATED, 3)
    assert worth(once, classmate, again) == pytest.approx(1 - (1 - worth(again)) * (1 - worth(classmate)))
    assert worth(Day(0, WORKED, STATED, 2)) == worth(Day(0, WORKED, STATED, 2), when=today + 4000) > 0.0
