"""What docs/algorithms/formulas.md tells of the language is so, in SQL and in Python."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from optom.base.formula import Field, Formula, Kind, Ladder, Vocabulary
from optom.base.formula.functions import FUNCTIONS
from optom.base.formula.sql import literal
from optom.base.refusal import Refusal
from optom.base.sql import fetch

_PAGE = Path(__file__).parents[3] / "docs" / "algorithms" / "formulas.md"
_ROW = re.compile(r"^\| `(.+?)`(?: with (.+))? \| (.*) \|$", re.MULTILINE)
_EXAMPLES = [(row[1], row[2] or "", row[3]) for row in _ROW.finditer(_PAGE.read_text(encoding="utf-8"))]
_TODAY = date(2026, 11, 27)
_FIELDS = (
    ("cost", "себестоимость", Kind.MONEY),
    ("recommended", "ррц", Kind.MONEY),
    ("weight", "вес", Kind.NUMBER),
    ("article", "артикул", Kind.TEXT),
    ("brand", "бренд", Kind.TEXT),
    ("groups", "группы", Kind.TEXTS),
    ("is_new", "новинка", Kind.FLAG),
    ("arrived_on", "пришёл", Kind.DATE),
    ("today", "сегодня", Kind.DATE),
)
_NULLS = {
    Kind.MONEY: "numeric",
    Kind.NUMBER: "numeric",
    Kind.TEXT: "text",
    Kind.TEXTS: "text[]",
    Kind.FLAG: "boolean",
    Kind.DATE: "date",
}


def _known(row: dict[str, Any]) -> Vocabulary:
    fields = [
        Field(name, russian, kind, literal(row[name]) if name in row else f"null::{_NULLS[kind]}")
        for name, russian, kind in _FIELDS
    ]
    rungs = {Decimal(0): Decimal("1.5"), Decimal(1000): Decimal("1.2")}
    return Vocabulary(fields, [Ladder("mark-up", Kind.MONEY, Kind.NUMBER, rungs)])


def _row(told: str) -> dict[str, Any]:
    kinds = {name: kind for name, _, kind in _FIELDS}
    given = dict(part.split(" = ", 1) for part in told.split(", ") if part)
    return {"today": _TODAY} | {name: _value(text, kinds[name]) for name, text in given.items()}


def _value(text: str, kind: Kind) -> Any:
    match kind:
        case Kind.MONEY | Kind.NUMBER:
            return Decimal(text)
        case Kind.DATE:
            return date.fromisoformat(text)
        case Kind.TEXTS:
            return frozenset(text.split("/"))
        case _:
            return text.strip('"')


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "blank" if value is None else str(value)


@pytest.mark.parametrize(("text", "told", "expected"), _EXAMPLES)
@pytest.mark.django_db
def test_an_example_is_so(text: str, told: str, expected: str) -> None:
    row = _row(told)
    try:
        formula = Formula.read(text, _known(row))
    except Refusal as refusal:
        assert expected == f"refused: {refusal.code} at {refusal.facts['place']}"
        return
    (answer,) = fetch(f"select {formula.sql} as answer", {"none": None})
    assert _said(formula.value(row)) == expected
    assert _said(answer.answer) == expected


def test_every_function_has_an_example() -> None:
    shown = " ".join(text for text, _, _ in _EXAMPLES)
    assert not [one.name for one in FUNCTIONS if f"{one.name}(" not in shown and f"{one.russian}(" not in shown]
