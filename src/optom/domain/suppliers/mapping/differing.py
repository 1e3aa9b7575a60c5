"""In what two versions of a mapping differ, for who compares them and returns to one. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .value import Column, Mapping, TableMapping


class Differs(StrEnum):
    """What is another: a table is new, gone, left out or taken; a column; where goods begin; a formula; a word."""

    TABLE_NEW = "table_new"
    TABLE_GONE = "table_gone"
    TABLE_SKIPPED = "table_skipped"
    TABLE_TAKEN = "table_taken"
    FIRST_ROW = "first_row"
    COLUMN = "column"
    FORMULA = "formula"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Difference:
    """At a ``place`` (a column's letter, a field, a word) of a ``table`` stands ``now`` what ``was`` another.

    An empty text is nothing. Of columns both are fields, "price from 10" for a break and "brand carried" for one that
    is carried down.
    """

    what: Differs
    table: str = ""
    place: str = ""
    was: str = ""
    now: str = ""


def differences(was: Mapping, now: Mapping) -> tuple[Difference, ...]:
    """All in which they differ, table by table in the order of the newer one."""
    former = {one.name: one for one in was.tables}
    newer = {one.name: one for one in now.tables}
    gone = [Difference(Differs.TABLE_GONE, name) for name in former if name not in newer]
    tables = [one for name, table in newer.items() for one in _of_table(former.get(name), table)]
    formulas = _of_texts(Differs.FORMULA, {str(field): text for field, text in was.formulas.items()},
                         {str(field): text for field, text in now.formulas.items()})  # fmt: skip
    return (*gone, *tables, *formulas, *_of_texts(Differs.WORD, was.words, now.words))


def _of_table(was: TableMapping | None, now: TableMapping) -> Iterator[Difference]:
    if was is None:
        yield Difference(Differs.TABLE_NEW, now.name)
        return
    if was.skipped != now.skipped:
        yield Difference(Differs.TABLE_SKIPPED if now.skipped else Differs.TABLE_TAKEN, now.name)
    if was.first_row != now.first_row:
        yield Difference(Differs.FIRST_ROW, now.name, "", str(was.first_row), str(now.first_row))
    former, newer = _columns(was), _columns(now)
    for letter in sorted({*former, *newer}, key=lambda one: (len(one), one)):
        if former.get(letter) != newer.get(letter):
            yield Difference(Differs.COLUMN, now.name, letter, former.get(letter, ""), newer.get(letter, ""))


def _columns(table: TableMapping) -> dict[str, str]:
    return {column.letter: _said(column) for part in table.parts for column in part.columns}


def _said(column: Column) -> str:
    if column.from_quantity:
        return f"{column.field} from {column.from_quantity}"
    return f"{column.field} carried" if column.carried else str(column.field)


def _of_texts(what: Differs, was: dict[str, str], now: dict[str, str]) -> Iterator[Difference]:
    for place in sorted({*was, *now}):
        if was.get(place) != now.get(place):
            yield Difference(what, "", place, was.get(place, ""), now.get(place, ""))
