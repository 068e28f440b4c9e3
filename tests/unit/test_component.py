"""What an identity question reaches."""

from __future__ import annotations

from graph.identity.component import Seeker
from graph.identity.judgements import Said
from graph.identity.model import shipped
from graph.model import Record
from graph.store.open import open_store
from tests.contract.said import record, source, state

JANES = [record(f"t{n}", n, "Jane Quastenberg") for n in range(1, 5)]
OTHER = record("t9", 1, "Gil Pretend")


def reached(seed: Record, held: list[Record], fresh: list[Record], largest: int = 1_000, going: tuple[str, ...] = ()) -> set[str]:
    """What a seed reaches in a store that holds these records and to which the fresh ones come."""
    store = open_store("sqlite:///:memory:")
    with store.writer() as w:
        for r in [*held, *fresh]:
            state(w, source(f"s{r.part}", r.part), [r])
        seeker = Seeker(w, {r.id: r for r in fresh}, (), shipped(), Said(), going=going, largest=largest)
        return {r.id for r in seeker.around([seed.id]).records}


def test_who_is_alike_is_reached_and_nobody_else() -> None:
    assert reached(JANES[0], [*JANES[:2], OTHER], []) == {r.id for r in JANES[:2]}


def test_a_block_that_grows_too_large_reaches_everyone_whom_it_proposed_before() -> None:
    """So that they are parted as if all had come at once: the order of imports does not matter."""
    assert reached(JANES[3], JANES[:3], [JANES[3]], largest=3) == {r.id for r in JANES}
    assert reached(JANES[3], JANES[:3], [JANES[3]], largest=2) == {JANES[3].id}, "it was too large before"


def test_a_block_that_no_longer_is_too_large_reaches_everyone_whom_it_will_propose() -> None:
    assert reached(JANES[3], JANES, [], largest=3, going=(JANES[3].id,)) == {r.id for r in JANES}
    assert reached(JANES[3], JANES, [], largest=2, going=(JANES[3].id,)) == {JANES[3].id}
