"""Whatever a quarter brings in whatever order: papers, ledger and reports say the same, and `optom check` is green.

Two contracts live through the same story, one in roubles with penalties and VAT invoices for advances, one in dollars
whose rate moves every day.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from optom.base.refusal import Refusal

if TYPE_CHECKING:
    from tests.domain.shipping.deliveries import Delivery
    from tests.interfaces.exchange.bank.desk import BankDesk
    from tests.trade import Firm

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ACTS = (
    "ship", "ship", "ship", "pay", "pay", "pay_late", "take_back", "direct_next", "direct", "claim", "correct",
    "charge", "sleep", "sleep", "sleep", "prepay", "prepay", "ship_prepaid", "call_off",
)  # fmt: skip


class Tale:
    """Mechanic and the firm, day after day; the worker comes every night."""

    def __init__(self, at: datetime, currency: str, chance: random.Random) -> None:
        from optom.domain.companies.models import Contract  # noqa: PLC0415 -- only now does Django know its settings
        from tests.domain.billing.paid_ahead import advances  # noqa: PLC0415
        from tests.domain.billing.test_upd import complete  # noqa: PLC0415
        from tests.domain.shipping.deliveries import Delivery  # noqa: PLC0415
        from tests.trade import found_firm  # noqa: PLC0415

        self.chance = chance
        self.began = at
        firm = found_firm(at - 30 * DAY)
        alice, self.fiona = firm.person("alice"), firm.person("fiona", "finance")
        terms: dict[str, Any] = {"deferral_days": 2, "penalty_percent": Decimal("0.1"), "penalty_grace": 1}
        contract = firm.client("Механик", "7700000009", alice, **terms)
        Contract.objects.filter(pk=contract).update(currency=currency)
        complete(firm, contract)
        advances(firm, "each")
        self.delivery: Delivery = Delivery(firm, contract, alice, firm.person("walter", "warehouse"), at)
        self.goods = [
            firm.product(article, price=price, on_hand=900)
            for article, price in (("6204", "33.33"), ("6205", "0.35"), ("6206", "120.07"))
        ]
        self.left: list[int] = []
        self.prepaid: list[int] = []
        self.desk = self._of_the_bank(firm, currency)
        self.payments: list[int] = []
        self._directed = 0
        if currency != "RUB":
            self._told_rates(currency)

    def _of_the_bank(self, firm: Firm, currency: str) -> BankDesk:
        from tests.interfaces.exchange.bank.desk import BankDesk  # noqa: PLC0415

        desk = BankDesk(firm, self.fiona, self.began)
        self.account = "40702840000000000003" if currency == "USD" else "40702810000000000003"
        desk.open_accounts(self.account)
        return desk

    def _told_rates(self, currency: str) -> None:
        from optom.domain.credit.models import Rate  # noqa: PLC0415

        days = [self.began.date() + step * DAY for step in range(-9, 70)]
        rates = [(day, Decimal(self.chance.randint(700_000, 999_999)) / 10_000) for day in days]
        Rate.objects.bulk_create(Rate(currency=currency, on=day, rate=rate, said_at=self.began) for day, rate in rates)

    @property
    def contract(self) -> int:
        return self.delivery.contract

    def live(self, act: str) -> None:
        """An act that the firm refuses has not been."""
        try:
            with transaction.atomic():
                getattr(self, act)()
        except Refusal:
            pass

    def ship(self) -> None:
        """Of what was ordered a part leaves; the picker may find less."""
        chance = self.chance
        lines = self.delivery.order(*((one, chance.randint(1, 9)) for one in chance.sample(self.goods, 2)))
        [shipment] = self.delivery.request(*((line, 1) for line in lines))
        self.delivery.dispatch(shipment)
        self.left.append(shipment)

    def pay(self) -> None:
        self.payments.append(self.delivery.pay(self._money()))

    def pay_late(self) -> None:
        """The bank's file of some days ago is entered today."""
        from optom.domain.credit import actions as credit  # noqa: PLC0415

        on = self.delivery.at.date() - self.chance.randint(1, 3) * DAY
        key = f"late-{len(self.payments)}-{self.chance.random()}"
        facts: dict[str, Any] = {"number": "9", "on": on, "purpose": "", "actor": None, "at": self.delivery.at}
        self.payments.append(credit.register_payment(contract=self.contract, key=key, amount=self._money(), **facts))

    def prepay(self) -> None:
        """An order is paid by its invoice before it leaves: by a part, whole, or by more."""
        from optom.domain.bank import actions as bank  # noqa: PLC0415
        from optom.domain.billing import actions as billing  # noqa: PLC0415
        from optom.domain.billing import queries as papers  # noqa: PLC0415
        from optom.domain.orders.models import Line  # noqa: PLC0415
        from tests.interfaces.exchange.bank.files import document, statement  # noqa: PLC0415

        lines = self.delivery.order(*((one, self.chance.randint(2, 9)) for one in self.goods[:2]))
        order = Line.objects.get(pk=lines[0]).order_id
        said: dict[str, Any] = {"contract": self.contract, "actor": self.delivery.alice, "at": self.delivery.at}
        invoice = papers.invoice(billing.issue_invoice(key=f"ahead {order}", order=order, **said))
        share, day = self.chance.choice(("0.37", "1", "1.5")), f"{self.delivery.at:%d.%m.%Y}"
        amount = (invoice.sum * Decimal(share)).quantize(Decimal("0.01"))
        told: dict[str, Any] = {"payee": self.account, "on": day, "came": f"ДатаПоступило={day}"}
        came = document(order, amount, purpose=f"Оплата по сч. № {invoice.number}", **told)
        self.desk.at = self.delivery.at
        self.desk.load(statement(came, accounts=(self.account,)))
        bank.allocate_all(at=self.delivery.at)
        self.prepaid += lines

    def ship_prepaid(self) -> None:
        """Of what was paid ahead something leaves, by itself or with other goods."""
        if self.prepaid:
            [other] = self.delivery.order((self.goods[2], 1))
            chosen = self.chance.sample(self.prepaid, 1)
            wanted = [(line, self.chance.randint(1, 2)) for line in chosen] + self.chance.choice(([], [(other, 1)]))
            [shipment] = self.delivery.request(*wanted)
            if self.chance.random() < 0.7:
                self.delivery.dispatch(shipment)
                self.left.append(shipment)

    def call_off(self) -> None:
        """Goods that are paid ahead are not wanted any more: their money is free."""
        from optom.domain.billing import actions as billing  # noqa: PLC0415
        from optom.domain.orders import actions as orders  # noqa: PLC0415

        if self.prepaid:
            quantities = {self.chance.choice(self.prepaid): Decimal(self.chance.randint(1, 3))}
            said: dict[str, Any] = {"contract": self.contract, "actor": self.delivery.alice, "at": self.delivery.at}
            orders.release(quantities=quantities, **said)
            billing.let_go(at=self.delivery.at)

    def take_back(self) -> None:
        from optom.domain.credit import actions as credit  # noqa: PLC0415

        told: dict[str, Any] = {"reason": "не наша", "actor": self.fiona, "at": self.delivery.at}
        if self.payments:
            payment = self.payments.pop(self.chance.randrange(len(self.payments)))
            credit.reverse_payments(payments=[payment], **told)

    def direct_next(self) -> None:
        from optom.domain.credit import actions as credit  # noqa: PLC0415

        self._directed += 1
        said: dict[str, Any] = {"actor": self.delivery.alice, "at": self.delivery.at}
        number = f"d{self._directed}"
        credit.direct_next(contract=self.contract, number=number, parts=self._parts(), key=number, **said)
        self.payments.append(self.delivery.pay(self._money(), key=number))

    def direct(self) -> None:
        from optom.domain.credit import actions as credit  # noqa: PLC0415

        said: dict[str, Any] = {"actor": self.delivery.alice, "at": self.delivery.at}
        payment = self.payments[-1] if self.payments else 0
        credit.direct_payment(contract=self.contract, payment=payment, parts=self._parts(), **said)

    def claim(self) -> None:
        """The buyer counts, the firm agrees to some of it."""
        from optom.domain.billing import actions as billing  # noqa: PLC0415
        from optom.domain.billing import queries as papers  # noqa: PLC0415
        from optom.domain.billing.correcting import Answer  # noqa: PLC0415
        from optom.domain.shipping import actions as shipping  # noqa: PLC0415
        from optom.domain.shipping.rules import Arrived  # noqa: PLC0415

        shipment = self._any_shipment()
        arrived = {row.line: Arrived(Decimal(self.chance.randint(0, 1))) for row in papers.standing_lines(shipment)}
        shipping.accept(shipment=shipment, arrived=arrived, actor=self.delivery.alice, at=self.delivery.at)
        answers = {row.id: Answer(row.quantity) for row in papers.claimed(shipment) if row.agreed is None}
        billing.answer_claim(shipment=shipment, answers=answers, reason="", actor=self.fiona, at=self.delivery.at)

    def correct(self) -> None:
        from optom.domain.billing import actions as billing  # noqa: PLC0415
        from optom.domain.billing import queries as papers  # noqa: PLC0415
        from optom.domain.billing.correcting import Change  # noqa: PLC0415

        shipment, chance = self._any_shipment(), self.chance
        changes = {
            row.line: Change(Decimal(chance.randint(0, 3)), chance.choice((None, Decimal("1.23"), Decimal("99.99"))))
            for row in papers.standing_lines(shipment)
        }
        said: dict[str, Any] = {"reason": "Соглашение", "actor": self.fiona, "at": self.delivery.at}
        billing.correct(shipment=shipment, changes=changes, key=f"c{chance.random()}", **said)

    def charge(self) -> None:
        from optom.domain.billing import actions as billing  # noqa: PLC0415

        billing.charge_penalty(contract=self.contract, actor=self.fiona, at=self.delivery.at)

    def sleep(self) -> None:
        from optom.domain.billing import actions as billing  # noqa: PLC0415
        from tests.domain.billing.paid_ahead import days_pass  # noqa: PLC0415

        days_pass(self.delivery, self.chance.randint(1, 4))
        billing.offset_advances(at=self.delivery.at)

    def _money(self) -> Decimal:
        return Decimal(self.chance.randint(1, 40_000)) / 100

    def _any_shipment(self) -> int:
        return self.chance.choice(self.left or [0])

    def _parts(self) -> dict[int, Decimal]:
        from optom.domain.credit import queries as credit  # noqa: PLC0415

        found = [one for one in credit.open_items(self.contract, self.delivery.at.date()) if one.open > 0]
        chosen = self.chance.sample(found, len(found) // 2)
        return {one.entry: (one.open / 2).quantize(Decimal("0.01")) for one in chosen}


def papers_say_what_the_ledger_says(tale: Tale) -> None:
    """VAT of lines = VAT of the paper; papers about goods together = what the ledger was charged for goods."""
    from optom.domain.documents.models import Paper  # noqa: PLC0415

    charged = Decimal(0)
    for paper in Paper.objects.filter(contract_id=tale.contract, kind__in=("upd", "ukd", "advance_invoice")):
        if paper.kind == "ukd":
            lines = [_sum(one["more"]["vat"]) - _sum(one["less"]["vat"]) for one in paper.payload["items"]]
            assert sum(lines) == _sum(paper.payload["more"]["vat"]) - _sum(paper.payload["less"]["vat"])
            charged += _sum(paper.payload["more"]["sum"]) - _sum(paper.payload["less"]["sum"])
        else:
            assert sum(_sum(one["vat"]) for one in paper.payload["items"]) == _sum(paper.payload["totals"]["vat"])
            charged += _sum(paper.payload["totals"]["sum"]) if paper.kind == "upd" else 0
    assert charged == sum(one.amount for one in _entries(tale) if one.kind in {"dispatch", "correction"})


def every_report_is_the_ledgers_own_sum(tale: Tale) -> None:
    """Statement, turnover, aging and an act of reconciliation of any days."""
    from optom.domain.credit import queries as credit  # noqa: PLC0415
    from optom.domain.reconciliation import queries as reconciliation  # noqa: PLC0415

    entries, last = _entries(tale), tale.delivery.at.date()
    assert tale.delivery.debt == sum(one.amount for one in entries)
    for on in (last, last - 2 * DAY, last - 5 * DAY):
        owed = sum(one.amount for one in entries if one.on <= on)
        assert sum(row.closing for row in credit.turnover(since=on - 3 * DAY, until=on).all()) == owed
        assert sum(row.total for row in credit.aging(on=on).all()) == owed
        opening, operations = reconciliation.operations(tale.contract, on - 3 * DAY, on)
        assert opening + sum(one.amount for one in operations) == owed


def nothing_is_kept_in_vain(tale: Tale) -> None:
    """What is kept is kept for goods that may still leave, and the limit counts it once."""
    from optom.domain.billing import actions as billing  # noqa: PLC0415
    from optom.domain.credit import queries as credit  # noqa: PLC0415

    billing.let_go(at=tale.delivery.at)
    assert billing.let_go(at=tale.delivery.at) == 0
    room = tale.delivery.account
    assert room.kept == sum(one.amount - one.covered for one in credit.earmarks(tale.contract))
    assert room.headroom == room.limit - room.debt - room.committed - room.kept


def roubles_come_to_what_is_open(tale: Tale) -> None:
    """What was charged, paid and differed in roubles is what is open in roubles, whatever days one looks at."""
    from optom.domain.credit import queries as credit  # noqa: PLC0415

    first, last = tale.began.date() - 9 * DAY, tale.delivery.at.date()
    rows = credit.ledger_in_roubles(contract=tale.contract).all()
    for row in credit.exchange(since=first, until=last).all():
        assert sum(one.roubles for one in rows) + row.difference == row.roubles
        middle = tale.began.date() + DAY
        halves = [(first, middle), (middle + DAY, last)] if middle < last else [(first, last)]
        parts = [one.difference for span in halves for one in credit.exchange(since=span[0], until=span[1]).all()]
        assert sum(parts) == row.difference


def _entries(tale: Tale) -> list[Any]:
    from optom.domain.credit.models import Entry  # noqa: PLC0415

    return list(Entry.objects.filter(contract_id=tale.contract))


def _sum(printed: str) -> Decimal:
    from optom.base.printed_numbers import exact  # noqa: PLC0415

    return Decimal(exact(printed)) if printed else Decimal(0)


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], phases=[Phase.generate]
)
@given(
    story=some.lists(some.sampled_from(ACTS), min_size=8, max_size=16),
    seed=some.integers(0, 2**16),
    currency=some.sampled_from(("RUB", "USD")),
)
def test_after_any_quarter_everything_says_the_same(at: datetime, story: list[str], seed: int, currency: str) -> None:
    from optom.domain.billing import queries as billing  # noqa: PLC0415
    from tests.books import all_books  # noqa: PLC0415

    with transaction.atomic():
        tale = Tale(at, currency, random.Random(seed))  # noqa: S311 -- a story, no secret
        for act in ("ship", *story, "sleep"):
            tale.live(act)
        papers_say_what_the_ledger_says(tale)
        nothing_is_kept_in_vain(tale)
        every_report_is_the_ledgers_own_sum(tale)
        if currency != "RUB":
            roubles_come_to_what_is_open(tale)
        assert billing.late(tale.delivery.at + DAY) == [], "whatever left has its paper, and every advance its invoice"
        assert all_books() == []
        transaction.set_rollback(True)
