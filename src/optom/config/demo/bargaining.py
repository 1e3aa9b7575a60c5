"""How the demo's purchaser brings prices down: a request that was awarded and whose goods have come, one that is open,
targets, and what was said with suppliers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from optom.base.business_day import business_day
from optom.domain.bargaining import actions as bargaining
from optom.domain.bargaining import queries
from optom.domain.bargaining.actions import Asked, Said, Wanted
from optom.domain.purchasing import actions as purchasing
from optom.domain.purchasing import queries as ordered
from optom.domain.purchasing.actions import Came, Confirmed

from .stories import DAY, HOUR
from .writing import rows, run

_MANY, _EACH = 8, Decimal(40)
_VEGA, _SEVER = "ООО «Вега-Подшипник»", "ТД «Северный привод»"
_SUPPLIERS = "select name, id from suppliers_supplier where name = any(%(names)s)"
_PEOPLE = "select email, id from accounts_user where email like '%%@demo.optom'"
_WAREHOUSE = "select id from stock_warehouse where is_active order by position, id limit 1"
# Of what he has, we have nothing, nothing comes, and nobody waits for it.
_LACKING = """
select o.product_id, t.price
from suppliers_offer o
join suppliers_terms t on t.offer_id = o.id and t.is_listed and t.currency = 'RUB' and t.stock > 0
join catalog_product p on p.id = o.product_id and p.multiple = 1
where o.supplier_id = %(supplier)s
    and not exists (select from stock_balance b where b.product_id = o.product_id and b.on_hand > 0)
    and not exists (select from stock_arrival a where a.product_id = o.product_id and a.received < a.quantity)
    and not exists (
        select from orders_line l where l.product_id = o.product_id and l.ordered > l.reserved + l.shipped + l.cancelled
    )
