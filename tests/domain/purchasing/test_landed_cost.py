"""An offer is compared by what it costs in our warehouse, not by its price."""

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, Refusals
from optom.base.sql import fetch
from optom.domain.catalog.models import Product
from optom.domain.credit.models import Rate
from optom.domain.purchasing import actions
from optom.domain.purchasing.actions import Agreed, Weighed
from optom.domain.purchasing.models import Agreement, Reliability, Weights
from optom.domain.suppliers.models import Offer, Terms
from tests.trade import Firm, dec

from .landed import Beyond, landed
from .test_best_offers import cost, offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def paula(firm: Firm) -> int:
    """She buys for us."""
    return firm.person("paula", "purchaser")


def landed_of(made: Offer, at: datetime) -> Decimal | None:
    text = "select landed from purchasing_landed(%(day)s) where offer_id = %(offer)s"
    rows = fetch(text, {"day": business_day(at), "offer": made.pk})
    return rows[0].landed if rows else None


def amounts(most: str, places: int, least: str = "0") -> st.SearchStrategy[Decimal]:
    return st.decimals(min_value=least, max_value=most, places=places)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    price=amounts("99999", 4, "0.01"),
    rate=amounts("200", 4, "0.5"),
    with_vat=st.booleans(),
    freight=st.tuples(amounts("50", 2), amounts("500", 2), amounts("90", 3)),
    deferral=st.integers(0, 365),
    weights=st.tuples(amounts("99", 2), amounts("99", 2)),
    kept=amounts("100", 2),
)
def test_sql_adds_up_as_the_slow_model_does(
    firm: Firm,
    at: datetime,
    price: Decimal,
    rate: Decimal,
    *,
    with_vat: bool,
    freight: tuple[Decimal, Decimal, Decimal],
    deferral: int,
    weights: tuple[Decimal, Decimal],
    kept: Decimal,
) -> None:
    made = Offer.objects.first() or offer(firm, firm.product("6204"), "Далёкий", "1", at=at, currency="CNY")
    Terms.objects.filter(offer=made).update(price=price, with_vat=with_vat)
    Product.objects.update(weight=freight[2])
    Rate.objects.update_or_create(currency="CNY", on=business_day(at), defaults={"rate": rate, "said_at": at})
    told = {"currency": "RUB", "freight_percent": freight[0], "freight_per_kg": freight[1], "deferral_days": deferral}
    Agreement.objects.update_or_create(supplier_id=made.supplier_id, defaults=told)
    Reliability.objects.update_or_create(supplier_id=made.supplier_id, defaults={"percent": kept, "lines": 9})
    Weights.objects.update(money_percent=weights[0], failure_percent=weights[1])

    beyond = Beyond(*freight, deferral, kept, *weights)
    slowly = landed(price=price, rate=rate, vat_percent=dec(22) if with_vat else dec(0), beyond=beyond)
    assert landed_of(made, at) == slowly


def test_who_is_cheaper_and_farther_loses_to_who_is_near(firm: Firm, at: datetime, paula: int) -> None:
    product = firm.product("6204")
    far = offer(firm, product, "Далёкий", "95", with_vat=False, at=at)
    near = offer(firm, product, "Близкий", "100", with_vat=False, at=at)
    actions.tell_costs(offers=[far.pk, near.pk], at=at)
    assert cost(product) == 95

    actions.agree(supplier=far.supplier_id, agreed=Agreed(freight_percent=dec(12)), actor=paula, at=at)
    actions.tell_costs(suppliers=[far.supplier_id], at=at)
    assert cost(product) == 100, "12 % of freight make 106,40 of 95"

    actions.weigh(weighed=Weighed(money_percent=dec(20), failure_percent=dec(5), cover_days=30), actor=paula, at=at)
    actions.agree(
        supplier=far.supplier_id, agreed=Agreed(freight_percent=dec(12), deferral_days=150), actor=paula, at=at
    )
    actions.tell_costs(suppliers=[far.supplier_id], at=at)
    assert cost(product) == dec("95") + dec("11.4") - dec("7.8082"), "five months without paying are worth 7,81"


def test_freight_in_a_currency_without_a_rate_makes_no_cost(firm: Firm, at: datetime, paula: int) -> None:
    made = offer(firm, firm.product("6204"), "Из-за границы", "95", at=at)
    actions.agree(supplier=made.supplier_id, agreed=Agreed(currency="CNY", freight_per_kg=dec(4)), actor=paula, at=at)
    assert landed_of(made, at) is None


def test_what_cannot_be_is_refused_together(firm: Firm, at: datetime, paula: int, stranger: int) -> None:
    made = offer(firm, firm.product("6204"), "Свой", "95", at=at)
    wrong = Agreed(currency="XXX", freight_percent=dec(-1), deferral_days=900, email="nobody")
    with pytest.raises(Refusals) as refused:
        actions.agree(supplier=made.supplier_id, agreed=wrong, actor=paula, at=at)
    assert {one.facts["field"] for one in refused.value.reasons} == {
        "currency",
        "freight_percent",
        "deferral_days",
        "email",
    }
    with pytest.raises(Refusal, match=r"accounts\.may_not"):
        actions.agree(supplier=made.supplier_id, agreed=Agreed(), actor=stranger, at=at)
    assert not Agreement.objects.exists()
