"""What people write is read as they mean it; what can't be meant is refused at its place, with what would fit."""

from decimal import Decimal
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from optom.base.formula import Field, Formula, Kind, Ladder, Vocabulary
from optom.base.refusal import Refusal

_KNOWN = Vocabulary(
    [
        Field("cost", "себестоимость", Kind.MONEY, "p.cost"),
        Field("brand", "бренд", Kind.TEXT, "p.brand"),
        Field("weight", "вес", Kind.NUMBER, "p.weight"),
        Field("Small wholesale", "Мелкий опт", Kind.MONEY, "c.small"),
    ]
)


@pytest.mark.parametrize(
    "text",
    [
        '=IF(brand="Bosch"; cost*1.12; ROUND(cost*1.2; -1))',
        '=ЕСЛИ(бренд="Bosch"; себестоимость*1,12; ОКРУГЛ(себестоимость*1,2; -1))',
        "if(Brand = «Bosch», COST × 1.12, round(cost*1.2, −1))",
        "=ЕСЛИ(бренд=„Bosch“;\u00a0себестоимость*1,12;\u202fОКРУГЛ(себестоимость*1,2;\u2009-1))",
        "=ЕСЛИ(бренд=”Bosch”; себестоимость*1,12; ОКРУГЛ(себестоимость*1,2; -1))",
    ],
)
def test_one_formula_in_any_hand(text: str) -> None:
    formula = Formula.read(text, _KNOWN, gives=Kind.MONEY)
    assert formula.written("ru") == 'ЕСЛИ(бренд = "Bosch"; себестоимость * 1,12; ОКРУГЛ(себестоимость * 1,2; -1))'
    assert formula.written("en") == 'IF(brand = "Bosch", cost * 1.12, ROUND(cost * 1.2, -1))'
    assert {field.name for field in formula.fields} == {"brand", "cost"}


def test_a_name_with_spaces_stands_in_square_brackets() -> None:
    assert Formula.read("[мелкий опт]*(1-5%)", _KNOWN).written("en") == "[Small wholesale] * (1 - 5%)"


def test_a_table_may_stand_without_quotes() -> None:
    known = Vocabulary(_KNOWN.fields, [Ladder("Наценки", Kind.MONEY, Kind.NUMBER, {Decimal(0): Decimal("1.5")})])
    bare, quoted = (Formula.read(f"cost * LOOKUP(cost; {name})", known) for name in ("наценки", '"Наценки"'))
    assert bare.value({"cost": Decimal(10)}) == quoted.value({"cost": Decimal(10)}) == 15
    assert Formula.read(bare.written("ru"), known).same(bare)


def test_a_fraction_without_a_semicolon_is_written_so_that_it_is_read_again() -> None:
    formula = Formula.read("ABS(weight * 0.5)", _KNOWN)
    assert formula.written("ru") == "ABS(вес * 0.5)"
    assert Formula.read(formula.written("ru"), _KNOWN).same(formula)


def test_a_written_number_stands_for_a_sum_but_a_field_of_numbers_does_not() -> None:
    assert Formula.read("IF(brand = «x»; 100; 50 * 2)", _KNOWN, gives=Kind.MONEY).kind == Kind.MONEY
    with pytest.raises(Refusal) as refused:
        Formula.read("weight * 100", _KNOWN, gives=Kind.MONEY)
    assert refused.value.code == "formula.wrong_result"


