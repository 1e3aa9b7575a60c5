"""What is under way today for the people who are printed: done by the program's own acts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from optom.base.business_day import business_day
from optom.domain.billing import actions as billing
from optom.domain.billing import queries as issued
from optom.domain.companies import actions as companies
from optom.domain.companies.rules import BUYER, PRESETS, Seat
from optom.domain.orders import actions as orders
from optom.domain.orders import queries as ordered
from optom.domain.orders.rules import OrderLine
from optom.domain.shipping import actions as shipping
from optom.domain.shipping.rules import Arrived, Authority, Carriage

from .abroad import buys_abroad
from .chance import chance
from .companies import AGROMASH, MECHANIC, STRANGER, Contract
from .origins import marked_on_hand
from .queue import let_them_wait
from .requisites import inn_of_entity, inn_of_trader
from .signins import SIGN_INS
from .statements import Day, Order, Side, our_accounts, payers, take
from .stories import DAY, HOUR, Story, side_by_side
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
_GAZELLE = Carriage(
    driver="Зайцев Пётр Игоревич",
    plate="А123ВС777",
    vehicle="фургон ГАЗель Next, 1,5 т, 9 м³",
    loaded_at="Москва, Дербеневская наб., 7",
    places=3,
)
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
    side_by_side(
        let_them_wait(by_company, actors, lines=_LINES, at=at),
        _ships(by_company[MECHANIC], _picked(shelf.on_hand, 0, 9, 4), people, buyer=buyer, at=at),
        _waits(by_company[MECHANIC], shelf, buyer=buyer, colleague=colleague, at=at),
        _orders(by_company[AGROMASH], _picked(shelf.on_hand, 40, 6, 3), actor=buyer, at=at - 20 * HOUR),
        _is_marked(by_company[MECHANIC], actor=buyer, at=at - 3 * HOUR),
        _orders(by_company[STRANGER], _picked(shelf.on_hand, 50, 5, 4), actor=stranger, at=at - 30 * HOUR),
        _pays_ahead(by_company[MECHANIC], actor=people["finance@demo.optom"], at=at),
        buys_abroad(_picked(shelf.on_hand, 60, 26, 9), people, dice=chance(seed, "abroad"), at=at),
    )


def _ships(one: Contract, lines: Sequence[OrderLine], people: dict[str, int], *, buyer: int, at: datetime) -> Story:
    """Of an order that has its invoice a part has left and is half paid; of another something came damaged; a third
    waits to be picked, the rest is held.
    """
    warehouse, finance = people["warehouse@demo.optom"], people["finance@demo.optom"]
    yield (now := at - 50 * HOUR)
    order = _place(one, lines, "live-1", actor=buyer, at=now, note="Срочно")
    yield (now := at - 49 * HOUR)
    invoice = billing.issue_invoice(contract=one.id, key="live-1", actor=buyer, order=order, at=now)
    held = [(line.id, line.reserved) for line in ordered.lines(order=order) if line.reserved]
    yield (now := at - 48 * HOUR)
    shipments = [
        *_ship(one, held[:3], "live-1", actor=buyer, at=now),
        *(came := _ship(one, held[3:4], "live-3", actor=buyer, at=now)),
    ]
    yield (now := at - 31 * HOUR)
    for shipment in shipments:
        shipping.start_picking(shipment=shipment, actor=warehouse, at=now)
    yield (now := at - 29 * HOUR)
    sent = [
        shipping.dispatch(shipment=shipment, carriage=_GAZELLE, actor=warehouse, at=now).sum for shipment in shipments
    ]
    yield (now := at - 7 * HOUR)
    for shipment in came:
        shipping.deliver(shipment=shipment, on=business_day(now), actor=warehouse, at=now)
        broken = {line: Arrived(quantity, damaged=Decimal(1), note="Помята коробка") for line, quantity in held[3:4]}
        shipping.accept(shipment=shipment, arrived=broken, actor=buyer, at=now)
    yield (now := at - 5 * HOUR)
    _pay(one, sum(sent, Decimal(0)) / 2, issued.invoice(invoice).number, actor=finance, at=now)
    yield (now := at - 4 * HOUR)
    _ship(one, held[4:6], "live-2", actor=buyer, at=now)


def _waits(one: Contract, shelf: Shelf, *, buyer: int, colleague: int, at: datetime) -> Story:
    """Some of an order is on hand, some only comes, and of one thing more is wanted than there is. Of two drafts the
    colleague's waits for a word of the owner.
    """
    wanted = [*_picked(shelf.on_hand, 10, 5, 3), *_picked(shelf.coming, 0, 4, 5), *_picked(shelf.on_hand, 15, 1, 90)]
    yield (now := at - 6 * HOUR)
    order = _place(one, wanted, "live-2", actor=colleague, at=now, note="Под ремонт линии")
    yield (now := at - 5 * HOUR)
    billing.issue_invoice(contract=one.id, key="live-2", actor=colleague, order=order, at=now)
    yield (now := at - 3 * HOUR)
    _draft(one, "Заказ: ноябрь", _picked(shelf.on_hand, 20, 8, 5), actor=buyer, at=now)
    yield (now := at - HOUR)
    draft = _draft(one, "Заказ: Казань", _picked(shelf.on_hand, 30, 4, 8), actor=colleague, at=now)
    yield (now := at - HOUR / 2)
    seat = Seat(rights=PRESETS[BUYER], order_limit=Decimal(1000), approver=buyer)
    companies.seat(company=one.company, user=colleague, seat=seat, actor=buyer, at=now)
    yield (now := at - HOUR / 3)
    note = "Для филиала в Казани"
    orders.order_draft(contract=one.id, draft=draft, key="live-3", actor=colleague, at=now, note=note)


def _orders(one: Contract, lines: Sequence[OrderLine], *, actor: int, at: datetime) -> Story:
    yield at
    _place(one, lines, "live-1", actor=actor, at=at)


def _pays_ahead(one: Contract, *, actor: int, at: datetime) -> Story:
    """Money for goods that are not ordered yet gets a VAT invoice after five days; then it is offset."""
    yield (now := at - 9 * DAY)
    told = f"Предоплата по договору № {one.number}, в том числе НДС 22%"
    _take(one, now, [Order("77", Decimal("24400.00"), payers()[one.company], told)], actor=actor)
    yield (now := at - 3 * DAY)
    billing.issue_advances_of(contract=one.id, at=now)


def _is_marked(one: Contract, *, actor: int, at: datetime) -> Story:
    """Oil waits to be picked, with a code of each can."""
    yield at
    if lines := [OrderLine(product, 3 * multiple) for product, multiple in marked_on_hand()]:
        order = _place(one, lines, "live-4", actor=actor, at=at)
        held = [(line.id, line.reserved) for line in ordered.lines(order=order) if line.reserved]
        _ship(one, held, "live-4", actor=actor, at=at)


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
    _take(one, at, orders, actor=actor)


def _take(one: Contract, at: datetime, orders: Sequence[Order], *, actor: int) -> None:
    take(Day(our_accounts()[one.seller], business_day(at), _BALANCE, orders), actor=actor, at=at)


def _place(one: Contract, lines: Sequence[OrderLine], key: str, *, actor: int, at: datetime, note: str = "") -> int:
    return orders.place(contract=one.id, lines=lines, key=key, actor=actor, at=at, note=note).order


def _draft(one: Contract, name: str, lines: Sequence[OrderLine], *, actor: int, at: datetime) -> int:
    draft = orders.open_draft(contract=one.id, name=name, actor=actor, at=at)
    orders.set_quantities(contract=one.id, draft=draft, quantities={line.product: line.quantity for line in lines})
    return draft


def _picked(among: Sequence[tuple[int, Decimal]], first: int, count: int, packs: int) -> list[OrderLine]:
    return [
        OrderLine(product, multiple * (packs + place % 3))
        for place, (product, multiple) in enumerate(among[first : first + count])
    ]
