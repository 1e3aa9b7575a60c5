"""What is under way today for the people who are printed: done by the program's own acts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from optom.base.business_day import business_day
from optom.domain.billing import actions as billing
from optom.domain.billing import queries as issued
from optom.domain.orders import actions as orders
from optom.domain.orders import queries as ordered
from optom.domain.orders.rules import OrderLine
from optom.domain.shipping import actions as shipping
from optom.domain.shipping.rules import Authority

from .chance import chance
from .companies import AGROMASH, MECHANIC, STRANGER, Contract
from .queue import let_them_wait
from .requisites import inn_of_entity, inn_of_trader
from .signins import SIGN_INS
from .statements import Day, Order, Side, our_accounts, payers, take
from .writing import rows

# bearings, belts and chains that stand in Moscow in good number, and some that only come
_ON_HAND = """
select b.product_id, p.multiple from stock_balance b
join demo_product p on p.id = b.product_id
join catalog_grouppath t on t.descendant_id = p.group_id
join catalog_group g on g.id = t.ancestor_id and g.parent_id is null and g.name = any(%(lines)s)
where b.warehouse_id = 1 and b.on_hand - b.held >= 12 * p.multiple and p.cost between 20 and 900
order by b.product_id limit 400
"""
_COMING = """
select a.product_id, p.multiple from stock_arrival a
join demo_product p on p.id = a.product_id
where a.quantity >= 20 * p.multiple and p.cost < 900
    and not exists (select from stock_balance b where b.product_id = a.product_id and b.on_hand > 0)
group by 1, 2 order by 1 limit 40
"""
_LINES = ["Подшипники", "Ремни", "Цепи и звёздочки"]
_BALANCE = Decimal("2318044.17")  # what lies on the account this morning
_USERS = "select email, id from accounts_user where email like '%%@demo.optom'"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What can be taken: products with their multiples."""

    on_hand: list[tuple[int, Decimal]]
    coming: list[tuple[int, Decimal]]


def do_today(contracts: Sequence[Contract], *, seed: int, at: datetime) -> None:
    """Orders, drafts, an invoice, shipments and a payment of the demo's buyers."""
    dice = chance(seed, "live")
    shelf = Shelf(rows(_ON_HAND, lines=_LINES), rows(_COMING))
    dice.shuffle(shelf.on_hand)
    people = dict(rows(_USERS, none=None))
    by_company = {one.company: one for one in contracts if one.company in {MECHANIC, AGROMASH, STRANGER}}
    buyer, colleague, stranger = (people[one.email] for one in SIGN_INS[:3])
    actors = {MECHANIC: colleague, AGROMASH: buyer, STRANGER: stranger}
    let_them_wait(by_company, actors, lines=_LINES, at=at)
    _mechanic(by_company[MECHANIC], shelf, people, buyer=buyer, colleague=colleague, at=at)
    _place(by_company[AGROMASH], _picked(shelf.on_hand, 40, 6, 3), "live-1", actor=buyer, at=at - timedelta(hours=20))
    _place(
        by_company[STRANGER], _picked(shelf.on_hand, 50, 5, 4), "live-1", actor=stranger, at=at - timedelta(hours=30)
    )


def _mechanic(one: Contract, shelf: Shelf, people: dict[str, int], *, buyer: int, colleague: int, at: datetime) -> None:
    first = _place(
        one, _picked(shelf.on_hand, 0, 9, 4), "live-1", actor=buyer, at=at - timedelta(hours=50), note="Срочно"
    )
    _invoice_and_ship(one, first, people, buyer=buyer, at=at - timedelta(hours=49))
    # some of it is on hand, some only comes, and of one thing more is wanted than there is
    waited = [*_picked(shelf.on_hand, 10, 5, 3), *_picked(shelf.coming, 0, 4, 5), *_picked(shelf.on_hand, 15, 1, 90)]
    second = _place(one, waited, "live-2", actor=colleague, at=at - timedelta(hours=6), note="Под ремонт линии")
    billing.issue_invoice(contract=one.id, key="live-2", actor=colleague, order=second, at=at - timedelta(hours=5))
    _draft(one, "Заказ: ноябрь", _picked(shelf.on_hand, 20, 8, 5), actor=buyer, at=at - timedelta(hours=3))
    _draft(one, "Заказ: Казань", _picked(shelf.on_hand, 30, 4, 2), actor=colleague, at=at - timedelta(hours=1))


def _invoice_and_ship(one: Contract, order: int, people: dict[str, int], *, buyer: int, at: datetime) -> None:
    """A part of the order has left, another waits to be picked, the rest is held."""
    invoice = billing.issue_invoice(contract=one.id, key="live-1", actor=buyer, order=order, at=at)
    lines = [(line.id, line.reserved) for line in ordered.lines(order=order) if line.reserved]
    warehouse, finance = people["warehouse@demo.optom"], people["finance@demo.optom"]
    for shipment in _ship(one, lines[:4], "live-1", actor=buyer, at=at + timedelta(hours=1)):
        shipping.start_picking(shipment=shipment, actor=warehouse, at=at + timedelta(hours=18))
        sent = shipping.dispatch(shipment=shipment, actor=warehouse, at=at + timedelta(hours=20))
        _pay(one, sent.sum / 2, issued.invoice(invoice).number, actor=finance, at=at + timedelta(hours=44))
    _ship(one, lines[4:6], "live-2", actor=buyer, at=at + timedelta(hours=45))


def _ship(one: Contract, lines: Sequence[tuple[int, Decimal]], key: str, *, actor: int, at: datetime) -> list[int]:
    return shipping.request(
        contract=one.id,
        lines=lines,
        address=None,
        authority=Authority("Зайцев П. И.", number="14", until=business_day(at) + timedelta(days=10)),
        key=key,
        actor=actor,
        at=at,
    )


def _pay(one: Contract, amount: Decimal, invoice: str, *, actor: int, at: datetime) -> None:
    """The day's statement: his payment finds its contract, the rest waits for the finance desk."""
    payer, payee = payers()[one.company], our_accounts()[one.seller]
    director = Side(f"40817{payer.account[5:]}", inn_of_trader("77", 9001), "Зайцев Пётр Игоревич")
    stranger = Side(f"40702{payee.account[5:-4]}7301", inn_of_entity("77", 9002), "ООО «Северный вектор»")
    orders = [
        Order("512", amount.quantize(Decimal("0.01")), payer, f"Оплата по счету № {invoice}, в том числе НДС"),
        Order("37", Decimal("18400.00"), director, f"За ООО «Механик» по счету № {invoice}, без НДС"),
        Order("604", Decimal("96250.40"), stranger, "Предоплата за подшипники, в т.ч. НДС 22% - 17356.63"),
    ]
    take(Day(payee, business_day(at), _BALANCE, orders), actor=actor, at=at)


def _place(one: Contract, lines: Sequence[OrderLine], key: str, *, actor: int, at: datetime, note: str = "") -> int:
    return orders.place(contract=one.id, lines=lines, key=key, actor=actor, at=at, note=note).order


def _draft(one: Contract, name: str, lines: Sequence[OrderLine], *, actor: int, at: datetime) -> None:
    draft = orders.open_draft(contract=one.id, name=name, actor=actor, at=at)
    orders.set_quantities(contract=one.id, draft=draft, quantities={line.product: line.quantity for line in lines})


def _picked(among: Sequence[tuple[int, Decimal]], first: int, count: int, packs: int) -> list[OrderLine]:
    return [
        OrderLine(product, multiple * (packs + place % 3))
        for place, (product, multiple) in enumerate(among[first : first + count])
    ]
