"""Every number that turns evidence into strength, in one place, to be read and changed here only.

Source: the starting values of the project's algorithm notes (B0, B1, B6): hand-set from the signs and sizes fitted on three
mail corpora and on face-to-face data; willingness and acceptance come from a handful of published anecdotes.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Basis

MODEL = "B0.2"
"""Version of the whole set, shown with every answer."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What one kind of encounter counts for."""

    code: int
    """Stored in histories: never reuse one."""
    label: str
    """For reasons: `{n}` is the number of encounters."""
    basis: Basis
    weight: float
    """Intensity of one active day when it goes both ways, or has no direction."""
    one_way: float
    """The same where only one side was ever seen to act."""
    alpha: float
    """Divide by (people who shared it - 1) ** alpha."""
    group: bool
    """Group evidence enters by noisy-or; direct evidence through the fitted logistic."""
    standing: int = 0
    """Of a relation that both entered and that does not fade by itself: its place in `STANDING`."""


KINDS: dict[str, Kind] = {
    "message": Kind(1, "wrote to each other on {n}", "observed", 0.35, 0.10, 0.0, group=False),
    "group_message": Kind(2, "shared a group thread on {n}", "observed", 0.30, 0.30, 1.5, group=True),
    "connected": Kind(3, "connected on LinkedIn", "observed", 0.12, 0.12, 0.0, group=False, standing=1),
    "met": Kind(4, "met in person or by call on {n}", "observed", 0.60, 0.60, 1.5, group=False),
    "attended": Kind(5, "were at the same event on {n}", "inferred", 0.60, 0.60, 1.5, group=True),
    "mentoring": Kind(6, "mentor and mentee", "observed", 0.50, 0.50, 0.0, group=False, standing=2),
    "endorsed": Kind(7, "endorsed a skill on {n}", "observed", 0.05, 0.05, 0.0, group=False),
    "recommended": Kind(8, "wrote a recommendation on {n}", "observed", 0.50, 0.50, 0.0, group=False),
    "in_touch": Kind(9, "said to have been in touch on {n}", "asserted", 0.30, 0.10, 0.0, group=False),
    # One side's address book. Not in B0: one side's word, no sign of contact, and no date, so that it counts an eighth of this
    # (0.03): under half of a connection, which two people agreed on. By noisy-or, so that it makes no other contact mutual.
    "listed": Kind(30, "in the address book", "asserted", 0.25, 0.25, 0.0, group=True),
    # Not in B0 either: acts of one side that the other has not answered, each worth less than any connection, and fading.
    "invited": Kind(31, "asked to connect on LinkedIn", "observed", 0.04, 0.04, 0.0, group=True),
    "followed": Kind(32, "follows on LinkedIn", "observed", 0.02, 0.02, 0.0, group=True),
    "replied": Kind(50, "answered each other in public on {n}", "observed", 0.35, 0.10, 0.0, group=False),
    "mentioned": Kind(51, "mentioned each other on {n}", "observed", 0.30, 0.10, 1.5, group=False),
    "reacted": Kind(52, "reacted to what the other wrote on {n}", "observed", 0.05, 0.05, 0.0, group=False),
    "follows": Kind(53, "follow each other", "observed", 0.12, 0.03, 0.0, group=False),
    "friends": Kind(54, "friends on Facebook", "observed", 0.12, 0.12, 0.0, group=False, standing=1),
    "added_to_card": Kind(55, "put each other on cards on {n}", "observed", 0.30, 0.10, 0.0, group=False),
    "shared_card": Kind(56, "were on the same card on {n}", "inferred", 0.30, 0.30, 1.5, group=True),
    "studied": Kind(57, "took the same course at the same time, {n}", "inferred", 0.05, 0.05, 1.0, group=True),
    # Not in B0: the weight of an event that people shared, with the 1/(n - 1) of Newman, as a paper is worked on for longer.
    "coauthored": Kind(60, "published together on {n}", "observed", 0.60, 0.60, 1.0, group=True),
    "worked_on": Kind(70, "worked on the same thing on {n}", "inferred", 0.30, 0.30, 1.5, group=True),
    # Derived from what records say of employers, never stated (`strength.workplaces`). B0 has 0.25 for a year in one
    # team; nothing is known of teams here, and of the size only a lower bound, so that two people known at one place are worth
    # less than the weakest thing that one of them did, and more people less. Half-life, as of all group evidence, a year.
    "worked": Kind(80, "worked at the same place", "inferred", 0.02, 0.02, 1.0, group=True),
    # The same of people who were at one school at one time. Half of that, as a school has more students than an employer has
    # people, and even fewer of them are known here.
    "schooled": Kind(81, "studied at the same place", "inferred", 0.01, 0.01, 1.0, group=True),
    "close": Kind(20, "said to be close", "asserted", 0.0, 0.0, 0.0, group=False),
    "knows": Kind(21, "said to know each other", "asserted", 0.0, 0.0, 0.0, group=False),
    "met_once": Kind(22, "said to have met once", "asserted", 0.0, 0.0, 0.0, group=False),
    "does_not_know": Kind(23, "said not to know each other", "asserted", 0.0, 0.0, 0.0, group=False),
    "scheduled": Kind(40, "both agreed to meet on {n}", "observed", 0.60, 0.60, 0.0, group=False),
    "scheduled_group": Kind(41, "agreed to the same meeting on {n}", "observed", 0.60, 0.60, 1.5, group=True),
}

