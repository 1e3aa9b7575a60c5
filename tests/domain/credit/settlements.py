"""What happens between a buyer and his money, told shortly."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.db import transaction

from optom.domain.companies import queries as companies
from optom.domain.credit import actions as credit
from optom.domain.credit import queries
from tests.trade import dec

_keys = count(1)


@dataclass
class Settlements:
    contract: int
    at: datetime

    @property
    def today(self) -> date:
        return self.at.date()

    def dispatch(self, amount: object, *, due_in: int = 14, title: str = "") -> int:
        """Goods left for so much."""
        with transaction.atomic():
            credit.lock(self.contract)
            return credit.post(
                contract=self.contract,
                company=companies.contract(self.contract).company,
                kind="dispatch",
                amount=dec(amount),
                on=self.today,
                due_on=self.today + timedelta(days=due_in),
                title=title or f"note {next(_keys)}",
                subject="",
                paper=None,
                at=self.at,
            )

    def pay(
        self, amount: object, *, key: str = "", actor: int | None = None, number: str = "7", on: date | None = None
    ) -> int:
        return credit.register_payment(
            contract=self.contract,
            key=key or f"payment-{next(_keys)}",
            number=number,
            on=on or self.today,
            amount=dec(amount),
            purpose="",
            actor=actor,
            at=self.at,
        )

    def reverse(self, *payments: int, reason: str = "it was somebody else's") -> None:
        credit.reverse_payments(payments=payments, reason=reason, actor=None, at=self.at)

    def correct(self, amount: object, reason: str = "returned by agreement") -> int:
        return credit.correct(
            contract=self.contract, amount=dec(amount), on=self.today, reason=reason, actor=None, at=self.at
        )

    @property
    def open(self) -> list[tuple[str, Any]]:
        """Titles and open amounts, the oldest due first."""
        return [(item.title, item.open) for item in queries.open_items(self.contract, self.today)]

    @property
    def room(self) -> queries.HeadroomRow:
        return queries.headroom(self.contract, self.at)
