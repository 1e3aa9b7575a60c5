"""By which numbers lists of prices and of costs name goods: one that means two products is told, nothing is guessed."""

from datetime import datetime
from decimal import Decimal

import pytest

from optom.base.staging import Skipped
from optom.domain.catalog.models import Product
from optom.domain.costs import actions as costs
from optom.domain.costs.actions import MarketRow
from optom.domain.costs.importing import FigureRow, import_figures
from optom.domain.costs.models import Figure, MarketPrice
from optom.domain.pricing.importing import Names, PriceRow, import_prices
from optom.domain.pricing.models import ColumnPrice
from tests.domain.costs.told import input_of
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
CASES = [
    ("6204", "SKF", "skf"),
    ("6204", "FAG", "fag"),
    ("7308", "", "fag"),
    ("id-skf", "", "skf"),
    ("id-skf", "SKF", "skf"),
]


@pytest.fixture
def goods(firm: Firm) -> dict[str, int]:
    """The article of the one is the identifier of the other; both cost a hundred."""
    skf = firm.product("6204", price=100, brand="SKF")
    fag = firm.product("7308", price=100, brand="FAG")
    Product.objects.filter(pk=skf).update(external_id="id-skf")
    Product.objects.filter(pk=fag).update(external_id="6204")
    return {"skf": skf, "fag": fag}


def load(firm: Firm, at: datetime, *rows: tuple[str, str, int | None], is_complete: bool = False) -> list[Skipped]:
    """A list of the column's prices: number, brand, price; None is no price that can be read."""
    left: list[Skipped] = []
    said = [
        PriceRow(number, "wholesale", None if price is None else dec(price), brand=brand, origin="list.csv:7",
                 is_unread=price is None)
        for number, brand, price in rows
    ]  # fmt: skip
    import_prices(said, at=at, names=Names.OF_PEOPLE, is_complete=is_complete, report=left.append)
    return left


def prices() -> dict[int, Decimal]:
    return dict(ColumnPrice.objects.values_list("product_id", "amount"))


def test_a_price_of_a_number_that_means_two_products_is_told(firm: Firm, goods: dict[str, int], at: datetime) -> None:
    [told] = load(firm, at, ("6204", "", 90))

    assert (told.code, told.origin) == ("pricing.number_of_two", "list.csv:7")
    assert (told.facts["article"], told.facts["other"]) == ("6204", "7308 FAG")
    assert prices() == dict.fromkeys(goods.values(), dec(100))


@pytest.mark.parametrize(("number", "brand", "meant"), CASES)
def test_a_price_of_what_is_named_without_a_doubt_is_taken(
    firm: Firm, goods: dict[str, int], at: datetime, number: str, brand: str, meant: str
) -> None:
    assert load(firm, at, (number, brand, 90)) == []
    assert prices()[goods[meant]] == 90
    assert sorted(prices().values()) == [90, 100]


def test_an_identifier_of_another_maker_than_the_row_says_is_none(
    firm: Firm, goods: dict[str, int], at: datetime
) -> None:
    assert [one.code for one in load(firm, at, ("id-skf", "FAG", 90))] == ["pricing.unknown_product"]


@pytest.mark.parametrize("price", [90, None])
def test_a_complete_list_takes_the_price_of_neither_away(
    firm: Firm, goods: dict[str, int], at: datetime, price: int | None
) -> None:
    known = firm.product("1", price=50)
    gone = firm.product("2", price=60)

    load(firm, at, ("1", "", 55), ("6204", "", price), is_complete=True)

    assert prices() == {**dict.fromkeys(goods.values(), dec(100)), known: dec(55)}
    assert gone not in prices()


def test_what_several_makers_have_and_can_t_be_read_keeps_all_their_prices(firm: Firm, at: datetime) -> None:
    known = firm.product("1", price=50)
    both = [firm.product("6205", price=100, brand=brand) for brand in ("SKF", "FAG")]

    load(firm, at, ("1", "", 55), ("6205", "", None), is_complete=True)

    assert prices() == {known: 55, **dict.fromkeys(both, dec(100))}


def test_so_do_lists_of_costs(firm: Firm, goods: dict[str, int], at: datetime) -> None:
    left: list[Skipped] = []
    rows = [FigureRow("6204", input_of("receipt_cost"), dec(1), origin="costs.csv:2")]
    rows += [
        FigureRow(number, input_of("receipt_cost"), dec(10 + place), brand)
        for place, (number, brand, _meant) in enumerate(CASES[:3])
    ]
    import_figures(rows, at=at, report=left.append)

    assert [(one.code, one.origin) for one in left if one.code != "costs.named_twice"] == [
        ("costs.number_of_two", "costs.csv:2")
    ]
    assert left[0].facts == {"article": "6204", "other": "7308 FAG"}
    assert dict(Figure.objects.values_list("product_id", "amount")) == {goods["skf"]: 10, goods["fag"]: 12}


def test_and_lists_of_what_competitors_ask(firm: Firm, goods: dict[str, int], at: datetime) -> None:
    left: list[Skipped] = []
    rows = [MarketRow("6204", "ПромТорг", dec(90), at.date()), MarketRow("6204", "ПромТорг", dec(95), at.date(), "FAG")]
    costs.load_market(rows=rows, name="market.csv", actor=None, at=at, report=left.append)

    assert [one.code for one in left] == ["costs.number_of_two"]
    assert list(MarketPrice.objects.values_list("product_id", "amount")) == [(goods["fag"], 95)]


def test_a_number_of_two_makers_and_an_identifier_of_a_third_ends_no_price(
    firm: Firm, goods: dict[str, int], at: datetime
) -> None:
    other = firm.product("6204", price=100, brand="NSK")
    assert [one.code for one in load(firm, at, ("6204", "", 90), is_complete=True)] == ["pricing.needs_brand"]
    assert prices() == dict.fromkeys((*goods.values(), other), dec(100))


def test_an_identifier_beside_another_spelling_of_the_brand_ends_no_price(
    firm: Firm, goods: dict[str, int], at: datetime
) -> None:
    assert [one.code for one in load(firm, at, ("id-skf", "СКФ", 90), is_complete=True)] == ["pricing.unknown_product"]
    assert prices() == {goods["skf"]: 100}
