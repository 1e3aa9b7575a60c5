"""Filters by own price, by what is free in a warehouse, by texts: every way to a page gives what a plain look gives."""

import fnmatch
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optom.base.listing import Op
from optom.base.refusal import Refusal
from optom.domain.assortment import actions, narrowing, own_price, pages, sorting, spans
from optom.domain.assortment import queries as assortment
from optom.domain.assortment.queries import By, Filters, Key, Narrow, Sort, What
from optom.domain.catalog import rules as catalog
from optom.domain.catalog.models import Product, Unit
from optom.domain.companies.models import Contract, Terms
from optom.domain.pricing import actions as pricing
from optom.domain.pricing.models import ContractPricing, ContractRule, FixedPrice
from optom.domain.stock.models import Balance, ContractWarehouse, Supply, SupplyRoute
from tests.statements import counted
from tests.trade import Firm, dec

GROUPS, BRANDS = ["Подшипники", "Ремни", "Болты"], ["SKF", "FAG"]
_COMPARED: Mapping[Op, Callable[[Any, Any], Any]] = {
    Op.FROM: operator.ge, Op.TO: operator.le, Op.ABOVE: operator.gt, Op.BELOW: operator.lt, Op.IS: operator.eq,
}  # fmt: skip


@dataclass(frozen=True)
class Good:
    """A row with all that can be asked of it."""

    row: assortment.ProductRow
    own_number: str | None
    moscow: int

    def of(self, what: What) -> Any:
        if what is What.PRICE:
            return self.row.price
        if what is What.EXPECTED:
            return self.there_on
        if what is What.THESE:
            return self.row.id
        if what is What.STOCK:
            return self.row.free.get(self.moscow, Decimal(0))
        return self.own_number if what is What.OWN_NUMBER else getattr(self.row, what)

    @property
    def there_on(self) -> date | None:
        """When the first goods are there: those that come, or that suppliers have."""
        return min(filter(None, (self.row.expected_on, self.row.supplied_on)), default=None)

    def place_of(self, one: By) -> Any:
        if one.telling:
            told = one.telling([self.row.id]).get(self.row.id)
            return told and told.casefold()
        said = {
            Key.ARTICLE: self.row.article.encode(), Key.NAME: self.row.name.encode(), Key.BRAND: self.row.brand,
            Key.UNIT: self.row.unit, Key.MULTIPLE: self.row.multiple, Key.PRICE: self.row.price,
            Key.EXPECTED: self.there_on, Key.STOCK: self.row.free.get(self.moscow, Decimal(0)),
        }  # fmt: skip
        return said[one.key]

    def meets(self, one: Narrow) -> bool:
        value = self.of(one.what)
        if one.what is What.THESE:
            return (value in one.value) is (one.op is Op.ANY)
        if one.op in {Op.EMPTY, Op.FILLED}:
            return (value is None) is (one.op is Op.EMPTY)
        if one.op is Op.OTHER:
            return bool(_as_compared(one.what, value) != _as_compared(one.what, one.value))
        if value is None:
            return False
        given, asked = _as_compared(one.what, value), _as_compared(one.what, one.value)
        if one.op in {Op.CONTAINS, Op.LIKE}:
            return fnmatch.fnmatchcase(given, asked if one.op is Op.LIKE else f"*{asked}*")
        return bool(_COMPARED[one.op](given, asked))


def _as_compared(what: What, value: Any) -> Any:
    if what is What.ARTICLE:
        return "*".join(catalog.normalise_code(part) for part in value.split("*"))
    return value.lower() if isinstance(value, str) else value


