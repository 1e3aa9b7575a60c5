"""What docs/algorithms/buying.md says that would be bought is bought."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from optom.domain.costs.models import Demand
from optom.domain.purchasing import actions
from optom.domain.purchasing.models import Minimum, Need, Weights
from optom.domain.stock.models import Move
from optom.domain.suppliers.models import Terms
from tests.documented import Row, tables
from tests.trade import Firm, dec

from .landed import Stands, best
from .test_best_offers import offer

pytestmark = pytest.mark.django_db
_FORECASTS, _CHOICES = tables("buying.md")


@pytest.mark.parametrize("row", _FORECASTS)
def test_what_will_sell_is_foretold_as_it_says(firm: Firm, at: datetime, row: Row) -> None:
    product = firm.product("6204", multiple=row["sold in"])
    Terms.objects.filter(offer=offer(firm, product, "Опора", "1", at=at)).update(lead_days=int(row["lead"]))
    Weights.objects.update(cover_days=int(row["cover"]), service_percent=dec(row["service"]))
    Demand.objects.create(product_id=product, sold_90=dec(row["sold in 90 days"]), sold_365=0)
    for week, sold in enumerate(row["weeks"].split()):
        kept = {"product_id": product, "warehouse_id": firm.moscow, "kind": "dispatch"}
        Move.objects.create(at=at - timedelta(weeks=week, days=1), quantity=-dec(sold), **kept)
    actions.measure_needs(at=at)
    found = Need.objects.get()
    assert (found.safety, found.forecast) == (dec(row["safety"]), dec(row["forecast"]))
    assert found.quantity == found.forecast


def test_what_a_purchaser_keeps_of_pieces_is_short_in_pieces(firm: Firm, at: datetime) -> None:
    pieces, kilos = firm.product("6204", multiple="1"), firm.product("ЦИАТИМ", multiple="0.01")
    Minimum.objects.bulk_create([Minimum(product_id=one, quantity=dec("2.345")) for one in (pieces, kilos)])
    actions.measure_needs(at=at)
    assert dict(Need.objects.values_list("product_id", "quantity")) == {pieces: dec("3"), kilos: dec("2.35")}


@pytest.mark.parametrize("row", _CHOICES)
def test_so_much_is_bought_at_that_price(firm: Firm, at: datetime, row: Row) -> None:
    product = firm.product("6204")
    made = offer(firm, product, "Опора", row["price"], with_vat=False, at=at)
    said = {"breaks": row["breaks"], "multiple": dec(row["multiple"]), "minimum": dec(row["minimum"])}
    Terms.objects.filter(offer=made).update(**said)
    Demand.objects.create(product_id=product, sold_90=0, sold_365=dec(row["sold in a year"]))
    Minimum.objects.create(product_id=product, quantity=dec(row["short"]))
    actions.measure_needs(at=at)
    found = Need.objects.get()
    assert (found.to_order, found.landed) == (dec(row["ordered"]), dec(row["at"]))

    breaks = [(dec(start), dec(price)) for start, price in (one.split(":") for one in row["breaks"].split())]
    stands = Stands(made.pk, ((dec(0), dec(row["price"])), *breaks), dec(row["multiple"]), dec(row["minimum"]))
    slowly = best([stands], dec(row["short"]), sold=dec(row["sold in a year"]), money_percent=Decimal(20))
    assert slowly.each == dec(row["each with its excess"])
