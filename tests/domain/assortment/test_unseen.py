"""A number that finds nothing has a reason, and the reason tells nothing that is not for this buyer."""

import pytest

from optom.domain.assortment import queries as assortment
from optom.domain.assortment.queries import Unseen
from tests.trade import Firm

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("62 04", Unseen.SEEN),
        ("OEM-77", Unseen.SEEN),
        ("9999", Unseen.UNKNOWN),
        ("", Unseen.UNKNOWN),
        ("OLD-1", Unseen.ARCHIVED),
        ("SECRET-1", Unseen.NOT_AGREED),
        ("BRAND-1", Unseen.NOT_AGREED),
        ("RETAIL-1", Unseen.NO_PRICE),
        ("NEW-1", Unseen.UNSOLD),
    ],
)
def test_every_number_has_its_reason(firm: Firm, contract: int, number: str, reason: Unseen) -> None:
    firm.product("6204", price=100, crosses=("OEM-77",))
    firm.product("OLD-1", price=100, is_active=False)
    firm.product("SECRET-1", price=1, group="Секретное")
    firm.product("BRAND-1", price=1, brand="Чужой")
    firm.price(firm.product("RETAIL-1"), 100, column=firm.retail)
    firm.product("NEW-1")
    firm.deny(contract, group="Секретное")
    firm.deny(contract, brand="Чужой")

    assert assortment.unseen(contract=contract, number=number, at=firm.at) is reason


def test_of_two_products_with_one_number_the_visible_one_decides(firm: Firm, contract: int) -> None:
    firm.product("6204", price=100, brand="SKF")
    firm.product("6204", price=100, brand="Чужой")
    firm.deny(contract, brand="Чужой")

    assert assortment.unseen(contract=contract, number="6204", at=firm.at) is Unseen.SEEN
