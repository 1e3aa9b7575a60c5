"""What a contract sees: its own part of the catalog, at its own price, in the order asked."""

from datetime import date, datetime

import pytest

from optom.base.refusal import Refusal
from optom.domain.assortment import own_price, spans
from optom.domain.assortment import queries as assortment
from optom.domain.assortment.queries import Filters, Sort
from optom.domain.catalog import rules as catalog
from optom.domain.pricing.models import ContractRule, FixedPrice
from optom.domain.stock.models import ContractWarehouse
from tests.trade import Firm, dec

EITHER_WAY = pytest.mark.parametrize("most", [-1, 8000], ids=["walked", "gathered"])


@pytest.fixture
def ways(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """Both ways to a page must give the same page."""
    monkeypatch.setattr(spans, "MOST", most)
    monkeypatch.setattr(catalog, "STEP", 2)


def articles(contract: int, at: datetime, **asked: object) -> list[str]:
    return [row.article for row in assortment.window(contract=contract, at=at, **asked).rows]  # type: ignore[arg-type]


@EITHER_WAY
@pytest.mark.usefixtures("ways")
def test_a_denied_brand_and_a_denied_group_with_all_below_are_not_seen(firm: Firm, contract: int, at: datetime) -> None:
    firm.group("Подшипники")
    firm.group("Шариковые", "Подшипники")
    firm.product("A", group="Шариковые", price=1)
    firm.product("B", group="Ремни", price=1)
    firm.product("C", group="Ремни", brand="Gates", price=1)
    firm.product("D", group="Ремни", price=1, is_active=False)
    firm.deny(contract, group="Подшипники")
    firm.deny(contract, brand="Gates")

    window = assortment.window(contract=contract, at=at)

    assert ([row.article for row in window.rows], window.total) == (["B"], 1)


@EITHER_WAY
@pytest.mark.usefixtures("ways")
def test_where_something_is_allowed_nothing_else_is_seen(firm: Firm, contract: int, at: datetime) -> None:
    firm.product("A", group="Подшипники")
    firm.product("B", group="Ремни")
    firm.allow(contract, group="Ремни")

    assert articles(contract, at) == ["B"]


@EITHER_WAY
@pytest.mark.usefixtures("ways")
def test_windows_follow_each_other_in_either_direction(firm: Firm, contract: int, at: datetime) -> None:
    for number in range(9):
        firm.product(f"{number}", name=f"Болт М{number}")

    for descending in (False, True):
        whole = articles(contract, at, is_descending=descending)
        parts = [
            article
            for start in range(0, 9, 2)
            for article in articles(contract, at, start=start, count=2, is_descending=descending)
        ]
        assert parts == whole == sorted(whole, reverse=descending)


@EITHER_WAY
@pytest.mark.usefixtures("ways")
def test_a_window_behind_the_last_row_is_empty_and_knows_the_total(firm: Firm, contract: int, at: datetime) -> None:
    firm.product("A", price=1)

    for sort in (Sort.NAME, Sort.PRICE):
        window = assortment.window(contract=contract, at=at, sort=sort, start=5)
        assert (window.rows, window.total) == ([], 1)


def test_own_price_sorts_across_columns_discounts_and_fixed_prices(firm: Firm, contract: int, at: datetime) -> None:
    plain = firm.product("plain", price=100)
    cheap = firm.product("cheap", price=110, brand="FAG")  # 110 - 20 % = 88
    dear = firm.product("dear", price=10, group="Ремни")  # the group buys at retail: 130
    fixed = firm.product("fixed", price=500)
    firm.price(dear, 130, column=firm.retail)
    for product in (plain, cheap, fixed):
        firm.price(product, 1, column=firm.retail)
    ContractRule.objects.create(contract_id=contract, brand_id=firm.brands["FAG"], discount=dec(20), valid_from=firm.at)
    ContractRule.objects.create(
        contract_id=contract,
        group_id=firm.groups["Ремни"],
        column_id=firm.retail,
        discount=dec(0),
        valid_from=firm.at,
    )
    FixedPrice.objects.create(contract_id=contract, product_id=fixed, amount=dec(95), valid_from=firm.at)

    found = assortment.window(contract=contract, at=at, sort=Sort.PRICE)

    assert [(row.article, row.price) for row in found.rows] == [
        ("cheap", dec(88)),
        ("fixed", dec(95)),
        ("plain", dec(100)),
        ("dear", dec(130)),
    ]
    assert articles(contract, at, sort=Sort.PRICE, is_descending=True) == ["dear", "plain", "fixed", "cheap"]
    assert articles(contract, at, sort=Sort.PRICE, start=1, count=2) == ["fixed", "plain"]


@pytest.mark.parametrize("most", [0, 100], ids=["walked", "gathered"])
@pytest.mark.parametrize("is_descending", [False, True])
def test_what_has_no_price_comes_last_by_name(
    firm: Firm, contract: int, at: datetime, monkeypatch: pytest.MonkeyPatch, most: int, *, is_descending: bool
) -> None:
    monkeypatch.setattr(own_price, "GATHERED", most)
    for price in (30, 10, 20):
        firm.product(f"{price}", price=price)
    for name in ("Щит", "Болт"):
        firm.product(name, name=name)
    fixed = firm.product("fixed")
    FixedPrice.objects.create(contract_id=contract, product_id=fixed, amount=dec(15), valid_from=firm.at)

    priced = ["10", "fixed", "20", "30"]
    expected = [*(reversed(priced) if is_descending else priced), "Болт", "Щит"]
    for start in range(7):
        for count in (1, 3, 10):
            asked = {"sort": Sort.PRICE, "is_descending": is_descending, "start": start, "count": count}
            assert articles(contract, at, **asked) == expected[start : start + count]


def test_a_row_shows_free_goods_by_the_contracts_warehouses_and_what_comes(
    firm: Firm, contract: int, at: datetime
) -> None:
    bearing = firm.product("A", price=1, on_hand=5, kazan=7)
    firm.arrival(bearing, 40, date(2026, 12, 2))

    row = assortment.window(contract=contract, at=at).rows[0]
    assert row.free == {firm.moscow: dec(5), firm.kazan: dec(7)}
    assert (row.expected_on, row.coming) == (date(2026, 12, 2), dec(40))

    ContractWarehouse.objects.create(contract_id=contract, warehouse_id=firm.kazan)
    row = assortment.window(contract=contract, at=at).rows[0]
    assert (row.free, row.expected_on) == ({firm.kazan: dec(7)}, None)


@EITHER_WAY
@pytest.mark.usefixtures("ways")
def test_only_what_is_in_stock(firm: Firm, contract: int, at: datetime) -> None:
    firm.product("A", on_hand=5)
    firm.product("B")

    window = assortment.window(contract=contract, at=at, filters=Filters(is_in_stock=True))

    assert ([row.article for row in window.rows], window.total) == (["A"], 1)


def test_facets_leave_out_their_own_filter(firm: Firm, contract: int, at: datetime) -> None:
    firm.product("A", brand="SKF", group="Подшипники", on_hand=1)
    firm.product("B", brand="FAG", group="Подшипники", on_hand=1)
    firm.product("C", brand="FAG", group="Ремни", on_hand=1)
    skf, fag = firm.brands["SKF"], firm.brands["FAG"]
    asked = Filters(brands=(skf,), groups=(firm.groups["Подшипники"],))

    for filters in (asked, Filters(brands=asked.brands, groups=asked.groups, is_in_stock=True)):
        facets = assortment.facets(contract=contract, at=at, filters=filters)
        assert {row.id: row.products for row in facets.brands} == {skf: 1, fag: 1}
        assert {row.id: row.products for row in facets.groups} == {firm.groups["Подшипники"]: 1}


def test_attributes_narrow_the_window(firm: Firm, contract: int, at: datetime) -> None:
    firm.product("A", attributes={"d": "20"})
    firm.product("B", attributes={"d": "25"})

    assert articles(contract, at, filters=Filters(attributes=(("d", ("25",)),))) == ["B"]


def test_a_search_shows_the_whole_number_before_its_parts(firm: Firm, contract: int, at: datetime) -> None:
    firm.product("6204-2RS", name="Подшипник шариковый")
    firm.product("6204", name="Шарикоподшипник")
    firm.product("180204", name="Опора", crosses=("6204 ZZ",))
    firm.product("999", name="Ремень")

    found = assortment.window(contract=contract, at=at, filters=Filters(search="6204"), sort=Sort.RELEVANCE)

    assert [row.article for row in found.rows] == ["6204", "180204", "6204-2RS"]


def test_a_search_never_shows_what_the_contract_does_not_see(firm: Firm, contract: int, at: datetime) -> None:
    firm.product("6204", group="Секретное")
    firm.deny(contract, group="Секретное")

    assert articles(contract, at, filters=Filters(search="6204")) == []


def test_a_window_of_too_many_rows_is_refused(firm: Firm, contract: int, at: datetime) -> None:
    with pytest.raises(Refusal) as refused:
        assortment.window(contract=contract, at=at, count=1001)

    assert refused.value.code == "assortment.window_too_large"
