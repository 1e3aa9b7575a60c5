"""Papers of one seller, kind and year are numbered 1, 2, 3... whatever happens to the acts that ask."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from optom.domain.documents.actions import next_number

WORKERS = 4
EACH = 15


def number(owner: int = 1, kind: str = "invoice", year: int = 2026) -> int:
    with transaction.atomic():
        return next_number(owner=owner, kind=kind, year=year)


def number_that_is_given_back() -> int:
    with transaction.atomic():
        given = next_number(owner=1, kind="invoice", year=2026)
        transaction.set_rollback(True)
    return given


@pytest.mark.django_db
def test_each_seller_kind_and_year_counts_from_one() -> None:
    assert [number(), number(), number()] == [1, 2, 3]
    assert [number(owner=2), number(kind="delivery_note"), number(year=2027), number()] == [1, 1, 1, 4]


@pytest.mark.django_db
def test_an_act_that_fails_gives_its_number_back() -> None:
    assert number() == 1
    assert number_that_is_given_back() == 2
    assert number() == 2


@pytest.mark.django_db
def test_a_number_costs_one_statement() -> None:
    statements: list[str] = []

    def note(run: Callable[..., Any], sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return run(sql, *rest)

    with connection.execute_wrapper(note):
        next_number(owner=1, kind="invoice", year=2026)
    assert len(statements) == 1


@pytest.mark.django_db(transaction=True)
def test_a_number_outside_of_a_transaction_is_a_mistake_of_the_program() -> None:
    with pytest.raises(RuntimeError, match="inside the transaction"):
        next_number(owner=1, kind="invoice", year=2026)


@pytest.mark.django_db(transaction=True)
def test_many_who_ask_at_once_and_often_give_up_leave_no_gap() -> None:
    given = in_parallel(lambda: number_or_nothing(next_number_as_the_product_does))
    assert sorted(given) == list(range(1, len(given) + 1))
    assert len(given) > WORKERS


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_would_get_one_number() -> None:
    """The positive control: the same race with a number read first and written later."""
    number()
    both_have_read = threading.Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        given = list(pool.map(next_number_read_then_written, [both_have_read] * 2))
    assert given == [2, 2], "the harm"


def next_number_as_the_product_does() -> int:
    return next_number(owner=1, kind="invoice", year=2026)


def next_number_read_then_written(both_have_read: threading.Barrier) -> int:
    try:
        with connection.cursor() as cursor:
            cursor.execute("select last + 1 from documents_sequence where owner = 1")
            asked = int(cursor.fetchone()[0])
            both_have_read.wait(timeout=60)
            cursor.execute("update documents_sequence set last = %s where owner = 1", [asked])
    finally:
        connection.close()
    return asked


def number_or_nothing(ask: Callable[[], int]) -> list[int]:
    """Numbers of a worker's acts that came to their end; every third does not."""
    given = []
    for turn in range(EACH):
        fails = turn % 3 == 2
        with transaction.atomic():
            one = ask()
            transaction.set_rollback(fails)
        if not fails:
            given.append(one)
    return given


def in_parallel(work: Callable[[], list[int]]) -> list[int]:
    """What several connections got, all starting at one moment."""
    start = threading.Barrier(WORKERS)

    def worker(_: int) -> list[int]:
        start.wait(timeout=60)
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return [one for given in pool.map(worker, range(WORKERS)) for one in given]
