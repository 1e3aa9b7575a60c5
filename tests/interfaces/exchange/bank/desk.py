"""What a person of the finance desk does with statements, told shortly."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import count

from optom.domain.bank import actions
from optom.domain.bank import queries as bank
from optom.domain.bank.importing import Outcome
from optom.domain.billing import actions as invoices
from optom.domain.billing import queries as billing
from optom.domain.companies.models import BankAccount
from optom.interfaces.kit import statements
from tests.interfaces.exchange.bank.files import OURS, OURS_TOO, statement
from tests.trade import Firm, dec

_keys = count(1)


@dataclass
class BankDesk:
    firm: Firm
    cashier: int
    at: datetime

    def open_accounts(self, *accounts: str) -> None:
        """Accounts of our seller; two, where none are named."""
        BankAccount.objects.bulk_create(
            BankAccount(seller_id=self.firm.seller, account=account, bic="044525225", bank="Банк", correspondent="")
            for account in accounts or (OURS, OURS_TOO)
        )

    def load(self, content: bytes, name: str = "statement.txt") -> Outcome:
        return statements.take(BytesIO(content), name, actor=self.cashier, at=self.at)

    def invoice(self, contract: int, amount: object) -> tuple[int, str]:
        """An invoice for an advance: its id and its number."""
        issued = invoices.issue_invoice(
            contract=contract, key=f"invoice-{next(_keys)}", actor=None, at=self.at, amount=dec(amount)
        )
        return issued, billing.invoice(issued).number

    def receive(self, *documents: str) -> list[bank.DocumentRow]:
        """These documents came, and money has found its contracts as far as it can."""
        self.load(statement(*documents))
        actions.allocate_all(at=self.at)
        return self.documents

    def assign(self, document: int, contract: int, *, remember: bool = True) -> None:
        remembered = [document] if remember else []
        actions.assign(contracts={document: contract}, remember=remembered, actor=self.cashier, at=self.at)
        actions.allocate_all(at=self.at)

    def undo(self, document: int, reason: str = "it was another's") -> None:
        actions.undo(documents=[document], reason=reason, actor=self.cashier, at=self.at)

    @property
    def waiting(self) -> list[tuple[str, str, int | None]]:
        """What waits: number, reason, the nearest contract."""
        rows = sorted(bank.queue().all(), key=lambda row: row.id)
        return [(row.number, row.reason, row.candidate) for row in rows]

    def unread(self, outcome: Outcome) -> list[tuple[int, str]]:
        return [(row.line, row.refusal.code) for row in bank.unread(outcome.file)]

    @property
    def documents(self) -> list[bank.DocumentRow]:
        """In the order in which they were taken."""
        return sorted(bank.documents().all(), key=lambda row: row.id)
