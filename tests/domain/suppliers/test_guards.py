"""What holds a supplier's file back: each guard by its own slip, and a picture of what is wrong with it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from optom.domain.catalog.models import TaxClass, TaxRate
from optom.domain.suppliers import offering
from optom.domain.suppliers.models import Feed, FeedRun, Remark, Terms
from optom.domain.suppliers.rules import Counts, Guards, State, findings
from tests.domain.suppliers.test_offering import PRICED, apply, rows
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Row = dict[str, Any]
LIST: Sequence[Row] = [
    {
        "number": str(n),
        "article": f"A{n}",
        "brand": "SKF",
        "name": f"Подшипник {n}",
        "price": str(100 + n),
        "stock": "5",
    }
    for n in range(20)
]


def held(feed: Feed, at: datetime, listed: Sequence[Row]) -> FeedRun:
    """The list a day later, as the worker holds it: a run with what guards find and with its remarks."""
    apply(feed, *LIST, at=at)
    run = FeedRun.objects.create(feed=feed, name="b.xlsx", sha256="0" * 64, size=1, received_at=at + timedelta(days=1))
    judged = offering.stage(rows(*listed), PRICED, feed, is_trusted=False)
    offering.match()
    run.findings, run.state = [offering.facts_of(one) for one in judged.findings], State.HELD
    offering.tell(run, judged)
    return run


def codes(run: FeedRun) -> list[str]:
    return [one["code"] for one in run.findings]


def changed(**facts: str) -> list[Row]:
    return [{**row, **facts} for row in LIST]


def times(factor: str) -> list[Row]:
    return [{**row, "price": str(Decimal(row["price"]) * Decimal(factor))} for row in LIST]


def test_a_list_that_says_the_same_is_not_held(feed: Feed, at: datetime) -> None:
    assert codes(held(feed, at, LIST)) == []


def test_a_third_of_the_goods_is_missing_and_it_is_shown_which(feed: Feed, at: datetime) -> None:
    run = held(feed, at, LIST[7:])
    assert run.findings == [{"code": "missing", "many": 7, "of": 20}]
    missing = Remark.objects.filter(run=run, fate="missing").order_by("seq").values_list("number", "was")
    assert list(missing)[:2] == [("0", Decimal(100)), ("1", Decimal(101))]
    assert len(missing) == 7


def test_what_is_named_without_a_price_is_told_once_beside_the_price_that_stands(feed: Feed, at: datetime) -> None:
    unpriced = [{**LIST[0], "price": None, "fate": "no_price"}]
    run = held(feed, at, [*unpriced, *LIST[8:]])
    assert codes(run) == ["missing"]
    told = Remark.objects.filter(run=run, number="0").values_list("fate", "was")
    assert list(told) == [("no_price", Decimal(100))]


@pytest.mark.parametrize("factor", ["10", "0.1", "100", "1000"])
def test_a_decimal_point_has_slipped(feed: Feed, at: datetime, factor: str) -> None:
    assert codes(held(feed, at, times(factor))) == ["tenfold", "moved"]


def test_prices_have_become_those_of_dozens(feed: Feed, at: datetime) -> None:
    assert codes(held(feed, at, times("12"))) == ["packed", "moved"]


def test_prices_have_moved_too_far_and_each_is_shown_beside_the_one_that_stands(feed: Feed, at: datetime) -> None:
    run = held(feed, at, times("1.3"))
    assert codes(run) == ["moved"]
    one = Remark.objects.get(run=run, number="0")
    assert (one.fate, one.price, one.was) == ("moved", "130", Decimal(100))
    assert run.counts["moves"] == [[8, 20]], "all between 25 and 50 per cent"


def test_the_currency_has_slipped(feed: Feed, at: datetime) -> None:
    assert codes(held(feed, at, changed(currency="USD"))) == ["recoined", "moved"]


def test_prices_have_become_those_without_vat(firm: Firm, feed: Feed, at: datetime) -> None:
    del firm
    standard = TaxClass.objects.first() or TaxClass.objects.create(code="standard")
    TaxRate.objects.get_or_create(tax_class=standard, percent=Decimal(22), defaults={"valid_from": at.date()})
    assert codes(held(feed, at, times("1.22"))) == ["taxed"]


@pytest.mark.parametrize(
    ("column", "code"),
    [("stock", "no_stock"), ("article", "no_articles"), ("brand", "no_brands"), ("name", "no_names")],
)
def test_a_column_is_empty_that_was_not(feed: Feed, at: datetime, column: str, code: str) -> None:
    assert codes(held(feed, at, [{**row, column: "" if column != "stock" else None} for row in LIST])) == [code]


def test_goods_are_named_twice_with_different_prices(feed: Feed, at: datetime) -> None:
    twice = [{**row, "price": "99"} for row in LIST[:3]]
    run = held(feed, at, [*twice, *LIST])
    assert codes(run) == ["twice"]
    assert Remark.objects.filter(run=run, fate="twice").count() == 3


def test_packs_named_twice_with_one_price_are_no_finding(feed: Feed, at: datetime) -> None:
    packs = [{**row, "packed": "10"} for row in LIST]
    run = held(feed, at, [*packs[:3], *packs])
    assert "twice" not in codes(run)
    assert run.counts["fates"] == {"offer": len(LIST), "twice": 3}


def test_prices_below_nought_are_none(feed: Feed, at: datetime) -> None:
    run = held(feed, at, [*LIST[:14], *({**row, "price": "-5"} for row in LIST[14:])])
    assert codes(run) == ["bad_prices"]
    assert set(Remark.objects.filter(run=run, fate="bad_price").values_list("price", flat=True)) == {"-5"}


def test_nothing_of_it_is_an_offer() -> None:
    nothing = Counts(**dict.fromkeys(Counts.__dataclass_fields__, 0) | {"rows": 9})
    assert [one.code for one in findings(nothing, Guards(30, 25, 10))] == ["empty"]


def test_a_list_of_changes_need_not_say_what_it_does_not_change(feed: Feed, at: datetime) -> None:
    Feed.objects.filter(pk=feed.pk).update(is_full=False)
    feed.refresh_from_db()
    assert codes(held(feed, at, [{**row, "brand": "", "stock": None} for row in LIST[:3]])) == []


def test_a_row_beside_what_stands_is_compared_in_the_suppliers_unit(feed: Feed, at: datetime) -> None:
    packs = [{**row, "packed": "10"} for row in LIST]
    apply(feed, *packs, at=at)
    run = apply(feed, *packs[:1], *packs, at=at + timedelta(days=1))
    assert [(one.price, one.was) for one in Remark.objects.filter(run=run, fate="twice")] == [("100", 100)]
    assert Terms.objects.get(offer__number="0").price == 10
