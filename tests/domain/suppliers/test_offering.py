"""Mapped rows of a supplier's list become offers."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from django.db import connection

from optom.base.sql import statements
from optom.domain.catalog.rules import normalise_code
from optom.domain.suppliers import offering
from optom.domain.suppliers.fields import ROW, Field
from optom.domain.suppliers.mapping.value import Column, Mapping, Part, TableMapping
from optom.domain.suppliers.models import Feed, FeedRun, Offer, OfferChange, Quarantined, Remark, Terms
from tests.trade import Firm

pytestmark = pytest.mark.django_db
PRICED = Mapping((TableMapping("", (Part((Column(Field.PRICE, "B"), Column(Field.STOCK, "C"))),)),))


def rows(*listed: dict[str, Any]) -> Iterator[pl.DataFrame]:
    """A block of mapped rows; what a row does not name is not said."""
    full = [
        {
            "seq": seq,
            "place": f"Лист1!{seq}",
            "fate": "",
            "norm": normalise_code(row.get("article", "")) or None,
            "brand_norm": normalise_code(row.get("brand", "")) or None,
            **row,
        }
        for seq, row in enumerate(listed, 1)
    ]
    yield pl.DataFrame(
        [{name: row.get(name) for name in ROW} for row in full],
        schema_overrides=dict.fromkeys([name for name in ROW if name != "seq"], pl.String),
    )


def apply(feed: Feed, *listed: dict[str, Any], at: datetime, mapping: Mapping = PRICED) -> FeedRun:
    run = FeedRun.objects.create(feed=feed, name="price.xlsx", sha256="0" * 64, size=1, received_at=at)
    judged = offering.stage(rows(*listed), mapping, feed, is_trusted=False)
    offering.match()
    offering.let_in(feed, run, mapping, at=at)
    offering.tell(run, judged)
    return run


def stands(feed: Feed) -> dict[str, tuple[Decimal, Decimal | None, bool]]:
    of = Terms.objects.filter(offer__feed=feed).select_related("offer")
    return {terms.offer.number: (terms.price, terms.stock, terms.is_listed) for terms in of}


def test_what_a_list_names_is_offered_and_what_it_names_no_more_is_not(feed: Feed, at: datetime) -> None:
    apply(feed, {"number": "1", "price": "10"}, {"number": "2", "price": "20.5", "stock": "3"}, at=at)
    assert stands(feed) == {"1": (Decimal(10), None, True), "2": (Decimal("20.5"), Decimal(3), True)}
    run = apply(feed, {"number": "2", "price": "21", "stock": "3"}, at=at + timedelta(days=1))
    assert stands(feed) == {"1": (Decimal(10), None, False), "2": (Decimal(21), Decimal(3), True)}
    changes = OfferChange.objects.filter(run=run).order_by("offer__number")
    assert [(one.price, one.is_listed) for one in changes] == [(Decimal(10), False), (Decimal(21), True)]


@pytest.mark.parametrize(("name", "by"), [("listed", "Hash Full Join"), ("let_out", "hashed SubPlan")])
def test_what_a_list_lacks_is_looked_up_in_a_hash_of_it_however_few_offers_the_planner_expects(
    feed: Feed, at: datetime, name: str, by: str
) -> None:
    """It has never seen those of a first list; to look through a million rows for each of a million takes hours."""
    apply(feed, *({"number": str(number), "price": "10"} for number in range(500)), at=at)
    told: dict[str, Any] = {
        "feed": feed.pk,
        "supplier": feed.supplier_id,
        "currency": "RUB",
        "with_vat": True,
        "is_full": True,
    }
    sql = statements("optom.domain.suppliers")
    if name == "listed":
        sql.run("forget_listed")
    with connection.cursor() as cursor:
        cursor.execute("explain " + sql.text(name), {**told, "says_stock": True, "says_price": True})
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert by in plan, plan


def test_a_list_that_says_the_same_again_changes_nothing(feed: Feed, at: datetime) -> None:
    listed = {"number": "1", "article": "6204", "brand": "SKF", "price": "10", "stock": "7", "breaks": "10:9.5"}
    apply(feed, listed, at=at)
    run = apply(feed, listed, at=at + timedelta(days=1))
    assert not OfferChange.objects.filter(run=run).exists()
    assert Terms.objects.get().since == at


def test_goods_are_known_by_brand_and_article_by_barcode_and_by_another_number_of_their_maker(
    feed: Feed, firm: Firm, at: datetime
) -> None:
    one = firm.product("6204-2RS", crosses=("180204",))
    two = firm.product("6205", brand="ГПЗ")
    firm.product("6205", brand="FAG")
    apply(
        feed,
        {"number": "1", "article": "6204 2rs", "brand": "SKF", "price": "10"},
        {"number": "2", "article": "6205", "brand": "ГПЗ", "price": "10"},
        {"number": "3", "article": "6205", "price": "10"},
        at=at,
    )
    found = dict(Offer.objects.values_list("number", "product_id"))
    assert found == {"1": one, "2": two, "3": None}
    assert Offer.objects.get(number="1").matched == "article"


def test_a_price_that_moved_too_far_waits_and_the_former_one_stands(feed: Feed, at: datetime) -> None:
    listed = [{"number": str(n), "price": "100"} for n in range(20)]
    apply(feed, *listed, at=at)
    run = apply(feed, *listed[1:], {"number": "0", "price": "1000", "stock": "5"}, at=at + timedelta(days=1))
    assert stands(feed)["0"] == (Decimal(100), Decimal(5), True), "what the list says of stock is believed"
    held = Quarantined.objects.get()
    assert (held.offer.number, held.price, held.reason, held.run_id) == ("0", Decimal(1000), "tenfold", run.pk)
    apply(feed, *listed, at=at + timedelta(days=2))
    assert not Quarantined.objects.exists(), "a newer list has said it right"


def test_a_list_of_stock_alone_changes_no_prices_and_brings_no_offers(feed: Feed, at: datetime) -> None:
    apply(feed, {"number": "1", "price": "10", "breaks": "5:9"}, at=at)
    stock = Feed.objects.create(supplier=feed.supplier, name="Остатки", is_full=False)
    only = Mapping((TableMapping("", (Part((Column(Field.NUMBER, "A"), Column(Field.STOCK, "B"))),)),))
    run = apply(
        stock, {"number": "1", "stock": "4"}, {"number": "9", "stock": "1"}, at=at + timedelta(hours=1), mapping=only
    )
    assert (Terms.objects.get().price, Terms.objects.get().stock, Terms.objects.get().breaks) == (10, 4, "5:9")
    assert run.counts["fates"] == {"offer": 1, "unknown": 1}
    assert [(one.number, one.fate) for one in Remark.objects.filter(run=run)] == [("9", "unknown")]


def test_a_list_without_brands_leaves_each_offer_its_product(firm: Firm, feed: Feed, at: datetime) -> None:
    bearing = firm.product("6204", brand="SKF")
    apply(feed, {"number": "1", "article": "6204", "brand": "SKF", "price": "10"}, at=at)
    assert Offer.objects.get().product_id == bearing
    stock = Feed.objects.create(supplier=feed.supplier, name="Остатки", is_full=False)
    columns = (Column(Field.NUMBER, "A"), Column(Field.ARTICLE, "B"), Column(Field.STOCK, "C"))
    only = Mapping((TableMapping("", (Part(columns),)),))
    apply(stock, {"number": "1", "article": "6204", "stock": "4"}, at=at + timedelta(hours=1), mapping=only)
    assert (Offer.objects.get().product_id, Terms.objects.get().stock) == (bearing, 4)


def test_what_a_sheet_of_stock_beside_one_of_prices_names_alone_is_not_offered(feed: Feed, at: datetime) -> None:
    sheets = (*PRICED.tables, TableMapping("Остатки", (Part((Column(Field.NUMBER, "A"), Column(Field.STOCK, "B"))),)))
    run = apply(feed, {"number": "1", "price": "10"}, {"number": "9", "stock": "1"}, at=at, mapping=Mapping(sheets))
    assert run.counts["fates"] == {"offer": 1, "unknown": 1}
    assert [one.number for one in Remark.objects.filter(run=run)] == ["9"]


def test_what_changes_are_told_of_leaves_the_rest_of_the_feed_alone(feed: Feed, at: datetime) -> None:
    apply(feed, *({"number": str(number), "price": "10"} for number in range(9)), at=at)
    Feed.objects.filter(pk=feed.pk).update(is_full=False)
    feed.refresh_from_db()
    apply(feed, {"number": "3", "price": "11"}, at=at + timedelta(days=1))
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from listed_offer")
        assert cursor.fetchone() == (1,)
    assert sorted(price for price, _stock, is_listed in stands(feed).values() if is_listed) == [10] * 8 + [11]
