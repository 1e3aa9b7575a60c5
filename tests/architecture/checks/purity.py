"""What a floor may not touch: the domain no web and no clock, base no tables, rules no Django, both no floats."""

import ast
from collections.abc import Iterator
from pathlib import Path

from .house import House, Violation, parsed
from .imports import imports_of, is_within
from .sql_words import words_of

WEB = ("django.http", "django.shortcuts", "django.template", "django.urls", "requests")
DATABASE = ("django", "psycopg", "optom.base.sql")
CLOCK = frozenset(
    {
        "datetime.now",
        "datetime.utcnow",
        "datetime.today",
        "date.today",
        "timezone.now",
        "timezone.localdate",
        "timezone.localtime",
        "time.time",
        "time.time_ns",
        "clock.now",
        "clock.today",
    },
)
CLOCK_FIELDS = frozenset({"auto_now", "auto_now_add"})
CLOCK_IMPORTS = frozenset({"django.utils.timezone.now", "django.db.models.functions.Now", "time.time"})
SQL_CLOCK_CALLS = frozenset({"now", "clock_timestamp", "statement_timestamp", "transaction_timestamp"})
SQL_CLOCK_WORDS = frozenset({"current_timestamp", "current_date", "current_time", "localtime", "localtimestamp"})
EDGES = frozenset({"tasks.py"})


def web_in_domain(house: House) -> list[Violation]:
    """The domain knows neither requests nor pages."""
    return [
        house.violation(path, one.line, f"the domain imports {one.dotted}: pages and requests belong to interfaces")
        for path in house.python(house.domain, migrations=True)
        for one in imports_of(house, path)
        if any(is_within(one.dotted, package) for package in WEB)
    ]


def django_in_rules(house: House) -> list[Violation]:
    """rules.py (or the package rules/) is pure: no Django, no database."""
    return [
        house.violation(path, one.line, f"rules import {one.dotted}: rules are pure decisions over plain values")
        for path in house.python(house.domain)
        if path.name == "rules.py" or "rules" in path.parent.parts
        for one in imports_of(house, path)
        if any(is_within(one.dotted, package) for package in DATABASE)
    ]


def tables_in_base(house: House) -> list[Violation]:
    """Tables in base, which is words without tables."""
    return [
        house.violation(path, node.lineno, f"{node.name} is a table: base has words without tables")
        for path in house.python(house.source / "base", migrations=True)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef) and any(_dotted(base).split(".")[-1] == "Model" for base in node.bases)
    ]


def clock_in_domain(house: House) -> list[Violation]:
    """The domain is told the moment (`at`); only background entry points, tasks.py, may ask the clock."""
    found = [
        house.violation(path, line, f"reads the clock ({what}): take the moment as an argument")
        for path in house.python(house.domain)
        if path.name not in EDGES
        for line, what in _clock_reads(house, path)
    ]
    return found + list(_clock_in_sql(house))


def _clock_reads(house: House, path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Attribute) and ".".join(_dotted(node).split(".")[-2:]) in CLOCK:
            yield node.lineno, _dotted(node)
        elif isinstance(node, ast.keyword) and node.arg in CLOCK_FIELDS:
            yield node.value.lineno, node.arg
    for one in imports_of(house, path):
        if one.dotted in CLOCK_IMPORTS or one.dotted in {"optom.base.clock.now", "optom.base.clock.today"}:
            yield one.line, one.dotted


def _clock_in_sql(house: House) -> Iterator[Violation]:
    for path in sorted(house.domain.glob("*/sql/**/*.sql")):
        words = words_of(path.read_text(encoding="utf-8"))
        for word, after in zip(words, [*words[1:], None], strict=True):
            is_call = after is not None and after.name == "("
            if word.name in SQL_CLOCK_WORDS or (is_call and word.name in SQL_CLOCK_CALLS):
                yield house.violation(path, word.line, f"reads the clock ({word.name}): take the moment as a parameter")


def floats(house: House) -> list[Violation]:
    """Money and quantities are Decimal: `float` is not spoken in domain and base, nor 0.2 written in the domain."""
    return [
        house.violation(path, line, "a float: money and quantities are Decimal")
        for floor in ("domain", "base")
        for path in house.python(house.source / floor)
        for line in _float_lines(path, literals=floor == "domain")
    ]


def _float_lines(path: Path, *, literals: bool) -> Iterator[int]:
    for node in ast.walk(parsed(path)):
        match node:
            case ast.Name(id="float", lineno=line):
                yield line
            case ast.Constant(value=float(), lineno=line) if literals:
                yield line


def _dotted(node: ast.expr) -> str:
    """`a.b.c` of a chain of attributes; only its last name when it starts from something else."""
    if isinstance(node, ast.Attribute):
        before = _dotted(node.value)
        return f"{before}.{node.attr}" if before else node.attr
    return node.id if isinstance(node, ast.Name) else ""
