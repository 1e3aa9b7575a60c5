"""Whether the next file of a feed is laid out as the remembered one, and what of it has changed. Pure.

Tables are known by their heads, then by name; columns by their heads wherever they stand now. What a person has to look
at before the file counts is a doubt.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product
from typing import Any

from optom.domain.suppliers.fields import Field
from optom.domain.suppliers.reading.table import Table

from .columns import fits
from .content import looks
from .guessing import guess
from .layout import Layout, filled, joined, layout_of
from .value import HEADS_APART, Column, Mapping, Part, TableMapping

_DATE = re.compile(r"[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{2,4}")
_NO_WORD = re.compile(r"[\W_]+")
_MOST_ABOVE = 200
_ALPHABET = 26
_FEWEST_LOOKED_AT = 3
_HALF = 50
# Fields of which a look tells for sure that something else stands there.
_TELLING = (Field.PRICE, Field.BARCODE, Field.STOCK, Field.NAME)


class What(StrEnum):
    """What differs from the remembered file."""

    COLUMN_GONE = "column_gone"
    COLUMN_NEW = "column_new"
    HEAD_RENAMED = "head_renamed"
    TABLE_GONE = "table_gone"
    TABLE_NEW = "table_new"
    MISFIT = "misfit"
    RECOINED = "coined"


_HARMLESS = {What.COLUMN_NEW}


@dataclass(frozen=True, slots=True)
class Change:
    """A difference in a ``table``: of the column of a ``field``; what it ``was`` called and is ``now``."""

    what: What
    table: str
    field: Field | None = None
    was: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class Drift:
    """All that differs. A file that differs in nothing but columns that nobody reads needs no look."""

    changes: tuple[Change, ...]

    @property
    def holds(self) -> bool:
        return any(change.what not in _HARMLESS for change in self.changes)


@dataclass(frozen=True, slots=True)
class Fitted:
    """The mapping as it fits this file: a table mapping for each of its tables, by the name that it has now."""

    mapping: Mapping
    drift: Drift | None = None

    @property
    def doubts(self) -> tuple[dict[str, Any], ...]:
        """Why a person should look before this file counts, as facts to keep; none where nothing holds it."""
        if self.drift is None or not self.drift.holds:
            return ()
        return tuple(
            {"code": one.what.value, "table": one.table, "field": one.field or "", "was": one.was, "now": one.now}
            for one in self.drift.changes
            if one.what not in _HARMLESS
        )


class _Nothing:
    """A catalog that knows nothing: whether a new table holds goods is told by itself."""

    def articles(self, norms: Collection[str]) -> Collection[str]:
        return norms and ()

    def brands(self, norms: Collection[str]) -> Collection[str]:
        return norms and ()


@dataclass(frozen=True, slots=True)
class _Pair:
    table: Table
    how: TableMapping
    layout: Layout

    @property
    def is_same(self) -> bool:
        return any(self.how.heads) and sorted(map(_key, self.layout.heads)) == sorted(map(_key, self.how.heads))

    @property
    def alike(self) -> int:
        """How many heads of the remembered table stand in this one, in per cent."""
        return _alike(self.layout.heads, self.how.heads)


def fit(tables: Sequence[Table], mapping: Mapping) -> Fitted:
    """The remembered mapping laid upon a file."""
    pairs = _paired(tables, mapping.tables)
    changes: list[Change] = []
    found: list[TableMapping] = []
    for table in tables:
        if pair := next((pair for pair in pairs if pair.table is table), None):
            moved, told = _moved(pair)
            changes += told
        else:
            moved = TableMapping(table.name, skipped=True)
            changes += [Change(What.TABLE_NEW, table.name)] if _has_goods(table) else []
        found.append(moved)
    kept = [pair.how for pair in pairs]
    changes += [Change(What.TABLE_GONE, one.name) for one in mapping.tables if not one.skipped and one not in kept]
    return Fitted(replace(mapping, tables=tuple(found)), Drift(tuple(changes)) if changes else None)


def _has_goods(table: Table) -> bool:
    return not guess([table], _Nothing()).tables[0].skipped


def _paired(tables: Sequence[Table], known: Sequence[TableMapping]) -> list[_Pair]:
    """Each table with at most one remembered: of the same heads, of the same name, alike, or the only one left."""
    possible = [_Pair(table, how, _now(table, how)) for table, how in product(tables, known)]
    best = sorted(possible, key=lambda one: (one.is_same, one.table.name == one.how.name, one.alike), reverse=True)
    pairs: list[_Pair] = []
    for one in best:
        is_free = all(one.table is not pair.table and one.how is not pair.how for pair in pairs)
        if is_free and (one.is_same or one.table.name == one.how.name or one.alike > _HALF):
            pairs.append(one)
    return [*pairs, *_only_ones(possible, pairs)]


def _only_ones(possible: Sequence[_Pair], pairs: Sequence[_Pair]) -> Iterator[_Pair]:
    left = [
        one
        for one in possible
        if not one.how.skipped and not one.table.is_hidden
        and all(one.table is not pair.table and one.how is not pair.how for pair in pairs)
    ]  # fmt: skip
    if len(left) == 1:
        yield left[0]


def _now(table: Table, how: TableMapping) -> Layout:
    """How the table is laid out now: by the heads that are remembered, or as it looks where few of them are found."""
    sample = table.sample()
    rows = sample.rows()
    seen = layout_of(rows, sample.width, named=table.heads)
    if table.heads or not any(how.heads):
        return seen
    known = {_key(part) for head in how.heads for part in head.split(HEADS_APART) if head}
    counts = [sum(_key(cell) in known for cell in filled(row)) for row in rows[:_MOST_ABOVE]]
    if not max(counts, default=0):
        return seen
    first = last = counts.index(max(counts))
    while first and counts[first - 1] * 2 > len(filled(rows[first - 1])):
        first -= 1
    while last + 1 < len(counts) and counts[last + 1] * 2 > len(filled(rows[last + 1])):
        last += 1
    heads = joined(rows[first : last + 1], sample.width)
    found = Layout(heads, last + 2, (range(sample.width),), seen.currency)
    return found if _alike(heads, how.heads) > _alike(seen.heads, how.heads) else seen


def _alike(now: Sequence[str], was: Sequence[str]) -> int:
    asked = {_key(head) for head in was if head}
    return len(asked & {_key(head) for head in now}) * 100 // len(asked) if asked else 0


def _moved(pair: _Pair) -> tuple[TableMapping, list[Change]]:
    """The table's mapping with its columns where they stand now, and what has changed."""
    how = pair.how
    if how.skipped:
        return replace(how, name=pair.table.name), []
    if not any(how.heads):
        return replace(how, name=pair.table.name), list(_misfits(pair))
    changes: list[Change] = []
    parts = tuple(Part(tuple(_columns(part, pair, changes))) for part in how.parts)
    changes += _new_columns(pair, changes)
    was, now = how.currency, pair.layout.currency
    if was and now and was != now:
        changes.append(Change(What.RECOINED, pair.table.name, Field.PRICE, was, now))
    letters = (_letter(place) for one in how.categories if (place := _place_now(pair, _place(one))) is not None)
    moved = replace(
        how, name=pair.table.name, parts=parts, heads=pair.layout.heads, first_row=pair.layout.first_row,
        currency=now if was and now else was, categories=tuple(letters),
    )  # fmt: skip
    return moved, changes


