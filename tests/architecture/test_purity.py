"""What the domain, its rules and base may not touch."""

from collections.abc import Callable

import pytest

from tests.architecture.checks import purity
from tests.architecture.checks.house import House, Violation

Seed = Callable[[dict[str, str]], House]
Check = Callable[[House], list[Violation]]

CHECKS = [
    purity.web_in_domain,
    purity.django_in_rules,
    purity.tables_in_base,
    purity.clock_in_domain,
    purity.floats,
]


@pytest.mark.parametrize("check", CHECKS)
def test_the_project_is_pure(house: House, check: Check) -> None:
    assert check(house) == []


def lines(found: list[Violation]) -> list[int]:
    return [violation.line for violation in found]


@pytest.mark.parametrize(
    "line",
    [
        "from django.http import HttpRequest",
        "import django.shortcuts",
        "from django import template",
        "from django.template.loader import render_to_string",
        "from django.urls import reverse",
        "import requests",
    ],
)
def test_the_domain_knows_no_web(seed: Seed, line: str) -> None:
    assert lines(purity.web_in_domain(seed({"src/optom/domain/stock/actions.py": f"import os\n{line}"}))) == [2]


def test_interfaces_know_the_web(seed: Seed) -> None:
    assert purity.web_in_domain(seed({"src/optom/interfaces/portal/pages.py": "import django.http"})) == []


@pytest.mark.parametrize("name", ["rules.py", "rules/packs.py"])
@pytest.mark.parametrize("line", ["from django.db import connection", "import psycopg", "from optom.base import sql"])
def test_rules_know_no_database(seed: Seed, name: str, line: str) -> None:
    assert lines(purity.django_in_rules(seed({f"src/optom/domain/stock/{name}": line}))) == [1]


def test_other_files_of_a_room_know_the_database(seed: Seed) -> None:
    assert purity.django_in_rules(seed({"src/optom/domain/stock/actions.py": "from django.db import connection"})) == []


@pytest.mark.parametrize("base", ["models.Model", "Model"])
def test_base_has_no_table(seed: Seed, base: str) -> None:
    assert lines(purity.tables_in_base(seed({"src/optom/base/money.py": f"class Sum({base}):\n    pass"}))) == [1]


@pytest.mark.parametrize(
    "line",
    [
        "at = datetime.now(tz=UTC)",
        "at = datetime.datetime.now()",
        "today = date.today()",
        "at = timezone.now()",
        "field = DateTimeField(default=timezone.now)",
        "field = DateTimeField(auto_now_add=True)",
        "from django.utils.timezone import now",
        "field = DateTimeField(db_default=functions.Now())\nfrom django.db.models.functions import Now",
        "seconds = time.time()",
        "at = clock.now()",
        "from optom.base.clock import now",
    ],
)
def test_the_domain_asks_no_clock(seed: Seed, line: str) -> None:
    assert lines(purity.clock_in_domain(seed({"src/optom/domain/stock/actions.py": line}))) == [line.count("\n") + 1]


@pytest.mark.parametrize(
    "text", ["select now()", "select current_date", "select clock_timestamp () - interval '1 day'"]
)
def test_sql_of_the_domain_asks_no_clock(seed: Seed, text: str) -> None:
    assert lines(
        purity.clock_in_domain(seed({"src/optom/domain/stock/sql/due.sql": f"-- now() is asked\n{text}"}))
    ) == [2]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tasks.py", "at = clock.now()"),
        ("actions.py", "def hold(*, at: datetime) -> None:\n    until = at + timedelta(days=1)"),
        ("sql/due.sql", "select %(now)s, 'now()' as now, now from stock_hold"),
    ],
)
def test_a_moment_is_handed_in(seed: Seed, name: str, text: str) -> None:
    assert purity.clock_in_domain(seed({f"src/optom/domain/stock/{name}": text})) == []


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("domain/stock/rules.py", "share = float(quantity)"),
        ("domain/stock/rules.py", "def share(quantity: float) -> None: ..."),
        ("domain/stock/rules.py", "share = quantity * 0.2"),
        ("base/money.py", "share = float(quantity)"),
    ],
)
def test_money_is_no_float(seed: Seed, name: str, line: str) -> None:
    assert lines(purity.floats(seed({f"src/optom/{name}": line}))) == [1]


@pytest.mark.parametrize(
    ("name", "line"), [("domain/stock/rules.py", 'Decimal("0.2")'), ("base/pause.py", "wait(0.2)")]
)
def test_decimals_and_pauses_are_fine(seed: Seed, name: str, line: str) -> None:
    assert purity.floats(seed({f"src/optom/{name}": line})) == []
