"""SQL over a set and Python over one row say the same, to the last decimal, of any formula and any rows, blanks too."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as some

from optom.base.formula import Field, Formula, Kind, Ladder, Vocabulary
from optom.base.formula.functions import ALL
from optom.base.formula.nodes import Form, Function
from optom.base.refusal import Refusal
from optom.base.sql import fetch

pytestmark = pytest.mark.django_db

_TYPES = {
    Kind.NUMBER: "numeric",
    Kind.MONEY: "numeric",
    Kind.TEXT: "text",
    Kind.FLAG: "boolean",
    Kind.DATE: "date",
    Kind.TEXTS: "text[]",
}
_FIELDS = [Field(f"{kind}{place}", f"поле_{kind}{place}", kind, f"p.{kind}{place}") for kind in Kind for place in "ab"]
_STEPS = {Decimal(-5): Decimal("1.5"), Decimal(0): Decimal("1.25"), Decimal(100): Decimal("0.33333333333333333333")}
_WORDS = {"Bosch": Decimal("1.3"), "ΟΔΟΣ": Decimal("1.5"), "O'ring %": Decimal(2)}
_KNOWN = Vocabulary(
    _FIELDS,
    [
        Ladder("steps", Kind.NUMBER, Kind.NUMBER, _STEPS),
        Ladder("sums", Kind.MONEY, Kind.MONEY, _STEPS),
        Ladder(
            "brands", Kind.TEXT, Kind.NUMBER, {"Bosch": Decimal("1.3"), "ΟΔΟΣ": Decimal("1.5"), "O'ring %": Decimal(2)}
        ),
    ],
)
_numbers = some.one_of(
    some.sampled_from([Decimal(0), Decimal(1), Decimal("0.5"), Decimal("2.5"), Decimal("-0.005"), Decimal("1e-12")]),
    some.decimals(min_value=-1000, max_value=1000, places=2),
    some.decimals(min_value=-(10**14), max_value=10**14, places=4),
)
_texts = some.text(alphabet="abBоОёЁßẞİΣς %'\"\\{}x1", max_size=6)
_dates = some.dates(date(1, 1, 1), date(9999, 12, 31))
_VALUES: dict[Kind, Any] = {
    Kind.NUMBER: _numbers,
    Kind.MONEY: _numbers,
    Kind.TEXT: some.one_of(_texts, some.sampled_from(["bosch", "BOSCH", "  a  b ", "οδος", "οδοσ"])),
    Kind.FLAG: some.booleans(),
    Kind.DATE: _dates,
    Kind.TEXTS: some.frozensets(_texts, max_size=3),
}
_row = some.fixed_dictionaries({one.name: some.none() | _VALUES[one.kind] for one in _FIELDS})
_FORMS = {
    kind: [(one, form) for one in ALL for form in one.forms if form.gives == kind and one.name != "percent"]
    for kind in Kind
}


def _literal(kind: Kind) -> some.SearchStrategy[str]:
    match kind:
        case Kind.NUMBER:
            return some.decimals(0, 10**6, places=3).map(lambda value: f"{value:f}")
        case Kind.TEXT:
            return _texts.map(lambda value: '"' + value.replace('"', '""') + '"')
        case Kind.FLAG:
            return some.sampled_from(["TRUE", "ложь"])
        case Kind.DATE:
            return some.builds("DATE({}; {}; {})".format, some.integers(1, 9999), some.integers(-30, 30), some.just(5))
        case Kind.TEXTS:
            return some.lists(_literal(Kind.TEXT), max_size=2).map(lambda texts: "{" + "; ".join(texts) + "}")
        case Kind.MONEY:
            return _field(kind)


def _field(kind: Kind) -> some.SearchStrategy[str]:
    return some.sampled_from([name for one in _FIELDS if one.kind == kind for name in (one.name, one.russian)])


@some.composite
def _formula(draw: some.DrawFn, kind: Kind, depth: int) -> str:
    """Any formula of a kind, from every declared form of every function."""
    if depth == 0 or not _FORMS[kind] or draw(some.integers(0, 5)) == 0:
        return draw(some.one_of(_field(kind), _literal(kind)))
    if kind in (Kind.NUMBER, Kind.MONEY) and draw(some.integers(0, 9)) == 0:
        return draw(_lookup(kind, depth))
    known, form = draw(some.sampled_from(_FORMS[kind]))
    takes = _stretched(known, form, draw(some.integers(0, 2)))
    parts = [draw(_formula(one, depth - 1)) for one in takes[: len(takes) - known.written]]
    parts += [str(draw(some.integers(-12, 12))) for _ in range(known.written)]
    if known.optional and draw(some.booleans()):
        parts = parts[: -known.optional]
    return _put(known, parts, draw(some.sampled_from(["en", "ru"])))


@some.composite
def _lookup(draw: some.DrawFn, kind: Kind, depth: int) -> str:
    if kind == Kind.MONEY:
        return f'LOOKUP({draw(_formula(Kind.MONEY, depth - 1))}; "Sums")'
    sought, table = draw(some.sampled_from([(Kind.NUMBER, "steps"), (Kind.TEXT, "brands")]))
    return f'ПРОСМОТР({draw(_formula(sought, depth - 1))}; "{table}")'


def _stretched(known: Function, form: Form, times: int) -> tuple[Kind, ...]:
    return form.takes + form.takes[len(form.takes) - known.repeats :] * times if known.repeats else form.takes


def _put(known: Function, parts: list[str], language: str) -> str:
    if not known.operator:
        return f"{known.called(language)}({'; '.join(parts)})"
    return f"(-{parts[0]})" if known.name == "negative" else f"({parts[0]} {known.name} {parts[1]})"


def _by_sql(formula: Formula, rows: list[dict[str, Any]]) -> list[Any]:
    """The same over a set: the rows as a table of columns, in their order."""
    columns = ", ".join(f"%({one.name})s::text[]" for one in _FIELDS)
    names = ", ".join(one.name for one in _FIELDS)
    typed = ", ".join(f"{one.name}::{_TYPES[one.kind]}" for one in _FIELDS)
    values = {one.name: [_sent(row[one.name], one.kind) for row in rows] for one in _FIELDS}
    text = f"""
        with p as materialized (
            select place, {typed} from unnest({columns}) with ordinality as _({names}, place)
        )
        select {formula.sql} as answer from p order by place
    """  # noqa: S608 -- the formula is what is tried
    return [row.answer for row in fetch(text, values)]


def _sent(value: Any, kind: Kind) -> str | None:
    if kind == Kind.TEXTS and value is not None:
        quoted = (one.replace("\\", "\\\\").replace('"', '\\"') for one in value)
        return "{" + ",".join(f'"{one}"' for one in quoted) + "}"
    return None if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=some.data(), rows=some.lists(_row, min_size=1, max_size=6))
def test_sql_and_python_agree_on_any_formula_and_any_rows(data: some.DataObject, rows: list[dict[str, Any]]) -> None:
    kind = data.draw(some.sampled_from([Kind.NUMBER, Kind.MONEY, Kind.TEXT, Kind.FLAG, Kind.DATE]))
    text = data.draw(_formula(kind, 4))
    if ";" in text and data.draw(some.booleans()):  # else a comma between digits could stand between arguments
        text = text.replace(".", ",")
    try:
        formula = Formula.read(text, _KNOWN)
    except Refusal as refusal:  # a text cut short by its bounds, or a number where only a sum will do
        assume(refusal.code not in {"formula.too_long", "formula.too_deep"})
        raise
    assert _by_sql(formula, rows) == [formula.value(row) for row in rows], text
    for language in ("ru", "en"):
        assert Formula.read(formula.written(language), _KNOWN).same(formula), text


def test_a_difference_would_be_seen() -> None:
    row = {one.name: None for one in _FIELDS} | {"numbera": Decimal("2.5")}
    right, wrong = (Formula.read(f"{name}(numbera; 0)", _KNOWN) for name in ("ROUND", "ROUNDDOWN"))
    assert _by_sql(right, [row]) == [Decimal(3)] != [wrong.value(row)]
