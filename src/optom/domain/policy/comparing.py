"""What is other in one policy than in another, by part and row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from .document import Policy

_ROWS = ("names", "tables", "rules", "breaks", "roundings", "guards")
_WHOLE = ("corridor", "cost", "four_eyes")
ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One row that is other. ``row`` and ``was_row`` count from 1; None: it is not there, was not there."""

    part: str
    how: str
    row: int | None
    was_row: int | None
    now: Any
    was: Any


def compare(before: Policy, after: Policy) -> list[Change]:
    """All changes, by parts and as the rows stand."""
    changes = [change for part in _ROWS for change in _rows(part, getattr(before, part), getattr(after, part))]
    for part in _WHOLE:
        was, now = getattr(before, part), getattr(after, part)
        changes += [Change(part, CHANGED, 1, 1, now, was)] if was != now else []
    return changes


def _rows(part: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Change]:
    """A row that was taken out here and put in there as it was has moved; what stands where another stood, changed."""
    blocks = list(_other(before, after))
    gone = {before[place]: place for was, _ in blocks for place in was}
    come = {after[place] for _, now in blocks for place in now}
    for was_rows, now_rows in blocks:
        moved = [place for place in now_rows if after[place] in gone]
        for place in moved:
            yield Change(part, MOVED, place + 1, gone[after[place]] + 1, after[place], after[place])
        was_left = [place for place in was_rows if before[place] not in come]
        now_left = [place for place in now_rows if place not in moved]
        for was_row, now_row in zip_longest(was_left, now_left):
            was = None if was_row is None else before[was_row]
            now = None if now_row is None else after[now_row]
            yield Change(part, _how(was_row, now_row), _counted(now_row), _counted(was_row), now, was)


def _how(was_row: int | None, now_row: int | None) -> str:
    if was_row is None:
        return ADDED
    return REMOVED if now_row is None else CHANGED


def _counted(place: int | None) -> int | None:
    return None if place is None else place + 1


def _other(before: Sequence[Any], after: Sequence[Any]) -> Iterator[tuple[range, range]]:
    """Where the rows of the two are not the same."""
    for tag, was_from, was_to, now_from, now_to in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield range(was_from, was_to), range(now_from, now_to)
