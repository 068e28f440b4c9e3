import json
from datetime import date

from graph.atlas.canvas import Drawing, Line, Mark
from graph.introducing.introductions import Introductions, Path
from graph.introducing.targets import to_person
from graph.introducing.willingness import Beta, Chance
from graph.model import Person
from graph.strength.reasons import PathTie
from viz.picture import network_json, paths_json

HOSTILE = "</script><img src=x onerror=alert(1)> \u202e'\"{{7*7}}"


def mark(uid: str, label: str = "Ada Test", **more: object) -> Mark:
    given: dict[str, object] = {
        "kind": "person", "about": "", "people": 1, "ties": 2, "size": 8.0, "group": 0, "x": 1.5, "y": -2.0, **more
    }  # fmt: skip
    return Mark(uid, label=label, **given)  # type: ignore[arg-type]


def drawing(marks: tuple[Mark, ...], lines: tuple[Line, ...] = ()) -> Drawing:
    return Drawing(marks, lines, 9, 8, len(marks), 0, "", (), date(2026, 1, 2), 3)


def test_marks_and_lines_become_nodes_and_edges_that_stand_still() -> None:
    data = network_json(drawing((mark("p1"), mark("p2", step=0)), (Line("p1", "p2", 3, 0.5, on_path=True),)))
    assert [(n["id"], n["x"], n["y"], n["size"], n["step"]) for n in data["nodes"]] == [
        ("p1", 1.5, -2.0, 8.0, -1),
        ("p2", 1.5, -2.0, 8.0, 0),
    ]
    (edge,) = data["edges"]
    assert (edge["from"], edge["to"], edge["ties"], edge["path"], edge["arrows"]) == ("p1", "p2", 3, True, "")
    assert data["options"]["physics"] == {"enabled": False}
    assert (data["people"], data["ties"], data["as_of"]) == (9, 8, "2026-01-02")


def test_names_travel_as_data() -> None:
    (node,) = json.loads(json.dumps(network_json(drawing((mark("p1", HOSTILE),)))))["nodes"]
    assert node["name"] == HOSTILE


def test_long_names_are_cut_on_the_picture_only() -> None:
    (node,) = network_json(drawing((mark("p1", "W" * 10_000),)))["nodes"]
    assert len(node["label"]) <= 28
    assert len(node["title"]) <= 300
    assert len(node["name"]) == 10_000


def test_bubbles_say_how_many_they_hold() -> None:
    (node,) = network_json(drawing((mark("c1.p1", "Firm", kind="group", about="84 people"),)))["nodes"]
    assert node["label"] == "Firm\n84 people"


def test_somebody_without_a_name_does_not_get_an_id_for_one() -> None:
    (node,) = network_json(drawing((mark("p1", ""),)))["nodes"]
    assert "p1" not in node["label"]


def test_a_full_picture_keeps_every_line() -> None:
    count = 600
    marks = tuple(mark(f"p{i}") for i in range(count))
    lines = tuple(Line(f"p{i}", f"p{(i * 7 + k) % count}", 1, 0.1, on_path=False) for i in range(count) for k in (1, 2, 3))
    assert len(network_json(drawing(marks, lines))["edges"]) == 1800


def answer(*chains: str) -> Introductions:
    person = {c: Person(f"p{c}", c.upper()) for c in "abcde"}
    tie = PathTie(0.5, "observed", (), None)
    goal, sure = to_person(person["e"]), Chance(Beta(1.0, 1.0), "")
    paths = tuple(
        Path(
            probability=0.1,
            people=tuple(person[c] for c in chain),
            ties=(tie,) * (len(chain) - 1),
            weakest=0,
            introducers=(sure,) * (len(chain) - 2),
            accepts=sure,
            fit=goal.fits["pe"],
            fit_rows=(),
            interval=None,
            draft=None,
        )
        for chain in chains
    )
    return Introductions(person["a"], goal, person["e"], date(2026, 1, 1), "m", 0.1, None, paths, None, "corridor", "all")


def test_paths_share_their_people_and_run_from_left_to_right() -> None:
    data = paths_json(answer("abe", "acbe", "ade"))
    at = {n["id"]: (n["x"], n["y"]) for n in data["nodes"]}
    assert sorted(at) == ["pa", "pb", "pc", "pd", "pe"]
    assert len(set(at.values())) == 5
    assert at["pa"][0] < min(at[p][0] for p in ("pb", "pc", "pd")) <= max(at[p][0] for p in ("pb", "pc", "pd")) < at["pe"][0]
    assert {(e["from"], e["to"]) for e in data["edges"] if e["path"]} == {("pa", "pb"), ("pb", "pe")}
    assert len(data["edges"]) == 6


def test_no_paths_no_picture() -> None:
    assert paths_json(answer())["nodes"] == []
