"""What a contract pays: derived on read, explained, and answered for the past too."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from optom.domain.pricing import queries as pricing
from optom.domain.pricing.models import ContractPricing, ContractRule, FixedPrice, PriceChange
from tests.trade import Firm, dec


def price(contract: int, product: int, at: datetime, quantity: object = 1) -> Decimal | None:
    """The price in force; the ledger must say the same."""
    now = pricing.prices(contract=contract, quantities={product: dec(quantity)}, at=at)[product].price
    assert pricing.prices_then(contract=contract, quantities={product: dec(quantity)}, at=at)[product].price == now
    return now


def rule(firm: Firm, contract: int, discount: object, **scope: int) -> None:
    ContractRule.objects.create(contract_id=contract, discount=dec(discount), valid_from=firm.at, **scope)


def test_a_contract_pays_its_column_less_its_discount(firm: Firm, alice: int, at: datetime) -> None:
    contract = firm.client("Скидка", "7700000009", alice, discount="5")
    bearing = firm.product("180204", price="92.00")

    assert price(contract, bearing, at) == dec("87.40")


def test_the_most_particular_rule_wins(firm: Firm, contract: int, at: datetime) -> None:
    firm.group("Подшипники")
    inner = firm.group("Шариковые", "Подшипники")
    plain = firm.product("1", price=100, brand="ГПЗ", group="Шариковые")
    branded = firm.product("2", price=100, brand="SKF", group="Шариковые")
    both = firm.product("3", price=100, brand="FAG", group="Шариковые")
    elsewhere = firm.product("4", price=100, brand="FAG", group="Ремни")
    rule(firm, contract, 3, group_id=firm.groups["Подшипники"])
    rule(firm, contract, 4, group_id=inner)
    rule(firm, contract, 7, brand_id=firm.brands["SKF"])
    rule(firm, contract, 8, brand_id=firm.brands["FAG"])
    rule(firm, contract, 12, brand_id=firm.brands["FAG"], group_id=firm.groups["Подшипники"])

    found = [price(contract, product, at) for product in (plain, branded, both, elsewhere)]

    assert found == [dec(96), dec(93), dec(88), dec(92)]


def test_another_column_for_a_brand(firm: Firm, contract: int, at: datetime) -> None:
    bearing = firm.product("1", price=100)
    firm.price(bearing, 130, column=firm.retail)
    rule(firm, contract, 0, brand_id=firm.brands["SKF"], column_id=firm.retail)

    assert price(contract, bearing, at) == dec(130)


def test_a_quantity_break_lowers_the_base(firm: Firm, contract: int, at: datetime) -> None:
    bearing = firm.product("1", price=100)
    firm.price(bearing, 90, from_quantity=200)
    firm.price(bearing, 80, from_quantity=1000)

    assert [price(contract, bearing, at, quantity) for quantity in (199, 200, 5000)] == [dec(100), dec(90), dec(80)]
    steps = pricing.breaks(contract=contract, product=bearing, column=firm.wholesale, at=at)
    assert steps == [(dec(200), dec(90)), (dec(1000), dec(80))]


def test_breaks_of_many_products_are_told_at_once(firm: Firm, contract: int, at: datetime) -> None:
    ContractPricing.objects.filter(contract_id=contract).update(discount=dec(10))
    bearing, belt, fixed = (firm.product(name, price=100) for name in "123")
    for product in (bearing, fixed):
        firm.price(product, 90, from_quantity=200)
    FixedPrice.objects.create(contract_id=contract, product_id=fixed, amount=dec(70), valid_from=at)

    assert pricing.breaks_now(contract=contract, products=[bearing, belt, fixed], at=at) == {
        bearing: [(dec(200), dec(81))]
    }
    steps = pricing.breaks(contract=contract, product=bearing, column=firm.wholesale, at=at)
    assert steps == [(dec(200), dec(81))]


def test_a_fixed_price_stands_above_all_while_it_lasts(firm: Firm, contract: int, at: datetime) -> None:
    bearing = firm.product("1", price=100)
    FixedPrice.objects.create(
        contract_id=contract,
        product_id=bearing,
        amount=dec(70),
        valid_from=at - timedelta(days=2),
        valid_to=at - timedelta(days=1),
    )

    assert price(contract, bearing, at) == dec(100)
    assert price_then(contract, bearing, at - timedelta(days=1, hours=5)) == dec(70)


def price_then(contract: int, product: int, at: datetime) -> Decimal | None:
    return pricing.prices_then(contract=contract, quantities={product: Decimal(1)}, at=at)[product].price


def test_prices_are_rounded_half_up_to_the_contracts_step(firm: Firm, contract: int, at: datetime) -> None:
    ContractPricing.objects.filter(contract_id=contract).update(rounding=dec("0.50"), discount=dec(5))
    bearing = firm.product("1", price="10.79")  # 10.2505 -> half of the step is up

    assert price(contract, bearing, at) == dec("10.50")


def test_the_past_keeps_its_price(firm: Firm, contract: int, at: datetime) -> None:
    bearing = firm.product("1", price=100)
    PriceChange.objects.create(column_id=firm.wholesale, product_id=bearing, amount=dec(120), at=at)

    assert price_then(contract, bearing, at - timedelta(seconds=1)) == dec(100)
    assert price_then(contract, bearing, at) == dec(120)


def test_a_withdrawn_price_is_no_price(firm: Firm, contract: int, at: datetime) -> None:
    bearing = firm.product("1", price=100)
    PriceChange.objects.create(column_id=firm.wholesale, product_id=bearing, amount=None, at=at)

    assert price_then(contract, bearing, at) is None


def test_why_names_the_column_the_rule_and_its_end(firm: Firm, contract: int, at: datetime) -> None:
    bearing = firm.product("1", price=100)
    until = at + timedelta(days=30)
    ContractRule.objects.create(
        contract_id=contract,
        brand_id=firm.brands["SKF"],
        discount=dec(5),
        valid_from=firm.at,
        valid_to=until,
        reason="Акция SKF",
    )

    why = pricing.why(contract=contract, product=bearing, quantity=Decimal(1), at=at)

    assert (why.column, why.base, why.discount, why.price) == ("Опт", dec(100), dec(5), dec(95))
    assert (why.rule_brand, why.rule_reason, why.rule_until) == ("SKF", "Акция SKF", until)


@pytest.mark.parametrize("quantity", ["0.001", "1"])
def test_a_product_without_a_price_has_none(firm: Firm, contract: int, at: datetime, quantity: str) -> None:
    bearing = firm.product("1")

    assert price(contract, bearing, at, quantity) is None


def test_the_books_notice_a_price_that_the_ledger_does_not_know(firm: Firm, at: datetime) -> None:
    bearing = firm.product("1", price=100)
    firm.price(bearing, 90, from_quantity=10)
    assert pricing.broken_books() == []

    PriceChange.objects.create(column_id=firm.wholesale, product_id=bearing, amount=dec(120), at=at)

    found = [(broken.expected, broken.found) for broken in pricing.broken_books()]
    assert found == [(dec(120), dec(100))]
