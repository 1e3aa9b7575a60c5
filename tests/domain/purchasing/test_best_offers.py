"""What the best offer of a product costs us is one of its costs."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from optom.domain.costs.models import Figure
from optom.domain.purchasing import actions
from optom.domain.suppliers.models import Feed, FeedRun, Offer, OfferChange, Supplier, Terms
from tests.trade import Firm

pytestmark = pytest.mark.django_db


def offer(
    firm: Firm,
    product: int,
    supplier: str,
    price: str,
    *,
    at: datetime,
    stock: int | None = None,
    with_vat: bool = True,
    currency: str = "RUB",
    is_listed: bool = True,
) -> Offer:
    of, _ = Supplier.objects.get_or_create(name=supplier, defaults={"sort_key": ""})
    feed, _ = Feed.objects.get_or_create(supplier=of, name="")
    made = Offer.objects.create(supplier=of, feed=feed, number=str(product), product_id=product, matched="hand")
    Terms.objects.create(
        offer=made,
        price=Decimal(price),
        currency=currency,
        with_vat=with_vat,
        stock=stock,
        since=at,
        is_listed=is_listed,
    )
    return made


def cost(product: int, name: str = "offer_cost") -> Decimal | None:
    return Figure.objects.filter(product=product, input__name=name).values_list("amount", flat=True).first()


def test_the_cheapest_of_those_that_have_it_counts_without_vat(firm: Firm, at: datetime) -> None:
    product = firm.product("6204")
    offers = [
        offer(firm, product, "Дешёвый, но нет", "50", stock=0, at=at),
        offer(firm, product, "С налогом", "122", stock=5, at=at),
        offer(firm, product, "Без налога", "99.5", with_vat=False, at=at),
    ]
    assert actions.tell_costs(offers=[one.pk for one in offers], at=at) == 1
    assert cost(product) == Decimal("99.5")
    assert actions.tell_costs(offers=[one.pk for one in offers], at=at) == 0, "told already"


def test_goods_that_nobody_has_cost_what_they_could_be_ordered_for(firm: Firm, at: datetime) -> None:
    product = firm.product("6204")
    only = offer(firm, product, "Под заказ", "61", stock=0, at=at)
    actions.tell_costs(offers=[only.pk], at=at)
    assert cost(product) == Decimal(50)


def test_what_nobody_offers_any_more_has_no_such_cost(firm: Firm, at: datetime) -> None:
    product = firm.product("6204")
    only = offer(firm, product, "Ушёл", "122", at=at)
    actions.tell_costs(offers=[only.pk], at=at)
    Terms.objects.update(is_listed=False)
    run = FeedRun.objects.create(feed=only.feed, name="", sha256="", size=1, received_at=at)
    OfferChange.objects.create(offer=only, run=run, at=at, price=122, currency="RUB", is_listed=False)
    assert actions.tell_costs(run=run.pk, at=at + timedelta(days=1)) == 1
    assert cost(product) is None


def test_an_offer_in_a_currency_without_a_rate_is_left_out(firm: Firm, at: datetime) -> None:
    product = firm.product("6204")
    foreign = offer(firm, product, "Из-за границы", "1", currency="CNY", at=at)
    actions.tell_costs(offers=[foreign.pk], at=at)
    assert cost(product) is None
