"""The journal has words for every act that the program writes down, and for no other."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from optom.interfaces.kit.deeds import DEEDS, FORMER

SHARED = {"rights.py", "shared.py"}  # where a package of acts has what all of them write an entry by
DOMAIN = Path(__file__).parents[3] / "src" / "optom" / "domain"
WRITERS = {
    "record_each",
    "record",
    "note",
    "note_beside",
    "_note",
    "_note_if_shared",
    "_journal",
}  # what writes an entry, and what a room has for that


def acts_of(files: dict[Path, str]) -> set[str]:
    """Every code of an act: written out, or a verb beside a room's own ``act=f"room.{act}"``."""
    trees = {path: ast.parse(text) for path, text in files.items()}
    rooms = {path: room for path, tree in trees.items() if (room := next(_prefixes(tree), ""))}
    found = set()
    for path, tree in trees.items():
        beside = next(
            (room for other, room in rooms.items() if other.name in SHARED and other.parent == path.parent), ""
        )
        room = rooms.get(path, beside)
        found |= {verb if "." in verb else room + verb for verb in _verbs(tree)}
        found |= {room + kind for kind in _kinds(tree)}
    return found


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in WRITERS:
                yield node


def _prefixes(tree: ast.AST) -> Iterator[str]:
    """``companies.`` of ``act=f"companies.{act}"``."""
    for call in _calls(tree):
        for given in call.keywords:
            if given.arg == "act" and isinstance(given.value, ast.JoinedStr):
                first = given.value.values[0]
                if isinstance(first, ast.Constant):
                    yield str(first.value)


def _verbs(tree: ast.AST) -> Iterator[str]:
    for call in _calls(tree):
        named = [given.value for given in call.keywords if given.arg == "act"]
        for value in [*call.args[:1], *named]:
            yield from _texts(value, tree)


def _texts(value: ast.expr, tree: ast.AST) -> Iterator[str]:
    """A text, or those that are put into the variable of that name."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from _texts(value.body, tree)
        yield from _texts(value.orelse, tree)
    elif isinstance(value, ast.Name):
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and any(getattr(to, "id", "") == value.id for to in node.targets):
                yield from _texts(node.value, tree)


def _kinds(tree: ast.AST) -> Iterator[str]:
    """Where the entry is named by its kind: those with which ``_enter_by_hand`` is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_enter_by_hand":
            yield from (
                str(one.value.value)
                for one in node.keywords
                if one.arg == "kind" and isinstance(one.value, ast.Constant)
            )


def test_every_act_of_the_program_has_words_and_no_other() -> None:
    written = acts_of({path: path.read_text(encoding="utf-8") for path in DOMAIN.rglob("*.py")})

    assert len(written) > 30, "the search finds next to nothing"
    assert written == set(DEEDS) - FORMER


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ('journal.record(act="orders.fly", actor=1)', {"orders.fly"}),
        ('def _note(act): journal.record(act=f"orders.{act}")\n_note("fly", 1)', {"orders.fly"}),
        ('_journal("orders.fly", 1)', {"orders.fly"}),
        ('def note(act): record(act=f"a.{act}")\nact = "fly" if up else "land"\nnote(act)', {"a.fly", "a.land"}),
    ],
)
def test_an_act_is_found_however_it_is_written_down(text: str, acts: set[str]) -> None:
    assert acts_of({Path("actions.py"): text}) == acts