@dataclass(frozen=True)
class Shop:
    contract: int
    goods: list[Good]
    groups: Mapping[str, int]
    moscow: int

    def named(self, one: Narrow) -> Narrow:
        """The same asked of this shop's goods and warehouse."""
        if one.what is What.THESE:
            return replace(one, value=[self.goods[place].row.id for place in one.value])
        return replace(one, warehouse=self.moscow) if one.what is What.STOCK else one

    def sorted(self, filters: Filters, sort: Sort) -> list[int]:
        """What answers, by name, article or price; what has no price comes last, by name."""
        found = [good.row for good in self.goods if all(good.meets(one) for one in filters.narrow)]
        groups = {name for name, group in self.groups.items() if group in filters.groups}
        found = [row for row in found if not groups or row.group in groups]
        if sort is not Sort.PRICE:
            return [row.id for row in sorted(found, key=lambda row: (getattr(row, sort).encode(), row.id))]
        return [row.id for row in found]

    def sorted_by(self, filters: Filters, by: Sequence[By]) -> list[int]:
        """What answers, by several things at once; what says nothing comes last, and equals go by name."""
        names = self.sorted(filters, Sort.NAME)
        good_of = {good.row.id: good for good in self.goods}
        for one in reversed(by):
            said = {product: good_of[product].place_of(one) for product in names}
            silent = [product for product in names if said[product] is None]
            telling = [product for product in names if said[product] is not None]
            names = sorted(telling, key=said.__getitem__, reverse=one.is_descending) + silent
        return names


