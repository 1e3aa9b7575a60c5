"""The policy as text: reviewed line by line, and read back as the same policy."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from optom.base.formula import Kind
from optom.base.refusal import Refusal
from optom.domain.policy.document import BreakRule, Guard, Named, Policy, Rounding, Rule, Rung, Table
from optom.domain.policy.text import from_text, to_text

_texts = some.text("aЯ1 \"'\\\n\r\t\x1f\x7f\x85\u00a0\u2028=[]{}#,😀", max_size=6)
_numbers = some.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9)
_days = some.none() | some.dates(date(1990, 1, 1), date(2100, 1, 1))
_steps = some.lists(some.builds(Rung, _numbers, _numbers), max_size=3).map(tuple)
_words = some.lists(some.builds(Rung, _texts, _numbers), max_size=3).map(tuple)
_tables = some.builds(Table, _texts, some.just(Kind.MONEY), some.just(Kind.NUMBER), _steps) | some.builds(
    Table, _texts, some.just(Kind.TEXT), some.just(Kind.MONEY), _words
)
_rules = some.builds(Rule, _texts, _texts, _texts, _texts, _days, _days, _texts)


def _rows(of: some.SearchStrategy[object]) -> some.SearchStrategy[tuple[object, ...]]:
    return some.lists(of, max_size=3).map(tuple)


_policies = some.builds(
    Policy,
    _rows(some.builds(Named, _texts, _texts)),
    _rows(_tables),
    _rows(_rules),
    _rows(some.builds(Rounding, _texts, _texts)),
    _rows(some.builds(Guard, _texts, _texts, _texts)),
    _texts,
    _texts,
    some.booleans(),
    _rows(some.builds(BreakRule, _texts, _texts, _texts, _texts, _texts, _days, _days, _texts)),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_policies)
def test_what_was_written_is_read_as_the_same_policy(policy: Policy) -> None:
    assert from_text(to_text(policy)) == policy


def test_it_reads_like_the_policy() -> None:
    policy = Policy(
        names=(Named("cost", "IFBLANK(planned, receipt)"),),
        tables=(Table("mark-up", rungs=(Rung(Decimal(0), Decimal("1.5")), Rung(Decimal(1000), Decimal("1.2")))),),
        rules=(Rule("retail", "cost * 1.3", 'brand = "Bosch"', since=date(2026, 12, 1)),),
        breaks=(BreakRule("retail", "multiple * 10", "price * 95%"),),
    )
    assert to_text(policy).splitlines() == [
        "four_eyes = true",
        "",
        "[[names]]",
        'name = "cost"',
        'formula = "IFBLANK(planned, receipt)"',
        "",
        "[[tables]]",
        'name = "mark-up"',
        'key = "money"',
        'gives = "number"',
        "rungs = [",
        '  ["0", "1.5"],',
        '  ["1000", "1.2"],',
        "]",
        "",
        "[[rules]]",
        'column = "retail"',
        'condition = "brand = \\"Bosch\\""',
        'price = "cost * 1.3"',
        "since = 2026-12-01",
        "",
        "[[breaks]]",
        'column = "retail"',
        'from_quantity = "multiple * 10"',
        'price = "price * 95%"',
    ]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("rules = ]", "line 1"),
        ('[[rules]]\ncolumn = "a"\nprise = "1"', "rules 1 prise"),
        ('[[rules]]\ncolumn = "a"\nprice = 1', "rules 1: price"),
        ('[[tables]]\nname = "a"\nrungs = [["x", "1"]]', "tables 1"),
        ('[[tables]]\nname = "a"\nkey = "colour"', "tables 1"),
        ('[[tables]]\nname = "a"\nkey = "date"\nrungs = [["1", "1"]]', "tables 1"),
        ('[[tables]]\nname = "a"\ngives = "text"\nrungs = [["1", "1"]]', "tables 1"),
        ('[[tables]]\nname = "a"\nrungs = [["1", "1e999999"]]', "tables 1"),
        ('[[tables]]\nname = "a"\nrungs = [["1e-999999", "1"]]', "tables 1"),
        ('[[tables]]\nname = "a"\nrungs = [["1", "nan"]]', "tables 1"),
        ('[[tables]]\nname = "a"\nrungs = [["1", "1", "1"]]', "tables 1"),
        ('[[tables]]\nname = "a"\nrungs = ["12"]', "tables 1"),
        ('[[tables]]\nname = "a"\nkey = "text"\nrungs = [["\\u0000", "1"]]', "tables 1"),
        ('[[tables]]\nname = "a"\nrungs = [["x", "1"]]', "tables 1: x"),
        ('[[tables]]\nname = "a"\nrungs = [["1", [1]]]', "tables 1"),
        (f'[[tables]]\nname = "a"\nrungs = [["1", 0x{"f" * 9000}]]', "tables 1: "),
        ('four_eyes = "no"', "four_eyes"),
        (f"corridor = {'1' * 5000}", "TOML"),
        (f"corridor = 1e{'9' * 30}", "TOML"),
        (f"corridor = {'[' * 9000}", "TOML"),
        ("rules = 5", "rules"),
        ("corridor = 5", "corridor"),
        ('corridor = "\\u0000"', "corridor"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(text: str, where: str) -> None:
    with pytest.raises(Refusal) as refused:
        from_text(text)
    assert refused.value.code == "policy.text_unreadable"
    assert where in refused.value.facts["where"]
