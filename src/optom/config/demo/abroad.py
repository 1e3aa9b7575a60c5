"""A client from abroad who buys in yuan: his contract, his orders, what he has taken, paid and still owes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from optom.base.business_day import business_day
from optom.base.money import kopecks
from optom.domain.assortment import actions as assortment
from optom.domain.assortment.scope import Scope
from optom.domain.billing import actions as billing
from optom.domain.billing import queries as issued
from optom.domain.companies import actions as companies
from optom.domain.companies.rules import FOREIGN, Agreement, BankDetails, Requisites, Signers, TermsNumbers
from optom.domain.credit import actions as credit
from optom.domain.credit.actions import RateOf
from optom.domain.orders import actions as orders
from optom.domain.orders import queries as ordered
from optom.domain.orders.rules import OrderLine
from optom.domain.pricing import actions as pricing
from optom.domain.pricing.actions import ByColumn
from optom.domain.shipping import actions as shipping
from optom.domain.shipping import queries as shipped
from optom.domain.shipping.rules import Arrived, Carriage

from .pricing import EXPORT, EXPORTED, YUAN
from .requisites import BANKS, account_in, inn_of_entity, kpp_of, ogrn_of_entity
from .statements import Day, Order, Side, our_accounts, take
from .stories import DAY, HOUR, Story
from .writing import rows

EMAIL = "abroad@demo.optom"
_NAME, _NUMBER, _REGISTER = "Steppe Machinery LLC", "SM-07/2026", "6204001"
_BANK = BankDetails(account="MN620415001204587731", bic="STPPMNUB", bank="Steppe Bank, Ulaanbaatar", correspondent="")
_TERMS = TermsNumbers(
    deferral_days=30,
    credit_limit=Decimal(30_000),
    reservation_hours=120,
    penalty_percent=Decimal("0.05"),
    penalty_grace=5,
    penalty_cap=Decimal(5),
)
_LORRY = Carriage(
    driver="Бадмаев Баир Цыренович",
    plate="М204ОР03",
    vehicle="КамАЗ-65207, тентованный, 15 т",
    loaded_at="Москва, Дербеневская наб., 7",
    places=6,
)
_GROUPS = "select id from catalog_group where parent_id is null and name = any(%(lines)s)"
_RATES_OF_DAYS = 92
_SATURDAY = 5


@dataclass(slots=True)
class _Trade:
    """The contract and who does what in it; ``balance`` is what has come to the account in yuan."""

    contract: int
    address: int
    ours: Side
    people: Mapping[str, int]
    balance: Decimal = field(default=Decimal(0))

    def order(self, lines: Sequence[OrderLine], key: str, note: str, at: datetime) -> tuple[int, str]:
        """An order with its invoice; its number and the invoice's."""
        buyer: dict[str, Any] = {"contract": self.contract, "key": key, "actor": self.people[EMAIL], "at": at}
        order = orders.place(lines=lines, note=note, **buyer).order
        return order, issued.invoice(billing.issue_invoice(order=order, language="en", **buyer)).number

    def ask(self, order: int, key: str, at: datetime, most: int | None = None) -> list[int]:
        """Shipments of what is held of an order, or of its first lines."""
        held = [(line.id, line.reserved) for line in ordered.lines(order=order) if line.reserved][:most]
        return shipping.request(
            contract=self.contract, lines=held, address=self.address, key=key, actor=self.people[EMAIL], at=at
        )

    def send(self, shipments: Sequence[int], at: datetime) -> Decimal:
        """The goods leave; for how much."""
        warehouse = self.people["warehouse@demo.optom"]
        for one in shipments:
            shipping.start_picking(shipment=one, actor=warehouse, at=at)
        left = [shipping.dispatch(shipment=one, carriage=_LORRY, actor=warehouse, at=at) for one in shipments]
        return sum((one.sum for one in left), Decimal(0))

    def accept(self, shipments: Sequence[int], at: datetime) -> None:
        """They came, and all is well."""
        for one in shipments:
            shipping.deliver(shipment=one, on=business_day(at), actor=self.people["warehouse@demo.optom"], at=at)
            arrived = {line.line: Arrived(line.dispatched) for line in shipped.lines(one)}
            shipping.accept(shipment=one, arrived=arrived, actor=self.people[EMAIL], at=at + HOUR)

    def pay(self, amount: Decimal, number: str, purpose: str, at: datetime) -> None:
        """The statement of the account in yuan for the day on which his money came."""
        order = Order(number, kopecks(amount), Side(_BANK.account, "", _NAME), purpose)
        take(Day(self.ours, business_day(at), self.balance, [order]), actor=self.people["finance@demo.optom"], at=at)
        self.balance += order.amount


