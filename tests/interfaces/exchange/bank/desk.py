"""What a person of the finance desk does with statements, told shortly."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from optom.domain.bank import queries as bank
from optom.domain.bank.importing import Outcome
from optom.domain.companies.models import BankAccount
from optom.interfaces.kit import statements
from tests.interfaces.exchange.bank.files import OURS, OURS_TOO
from tests.trade import Firm


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

    def unread(self, outcome: Outcome) -> list[tuple[int, str]]:
        return [(row.line, row.refusal.code) for row in bank.unread(outcome.file)]

    @property
    def documents(self) -> list[bank.DocumentRow]:
        """In the order in which they were taken."""
        return sorted(bank.documents().all(), key=lambda row: row.id)