def _columns(part: Part, pair: _Pair, changes: list[Change]) -> Iterator[Column]:
    for column in part.columns:
        place = _place(column.letter)
        found = _place_now(pair, place)
        renamed = _renamed(pair, place) if found is None else ""
        if found is not None:
            yield replace(column, letter=_letter(found))
        elif renamed:
            changes.append(Change(What.HEAD_RENAMED, pair.table.name, column.field, column.head, renamed))
            yield replace(column, head=renamed)
        else:
            changes.append(Change(What.COLUMN_GONE, pair.table.name, column.field, column.head))


def _place_now(pair: _Pair, place: int) -> int | None:
    """Where the column stands now: by its head, of several in their order; without one beside the left one."""
    was, now = list(map(_key, pair.how.heads)), list(map(_key, pair.layout.heads))
    head = was[place] if place < len(was) else ""
    if head:
        found = [there for there, other in enumerate(now) if other == head]
        turn = was[:place].count(head)
        return found[turn] if turn < len(found) else None
    beside = next((left for left in range(min(place, len(was)) - 1, -1, -1) if was[left]), None)
    there = _place_now(pair, beside) if beside is not None else None
    moved = place if beside is None or there is None else there + place - beside
    return moved if moved >= len(now) or not now[moved] else None


def _renamed(pair: _Pair, place: int) -> str:
    """The head that stands in the column's place now, where it is a new one."""
    now = pair.layout.heads[place] if place < len(pair.layout.heads) else ""
    return now if _key(now) not in set(map(_key, pair.how.heads)) else ""


def _new_columns(pair: _Pair, changes: Sequence[Change]) -> list[Change]:
    known = set(map(_key, pair.how.heads)) | {_key(change.now) for change in changes}
    return [
        Change(What.COLUMN_NEW, pair.table.name, now=head)
        for head in pair.layout.heads
        if head and _key(head) not in known
    ]


def _misfits(pair: _Pair) -> Iterator[Change]:
    """Of a table without heads the columns that are not there, or hold something else than their field."""
    sample = pair.table.sample().slice(pair.how.first_row - 1)
    for column in (column for part in pair.how.parts for column in part.columns):
        if column.letter not in sample.columns:
            yield Change(What.COLUMN_GONE, pair.table.name, column.field, column.letter)
            continue
        seen = looks(sample[column.letter].to_list())
        is_told = column.field in _TELLING and len(seen.cells) >= _FEWEST_LOOKED_AT
        if is_told and not fits(column.field, seen):
            yield Change(What.MISFIT, pair.table.name, column.field, column.letter)


def _key(head: str) -> str:
    """A head as it is compared: no case, no room, no signs, no date of the day."""
    return _NO_WORD.sub(" ", _DATE.sub("", head.casefold())).strip()


def _place(letter: str) -> int:
    place = 0
    for sign in letter:
        place = place * _ALPHABET + ord(sign) - ord("A") + 1
    return place - 1


def _letter(place: int) -> str:
    before, last = divmod(place, _ALPHABET)
    return (_letter(before - 1) if before else "") + chr(ord("A") + last)
