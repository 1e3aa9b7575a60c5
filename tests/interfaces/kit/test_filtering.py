"""A filter means the same to the database and to a list in memory; what can't be read is refused in words."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from optom.base.listing import Asked, Condition, Op
from optom.base.refusal import Refusal
from optom.interfaces.kit.sheets import Column, Kind, part_of
from optom.interfaces.kit.sheets.filtering import conditions_of

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
STATES = {"held": "в резерве", "shipped": "отгружен"}


def asked(kind: Kind, *values: str) -> list[tuple[Op, Any]]:
    column = Column("x", "Столбец", kind, choices=STATES if kind is Kind.CHOICE else {})
    return [(one.op, one.value) for one in conditions_of(column, values, AT)]


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (">100", [(Op.ABOVE, Decimal(100))]),
        ("<=5,5", [(Op.TO, Decimal("5.5"))]),
        ("10..20", [(Op.FROM, Decimal(10)), (Op.TO, Decimal(20))]),
        ("..20", [(Op.TO, Decimal(20))]),
        ("7", [(Op.FROM, Decimal(7)), (Op.TO, Decimal(7))]),
        ("=7", [(Op.FROM, Decimal(7)), (Op.TO, Decimal(7))]),
        ("<>0", [(Op.OTHER, Decimal(0))]),
        ("=", [(Op.EMPTY, None)]),
        ("<>", [(Op.FILLED, None)]),
    ],
)
def test_a_number_is_asked_as_in_excel(value: str, meant: Sequence[tuple[Op, Any]]) -> None:
    assert asked(Kind.MONEY, value) == meant


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("подш", [(Op.CONTAINS, "подш")]),
        ("=Опт", [(Op.IS, "Опт")]),
        ("<>Опт", [(Op.OTHER, "Опт")]),
        ("A-*", [(Op.LIKE, "A-*")]),
        (">5", [(Op.CONTAINS, ">5")]),
        ("=", [(Op.EMPTY, None)]),
    ],
)
def test_a_text_is_asked_by_a_part_a_beginning_or_whole(value: str, meant: Sequence[tuple[Op, Any]]) -> None:
    assert asked(Kind.TEXT, value) == meant


def test_days_are_named_or_written_and_a_day_stands_for_all_of_itself() -> None:
    assert asked(Kind.DATE, "this_month") == [(Op.FROM, date(2026, 11, 1)), (Op.TO, date(2026, 11, 30))]
    assert asked(Kind.DATE, "past") == [(Op.TO, date(2026, 11, 25))]
    assert asked(Kind.DATE, "28.11.2026") == [(Op.FROM, date(2026, 11, 28)), (Op.TO, date(2026, 11, 28))]
    [(op, first), (other, last)] = asked(Kind.MOMENT, "2026-11-28")
    assert (op, other) == (Op.FROM, Op.TO)
    assert f"{first:%H:%M:%S} {last:%H:%M:%S}" == "00:00:00 23:59:59"
    [(later, after)] = asked(Kind.MOMENT, ">2026-11-28")
    assert (later, f"{after:%d %H:%M}") == (Op.ABOVE, "28 23:59")


def test_several_conditions_of_one_column_hold_together() -> None:
    assert asked(Kind.QUANTITY, ">5", "<>7") == [(Op.ABOVE, Decimal(5)), (Op.OTHER, Decimal(7))]


def test_of_choices_one_of_the_values_holds() -> None:
    assert asked(Kind.CHOICE, "held", "shipped") == [(Op.ANY, ["held", "shipped"])]
    assert asked(Kind.FLAG, "true") == [(Op.ANY, ["true"])]
    assert asked(Kind.CHOICE) == []


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        (Kind.MONEY, "много", "input.not_a_number"),
        (Kind.MONEY, ">", "input.not_a_number"),
        (Kind.MONEY, "..", "input.not_a_number"),
        (Kind.MONEY, ">1..2", "input.not_a_number"),
        (Kind.DATE, "32.13.2026", "input.not_a_date"),
        (Kind.DATE, "<>28.11.2026", "input.not_a_date"),
        (Kind.MOMENT, "..", "input.not_a_date"),
        (Kind.CHOICE, "lost", "input.not_a_choice"),
        (Kind.FLAG, "maybe", "input.not_a_choice"),
        (Kind.TEXT, "я" * 201, "input.filter_too_long"),
    ],
)
def test_what_can_not_be_asked_is_refused(kind: Kind, value: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        asked(kind, value)
    assert refused.value.code == code


ROWS = [("Альфа 1", Decimal(10), True), ("бета", None, False), ("Альфа", Decimal("0.5"), True), ("", Decimal(0), None)]
COLUMNS = [
    Column("name", "Имя", value=lambda row: row[0]),
    Column("sum", "Сумма", Kind.MONEY, value=lambda row: row[1]),
    Column("is_on", "Да", Kind.FLAG, value=lambda row: row[2]),
]


@pytest.mark.parametrize(
    ("column", "op", "value", "found"),
    [
        ("name", Op.CONTAINS, "альфа", [0, 2]),
        ("name", Op.IS, "альфа", [2]),
        ("name", Op.OTHER, "альфа", [0, 1, 3]),
        ("name", Op.LIKE, "альфа*", [0, 2]),
        ("name", Op.LIKE, "*1", [0]),
        ("name", Op.LIKE, "(*", []),
        ("name", Op.EMPTY, None, [3]),
        ("name", Op.FILLED, None, [0, 1, 2]),
        ("sum", Op.ABOVE, Decimal("0.5"), [0]),
        ("sum", Op.FROM, Decimal("0.5"), [0, 2]),
        ("sum", Op.BELOW, Decimal("0.5"), [3]),
        ("sum", Op.OTHER, Decimal(0), [0, 1, 2]),
        ("sum", Op.EMPTY, None, [1]),
        ("is_on", Op.ANY, ["true"], [0, 2]),
        ("is_on", Op.ANY, [""], [3]),
    ],
)
def test_a_short_list_is_filtered_in_memory(column: str, op: Op, value: Any, found: Sequence[int]) -> None:
    part = part_of(ROWS, COLUMNS, Asked(conditions=(Condition(column, op, value),)))

    assert [ROWS.index(row) for row in part.rows] == list(found)
