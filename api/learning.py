"""The model that a network learned, as the HTTP interface and the command line tell of it, and how it comes and goes."""

from __future__ import annotations

from datetime import UTC, datetime

from api import present
from api.present import Json
from graph.derive import adopt
from graph.errors import NotFound
from graph.identity.compare import PERSON
from graph.identity.learn import learned_from
from graph.identity.learned import learned_of, model_of
from graph.store.base import Store, View


def model(view: View) -> Json:
    """`ModelShown`: what people are told apart by at present."""
    learned, used = learned_of(view), model_of(view)
    return {
        "learned": present.moment(learned.made) if learned else None,
        "records": learned.records if learned else 0,
        "pairs": learned.pairs if learned else 0,
        "decisions": learned.decisions if learned else 0,
        "prior": used.prior,
        "comparisons": [
            {
                "what": c.name,
                "levels": [
                    {"words": words, "bits": round(bits, 2)} for words, bits in zip(c.levels, used.ladder(c)[1:], strict=True)
                ],
            }
            for c in PERSON
        ],
    }


def learn(store: Store) -> Json:
    """Learn from what is there, and derive everybody anew as one visible change. Returns `ModelShown`. Raises `BadInput` where
    there is too little."""
    # Others may go on writing meanwhile: what is learned is of one moment.
    with store.view() as view:
        learned = learned_from(view, datetime.now(tz=UTC))
    with store.writer() as w:
        adopt(w, learned.to_json())
    with store.view() as view:
        return model(view)


def forget(store: Store) -> None:
    """Back to the shipped model: everybody is as if nothing had been learned. Raises `NotFound` where nothing was."""
    with store.writer() as w:
        if not w.model():
            raise NotFound("nothing was learned here: the model is the shipped one")
        adopt(w, "")
