"""Whatever way a page is found, it is the page that sorting everything would give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optom.base.sql import statements
from optom.domain.assortment import pages, spans
from optom.domain.assortment import queries as assortment
from optom.domain.assortment.queries import Filters, Sort
from optom.domain.catalog.models import Product, Shelf

if TYPE_CHECKING:
    from datetime import datetime

    from tests.trade import Firm

pytestmark = pytest.mark.django_db
GROUPS = ("Подшипники", "Ремни", "Болты")
BRANDS = ("SKF", "FAG", "Gates")


@dataclass(frozen=True)
class Shop:
    """Forty goods; names that go by groups, and names that don't; two of three in stock."""

    contract: int
    groups: dict[str, int]
    brands: dict[str, int]
    goods: list[Product]
    stocked: set[int]

    def sorted(self, filters: Filters, key: str, *, is_descending: bool) -> list[int]:
        shown = [
            good
            for good in self.goods
            if good.is_active
            and good.brand_id != self.brands["FAG"]
            and (not filters.groups or good.group_id in filters.groups)
            and (not filters.brands or good.brand_id in filters.brands)
            and (not filters.is_in_stock or good.pk in self.stocked)
        ]
        shown.sort(key=lambda good: (getattr(good, key).encode(), good.pk), reverse=is_descending)
        return [good.pk for good in shown]


@pytest.fixture
def shop(firm: Firm, contract: int) -> Shop:
    for number in range(42):
        group, brand = GROUPS[number % 3], BRANDS[number // 3 % 3]
        kind = group if number % 2 else "Деталь"
        product = firm.product(
            f"{brand[0]}-{number % 5}", name=f"{kind} {number % 4}", group=group, brand=brand, is_active=number != 7
        )
        if number % 3:
            firm.stock(product, 5)
    firm.deny(contract, brand="FAG")
    goods = list(Product.objects.select_related("group", "brand"))
    return Shop(
        contract,
        {good.group.name: good.group_id for good in goods},
        {good.brand.name: good.brand_id for good in goods},
        goods,
        {good.pk for number, good in enumerate(sorted(goods, key=lambda good: good.pk)) if number % 3},
    )


@pytest.mark.parametrize("most", [-1, 6, 15, 40_000])
@pytest.mark.parametrize("bounds", ["sharp", "wide"])
def test_a_page_is_the_page_of_the_whole_list(
    shop: Shop, at: datetime, monkeypatch: pytest.MonkeyPatch, most: int, bounds: str
) -> None:
    monkeypatch.setattr(spans, "MOST", most)
    monkeypatch.setattr(spans, "NEAR", 2)
    monkeypatch.setattr(spans, "SPARE", 2)
    monkeypatch.setattr(pages, "AHEAD", 3)
    if bounds == "wide":  # what has left a shelf may have left its keys there
        Shelf.objects.update(first_sort_key="", first_article="", last_sort_key="яяя", last_article="яяя")

    @settings(max_examples=120, deadline=None, database=None)
    @given(
        groups=st.lists(st.sampled_from(GROUPS), unique=True, max_size=2),
        brands=st.lists(st.sampled_from(BRANDS), unique=True, max_size=2),
        is_in_stock=st.booleans(),
        sort=st.sampled_from([Sort.NAME, Sort.ARTICLE]),
        is_descending=st.booleans(),
        start=st.integers(0, 45),
        count=st.integers(0, 12),
    )
    def each(
        *,
        groups: list[str],
        brands: list[str],
        is_in_stock: bool,
        sort: Sort,
        is_descending: bool,
        start: int,
        count: int,
    ) -> None:
        filters = Filters(
            groups=tuple(shop.groups[one] for one in groups),
            brands=tuple(shop.brands[one] for one in brands),
            is_in_stock=is_in_stock,
        )
        found = assortment.window(
            contract=shop.contract,
            at=at,
            filters=filters,
            sort=sort,
            is_descending=is_descending,
            start=start,
            count=count,
        )
        key = "article" if sort is Sort.ARTICLE else "sort_key"
        everything = shop.sorted(filters, key, is_descending=is_descending)

        assert [row.id for row in found.rows] == everything[start : start + count]
        assert found.total == len(everything) if found.is_exact else found.total < len(everything)
        assert found.is_exact or found.total >= start + count

    each()


def test_an_import_tells_from_where_to_where_a_shelf_goes(shop: Shop) -> None:
    for shelf in Shelf.objects.all():
        goods = [good for good in shop.goods if good.is_active and good.group_id == shelf.group_id]
        goods = [good for good in goods if good.brand_id == shelf.brand_id]
        keys, articles = [good.sort_key for good in goods], [good.article for good in goods]

        assert (shelf.first_sort_key, shelf.last_sort_key) == (min(keys), max(keys))
        assert (shelf.first_article, shelf.last_article) == (min(articles), max(articles))
        assert shelf.products == len(goods)
    assert statements("optom.domain.catalog").run("import_shelf") == 0