ACTED: dict[str, str] = {
    "message": "{one} wrote to {other} on {n}",
    "listed": "{one} has {other} in the address book",
    "invited": "{one} asked {other} to connect on LinkedIn",
    "followed": "{one} follows {other} on LinkedIn",
    "replied": "{one} answered {other} in public on {n}",
    "mentioned": "{one} mentioned {other} on {n}",
    "reacted": "{one} reacted to what {other} wrote on {n}",
    "follows": "{one} follows {other}",
    "added_to_card": "{one} put {other} on cards on {n}",
}
"""For reasons, where only one side was ever seen to act; of other kinds the label says as much."""

LABELS: dict[str, float] = {"close": 0.9, "knows": 0.5, "met_once": 0.15, "does_not_know": 0.0}
"""A person's own word, as a probability. It overrides all other evidence; the newest word counts."""

LABEL_DAYS = 730
"""How long a person's word overrides; an undated word, and "does not know", override for good."""

UNDATED_DAYS = 1095.0
"""How old evidence without any date is taken to be, in days, whenever it is asked about."""

FAST_DAYS, SLOW_DAYS, GROUP_DAYS = 14.0, 180.0, 365.0
"""Half-lives of the two decays of direct evidence, and of group evidence, in days."""

INTERCEPT, ACTIVE, FAST, SLOW, SILENCE, SPAN, RECIPROCAL = -2.5, 1.0, 0.5, 0.4, 0.3, 0.1, 0.5
"""Logistic coefficients on log1p(active days), log1p(fast), log1p(slow), -log1p(days silent), log1p(span), reciprocal."""

FITTED = "B0.3"
"""Version of the logistic as it is fitted to a network (`strength.calibration`): also the square of log1p(days silent), which the
shipped coefficients leave at 0."""

WINDOW_DAYS, WINDOWS, FADING = 30, 6, 0.5
"""What is foretold: direct contact within so many days. How many such windows before the day asked about are learned from, and
what each counts beside the next newer one: common rates of contact drift."""

LEAST_TIES, RARER_A_WEIGHT = 200, 10
"""Ties that must have been in touch before the newest window, and how often the rarer outcome must have come for each weight
(Peduzzi and others 1996), before anything is fitted."""

MOST_TIES = 5_000
"""Ties drawn to be learned from: more would not change the weights visibly."""

RIDGE = 10.0
"""L2 penalty on the weights of the standardised features. 1 foretells as well, but lets the two decays, which are much alike,
take large weights of opposite signs."""

STANDING = (0.0, 0.05, 0.3)
"""What a relation is worth however old it is: none; an accepted connection; mentor and mentee, whom a programme paired to
talk for months, in rosters that mostly give no date. The last is not in B0: between "met once" and "knows"."""

MOST_CERTAIN = 0.98
"""No evidence makes a tie more certain than this."""

GROUP_CAP = 0.95
"""No amount of group evidence is more certain than this."""

LARGEST_EVENT = 60
"""Events with more people known to have attended give no ties."""

LARGEST_ORGANISATION = 5
"""Organisations with more people known to have worked there give no ties: beyond it a tie would be worth less than half a
percent, and a list of contacts would bring more such ties than contacts. The number known is a lower bound, so that an
organisation which is large today was large before."""

ORGANISATION_SIZES = (2, 3, 5)
"""The number of people known at an organisation counts as the next of these, so that somebody new rarely changes the ties
of all the others."""

FAINT = 0.003
"""Ties below this are left out of pictures of the network, and of its communities, where both people have stronger ones: they
would hide those."""

SMALL_MEETING = 12
"""Co-attendance of at most this many people is observed (they met); of more, inferred."""

FIRST_WILLING, LATER_WILLING, ACCEPTS = 0.7, 0.4, 0.45
"""Chance that the first introducer, each later one, and the person asked for say yes (Beta(7,3), (4,6), (4.5,5.5))."""

OBSERVATIONS = 10.0
"""How many outcomes each of these three is worth before any is logged: the sums of their Betas."""

ASK_DAYS = 30
"""How long a request without an outcome is waited for, and the month in which a person may be asked so many times, in days."""

PENDING = 0.8
"""Each request that somebody has not answered yet makes him this much less willing (B1: ask fatigue)."""

TIE_OBSERVATIONS = 4.0
"""How many observations the strength of a tie is worth, for its interval, beside one for each day of contact on record. Hand-set:
a tie without any counts as little known."""

CURRENT_FIT, PAST_FIT = 1.0, 0.5
"""How well somebody who works at a company now, or did, does for who wants to reach the company (B1: role fit)."""

STATED_FIT, TITLE_FIT = 1.0, 0.5
"""The same for who states a skill, and for whose position names it."""

UNLIKELY = 0.05
"""Paths below this are shown as unlikely."""