def buys_abroad(shelf: Sequence[OrderLine], people: Mapping[str, int], *, dice: Random, at: datetime) -> Story:
    """What came of the first order is paid in two parts, the second of them late; of the next a third is paid, and more
    is held and waits to leave.
    """
    yield (now := _working(at - 80 * DAY))
    trade = _sign(people, now)
    yield (now := _working(at - 76 * DAY))
    order, invoice = trade.order(shelf[:10], "abroad-1", "For the Ulan-Ude workshop", now)
    yield (now := _working(at - 73 * DAY))
    first = trade.ask(order, "abroad-1", now)
    yield (now := _working(at - 69 * DAY))
    owed = trade.send(first, now)
    yield (now := _working(at - 62 * DAY))
    trade.accept(first, now)
    yield (now := _working(at - 43 * DAY))
    trade.pay(part := kopecks(owed * 3 / 5), "118", f"Part payment, invoice {invoice}, contract {_NUMBER}", now)
    yield (now := _working(at - 33 * DAY))
    order, invoice = trade.order(shelf[10:17], "abroad-2", "", now)
    yield (now := _working(at - 26 * DAY))
    trade.pay(owed - part, "131", f"Balance under contract {_NUMBER} for bearings and belts", now)
    yield (now := _working(at - 19 * DAY))
    next_one = trade.ask(order, "abroad-2", now)
    yield (now := _working(at - 16 * DAY))
    owed = trade.send(next_one, now)
    yield (now := _working(at - 6 * DAY))
    trade.pay(owed / 3, "144", f"Part payment, invoice {invoice}, contract {_NUMBER}", now)
    yield (now := at - 27 * HOUR)
    order, _invoice = trade.order(shelf[17:], "abroad-3", "Spare parts for the spring season", now)
    yield (now := at - 8 * HOUR)
    trade.ask(order, "abroad-3", now, most=4)
    yield (now := at - 2 * HOUR)
    rates = list(_rates(dice, business_day(at)))
    credit.set_rates(rates, source="XML_dynamic.xml", actor=people["finance@demo.optom"], at=now)


def _working(at: datetime) -> datetime:
    """Before noon, on a Friday rather than at its weekend."""
    noon = at.replace(hour=11, minute=20, second=0, microsecond=0)
    return noon - timedelta(days=max(noon.weekday() - _SATURDAY + 1, 0))


def _sign(people: Mapping[str, int], at: datetime) -> _Trade:
    """A seller of ours for abroad, whose account is in yuan, and its first client."""
    director, administrator = people["director@demo.optom"], people["administrator@demo.optom"]
    seller = _seller(administrator, at)
    company = companies.register_company(
        requisites=Requisites(
            name=_NAME,
            inn="",
            kind=FOREIGN,
            ogrn=_REGISTER,
            legal_address="17 Peace Avenue, Sukhbaatar District, Ulaanbaatar 14200, Mongolia",
            phone="+976 (00) 6204-0011",
        ),
        bank=_BANK,
        actor=administrator,
        at=at,
    )
    companies.add_person(company=company, user=people[EMAIL], role="owner", actor=administrator, at=at)
    contract = pricing.sign_contract(
        agreement=Agreement(seller=seller, company=company, number=_NUMBER, signed_on=business_day(at), currency=YUAN),
        terms=_TERMS,
        prices=ByColumn(EXPORT, discount=Decimal(2)),
        actor=director,
        at=at,
    )
    groups = tuple(group for (group,) in rows(_GROUPS, lines=list(EXPORTED)))
    scope = Scope.naming(allowed_groups=groups)
    assortment.set_scope(contract=contract, scope=scope, actor=director, reason="Сертификаты на вывоз", at=at)
    return _Trade(contract, _store(company, people[EMAIL], at), our_accounts()[seller], people)


def _seller(administrator: int, at: datetime) -> int:
    account = account_in(BANKS[1], 3, currency="156")
    return companies.register_seller(
        requisites=Requisites(
            name="ООО «ТехСнаб Экспорт»",
            full_name="ООО «ТехСнаб Экспорт» (TechSnab Export LLC)",
            inn=inn_of_entity("77", 3),
            kpp=kpp_of("77"),
            ogrn=ogrn_of_entity("77", 2024, 3),
            legal_address="115114, г. Москва, Дербеневская наб., д. 7, стр. 9",
            phone="+7 (000) 204-62-03",
        ),
        bank=BankDetails(account=account, bic=BANKS[1].bic, bank=BANKS[1].name, correspondent=BANKS[1].correspondent),
        signers=Signers(director="Романов Андрей Николаевич", director_post="Генеральный директор"),
        actor=administrator,
        at=at,
    )


def _store(company: int, buyer: int, at: datetime) -> int:
    """Where he keeps what he buys in Russia."""
    return companies.add_address(
        company=company,
        name="Ulan-Ude store",
        address="12 Sakhyanovoy St., Ulan-Ude, Republic of Buryatia, 670042",
        consignee=_NAME,
        contact="Oyuna Batbayar, +7 (000) 620-40-12",
        actor=buyer,
        at=at,
    )


def _rates(dice: Random, today: date) -> Iterator[RateOf]:
    """Of every working day of the last three months: the yuan has risen by some tenths of a rouble."""
    rate = Decimal("11.1840")
    for ago in range(_RATES_OF_DAYS, -1, -1):
        on = today - timedelta(days=ago)
        if on.weekday() < _SATURDAY:
            rate += Decimal(dice.randint(-420, 520)) / 10_000
            yield RateOf(YUAN, on, rate)
