"""Offers after any sequence of a supplier's files are what the last word of each says, by a model of plain dicts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optom.domain.suppliers import offering, queries
from optom.domain.suppliers.models import Feed, FeedRun, Offer, OfferChange, Supplier, Terms
from tests.domain.suppliers.test_offering import PRICED, rows

pytestmark = pytest.mark.django_db
_serial = count()
FEEDS = 2


@dataclass(frozen=True, slots=True)
class File:
    """What a file of one of the feeds lists: numbers with a price and a stock; a number may stand twice."""

    feed: int
    listed: tuple[tuple[str, Decimal, int | None], ...]


prices = st.decimals("0.01", "9999", places=2)
listed = st.tuples(st.sampled_from("abcdef"), prices, st.none() | st.integers(0, 99))
files = st.builds(File, st.integers(0, FEEDS - 1), st.lists(listed, max_size=7).map(tuple))
Stand = dict[str, tuple[Decimal, int | None]]


def model(sequence: Sequence[File], is_full: Mapping[int, bool]) -> Stand:
    """The last word on each number stands; a full list takes back what its feed said before and it lacks."""
    stands: dict[str, tuple[int, Decimal, int | None]] = {}
    for file in sequence:
        said = {number: (file.feed, price, stock) for number, price, stock in file.listed}
        if is_full[file.feed]:
            stands = {number: one for number, one in stands.items() if one[0] != file.feed or number in said}
        stands |= said
    return {number: (price, stock) for number, (_feed, price, stock) in stands.items()}


def run(sequence: Sequence[File], is_full: Mapping[int, bool], at: datetime) -> Supplier:
    supplier = Supplier.objects.create(name=f"S{next(_serial)}", sort_key="")
    feeds = [Feed.objects.create(supplier=supplier, name=str(n), is_full=is_full[n]) for n in range(FEEDS)]
    for day, file in enumerate(sequence):
        apply(feeds[file.feed], file, at + timedelta(days=day))
    return supplier


def apply(feed: Feed, file: File, at: datetime) -> None:
    given = [
        {"number": number, "price": str(price), "stock": None if stock is None else str(stock)}
        for number, price, stock in file.listed
    ]
    done = FeedRun.objects.create(feed=feed, name="", sha256="0" * 64, size=1, received_at=at)
    offering.stage(rows(*given) if given else (), PRICED, feed, is_trusted=True)
    offering.match()
    offering.let_in(feed, done, PRICED, at=at)


def stands(supplier: Supplier) -> Stand:
    found = Terms.objects.filter(offer__supplier=supplier, is_listed=True).select_related("offer")
    return {one.offer.number: (one.price, None if one.stock is None else int(one.stock)) for one in found}


@given(sequence=st.lists(files, max_size=6), full=st.lists(st.booleans(), min_size=FEEDS, max_size=FEEDS))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_the_last_word_on_each_number_stands(at: datetime, sequence: list[File], full: list[bool]) -> None:
    is_full = dict(enumerate(full))
    supplier = run(sequence, is_full, at)
    assert stands(supplier) == model(sequence, is_full)
    assert [one for one in queries.broken_books() if "history" in one.what] == []

    before = OfferChange.objects.count()
    feeds = Feed.objects.filter(supplier=supplier).order_by("pk")
    for file in sequence[-1:]:
        apply(feeds[file.feed], file, at + timedelta(days=99))
    assert OfferChange.objects.count() == before, "the same file once more says nothing new"


@given(sequence=st.lists(files, max_size=6))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_the_last_full_file_of_a_feed_says_all_that_those_before_it_have_left(
    at: datetime, sequence: list[File]
) -> None:
    alone = [File(0, file.listed) for file in sequence]
    whole, last = run(alone, {0: True, 1: True}, at), run(alone[-1:], {0: True, 1: True}, at)
    assert stands(whole) == stands(last)
    assert Offer.objects.filter(supplier=whole).count() >= len(stands(whole)), "what was offered once is remembered"
