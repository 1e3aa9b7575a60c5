"""Statements in files: found by name, bound in the server, inside the act's transaction."""

import importlib
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from optom.base.sql import Statements, ahead, together

FILES = {
    "goods": "-- two kinds\nselect id, name from (values (1, 'болт'), (2, 'гайка')) g (id, name) "
    "where id = any(%(ids)s) order by id",
    "told": "select %(sum)s::numeric as sum, %(at)s::timestamptz as at, %(nothing)s::text as nothing",
    "per_cent": "select 'болт М8' like 'болт%' as found, 7 % 4 as rest",
    "remember": "insert into notes (id, note) values (%(id)s, %(note)s)",
    "forget": "delete from notes",
    "noted": "select note from notes order by id",
}


@pytest.fixture
def sql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Statements]:
    """A package with a folder of statements, as rooms have."""
    package = tmp_path / "asking"
    (package / "sql").mkdir(parents=True)
    (package / "__init__.py").touch()
    for name, text in FILES.items():
        (package / "sql" / f"{name}.sql").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    yield Statements("asking")
    sys.modules.pop("asking", None)


@pytest.fixture
def notes(db: None) -> None:
    """A table of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("create temporary table notes (id int primary key, note text) on commit drop")


@pytest.mark.django_db
def test_rows_have_the_names_of_their_columns(sql: Statements) -> None:
    bolt, nut = sql.rows("goods", ids=[1, 2])

    assert (bolt.id, bolt.name, nut.name) == (1, "болт", "гайка")


@pytest.mark.django_db
def test_a_list_goes_in_as_an_array(sql: Statements) -> None:
    assert [row.id for row in sql.rows("goods", ids=[2])] == [2]
    assert sql.rows("goods", ids=[]) == []


@pytest.mark.django_db
def test_sums_and_moments_come_back_as_they_went(sql: Statements) -> None:
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    row = sql.one("told", sum=Decimal("12.30"), at=at, nothing=None)

    assert (row.sum, row.at, row.nothing) == (Decimal("12.30"), at, None)


@pytest.mark.django_db
def test_the_value_is_the_first_column_of_the_only_row(sql: Statements) -> None:
    assert sql.value("goods", ids=[2]) == 2


@pytest.mark.django_db
def test_a_missing_row_is_none_when_asked_for_the_first_and_a_bug_when_asked_for_the_one(sql: Statements) -> None:
    assert sql.first("goods", ids=[3]) is None
    with pytest.raises(LookupError, match="asking/goods"):
        sql.one("goods", ids=[3])


@pytest.mark.django_db
def test_a_statement_without_values_may_speak_of_per_cent(sql: Statements) -> None:
    row = sql.one("per_cent")

    assert (row.found, row.rest) == (True, 3)


@pytest.mark.usefixtures("notes")
def test_a_statement_that_writes_tells_how_many_rows_it_touched(sql: Statements) -> None:
    assert sql.run("remember", id=1, note="первая") == 1
    assert sql.run("remember", id=2, note="вторая") == 1
    assert sql.run("forget") == 2


@pytest.mark.usefixtures("notes")
def test_what_is_typed_stays_a_value(sql: Statements) -> None:
    sql.run("remember", id=1, note="'); drop table notes; --")

    assert sql.value("noted") == "'); drop table notes; --"


@pytest.mark.usefixtures("notes")
def test_statements_belong_to_the_transaction_of_the_act(sql: Statements) -> None:
    def act() -> None:
        with transaction.atomic():
            sql.run("remember", id=1, note="written")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()

    assert sql.rows("noted") == []


@pytest.mark.usefixtures("notes")
def test_errors_have_the_names_that_django_gives_them(sql: Statements) -> None:
    sql.run("remember", id=1, note="first")

    with pytest.raises(IntegrityError), transaction.atomic():
        sql.run("remember", id=1, note="again")


@pytest.mark.django_db
def test_statements_are_seen_by_those_who_count_them(sql: Statements) -> None:
    seen: list[str] = []

    def count(execute: Callable[..., object], text: str, *rest: object) -> object:
        seen.append(text)
        return execute(text, *rest)

    with connection.execute_wrapper(count):
        sql.rows("goods", ids=[1])
        sql.value("per_cent")

    assert seen == [FILES["goods"], FILES["per_cent"]]


def test_an_unknown_name_is_an_error(sql: Statements) -> None:
    with pytest.raises(FileNotFoundError):
        sql.text("gone")


def remember_together(sql: Statements, *notes: tuple[int, str]) -> None:
    with transaction.atomic(), together():
        for number, note in notes:
            sql.run("remember", id=number, note=note)


@pytest.mark.usefixtures("notes")
def test_statements_sent_together_all_happen(sql: Statements) -> None:
    remember_together(sql, (1, "a"), (2, "b"))

    assert [row.note for row in sql.rows("noted")] == ["a", "b"]


@pytest.mark.usefixtures("notes")
def test_what_is_refused_among_statements_sent_together_keeps_its_name(sql: Statements) -> None:
    with pytest.raises(IntegrityError):
        remember_together(sql, (1, "a"), (1, "again"), (2, "b"))

    assert sql.rows("noted") == []


@pytest.mark.django_db
def test_sets_are_answered_in_their_order_each_while_the_next_is_asked(sql: Statements) -> None:
    asked: list[int] = []

    def sets() -> Iterator[dict[str, list[int]]]:
        for number in (1, 2, 3):
            asked.append(number)
            yield {"ids": [number]}

    answers = ahead(sql.text("goods"), sets())
    assert next(answers) == [(1, "болт")]
    assert asked == [1, 2], "no further than the next"
    assert [*answers] == [[(2, "гайка")], []]


@pytest.mark.django_db
def test_whoever_needs_no_more_answers_leaves_the_connection_usable(sql: Statements) -> None:
    answers = ahead(sql.text("goods"), ({"ids": [number]} for number in range(1, 9)))
    next(answers)
    answers.close()  # type: ignore[attr-defined]

    assert [row.name for row in sql.rows("goods", ids=[2])] == ["гайка"]
