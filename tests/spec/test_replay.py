"""Whatever the prices, the terms and the orders: a replay tells what comes of them when prices are put into force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from optom.base.business_day import business_day
from optom.domain.companies.models import Contract, Seller
from optom.domain.costs.models import Figure, Input
from optom.domain.credit.models import Rate
from optom.domain.orders.models import Line, Order
from optom.domain.policy import actions as policies
from optom.domain.policy.document import Policy, as_json
from optom.domain.policy.models import ProposedPrice, Publication, Version
from optom.domain.pricing import queries as pricing
from optom.domain.pricing import supposing
from optom.domain.pricing.models import Column, ContractPricing, ContractRule, FixedPrice
from optom.domain.replay import actions
from optom.domain.replay.models import Total
from tests.trade import Firm, found_firm

from .replay_model import Piece, Priced, totals

pytestmark = pytest.mark.django_db

_COLUMNS = ("wholesale", "retail", "abroad")
_CONTRACTS = ("ours", "theirs", "abroad")
_places = some.integers(0, 2)
_money = some.decimals(1, 300, places=2)
_maybe = some.none() | _money
_steps = some.sampled_from([Decimal(2), Decimal(5), Decimal("7.5")])
_discounts = some.sampled_from([Decimal(0), Decimal("12.50"), Decimal(-5)])


@dataclass(frozen=True)
class Ordered:
    """A line as it stands: of ``quantity`` so many tenths are cancelled, held and shipped."""

    contract: int
    product: int
    quantity: Decimal
    cancelled: int
    reserved: int
    shipped: int
    net: Decimal
    days: int
    added_days: int | None


_ordered = some.builds(
    Ordered,
    _places,
    _places,
    some.sampled_from([Decimal(1), Decimal(3), Decimal(6), Decimal("7.500"), Decimal(10)]),
    some.sampled_from([0, 0, 5, 10]),
    some.sampled_from([0, 3]),
    some.sampled_from([0, 2]),
    _money,
    some.sampled_from([0, 3, 20, 40]),
    some.sampled_from([None, None, 2]),
)
_worlds = some.fixed_dictionaries(
    {
        "prices": some.lists(some.lists(_maybe, min_size=3, max_size=3), min_size=3, max_size=3),
        "breaks": some.dictionaries(some.tuples(_places, _places, _steps), _money, max_size=5),
        "proposed": some.dictionaries(
            some.tuples(_places, _places, some.just(Decimal(0)) | _steps),
            some.tuples(_maybe, some.sampled_from([None, None, None, 1, "other"])),
        ),
        "discounts": some.lists(_discounts, min_size=3, max_size=3),
        "rule": some.none() | some.tuples(some.sampled_from(["brand", "group"]), some.integers(0, 1), _discounts),
        "fixed": some.none() | some.tuples(some.integers(0, 1), _places, _money),
        "vat": some.sampled_from(["payer", "reduced_5", "exempt"]),
        "costs": some.lists(_maybe, min_size=3, max_size=3),
        "rates": some.lists(some.sampled_from([0, 3, 20]), unique=True),
        "orders": some.lists(_ordered, min_size=1, max_size=6),
    }
)


@dataclass
class World:
    """A firm with three products, three columns and three contracts, one of them in dollars."""

    firm: Firm
    products: list[int]
    columns: list[int]
    contracts: list[int]
    at: datetime


@pytest.fixture
def world(at: datetime) -> World:
    firm = found_firm(at - timedelta(days=90))
    products = [
        firm.product("6204", brand="SKF", group="Подшипники"),
        firm.product("6205", brand="FAG", group="Подшипники"),
        firm.product("GSR", brand="FAG", group="Инструмент"),
    ]
    Column.objects.filter(pk=firm.retail).update(vat_included=False)
    abroad = Column.objects.create(code="abroad", name="За рубеж", currency="USD", vat_included=False, position=3).pk
    ours = firm.client("Механик", "7700000009")
    theirs = firm.contract(Contract.objects.get(pk=ours).company_id, "119")
    dollars = firm.client("Чужой", "7700000016")
    Contract.objects.filter(pk=dollars).update(currency="USD")
    for contract, column in ((theirs, firm.retail), (dollars, abroad)):
        ContractPricing.objects.filter(contract=contract).update(column=column)
    Version.objects.create(document=as_json(Policy(cost="planned_cost")), made_at=firm.at, adopted_at=firm.at)
    return World(firm, products, [firm.wholesale, firm.retail, abroad], [ours, theirs, dollars], at)


def furnish(world: World, said: dict[str, Any]) -> int:
    """Prices, terms and orders as they were thought up; the publication of what is proposed."""
    furnish_prices(world, said)
    furnish_terms(world, said)
    for days in said["rates"]:
        on = business_day(world.at) - timedelta(days=days)
        Rate.objects.create(currency="USD", on=on, rate=90 + days, said_at=world.at)
    for number, one in enumerate(said["orders"]):
        order(world, number, one)
    return publication(world, said)


def furnish_prices(world: World, said: dict[str, Any]) -> None:
    firm = world.firm
    for column, amounts in zip(world.columns, said["prices"], strict=True):
        for product, amount in zip(world.products, amounts, strict=True):
            if amount is not None:
                firm.price(product, amount, column=column)
    for (column, product, step), amount in said["breaks"].items():
        firm.price(world.products[product], amount, column=world.columns[column], from_quantity=step)
    planned = Input.objects.get(name="planned_cost")
    for product, cost in zip(world.products, said["costs"], strict=True):
        if cost is not None:
            Figure.objects.create(input=planned, product_id=product, amount=cost)


def furnish_terms(world: World, said: dict[str, Any]) -> None:
    firm = world.firm
    Seller.objects.update(vat=said["vat"])
    for contract, discount in zip(world.contracts, said["discounts"], strict=True):
        ContractPricing.objects.filter(contract=contract).update(discount=discount)
    if said["rule"]:
        of, column, discount = said["rule"]
        named = {"brand_id": firm.brands["FAG"]} if of == "brand" else {"group_id": firm.groups["Подшипники"]}
        ContractRule.objects.create(
            contract_id=world.contracts[0],
            column_id=world.columns[column],
            discount=discount,
            valid_from=firm.at,
            **named,
        )
    if said["fixed"]:
        contract, product, amount = said["fixed"]
        FixedPrice.objects.create(
            contract_id=world.contracts[contract], product_id=world.products[product], amount=amount, valid_from=firm.at
        )


def order(world: World, number: int, said: Ordered) -> None:
    contract = Contract.objects.get(pk=world.contracts[said.contract])
    keys = {"contract": contract, "company_id": contract.company_id}
    placed = world.at - timedelta(days=said.days, hours=1)
    made = Order.objects.create(key=str(number), placed_at=placed, total=said.net, **keys)
    added = None if said.added_days is None else max(placed, world.at - timedelta(days=said.added_days))
    tenth = said.quantity / 10
    cancelled = tenth * said.cancelled
    held, left = (Decimal(0), Decimal(0)) if said.cancelled == 10 else (tenth * said.reserved, tenth * said.shipped)
    Line.objects.create(
        order=made,
        position=1,
        product_id=world.products[said.product],
        price=said.net,
        sum=said.net + 1,
        vat=1,
        ordered=said.quantity,
        reserved=held,
        shipped=left,
        cancelled=cancelled,
        ordered_at=added,
        **keys,
    )


def publication(world: World, said: dict[str, Any]) -> int:
    at = world.at
    counted = {"prices": len(said["proposed"])}
    made = Publication.objects.create(restores=at - timedelta(days=1), proposed_at=at, worked_out_at=at, **counted)
    for (column, product, step), (amount, how) in said["proposed"].items():
        before = said["breaks"].get((column, product, step)) if step else said["prices"][column][product]
        ProposedPrice.objects.create(
            publication=made,
            column_id=world.columns[column],
            product_id=world.products[product],
            from_quantity=step,
            before=Decimal(999) if how == "other" else before,
            amount=amount,
            guard=how if how == 1 else None,
        )
    return made.pk


def pieces(world: World, weeks: int) -> list[Piece]:
    """What of every line is replayed, put down plainly."""
    found = []
    since = world.at - timedelta(weeks=weeks)
    for line in Line.objects.select_related("order", "contract", "product"):
        ordered_at = line.ordered_at or line.order.placed_at
        parts = [("sold", line.ordered - line.cancelled, ordered_at)] if ordered_at >= since else []
        parts += [("reserve", line.reserved, world.at)]
        parts += [("waiting", line.ordered - line.reserved - line.shipped - line.cancelled, world.at)]
        for kind, counted, when in parts:
            if counted:
                piece = Piece(
                    kind=kind,
                    contract=line.contract_id,
                    company=line.company_id,
                    product=line.product_id,
                    group=line.product.group_id,
                    brand=line.product.brand_id,
                    quantity=line.ordered - line.cancelled,
                    counted=counted,
                    net=(line.sum - line.vat) * counted / line.ordered,
                    then=rate(line.contract.currency, when),
                    now=rate(line.contract.currency, world.at),
                    percent={"payer": Decimal(22), "reduced_5": Decimal(5), "exempt": Decimal(0)}[vat()],
                    cost=Figure.objects.filter(product=line.product).values_list("amount", flat=True).first(),
                )
                found.append(piece)
    return found


def vat() -> str:
    return Seller.objects.values_list("vat", flat=True).get()


def rate(currency: str, at: datetime) -> Decimal | None:
    """The last one told by the day, unless it is older than twelve days."""
    day = business_day(at)
    known = Rate.objects.filter(currency=currency, on__lte=day, on__gte=day - timedelta(days=12)).order_by("-on")
    return Decimal(1) if currency == "RUB" else known.values_list("rate", flat=True).first()


def asked(found: list[Piece], at: datetime) -> dict[tuple[int, int, Decimal], Priced]:
    """What contracts pay at this moment, one question a line."""
    columns = {one.name: one.id for one in pricing.columns()}
    prices = {}
    for one in found:
        paid = pricing.prices(contract=one.contract, quantities={one.product: one.quantity}, at=at)[one.product]
        why = pricing.why(contract=one.contract, product=one.product, quantity=one.quantity, at=at)
        assert paid.price == why.price
        column = None if why.fixed else columns[why.column or ""]
        prices[one.contract, one.product, one.quantity] = Priced(paid.price, column, why.is_vat_included)
    return prices


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(said=_worlds)
def test_a_replay_tells_what_comes_of_it(said: dict[str, Any], world: World) -> None:
    with transaction.atomic():
        proposed = furnish(world, said)
        lines = pieces(world, weeks=4)
        made = actions.replay(publication=proposed, actor=None, at=world.at, weeks=4)
        before = asked(lines, world.at)
        policies.approve(publication=proposed, actor=None, at=world.at)
        expected = totals(lines, before, asked(lines, world.at))
        names = next(iter(expected.values()), {})
        found = Total.objects.filter(replay=made).values_list("of", "key", *names)
        assert {(of, key): dict(zip(names, map(Decimal, sums), strict=True)) for of, key, *sums in found} == expected
        transaction.set_rollback(True)


def test_a_difference_would_be_seen(world: World) -> None:
    world.firm.price(world.products[0], 100)
    said = {"prices": [[Decimal(100)] * 3] * 3, "proposed": {(0, 0, Decimal(0)): (Decimal(90), None)}}
    order(world, 1, Ordered(0, 0, Decimal(10), 0, 0, 0, Decimal(900), 3, None))
    made = actions.replay(publication=publication(world, said), actor=None, at=world.at, weeks=4)
    whole = Total.objects.get(replay=made, of="all")
    assert (whole.present, whole.proposed) == (Decimal("819.67"), Decimal("737.70"))


def test_it_is_the_derivation_that_everybody_asks(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select prosrc from pg_proc where oid = 'pricing_prices'::regproc")
        assert cursor.fetchone() == (supposing.BODY,)
    text = supposing.prices("n", changes="select 1")
    for one in ("of_contract", "as_of", "from_history", "from pricing_columnprice c", "from pricing_break b"):
        assert one in supposing.BODY
        assert one not in text
