"""A list goes to the database as an array of one type, whatever its elements are."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import DataError, connection

from optom.base.sql import fetch

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def arrived(given: list[Any]) -> tuple[str, list[Any]]:
    """As what the database has it, and what comes back."""
    row = fetch("select pg_typeof(%(given)s)::text as type, %(given)s as found", {"given": given})[0]
    return row.type, row.found


@pytest.mark.parametrize("numbers", [[1], [40_000, None], [2**40, -5]])
def test_whole_numbers_have_one_type_however_large(numbers: list[int | None]) -> None:
    assert arrived(numbers) == ("bigint[]", numbers)


@pytest.mark.parametrize("number", ["0.001", "-12.50", "1E+3", "1E-9", "99999999999999.999"])
def test_sums_keep_every_digit(number: str) -> None:
    assert arrived([Decimal(number), None]) == ("numeric[]", [Decimal(number), None])


def test_moments_keep_their_instant_and_their_gaps() -> None:
    moments = [NOON, None, NOON.replace(microsecond=1), NOON]

    assert arrived(moments) == ("timestamp with time zone[]", moments)


def test_what_may_need_quotes_is_quoted() -> None:
    texts = ['a,b "c"', "{}", "", "null", None, "\\", " счёт\n", '\\"']

    assert fetch("select %(given)s::text[] as found", {"given": texts})[0].found == texts


def test_a_text_with_a_zero_in_it_is_none() -> None:
    with pytest.raises(DataError):
        fetch("select %(given)s::text[] as found", {"given": ["a", "b\0c"]})


def test_the_driver_still_converts_the_rest() -> None:
    assert arrived([date(2026, 11, 24), None]) == ("date[]", [date(2026, 11, 24), None])
    assert arrived([True, False]) == ("boolean[]", [True, False])
    assert fetch("select %(given)s::bigint[] as found", {"given": []})[0].found == []
    assert fetch("select %(given)s::bigint[] as found", {"given": [None]})[0].found == [None]


def test_a_statement_stays_the_same_when_numbers_grow() -> None:
    for number in (1, 70_000, 2**40) * 4:
        fetch("select cardinality(%(given)s) as growing", {"given": [number]})

    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_prepared_statements where statement like '%%as growing'")
        assert cursor.fetchone() == (1,)