order by o.product_id limit %(many)s
"""
_REPLY = """
with sent as (
    update bargaining_invitation set submissions = 1, submitted_at = %(at)s, valid_until = %(until)s
    where request_id = %(request)s and supplier_id = %(supplier)s
    returning id, with_vat
),
told as (
    select s.id as invitation_id, l.id as line_id, q.price, s.with_vat, l.quantity, 4 as lead_days
    from sent s
    join bargaining_askedline l on l.request_id = %(request)s
    join unnest(%(products)s::bigint[], %(prices)s::numeric[]) as q (product_id, price) using (product_id)
),
typed as (
    insert into bargaining_reply (invitation_id, line_id, price, currency, quantity, lead_days, comment)
    select invitation_id, line_id, price, 'RUB', quantity, lead_days, '' from told
)
insert into bargaining_quoted (
    invitation_id, submission, line_id, price, currency, with_vat, quantity, lead_days, comment, valid_until, at
)
select invitation_id, 1, line_id, price, 'RUB', with_vat, quantity, lead_days, '', %(until)s, %(at)s from told
order by line_id
"""


@dataclass(frozen=True, slots=True)
class _Desk:
    """Who buys of whom, and at which listed prices of goods that are lacking."""

    purchaser: int
    warehouseman: int
    vega: int
    sever: int
    prices: Mapping[int, Decimal]


def bring_prices_down(*, at: datetime) -> None:
    """Half of what is lacking was won by a request and has come; the other half is being asked for."""
    suppliers, people = dict(rows(_SUPPLIERS, names=[_VEGA, _SEVER])), dict(rows(_PEOPLE, none=None))
    vega, sever = suppliers[_VEGA], suppliers[_SEVER]
    prices = dict(rows(_LACKING, supplier=vega, many=_MANY))
    desk = _Desk(people["purchaser@demo.optom"], people["warehouse@demo.optom"], vega, sever, prices)
    won, asked = list(prices)[: _MANY // 2], list(prices)[_MANY // 2 :]
    _want(desk, list(prices), at=at)
    if won:
        _win(desk, won, at=at)
    if asked:
        _ask(desk, asked, at=at)


def _want(desk: _Desk, products: Sequence[int], *, at: datetime) -> None:
    """A supplier by three per cent, a product to a price; a step is due today, and one in three days."""
    day, told = business_day(at), at - 2 * DAY
    quarter = day + timedelta(days=60)
    wanted = [Wanted(quarter, "Объём за год вырос на четверть", supplier=desk.vega, percent=Decimal(3))]
    if products:
        price = round(desk.prices[products[0]] * Decimal("0.75"), 2)
        wanted.append(Wanted(quarter, "У конкурента на складе дешевле", product=products[0], landed=price))
    for one in wanted:
        bargaining.set_target(wanted=one, actor=desk.purchaser, at=told)
    said_on = business_day(told)
    told_of_vega = Said(desk.vega, said_on, "Просили 3 % за предоплату половины, обещали посчитать",
                        next_step="Позвонить: что решил коммерческий директор", next_on=day)  # fmt: skip
    told_of_sever = Said(desk.sever, said_on, "Готовы держать цену квартал при заказе от 300 тыс.",
                         agreed="Пришлют проект соглашения", next_step="Сверить проект соглашения",
                         next_on=day + timedelta(days=3))  # fmt: skip
    for talk in (told_of_vega, told_of_sever):
        bargaining.note_talk(said=talk, actor=desk.purchaser, at=told)


def _win(desk: _Desk, products: Sequence[int], *, at: datetime) -> None:
    """Asked six days ago, answered a day later, awarded to the cheapest of each; ordered, and come three days ago."""
    begun = at - 6 * DAY
    asked = Asked("Подшипники на декабрь", dict.fromkeys(products, _EACH), begun + 2 * DAY)
    request = bargaining.ask(asked=asked, actor=desk.purchaser, at=begun)
    _invite(desk, request, at=begun)
    _answer(desk, request, desk.vega, (94, 91), at=begun + DAY)
    _answer(desk, request, desk.sever, (92, 95), at=begun + DAY + HOUR)
    awarded_at, until = begun + 2 * DAY, business_day(at) + timedelta(days=90)
    quoted = list(_cheapest(request, awarded_at))
    bargaining.award(request=request, quoted=quoted, until=until, actor=desk.purchaser, at=awarded_at)
    for order in _ordered(desk, products, at=awarded_at + HOUR):
        _comes(desk, order, sent_at=awarded_at + HOUR, at=at - 3 * DAY)
    bargaining.realise(at=at)


def _ask(desk: _Desk, products: Sequence[int], *, at: datetime) -> None:
    """Asked yesterday; one has answered, of the other an answer is awaited until the day after tomorrow."""
    begun = at - DAY
    asked = Asked("Что не закрыто складом", dict.fromkeys(products, _EACH), at + 2 * DAY)
    request = bargaining.ask(asked=asked, actor=desk.purchaser, at=begun)
    _invite(desk, request, at=begun)
    _answer(desk, request, desk.vega, (96, 93), at=begun + 5 * HOUR)


def _invite(desk: _Desk, request: int, *, at: datetime) -> None:
    emails = {desk.vega: "sales@vega.example", desk.sever: "zakaz@sever.example"}
    bargaining.invite(request=request, emails=emails, key="demo", actor=desk.purchaser, at=at)


def _answer(desk: _Desk, request: int, supplier: int, percents: Sequence[int], *, at: datetime) -> None:
    """So many per cent of what Вега lists, by turns, as he has sent them behind his link, which may be over by now."""
    prices = [
        round(price * percents[place % len(percents)] / 100, 2) for place, price in enumerate(desk.prices.values())
    ]
    told = {"request": request, "supplier": supplier, "at": at, "until": business_day(at) + timedelta(days=60)}
    run(_REPLY, products=list(desk.prices), prices=prices, **told)


def _cheapest(request: int, at: datetime) -> Iterator[int]:
    """The reply to each line that lands cheapest."""
    landing = sorted(queries.quoted(request, business_day(at)), key=lambda one: (one.line, one.landed or 0))
    yield from ({one.line: one.id for one in reversed(landing)}).values()


def _ordered(desk: _Desk, products: Sequence[int], *, at: datetime) -> Iterator[int]:
    """What is to lie in the warehouse at the least is short, and ordered at the prices that were won."""
    [(warehouse,)] = rows(_WAREHOUSE)
    purchasing.keep_at_least(products=products, quantity=_EACH, actor=desk.purchaser, at=at)
    for made in purchasing.order_needs(products=products, warehouse=warehouse, actor=desk.purchaser, at=at):
        purchasing.send(order=made.order, actor=desk.purchaser, at=at)
        yield made.order


def _comes(desk: _Desk, order: int, *, sent_at: datetime, at: datetime) -> None:
    """He confirms all of it, and it comes whole."""
    lines = ordered.to_confirm(order)
    said = [Confirmed(line.id, line.quantity, line.price, business_day(at)) for line in lines]
    purchasing.confirm(order=order, lines=said, actor=desk.purchaser, at=sent_at + 3 * HOUR)
    came = [Came(line.id, line.quantity) for line in lines]
    purchasing.receive(order=order, came=came, paper=f"УПД {400 + order}", actor=desk.warehouseman, at=at)
