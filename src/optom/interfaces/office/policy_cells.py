"""The policy as the rows and cells of its page, its workbook and its text: everything as people type it, and back.

A table for LOOKUP is written step by step, one row a step; a row without a name goes on with the table above it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from optom.base.formula import Kind
from optom.base.formula.kinds import folded
from optom.base.refusal import Refusal, refuse_all
from optom.domain.policy.queries import BreakRule, Guard, Named, Policy, Rounding, Rule, Rung, Table
from optom.interfaces.kit import formats
from optom.interfaces.kit.input import Malformed, day, number

Row = dict[str, str]
Cells = dict[str, list[Row]]
Value = TypeVar("Value")

PARTS: Mapping[str, Sequence[str]] = {
    "names": ("name", "formula"),
    "tables": ("name", "key", "gives", "from", "value"),
    "rules": ("column", "name", "condition", "price", "since", "until", "reason"),
    "breaks": ("column", "name", "condition", "from_quantity", "price", "since", "until", "reason"),
    "roundings": ("column", "formula"),
    "guards": ("name", "column", "holds"),
    "corridor": ("corridor",),
    "cost": ("cost",),
    "four_eyes": ("four_eyes",),
}
KEYS = (Kind.MONEY, Kind.NUMBER, Kind.TEXT)
GIVES = (Kind.NUMBER, Kind.MONEY)
_DAYS = ("since", "until")
FOUR_EYES, TWO_EYES = "yes", "no"
SINGLE = frozenset({"corridor", "cost", "four_eyes"})
"""Parts of one row."""
_FROM = re.compile(r"(от|с|from|≥|>=)\s*(?=\d)", re.IGNORECASE)


def cells_of(policy: Policy) -> Cells:
    """All rows, numbers and days as people of the request's language write them."""
    return {
        "names": [{"name": one.name, "formula": one.formula} for one in policy.names],
        "tables": [row for table in policy.tables for row in _steps(table)],
        "rules": [_cells(one, PARTS["rules"]) for one in policy.rules],
        "breaks": [_cells(one, PARTS["breaks"]) for one in policy.breaks],
        "roundings": [{"column": one.column, "formula": one.formula} for one in policy.roundings],
        "guards": [{"name": one.name, "column": one.column, "holds": one.holds} for one in policy.guards],
        "corridor": [{"corridor": policy.corridor}] if policy.corridor else [],
        "cost": [{"cost": policy.cost}] if policy.cost else [],
        "four_eyes": [{"four_eyes": FOUR_EYES if policy.four_eyes else TWO_EYES}],
    }


def _cells(row: Rule | BreakRule, names: Sequence[str]) -> Row:
    return {name: _day_text(getattr(row, name)) if name in _DAYS else getattr(row, name) for name in names}


def policy_of(cells: Cells) -> Policy:
    """The policy that they say. What is no day or number is refused at its ``part``, ``row`` and ``cell``, together."""
    reading = _Reading()
    policy = Policy(
        names=tuple(Named(row["name"].strip(), row["formula"]) for row in cells["names"]),
        tables=_tables(cells["tables"], reading),
        rules=tuple(Rule(**_read(row, "rules", place, reading)) for place, row in enumerate(cells["rules"], 1)),
        breaks=tuple(BreakRule(**_read(row, "breaks", place, reading)) for place, row in enumerate(cells["breaks"], 1)),
        roundings=tuple(Rounding(row["column"].strip(), row["formula"]) for row in cells["roundings"]),
        guards=tuple(Guard(row["name"], row["holds"], row["column"].strip()) for row in cells["guards"]),
        corridor=_only(cells, "corridor"),
        cost=_only(cells, "cost"),
        four_eyes=reading.cell(_four_eyes, _only(cells, "four_eyes"), True, "four_eyes", 1, "four_eyes"),  # noqa: FBT003 -- a fallback
    )
    refuse_all([*reading.wrong, *_beyond_one(cells)])
    return policy


def _beyond_one(cells: Cells) -> Iterator[Refusal]:
    """Rows that a part of one row can't take."""
    for part in sorted(SINGLE):
        yield from (
            Refusal("policy.one_row_only", part=part, row=place, cell=part)
            for place, row in enumerate(cells[part], 1)
            if place > 1 and row[part].strip()
        )


def _only(cells: Cells, part: str) -> str:
    return cells[part][0][part] if cells[part] else ""


def sent(body: object) -> Cells:
    """The cells that a page has sent; those that it doesn't name are empty."""
    if not isinstance(body, Mapping):
        raise Malformed("input.not_an_object")
    return {part: [_row(row, names) for row in _list(body.get(part))] for part, names in PARTS.items()}


