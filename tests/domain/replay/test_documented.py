"""What docs/algorithms/replay.md says that orders would bring is what they would bring."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from optom.base.money import vat_inside
from optom.domain.companies.models import Contract
from optom.domain.costs import actions as costs
from optom.domain.costs.actions import Told
from optom.domain.costs.models import Input
from optom.domain.orders.models import Line, Order
from optom.domain.policy import actions as policy
from optom.domain.policy.document import Policy, Rule
from optom.domain.pricing.models import FixedPrice
from optom.domain.replay import actions, queries
from tests.documented import Row, tables
from tests.trade import Firm

pytestmark = pytest.mark.django_db
_PRICES, _CLIENTS, _ORDERS, _TOLD, _PROMISED = tables("replay.md")


def _known(text: str) -> Decimal:
    return Decimal(text or 0)


@pytest.fixture
def goods(firm: Firm, at: datetime) -> dict[str, int]:
    planned, made = Input.objects.get(name="planned_cost").pk, {}
    for row in _PRICES:
        made[row["article"]] = product = firm.product(row["article"], brand=row["article"], price=row["price"])
        if row["from 10"]:
            firm.price(product, row["from 10"], from_quantity=10)
        if row["cost"]:
            costs.set_figures(told=[Told(planned, product, Decimal(row["cost"]))], actor=None, at=at)
    return made


@pytest.fixture
def clients(firm: Firm, goods: dict[str, int]) -> dict[str, int]:
    made = {}
    for row, inn in zip(_CLIENTS, ("7700000009", "7700000016"), strict=True):
        made[row["client"]] = contract = firm.client(row["client"], inn, discount=row["discount"])
        if fixed := row["fixed price of 6206"]:
            FixedPrice.objects.create(
                contract_id=contract, product_id=goods["6206"], amount=fixed, valid_from=firm.at, reason="agreed"
            )
    return made


def _order(row: Row, contract: int, product: int, at: datetime) -> None:
    keys = {"contract_id": contract, "company_id": Contract.objects.get(pk=contract).company_id}
    placed, sold = at - timedelta(weeks=int(row["weeks ago"])), Decimal(row["sold for"])
    order = Order.objects.create(key=str(Order.objects.count()), placed_at=placed, total=sold, **keys)
    ordered, cancelled, held = (_known(row[name]) for name in ("ordered", "cancelled", "held"))
    Line.objects.create(
        order=order,
        position=1,
        product_id=product,
        price=sold / ordered,
        sum=sold,
        vat=vat_inside(sold, Decimal(22)),
        ordered=ordered,
        cancelled=cancelled,
        reserved=held,
        shipped=ordered - cancelled - held,
        **keys,
    )


def test_orders_bring_what_the_page_says(goods: dict[str, int], clients: dict[str, int], at: datetime) -> None:
    for row in _ORDERS:
        _order(row, clients[row["client"]], goods[row["article"]], at)
    rules = tuple(Rule("wholesale", row["proposed"], f'brand = "{row["article"]}"') for row in _PRICES)
    publication = policy.simulate(policy=Policy(rules=rules, cost="planned_cost"), actor=None, at=at)
    made = actions.replay(publication=publication, actor=None, at=at, weeks=4)
    names = ("lines", "sold", "present", "proposed", "margin_present", "margin_proposed")
    found = {one.name: tuple(getattr(one, name) for name in names) for one in queries.parts(made, "company").all()}
    columns = ("lines", "sold", "now", "proposed", "margin now", "margin proposed")
    assert found == {row["client"]: tuple(Decimal(row[name]) for name in columns) for row in _TOLD}
    told = queries.told(made)
    assert told.ordered.cost == sum(Decimal(row["cost"]) for row in _TOLD)
    [promised] = _PROMISED
    reserved = (told.reserved.lines, told.reserved.sold, told.reserved.proposed)
    assert reserved == tuple(Decimal(promised[name]) for name in ("lines", "as promised", "would be"))
    assert told.waiting == queries.Sums()
