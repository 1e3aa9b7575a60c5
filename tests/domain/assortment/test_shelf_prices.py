"""What is known of the prices of shelves spares looking at them, and never hides what costs what is asked."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from optom.base.listing import Op
from optom.domain.assortment import narrowing
from optom.domain.assortment import queries as assortment
from optom.domain.assortment.queries import Filters, Narrow, What
from optom.domain.pricing import actions as pricing
from optom.domain.pricing.importing import Names, PriceRow, import_prices
from optom.domain.pricing.models import Break, ColumnPrice, Doubt, FixedPrice, ShelfPrice
from optom.domain.pricing.queries import broken_books
from tests.statements import counted
from tests.trade import Firm, dec

LATER = timedelta(minutes=1)
Asked = Callable[[object, object], list[str]]


@pytest.fixture
def bearings(firm: Firm) -> dict[str, int]:
    """Two shelves: cheap ones of SKF, dear ones of FAG; all measured."""
    prices = {"6204": ("SKF", 100), "6205": ("SKF", 150), "6304": ("FAG", 900), "6305": ("FAG", 950)}
    made = {
        article: firm.product(article, brand=brand, price=price, group="Подшипники")
        for article, (brand, price) in prices.items()
    }
    pricing.measure_shelves(anew=True)
    return made


@pytest.fixture
def between(contract: int, at: datetime, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """What the contract finds at prices between two, looked for among the first of the catalog."""
    monkeypatch.setattr(narrowing, "FEW", -1)

    def found(low: object, high: object) -> list[str]:
        narrow = Narrow(What.PRICE, Op.FROM, dec(low)), Narrow(What.PRICE, Op.TO, dec(high))
        window = assortment.window(contract=contract, at=at + 2 * LATER, filters=Filters(narrow=narrow))
        assert window.total == len(window.rows)
        return [row.article for row in window.rows]

    return found


def publish(article: str, price: object, at: datetime, *, from_quantity: object = 0) -> None:
    row = PriceRow(article, "Опт", dec(price), dec(from_quantity))
    assert import_prices([row], at=at + LATER, names=Names.OF_PEOPLE).skipped == 0


def test_shelves_are_measured_as_plain_sql_would(firm: Firm, bearings: dict[str, int]) -> None:
    Break.objects.create(column_id=firm.wholesale, product_id=bearings["6205"], from_quantity=1, amount=90)
    Break.objects.create(column_id=firm.wholesale, product_id=bearings["6304"], from_quantity=2, amount=1)
    pricing.measure_shelves(anew=True)
    known = ShelfPrice.objects.filter(column=firm.wholesale).values_list("brand__name", "lowest", "highest")
    assert set(known) == {("SKF", 90, 150), ("FAG", 900, 950)}
    assert pricing.measure_shelves(anew=True) == 0, "what is so already is not written"
    assert not Doubt.objects.exists()


def test_without_doubts_a_shelf_hides_what_it_does_not_know(bearings: dict[str, int], between: Asked) -> None:
    """The harm: a price that nobody has told of."""
    ColumnPrice.objects.filter(product_id=bearings["6305"]).update(amount=120)
    assert between(80, 200) == ["6204", "6205"]
    assert [broken.what for broken in broken_books()].count("pricing.shelf_too_narrow") == 1


@pytest.mark.parametrize("is_measured", [False, True])
def test_a_price_that_was_published_is_found_at_once(
    bearings: dict[str, int], between: Asked, at: datetime, *, is_measured: bool
) -> None:
    publish("6305", 120, at)
    publish("6304", 60, at, from_quantity=1)
    if is_measured:
        pricing.measure_shelves()

    assert (between(80, 200), between(50, 70)) == (["6204", "6205", "6305"], ["6304"])
    assert broken_books() == []


def test_a_break_of_one_that_a_person_sets_is_found_at_once(
    firm: Firm, bearings: dict[str, int], between: Asked, at: datetime
) -> None:
    boss, steps = firm.person("boss", "director"), [(dec(1), dec(120))]
    pricing.set_breaks(
        column=firm.wholesale, product=bearings["6305"], breaks=steps, actor=boss, at=at, reason="Остатки"
    )
    assert between(110, 130) == ["6305"]


def test_what_moves_to_another_shelf_is_found_there(
    firm: Firm, bearings: dict[str, int], between: Asked, at: datetime
) -> None:
    firm.product("9000", brand="SKF", group="Болты", price=5)
    pricing.measure_shelves(anew=True)
    firm.now_sold(bearings["6305"], at=at, group="Болты", brand="SKF")

    assert between(940, 960) == ["6305"]
    assert broken_books() == []


def test_a_price_of_the_contract_s_own_is_found_on_any_shelf(
    firm: Firm, contract: int, bearings: dict[str, int], between: Asked
) -> None:
    FixedPrice.objects.create(
        contract_id=contract, product_id=bearings["6305"], amount=Decimal(120), valid_from=firm.at
    )
    assert between(110, 130) == ["6305"]


def test_of_much_that_is_published_the_whole_column_is_in_doubt(
    bearings: dict[str, int], between: Asked, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("optom.domain.pricing.shelves._MUCH", 1)
    rows = [PriceRow(article, "Опт", dec(price)) for article, price in (("6304", 130), ("6305", 120))]
    import_prices(rows, at=at + LATER, names=Names.OF_PEOPLE)

    assert [doubt.product_id for doubt in Doubt.objects.all()] == [None]
    assert between(110, 140) == ["6304", "6305"]


def test_measuring_takes_as_many_statements_for_any_number_of_shelves(firm: Firm, bearings: dict[str, int]) -> None:
    with counted() as few:
        pricing.measure_shelves(anew=True)
    for brand in ("NSK", "NTN", "KOYO"):
        firm.product(f"7{brand}", brand=brand, price=10)
    with counted() as many:
        pricing.measure_shelves(anew=True)
    assert len(few) == len(many)
