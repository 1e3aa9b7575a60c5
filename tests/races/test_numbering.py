"""Numbers have no gaps, whoever asks at once and whoever changes his mind."""

from collections.abc import Callable
from itertools import cycle

import pytest
from django.db import connection, transaction

from optom.domain.documents import actions as documents
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)
EACH, CLERKS = 12, 4
MOODS = (True, True, False, True, False)


class ChangedMind(Exception):  # noqa: N818 -- it is a decision
    """The act is not done after all."""


def clerk(next_number: Callable[[], int], start: int) -> list[int]:
    """Take numbers, change your mind now and then; the numbers that were used."""
    kept: list[int] = []
    for _, keeps in zip(range(EACH), cycle(MOODS[start:] + MOODS[:start]), strict=False):
        try:
            with transaction.atomic():
                number = _used(next_number(), keeps=keeps)
        except ChangedMind:
            continue
        kept.append(number)
    return kept


def _used(number: int, *, keeps: bool) -> int:
    if not keeps:
        raise ChangedMind
    return number


def all_numbers(next_number: Callable[[], int]) -> list[int]:
    answers = together(*(lambda start=start: clerk(next_number, start) for start in range(CLERKS)))
    return sorted(number for kept in answers for number in kept)


def of_sequence() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select nextval('naive_numbers')")
        return int(cursor.fetchone()[0])


def of_seller() -> int:
    return documents.next_number(owner=1, kind="invoice", year=2026)


def test_a_plain_sequence_leaves_gaps() -> None:
    with connection.cursor() as cursor:
        cursor.execute("create sequence naive_numbers")
    try:
        numbers = all_numbers(of_sequence)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("drop sequence naive_numbers")

    assert numbers != list(range(1, len(numbers) + 1)), "the harm"


def test_numbers_of_papers_have_no_gaps_and_no_doubles() -> None:
    numbers = all_numbers(of_seller)

    assert len(numbers) > CLERKS
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_seller_kind_and_year_counts_for_itself() -> None:
    with transaction.atomic():
        first = [documents.next_number(owner=1, kind="invoice", year=2026) for _ in range(2)]
        others = [
            documents.next_number(owner=2, kind="invoice", year=2026),
            documents.next_number(owner=1, kind="delivery_note", year=2026),
            documents.next_number(owner=1, kind="invoice", year=2027),
        ]

    assert (first, others) == ([1, 2], [1, 1, 1])