@pytest.mark.parametrize(
    ("text", "code", "facts"),
    [
        (" = ", "formula.empty", {}),
        ("cost +", "formula.ends_early", {"place": 7, "awaited": ("value",)}),
        ("ROUND(cost; 1", "formula.ends_early", {"place": 14, "awaited": ("separator", "close")}),
        ("cost brand", "formula.unexpected", {"place": 6, "met": "brand", "awaited": ("operator", "end")}),
        ("cost * )", "formula.unexpected", {"place": 8, "met": ")", "awaited": ("value",)}),
        ("cost # 2", "formula.unexpected", {"place": 6, "met": "#"}),
        ('brand = "Bosch', "formula.text_unclosed", {"place": 9}),
        ("[Small", "formula.bracket_unclosed", {"place": 1}),
        ("cots * 2", "formula.unknown_name", {"met": "cots", "nearest": "cost"}),
        ("себестоимотсь * 2", "formula.unknown_name", {"nearest": "себестоимость"}),
        ("ОКРУГ(cost; 1)", "formula.unknown_function", {"met": "ОКРУГ", "nearest": "ОКРУГЛ"}),
        ("ROUND", "formula.not_called", {"place": 1, "function": "ROUND"}),
        ("1 + ПРОСМОТР", "formula.not_called", {"place": 5, "function": "ПРОСМОТР"}),
        ("ROUND(cost)", "formula.too_few", {"function": "ROUND", "least": 2, "given": 1}),
        ("ABS(cost; 1)", "formula.too_many", {"function": "ABS", "most": 1, "given": 2}),
        ("IFS(cost > 1; 1; cost > 5)", "formula.not_in_pairs", {"given": 3}),
        ("cost & brand", "formula.wrong_kind", {"place": 1, "met_kind": "money", "expected_kinds": ("text",)}),
        ("-brand", "formula.wrong_kind", {"place": 2, "function": "-"}),
        ('LOOKUP(cost; "Steps")', "formula.unknown_ladder", {"place": 14, "met": "Steps", "nearest": None}),
        ("LOOKUP(cost; Steps)", "formula.unknown_ladder", {"place": 14, "met": "Steps", "nearest": None}),
        ("ROUND(cost / 3,2)", "formula.comma_unclear", {"place": 14, "met": "3,2"}),
        ("MAX(cost, 1,5)", "formula.comma_unclear", {"place": 11, "met": "1,5"}),
        ("МАКС(себестоимость*1,2, 10)", "formula.comma_unclear", {"place": 20, "met": "1,2"}),
        ("cost * „2", "formula.text_unclosed", {"place": 8, "met": "„"}),
        ("1234567890123456 * cost", "formula.number_too_long", {"place": 1}),
        ("(" * 70 + "1" + ")" * 70, None, {}),
        ("-" * 61 + "cost", "formula.too_deep", {}),
        ('brand = "a\x00"', "formula.unprintable", {"place": 11}),
        ('brand = "a\ud800"', "formula.unprintable", {"place": 11}),
        ("1" + " " * 4000, "formula.too_long", {"length": 4001}),
    ],
)
def test_what_does_not_fit_is_refused_at_its_place(text: str, code: str | None, facts: dict[str, Any]) -> None:
    if code is None:
        assert Formula.read(text, _KNOWN).value({}) == Decimal(1)
        return
    with pytest.raises(Refusal) as refused:
        Formula.read(text, _KNOWN)
    assert refused.value.code == code
    assert {name: refused.value.facts[name] for name in facts} == facts


@given(some.text(alphabet='cost()[]{};,.+-*/%&<>="«»1 0ЕСЛИ\\\n\t§', max_size=60))
def test_whatever_is_sent_is_read_or_refused(text: str) -> None:
    try:
        Formula.read(text, _KNOWN)
    except Refusal as refusal:
        assert refusal.code.startswith("formula.")


@pytest.mark.parametrize(
    "text",
    [
        "p.cost",
        "pg_sleep(10)",
        "cost; drop table pricing_column",
        "[p.cost]",
        "cost::text",
        "__import__(«os»)",
        "cost.__class__",
        "(select 1)",
        "$1",
        "%(today)s",
    ],
)
def test_nothing_beyond_the_declared_can_be_named(text: str) -> None:
    with pytest.raises(Refusal):
        Formula.read(text, _KNOWN)


def test_a_formula_of_nested_calls_grows_into_sql_as_long_as_itself() -> None:
    text = "cost"
    for _ in range(29):
        text = f"ROUNDUP({text} / 3; 2)"
    assert len(Formula.read(text, _KNOWN).sql) < 400 * 29


def test_thousands_of_unknown_names_are_told_without_waiting_for_the_nearest_of_each() -> None:
    known = Vocabulary([Field(f"margin_{one}", f"наценка_{one}", Kind.NUMBER) for one in range(2000)])
    began = process_time()
    for one in range(300):
        with pytest.raises(Refusal) as refused:
            Formula.read(f"margni_{one} * 2", known)
        assert refused.value.facts["nearest"] == f"margin_{one}"
    assert process_time() - began < 4, "by comparing letter after letter it was ten seconds"
