"""What the status bar says of a draft is to the kopeck what placing it charges."""

from __future__ import annotations

import random
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from optom.base.refusal import Refusals
from optom.domain.orders import actions
from optom.domain.orders import queries as orders
from optom.domain.orders.rules import OrderLine

if TYPE_CHECKING:
    from datetime import datetime

    from tests.trade import Firm

pytestmark = pytest.mark.django_db
LINES = 40


def dec(value: object) -> Decimal:
    return Decimal(str(value))


def goods_of(firm: Firm, dice: random.Random) -> list[int]:
    """Prices with four digits, packs of odd sizes, quantity breaks, kopecks that fall on a half."""
    goods = []
    for number in range(LINES):
        price = dec(dice.randint(1, 9_999_999)) / 10_000
        pack = dec(dice.choice(["1", "1", "3", "0.7", "12", "0.125"]))
        product = firm.product(f"B-{number}", price=price, multiple=pack, minimum=dice.choice([0, 0, 5]))
        if dice.random() < 0.4:
            firm.price(product, price * dec("0.9"), from_quantity=dice.randint(2, 30))
        goods.append(product)
    return goods


def picked(firm: Firm, contract: int, actor: int, at: datetime, quantities: dict[int, Decimal]) -> int:
    draft = actions.open_draft(contract=contract, name="Заказ", actor=actor, at=at)
    actions.set_quantities(contract=contract, draft=draft, quantities=quantities)
    return draft


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("pack_rule", ["round_up", "free"])
@pytest.mark.parametrize("vat", ["inside", "on top", "none"])
def test_a_draft_comes_to_what_its_order_is_charged(
    firm: Firm, alice: int, at: datetime, seed: int, pack_rule: str, vat: str
) -> None:
    from optom.domain.companies.models import Seller  # noqa: PLC0415 -- Django knows its settings by now
    from optom.domain.pricing.models import Column  # noqa: PLC0415

    dice = random.Random(f"{seed} {pack_rule} {vat}")  # noqa: S311 -- the same goods every time
    Column.objects.filter(pk=firm.wholesale).update(vat_included=vat != "on top")
    if vat == "none":
        Seller.objects.filter(pk=firm.seller).update(vat="exempt")
    goods = goods_of(firm, dice)
    discount = dec(dice.choice(["0", "7.5", "33.33"]))
    contract = firm.client("Мастер", "7700000016", alice, discount=discount, pack_rule=pack_rule)
    quantities = {product: dec(dice.randint(1, 200_000)) / 1000 for product in goods}
    draft = picked(firm, contract, alice, at, quantities)

    said = orders.draft_totals(contract=contract, draft=draft, at=at)
    lines = [OrderLine(product, quantity) for product, quantity in quantities.items()]
    order = actions.place(contract=contract, lines=lines, key="one", actor=alice, at=at).order

    charged = orders.lines(order=order)
    assert said.sum == sum(line.sum for line in charged) > 0
    assert said.vat == sum(line.vat for line in charged)
    assert said.lines == said.orderable == len(charged) == LINES
    assert said.weight == sum(quantities.values()) * dec("0.1")


def test_only_lines_that_can_be_ordered_are_added_up(firm: Firm, contract: int, alice: int, at: datetime) -> None:
    good = firm.product("6204", price="412.30", multiple=10)
    wanted = {
        good: dec(20),
        firm.product("6205", price=100, multiple=10): dec(15),
        firm.product("6206"): dec(1),
        firm.product("6207", price=100, is_active=False): dec(1),
        firm.product("BETA", price=100, brand="Beta"): dec(1),
    }
    firm.deny(contract, brand="Beta")
    draft = picked(firm, contract, alice, at, wanted)

    said = orders.draft_totals(contract=contract, draft=draft, at=at)

    assert (said.lines, said.orderable, said.sum, said.vat) == (5, 1, dec("8246.00"), dec("1486.98"))
    assert said.weight == dec("3.8")
    lines = [OrderLine(product, quantity) for product, quantity in wanted.items()]
    with pytest.raises(Refusals) as refused:
        actions.place(contract=contract, lines=lines, key="one", actor=alice, at=at)
    assert len(refused.value.reasons) == said.lines - said.orderable


def test_a_price_of_tomorrow_is_not_todays(firm: Firm, contract: int, alice: int, at: datetime) -> None:
    from optom.domain.pricing.models import ContractPricing  # noqa: PLC0415 -- Django knows its settings by now

    ContractPricing.objects.filter(contract_id=contract).update(valid_to=at + timedelta(days=1))
    ContractPricing.objects.create(
        contract_id=contract, column_id=firm.wholesale, discount=10, valid_from=at + timedelta(days=1)
    )
    draft = picked(firm, contract, alice, at, {firm.product("6204", price=100): dec(1)})

    sums = [orders.draft_totals(contract=contract, draft=draft, at=at + timedelta(days=day)).sum for day in (0, 1)]
    assert sums == [dec("100.00"), dec("90.00")]


def test_an_empty_draft_and_a_strangers_come_to_nothing(
    firm: Firm, contract: int, strange_contract: int, alice: int, at: datetime
) -> None:
    empty = picked(firm, contract, alice, at, {})
    full = picked(firm, contract, alice, at, {firm.product("6204", price=100): dec(1)})

    assert orders.draft_totals(contract=contract, draft=empty, at=at).sum == 0
    assert orders.draft_totals(contract=strange_contract, draft=full, at=at).lines == 0
