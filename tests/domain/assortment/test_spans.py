"""Whatever way a page is found, it is the page that sorting everything would give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optom.domain.assortment import pages, spans
from optom.domain.assortment import queries as assortment
from optom.domain.assortment.queries import Filters, Sort
from optom.domain.catalog import rules as catalog
from optom.domain.catalog.importing import measure_shelves
from optom.domain.catalog.models import Milestone, Product, Shelf

if TYPE_CHECKING:
    from datetime import datetime

    from tests.trade import Firm

pytestmark = pytest.mark.django_db
GROUPS = ("Подшипники", "Ремни", "Болты")
BRANDS = ("SKF", "FAG", "Gates")


@dataclass(frozen=True)
class Shop:
    """Forty goods; names that go by groups, and names that don't; two of three in stock. One contract sees no FAG."""

    contract: int
    unlimited: int
    groups: dict[str, int]
    brands: dict[str, int]
    goods: list[Product]
    stocked: set[int]

    def sorted(self, filters: Filters, key: str, *, is_whole: bool, is_descending: bool) -> list[int]:
        shown = [
            good
            for good in self.goods
            if good.is_active
            and (is_whole or good.brand_id != self.brands["FAG"])
            and (not filters.groups or good.group_id in filters.groups)
            and (not filters.brands or good.brand_id in filters.brands)
            and (not filters.is_in_stock or good.pk in self.stocked)
        ]
        shown.sort(key=lambda good: (getattr(good, key).encode(), good.pk), reverse=is_descending)
        return [good.pk for good in shown]


@pytest.fixture
def shop(firm: Firm, contract: int, strange_contract: int, monkeypatch: pytest.MonkeyPatch) -> Shop:
    monkeypatch.setattr(catalog, "STEP", 4)
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
        strange_contract,
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
    monkeypatch.setattr(pages, "AHEAD", 3)
    monkeypatch.setattr(pages, "MORE", 3)
    monkeypatch.setattr(pages, "TESTED", 7)
    if bounds == "wide":  # a shelf may be taken for wider than it is
        last = Milestone.objects.count() - 1
        Shelf.objects.update(sort_key_from=0, article_from=0, sort_key_to=last, article_to=last)

    @settings(max_examples=150, deadline=None, database=None)
    @given(
        groups=st.lists(st.sampled_from(GROUPS), unique=True, max_size=2),
        brands=st.lists(st.sampled_from(BRANDS), unique=True, max_size=2),
        is_in_stock=st.booleans(),
        is_whole=st.booleans(),
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
        is_whole: bool,
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
            contract=shop.unlimited if is_whole else shop.contract,
            at=at,
            filters=filters,
            sort=sort,
            is_descending=is_descending,
            start=start,
            count=count,
        )
        key = "article" if sort is Sort.ARTICLE else "sort_key"
        everything = shop.sorted(filters, key, is_whole=is_whole, is_descending=is_descending)

        assert [row.id for row in found.rows] == everything[start : start + count]
        assert found.total == len(everything) if found.is_exact else found.total < len(everything)
        assert found.is_exact or found.total >= start + count

    each()


def test_an_import_tells_from_which_milestone_to_which_a_shelf_goes(shop: Shop) -> None:
    shown = [good for good in shop.goods if good.is_active]
    for key in ("sort_key", "article"):
        shown.sort(key=lambda good: (getattr(good, key).encode(), good.pk))
        places: dict[tuple[int, int], list[int]] = {}
        for place, good in enumerate(shown):
            places.setdefault((good.group_id, good.brand_id), []).append(place // catalog.STEP)

        shelves = Shelf.objects.values_list("group_id", "brand_id", f"{key}_from", f"{key}_to")
        assert {row[:2]: row[2:] for row in shelves} == {one: (min(of), max(of)) for one, of in places.items()}
        milestones = Milestone.objects.order_by("number").values_list("number", key, f"{key}_id")
        assert list(milestones) == [
            (number, getattr(good, key), good.pk) for number, good in enumerate(shown[:: catalog.STEP])
        ]
    assert sum(Shelf.objects.values_list("products", flat=True)) == len(shown)
    assert measure_shelves() == 0


def test_what_is_hidden_takes_its_milestones_along(shop: Shop) -> None:
    Product.objects.filter(pk__in=[good.pk for good in shop.goods[5:]]).update(is_active=False)

    measure_shelves()

    assert Milestone.objects.count() == 2
    assert sum(Shelf.objects.values_list("products", flat=True)) == 5
