"""Whatever way a page by own price is found, it is the page that deriving and sorting every price would give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optom.base.sql import fetch
from optom.domain.assortment import own_price, pages
from optom.domain.assortment import queries as assortment
from optom.domain.assortment.queries import Filters, Sort
from optom.domain.catalog.models import Product
from optom.domain.pricing.models import ContractPricing, ContractRule, FixedPrice
from tests.trade import dec

if TYPE_CHECKING:
    from datetime import datetime

    from tests.trade import Firm

pytestmark = pytest.mark.django_db
GROUPS = ("Подшипники", "Ремни", "Болты")
BRANDS = ("SKF", "FAG", "Gates")
_DERIVED = """
select product_id, price, base from pricing_prices(
    %(contract)s, %(at)s, %(products)s, array_fill(1::numeric, array[cardinality(%(products)s::bigint[])]), false)
"""


@dataclass(frozen=True)
class Shop:
    """Fifty goods at prices that meet when they are rounded; some without a price, some at a price of their own, some
    with breaks that one unit reaches.
    """

    contract: int
    unlimited: int
    goods: dict[int, Product]
    stocked: set[int]
    groups: dict[str, int]
    brands: dict[str, int]

    def sorted(
        self, contract: int, filters: Filters, at: datetime, *, is_descending: bool, is_whole: bool
    ) -> list[int]:
        shown = [
            good
            for good in self.goods.values()
            if good.is_active
            and (is_whole or good.group_id != self.groups["Болты"])
            and (not filters.groups or good.group_id in filters.groups)
            and (not filters.brands or good.brand_id in filters.brands)
            and (not filters.is_in_stock or good.pk in self.stocked)
        ]
        asked = {"contract": contract, "at": at, "products": [good.pk for good in shown]}
        derived = {row.product_id: (row.price, row.base) for row in fetch(_DERIVED, asked)} if shown else {}
        # a fixed price is its own base
        fixed = set(FixedPrice.objects.filter(contract_id=contract).values_list("product_id", flat=True))
        keys = {one: (price, price if one in fixed else base, one) for one, (price, base) in derived.items()}
        priced = sorted((one for one in keys if keys[one][0] is not None), key=keys.__getitem__, reverse=is_descending)
        rest = [good for good in shown if keys[good.pk][0] is None]
        return [*priced, *(good.pk for good in sorted(rest, key=lambda good: (good.sort_key.encode(), good.pk)))]


@pytest.fixture
def shop(firm: Firm, contract: int, strange_contract: int) -> Shop:
    made = []
    for number in range(50):
        group, brand = GROUPS[number % 3], BRANDS[number // 3 % 3]
        one = firm.product(
            f"{number}", name=f"Деталь {number % 7}", group=group, brand=brand, is_active=number != 8,
            price=None if number % 11 == 4 else 10 + number * 7 % 13, on_hand=number % 3,
        )  # fmt: skip
        firm.price(one, 5 + number * 5 % 17, column=firm.retail)
        made.append(one)
    for number in (0, 9, 12, 15, 19, 22, 31, 38, 43):  # of breaks that one unit reaches the last is the price
        for column in (firm.wholesale, firm.retail):
            for least, amount in (("0.5", "4.9"), ("1", 3 + number % 5), ("5", "1"))[number % 3 :]:
                firm.price(made[number], amount, column=column, from_quantity=least)
    for one in (contract, strange_contract):
        ContractPricing.objects.filter(contract_id=one).update(rounding=dec("2.5"), discount=dec(3))
        _rule(firm, one, discount=dec(20), brand_id=firm.brands["FAG"])
        _rule(firm, one, column_id=firm.retail, group_id=firm.groups["Ремни"])
        _rule(firm, one, discount=dec(40), brand_id=firm.brands["SKF"], group_id=firm.groups["Ремни"])
        _rule(firm, one, discount=dec(30), brand_id=firm.brands["Gates"], group_id=firm.groups["Подшипники"])
        for product in made[10:13]:
            FixedPrice.objects.create(contract_id=one, product_id=product, amount=dec("12.5"), valid_from=firm.at)
    firm.deny(contract, group="Болты")
    goods = {good.pk: good for good in Product.objects.all()}
    stocked = {one for number, one in enumerate(made) if number % 3}
    return Shop(contract, strange_contract, goods, stocked, firm.groups, firm.brands)


def _rule(firm: Firm, contract: int, **said: object) -> None:
    ContractRule.objects.create(contract_id=contract, valid_from=firm.at, **{"discount": dec(0), **said})


@pytest.mark.parametrize("gathered", [0, 1000], ids=["largest walked", "largest looked up"])
@pytest.mark.parametrize("others", ["looked up", "walked", "the shorter way"])
def test_a_page_by_own_price_is_the_page_of_the_whole_list(
    shop: Shop, at: datetime, monkeypatch: pytest.MonkeyPatch, gathered: int, others: str
) -> None:
    monkeypatch.setattr(own_price, "GATHERED", gathered)
    monkeypatch.setattr(own_price, "FEW", 1000 if others == "looked up" else 0)
    monkeypatch.setattr(own_price, "WALKED", 0.01 if others == "walked" else 1)
    monkeypatch.setattr(pages, "AHEAD", 1000)

    @settings(max_examples=100, deadline=None, database=None)
    @given(
        groups=st.lists(st.sampled_from(GROUPS), unique=True, max_size=2),
        brands=st.lists(st.sampled_from(BRANDS), unique=True, max_size=2),
        is_in_stock=st.booleans(),
        is_whole=st.booleans(),
        is_descending=st.booleans(),
        start=st.one_of(st.integers(0, 8), st.integers(0, 55)),
        count=st.integers(1, 12),
    )
    def each(
        *,
        groups: list[str],
        brands: list[str],
        is_in_stock: bool,
        is_whole: bool,
        is_descending: bool,
        start: int,
        count: int,
    ) -> None:
        contract = shop.unlimited if is_whole else shop.contract
        filters = Filters(
            groups=tuple(shop.groups[one] for one in groups),
            brands=tuple(shop.brands[one] for one in brands),
            is_in_stock=is_in_stock,
        )
        found = assortment.window(
            contract=contract, at=at, filters=filters, sort=Sort.PRICE, is_descending=is_descending, start=start,
            count=count,
        )  # fmt: skip
        everything = shop.sorted(contract, filters, at, is_descending=is_descending, is_whole=is_whole)

        assert [row.id for row in found.rows] == everything[start : start + count]
        assert (found.total, found.is_exact) == (len(everything), True)

    each()