@pytest.fixture
def shop(firm: Firm, contract: int, at: datetime) -> Shop:
    """Prices of three classes and fixed ones, with steps; breaks that one unit reaches; goods held; own numbers."""
    ids = []
    for number in range(40):
        ids.append(
            firm.product(
                f"A-{number % 13:02}.{number}", name=f"Деталь 100% №{number % 7}_x", group=GROUPS[number % 3],
                brand=BRANDS[number // 3 % 2], price=None if number % 11 == 4 else 10 + number * 7 % 23,
                on_hand=number % 5 * 10, is_active=number != 8,
            )
        )  # fmt: skip
        firm.price(ids[-1], 5 + number * 5 % 17, column=firm.retail)
    for number, least in ((1, "0.5"), (9, "1"), (15, "1"), (16, "0.001"), (17, "1"), (23, "2"), (30, "1")):
        for column in (firm.wholesale, firm.retail):
            firm.price(ids[number], 3 + number % 4, column=column, from_quantity=least)
    Balance.objects.filter(product_id__in=ids[::3], on_hand__gt=0).update(held=dec(10))
    ContractPricing.objects.filter(contract_id=contract).update(rounding=dec("0.5"), discount=dec(3))
    for said in ({"brand_id": firm.brands["FAG"], "discount": dec(20)},
                 {"group_id": firm.groups["Ремни"], "column_id": firm.retail, "discount": dec(0)}):  # fmt: skip
        ContractRule.objects.create(contract_id=contract, valid_from=firm.at, **said)
    FixedPrice.objects.create(contract_id=contract, product_id=ids[10], amount=dec("12.5"), valid_from=firm.at)
    past = {"valid_from": firm.at, "valid_to": firm.at + timedelta(hours=1)}
    FixedPrice.objects.create(contract_id=contract, product_id=ids[11], amount=dec("12.5"), **past)
    company = Contract.objects.get(pk=contract).company_id
    for number, day in enumerate((9, 4, 4, 7)):
        firm.arrival(ids[number * 7], 40, date(2026, 12, day))
    suppliers_have(firm, ids)
    Terms.objects.filter(contract_id=contract).update(from_suppliers=True)
    Product.objects.filter(id__in=ids[::5]).update(multiple=dec(10))
    Product.objects.filter(id__in=ids[::6]).update(unit=Unit.objects.create(name="Компл."))
    actions.remember(company=company, numbers={f"Старый {one}": one for one in ids[5:9]})
    actions.give_numbers(company=company, numbers={one: f"К-{one % 4}-{place}" for place, one in enumerate(ids[6:16])})
    firm.deny(contract, group="Болты")
    pricing.measure_shelves(anew=True)
    shown = assortment.window(contract=contract, at=at).rows
    own = assortment.own_numbers(company=company, products=ids)
    goods = [Good(row, own.get(row.id), firm.moscow) for row in shown]
    return Shop(contract, goods, firm.groups, firm.moscow)


def suppliers_have(firm: Firm, ids: Sequence[int]) -> None:
    """By four ways, of which one is of a list that counts no more; some have all of theirs promised already."""
    ways = [
        SupplyRoute.objects.create(
            source=number, warehouse_id=firm.moscow, fresh_until=firm.at + timedelta(days=99 if number else 1),
            takes_on=[1, 2, 3, 4, 5] if number % 2 else [2], late_days=number, receipt_days=number % 2,
        )
        for number in range(4)
    ]  # fmt: skip
    for number, product in enumerate([*ids[::2], *ids[::3]]):
        Supply.objects.create(
            source=number, route=ways[number % 4], product_id=product, lead_days=4 + number * 5 % 13,
            quantity=dec(5), taken=dec(5 if number % 7 == 6 else number % 5),
        )  # fmt: skip


def _most(products: Sequence[int]) -> dict[int, str]:
    return {product: "аБв"[product % 5 % 3] for product in products if product % 4}


NUMBERS = st.sampled_from([Op.FROM, Op.TO, Op.ABOVE, Op.BELOW, Op.IS, Op.OTHER])
EITHER = st.sampled_from([Op.EMPTY, Op.FILLED])
PARTS = ["А-0", "a01", "1", "A-03.3", "0% №3_", "К-1", "нет"]
WORDS = st.one_of(
    st.tuples(st.sampled_from([Op.CONTAINS, Op.IS, Op.OTHER]), st.sampled_from(PARTS)),
    st.tuples(st.just(Op.LIKE), st.sampled_from(["A-0*", "*3", "деталь*_x", "К-*-3", "a*1*2", "Старый*"])),
    st.tuples(EITHER, st.none()),
)
TEXTS = st.sampled_from([What.ARTICLE, What.NAME, What.OWN_NUMBER])
PRICES = st.sampled_from(["0", "9.5", "12.5", "14", "21.5"]).map(dec)
DAYS = st.sampled_from([date(2026, 12, day) for day in (3, 4, 7, 10, 15)])
FREE = st.sampled_from(["0", "10", "25", "30"]).map(dec)
BY = st.one_of(
    st.builds(By, st.sampled_from([key for key in Key if key is not Key.TOLD]), st.booleans()),
    st.builds(lambda down: By(Key.TOLD, down, telling=_most), st.booleans()),
)
ASKED = st.one_of(
    st.builds(Narrow, st.just(What.PRICE), NUMBERS, PRICES),
    st.builds(Narrow, st.just(What.PRICE), st.just(Op.FILLED)),
    st.builds(Narrow, st.just(What.STOCK), NUMBERS, FREE),
    st.builds(Narrow, st.just(What.EXPECTED), NUMBERS, DAYS),
    st.builds(Narrow, st.just(What.EXPECTED), EITHER),
    st.builds(
        Narrow, st.just(What.THESE), st.sampled_from([Op.ANY, Op.OTHER]), st.lists(st.integers(0, 26), max_size=9)
    ),
    st.builds(lambda what, words: Narrow(what, *words), TEXTS, WORDS),
)


@pytest.mark.parametrize("few", [-1, 3, 1000], ids=["tested", "found or tested", "found"])
@pytest.mark.parametrize("most", [-1, 6, 1000], ids=["walked", "partly gathered", "gathered"])
def test_a_page_and_its_facets_are_those_of_the_whole_list(
    shop: Shop, at: datetime, monkeypatch: pytest.MonkeyPatch, few: int, most: int
) -> None:
    monkeypatch.setattr(narrowing, "FEW", few)
    monkeypatch.setattr(spans, "MOST", most)
    monkeypatch.setattr(own_price, "GATHERED", most)
    monkeypatch.setattr(narrowing, "WITHIN", most)
    monkeypatch.setattr(pages, "AHEAD", 3)
    monkeypatch.setattr(pages, "MORE", 3)
    monkeypatch.setattr(pages, "TESTED", 6)
    monkeypatch.setattr(pages, "FIRST", 9)

    @settings(max_examples=60, deadline=None, database=None)
    @given(
        asked=st.lists(ASKED, min_size=1, max_size=3),
        groups=st.lists(st.sampled_from(GROUPS), unique=True, max_size=1),
        sort=st.sampled_from([Sort.NAME, Sort.ARTICLE, Sort.PRICE]),
        start=st.integers(0, 20),
        count=st.integers(1, 12),
    )
    def each(*, asked: list[Narrow], groups: list[str], sort: Sort, start: int, count: int) -> None:
        narrow = tuple(map(shop.named, asked))
        filters = Filters(groups=tuple(shop.groups[name] for name in groups), narrow=narrow)
        told: dict[str, Any] = {"contract": shop.contract, "at": at, "filters": filters}
        found = assortment.window(**told, sort=sort, start=start, count=count)
        everything = shop.sorted(filters, sort)

        if sort is Sort.PRICE:
            whole = [row.id for row in assortment.each(**told, sort=sort, most=1000)]
            assert sorted(whole) == sorted(everything)
            prices = [price for price in (row.price for row in assortment.each(**told, sort=sort, most=1000)) if price]
            assert prices == sorted(prices)
            everything = whole
        assert [row.id for row in found.rows] == everything[start : start + count]
        assert found.total == len(everything) if found.is_exact else found.total <= len(everything)
        assert found.is_exact or found.total > start + len(found.rows)
        facets = assortment.facets(**told)
        told_brands = {row.id: row.products for row in facets.brands}
        assert sum(products or 0 for products in told_brands.values()) == len(everything)

    each()


@pytest.mark.parametrize("few", [-1, 3, 1000], ids=["tested", "found or tested", "found"])
def test_few_goods_are_sorted_by_anything_and_by_several_things(
    shop: Shop, at: datetime, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(narrowing, "FEW", few)

    @settings(max_examples=80, deadline=None, database=None)
    @given(
        asked=st.lists(ASKED, max_size=2),
        groups=st.lists(st.sampled_from(GROUPS), unique=True, max_size=1),
        by=st.lists(BY, min_size=1, max_size=3),
        start=st.integers(0, 20),
        count=st.integers(1, 12),
    )
    def each(*, asked: list[Narrow], groups: list[str], by: list[By], start: int, count: int) -> None:
        narrow = [*map(shop.named, asked)]
        by = [replace(one, warehouse=shop.moscow if one.key is Key.STOCK else None) for one in by]
        filters = Filters(groups=tuple(shop.groups[name] for name in groups), narrow=tuple(narrow))
        told: dict[str, Any] = {"contract": shop.contract, "at": at, "filters": filters, "by": by}

        found = assortment.window(**told, start=start, count=count)
        everything = shop.sorted_by(filters, by)
        assert [row.id for row in found.rows] == everything[start : start + count]
        assert (found.total, found.is_exact) == (len(everything), True)
        assert [row.id for row in assortment.each(**told, most=1000)] == everything

    each()


def test_what_is_searched_for_and_what_has_an_attribute_is_sorted_by_anything(
    shop: Shop, firm: Firm, at: datetime
) -> None:
    for article, brand, price in (("Z-1", "SKF", 3), ("Z-2", "FAG", 1), ("Z-3", "FAG", 2)):
        firm.product(article, name="Втулка", brand=brand, price=price, attributes={"d": "20"})
    by = [By(Key.BRAND, is_descending=True), By(Key.PRICE)]

    for filters in (Filters(search="втулка"), Filters(attributes=(("d", ("20",)),))):
        found = assortment.window(contract=shop.contract, at=at, filters=filters, by=by)
        assert ([row.article for row in found.rows], found.total) == (["Z-1", "Z-2", "Z-3"], 3)


def test_an_order_of_too_many_is_refused_with_their_number(
    shop: Shop, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything: dict[str, Any] = {"contract": shop.contract, "at": at, "by": [By(Key.BRAND)]}
    exactly = len(assortment.window(**everything).rows)
    monkeypatch.setattr(sorting, "MOST", exactly)
    assert len(assortment.window(**everything).rows) == exactly, "as many as may be"

    monkeypatch.setattr(sorting, "MOST", exactly - 1)
    with pytest.raises(Refusal) as refused:
        assortment.window(**everything)
    facts = {"found": exactly, "most": exactly - 1}
    assert refused.value == Refusal("assortment.too_many_to_sort", **facts)


@pytest.mark.parametrize("bound", ["MOST", "MOST_TESTED"])
def test_an_order_of_uncounted_goods_is_refused(
    shop: Shop, at: datetime, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    monkeypatch.setattr(narrowing, "FEW", -1)
    monkeypatch.setattr(sorting, bound, 3)
    filters = Filters(narrow=(Narrow(What.PRICE, Op.ABOVE, dec(1)),))

    with pytest.raises(Refusal) as refused:
        assortment.window(contract=shop.contract, at=at, filters=filters, by=[By(Key.BRAND)])
    assert refused.value.code == "assortment.uncounted_to_sort"


def test_an_order_of_hits_that_were_cut_is_refused(shop: Shop, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowing, "FEW", 4)
    monkeypatch.setattr(narrowing, "CUT", 4)
    asked = Filters(narrow=(Narrow(What.NAME, Op.CONTAINS, "деталь"),))

    with pytest.raises(Refusal) as refused:
        assortment.window(contract=shop.contract, at=at, filters=asked, by=[By(Key.BRAND)])
    assert refused.value.code == "assortment.uncounted_to_sort"


def test_of_too_many_to_be_tested_groups_are_told_without_numbers(
    shop: Shop, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(narrowing, "FEW", 3)
    monkeypatch.setattr(pages, "CAP", 15)
    dear = (Narrow(What.PRICE, Op.ABOVE, dec(1)),)

    told = assortment.facets(contract=shop.contract, at=at, filters=Filters(narrow=dear))
    assert ({row.products for row in (*told.groups, *told.brands)}, told.is_exact) == ({None}, False)

    chosen = Filters(narrow=dear, groups=(shop.groups["Ремни"],))
    of_group = assortment.facets(contract=shop.contract, at=at, filters=chosen)
    belts = shop.sorted(chosen, Sort.NAME)
    assert sum(row.products or 0 for row in of_group.brands) == len(belts), "of one group they are few enough"


def test_a_warehouse_that_the_contract_does_not_take_from_tells_nothing(shop: Shop, firm: Firm, at: datetime) -> None:
    ContractWarehouse.objects.create(contract_id=shop.contract, warehouse_id=firm.kazan)
    asked = Filters(narrow=(Narrow(What.STOCK, Op.ABOVE, dec(0), firm.moscow),))

    assert assortment.window(contract=shop.contract, at=at, filters=asked).rows == []


def test_own_numbers_of_another_company_are_not_found(shop: Shop, firm: Firm, at: datetime) -> None:
    stranger = firm.client("Чужой", "7700000016", firm.person("stranger"))
    asked = Filters(narrow=(Narrow(What.OWN_NUMBER, Op.FILLED),))

    assert assortment.window(contract=stranger, at=at, filters=asked).total == 0
    assert assortment.window(contract=shop.contract, at=at, filters=asked).total == len(
        [good for good in shop.goods if good.own_number]
    )


def test_a_search_and_attributes_are_narrowed_further(shop: Shop, firm: Firm, at: datetime) -> None:
    dear = firm.product("Z-1", name="Втулка", price=900, attributes={"d": "20"})
    firm.product("Z-2", name="Втулка", price=901, attributes={"d": "25"})
    firm.product("Z-3", name="Втулка", price=1, attributes={"d": "20"})
    narrow = (Narrow(What.PRICE, Op.ABOVE, dec(500)),)
    chosen = Filters(attributes=(("d", ("20",)),), narrow=narrow)

    for filters, count in ((Filters(search="втулка", narrow=narrow), 2), (chosen, 1)):
        found = assortment.window(contract=shop.contract, at=at, filters=filters)
        assert (found.rows[0].id, len(found.rows), found.total) == (dear, count, count)
        [facet] = assortment.attribute_facets(contract=shop.contract, at=at, filters=filters)
        assert [(one.value, one.products) for one in facet.values] == [("20", 1), ("25", 1)]


def test_the_number_of_statements_does_not_grow_with_what_is_found(shop: Shop, firm: Firm, at: datetime) -> None:
    filters = Filters(narrow=(Narrow(What.PRICE, Op.ABOVE, dec(1)), Narrow(What.NAME, Op.CONTAINS, "деталь")))
    with counted() as few:
        assortment.window(contract=shop.contract, at=at, filters=filters, count=9)
    with counted() as many:
        assortment.window(contract=shop.contract, at=at, filters=filters, count=200)
    assert len(few) == len(many) <= 5


def test_of_what_a_text_finds_the_first_are_shown_and_said_not_to_be_all(
    shop: Shop, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(narrowing, "FEW", 4)
    monkeypatch.setattr(narrowing, "CUT", 4)
    asked = Filters(narrow=(Narrow(What.NAME, Op.CONTAINS, "деталь"),))

    found = assortment.window(contract=shop.contract, at=at, filters=asked)
    assert (found.is_exact, len(found.rows) <= 4) == (False, True)