def placed(refusal: Refusal, cells: Cells) -> Refusal:
    """A fault of a whole table, told at the row where the table begins."""
    if refusal.facts.get("part") != "tables" or refusal.facts.get("cell") != "rungs":
        return refusal
    begins = [place for place, names in _by_table(cells["tables"])]
    row = begins[refusal.facts["row"] - 1] if refusal.facts["row"] <= len(begins) else 1
    return Refusal(refusal.code, **{**refusal.facts, "row": row, "cell": "name"})


def _list(rows: object) -> list[Any]:
    return rows if isinstance(rows, list) else []


def _row(row: object, names: Iterable[str]) -> Row:
    if not isinstance(row, Mapping):
        raise Malformed("input.not_an_object")
    return {name: str(row.get(name) or "").replace("\0", "") for name in names}


class _Reading:
    """What could not be read is kept until all is."""

    def __init__(self) -> None:
        self.wrong: list[Refusal] = []

    def cell(self, how: Callable[[str], Value], text: str, fallback: Value, *where: str | int) -> Value:
        try:
            return how(text)
        except Refusal as refusal:
            part, row, cell = where
            self.wrong.append(Refusal(refusal.code, **{**refusal.facts, "part": part, "row": row, "cell": cell}))
            return fallback


def _read(row: Row, part: str, place: int, reading: _Reading) -> dict[str, Any]:
    days = {name: reading.cell(_day_or_none, row[name], None, part, place, name) for name in _DAYS}
    return {**row, "column": row["column"].strip(), **days}


def _tables(rows: Sequence[Row], reading: _Reading) -> tuple[Table, ...]:
    tables = []
    for begins, steps in _by_table(rows):
        first = rows[begins - 1]
        key = reading.cell(partial(_kind, KEYS), first["key"], KEYS[0], "tables", begins, "key")
        gives = reading.cell(partial(_kind, GIVES), first["gives"], GIVES[0], "tables", begins, "gives")
        rungs = tuple(_rung(rows[place - 1], key, place, reading) for place in steps if _says(rows[place - 1]))
        tables.append(Table(first["name"].strip(), key, gives, rungs))
    return tuple(tables)


def _by_table(rows: Sequence[Row]) -> list[tuple[int, list[int]]]:
    """Where each table begins, and all places (from 1) of its steps."""
    found: dict[str, tuple[int, list[int]]] = {}
    name = ""
    for place, row in enumerate(rows, 1):
        name = folded(row["name"].strip()) or name
        found.setdefault(name, (place, []))[1].append(place)
    return list(found.values())


def rows_of_table(rows: Sequence[Row], row: int) -> Sequence[int]:
    """All places (from 1) of the steps of the table to which a row belongs."""
    return next((places for _begins, places in _by_table(rows) if row in places), ())


def _says(row: Row) -> bool:
    return bool(row["from"].strip() or row["value"].strip())


def _rung(row: Row, key: Kind, place: int, reading: _Reading) -> Rung:
    nothing = Decimal(0)
    if key == Kind.TEXT:
        from_: Decimal | str = row["from"].strip()
    else:
        from_ = reading.cell(_bound, row["from"], nothing, "tables", place, "from")
    return Rung(from_, reading.cell(_share, row["value"], nothing, "tables", place, "value"))


def _bound(text: str) -> Decimal:
    """From which number on, as price lists write it too: от 1 000."""
    return number(_FROM.sub("", text.strip(), count=1))


def _share(text: str) -> Decimal:
    """A number, or so many per cent."""
    bare = text.strip()
    return number(bare[:-1]) / 100 if bare.endswith("%") else number(bare)


def _kind(kinds: Sequence[Kind], text: str) -> Kind:
    """What was chosen; by itself the first of the kinds."""
    if not text.strip():
        return kinds[0]
    found = next((kind for kind in kinds if kind.value == text.strip()), None)
    if found is None:
        raise Refusal("policy.not_of_list", value=text[:40])
    return found


def _four_eyes(text: str) -> bool:
    if text.strip() not in {FOUR_EYES, TWO_EYES, ""}:
        raise Refusal("policy.not_of_list", value=text[:40])
    return text.strip() != TWO_EYES


def _steps(table: Table) -> list[Row]:
    whose = {"name": table.name, "key": table.key.value, "gives": table.gives.value}
    if not table.rungs:
        return [{**whose, "from": "", "value": ""}]
    return [{**whose, "from": _key_text(one.key), "value": formats.plain(one.value)} for one in table.rungs]


def _key_text(key: Decimal | str) -> str:
    return key if isinstance(key, str) else formats.plain(key)


def _day_or_none(text: str) -> date | None:
    return day(text) if text.strip() else None


def _day_text(value: date | None) -> str:
    return formats.day(value) if value else ""
