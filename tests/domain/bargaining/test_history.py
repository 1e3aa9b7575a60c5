"""How an offer has stood, in the unit in which it stands."""

from datetime import timedelta
from decimal import Decimal

import pytest

from optom.domain.bargaining import queries
from optom.domain.suppliers import actions as suppliers
from optom.domain.suppliers.models import Offer
from tests.domain.bargaining.asking import Bargain
from tests.domain.bargaining.test_awards import changed
from tests.trade import dec

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def points(product: int, bargain: Bargain) -> list[tuple[Decimal | None, Decimal | None]]:
    return [(one.landed, one.stock) for one in queries.history(product, bargain.at)]


def test_former_prices_are_for_the_unit_that_somebody_has_said(bargain: Bargain, bearing: int) -> None:
    of = Offer.objects.get(product=bearing)
    changed(of, bargain.at, price=1200, stock=5)
    changed(of, bargain.at + DAY, price=1150, stock=4)
    suppliers.set_factors(factors={of.pk: dec(100)}, actor=bargain.paula, at=bargain.at + 2 * DAY)
    assert points(bearing, bargain) == [(12, 500), (dec("11.5"), 400), (dec("11.5"), 400)]


def test_what_lists_say_of_a_pack_themselves_was_right_of_each(bargain: Bargain, bearing: int) -> None:
    of = Offer.objects.get(product=bearing)
    changed(of, bargain.at, price=12, factor=100)
    changed(of, bargain.at + DAY, price=24, factor=50)
    assert points(bearing, bargain) == [(12, 1), (24, 1)]
