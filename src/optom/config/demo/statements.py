"""Statements of the bank by which the demo's money comes: those of the year that is over, a day a file, and today's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from itertools import groupby

from optom.base.business_day import business_day
from optom.base.russian_dates import in_digits
from optom.domain.bank import actions as bank
from optom.interfaces.kit import statements

from .settlements import Entry
from .writing import copy, go_on_after, rows

_FORMAT = "1CClientBankExchange"
_KIND = "Платежное поручение"
_OPENING = Decimal("1500000.00")  # what lay on each account when the year began
_SELLERS = """
select b.seller_id, b.account, s.inn, s.name from companies_bankaccount b join companies_seller s on s.id = b.seller_id
"""
_PAYERS = """
select b.company_id, b.account, c.inn, c.name from companies_bankaccount b
join companies_company c on c.id = b.company_id where b.is_main
"""
_CONTRACTS = "select id, seller_id from companies_contract"
_INVOICES = "select paper_id, id from billing_invoice"
_FILE = "id sha256 name format size taken_at taken known refused"
_DOCUMENT = (
    "id file_id place line seller_id direction kind number on moved_on amount currency payer_account payer_inn "
    "payer_name payee_account payee_inn payee_name purpose raw sha256"
)
_ASSIGNMENT = "document_id contract_id company_id payment_id basis invoices at"
_TURNOVER = "file_id line account since until opening came went closing"


@dataclass(frozen=True, slots=True)
class Side:
    """Who pays or is paid."""

    account: str
    inn: str
    name: str


@dataclass(frozen=True, slots=True)
class Order:
    """A payment order that came."""

    number: str
    amount: Decimal
    payer: Side
    purpose: str

    def lines(self, payee: Side, on: date) -> list[str]:
        """As banks write it."""
        day = in_digits(on)
        return [
            f"СекцияДокумент={_KIND}", f"Номер={self.number}", f"Дата={day}", f"Сумма={self.amount:.2f}",
            f"ДатаПоступило={day}", f"ПлательщикСчет={self.payer.account}", f"ПлательщикИНН={self.payer.inn}",
            f"Плательщик1={self.payer.name}", f"ПолучательСчет={payee.account}", f"ПолучательИНН={payee.inn}",
            f"Получатель1={payee.name}", f"НазначениеПлатежа={self.purpose}", "КонецДокумента",
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Day:
    """The statement of an account of ours for a day."""

    payee: Side
    on: date
    opening: Decimal
    orders: Sequence[Order]

    @property
    def came(self) -> Decimal:
        """The day's turnover; nothing goes out in the demo."""
        return sum((one.amount for one in self.orders), Decimal(0))

    @property
    def name(self) -> str:
        """What the bank calls the file."""
        return f"kl_to_1c_{self.payee.account[-4:]}_{self.on:%Y%m%d}.txt"

    def head(self) -> list[str]:
        """Everything before the documents."""
        day = in_digits(self.on)
        days = [f"ДатаНачала={day}", f"ДатаКонца={day}"]
        return [
            _FORMAT, "ВерсияФормата=1.03", "Кодировка=Windows", *days, f"РасчСчет={self.payee.account}",
            "СекцияРасчСчет", *days, f"РасчСчет={self.payee.account}", f"НачальныйОстаток={self.opening:.2f}",
            f"ВсегоПоступило={self.came:.2f}", "ВсегоСписано=0.00", f"КонечныйОстаток={self.opening + self.came:.2f}",
            "КонецРасчСчет",
        ]  # fmt: skip

    def content(self) -> bytes:
        """The file."""
        documents = [line for one in self.orders for line in one.lines(self.payee, self.on)]
        return "\r\n".join([*self.head(), *documents, "КонецФайла", ""]).encode("cp1251", errors="replace")


def our_accounts() -> dict[int, Side]:
    """By sellers."""
    return {seller: Side(*side) for seller, *side in rows(_SELLERS)}


def payers() -> dict[int, Side]:
    """The main accounts of companies, by companies."""
    return {company: Side(*side) for company, *side in rows(_PAYERS)}


def take(day: Day, *, actor: int, at: datetime) -> None:
    """Load a statement as the finance desk does, and let its money find its contracts."""
    statements.take(BytesIO(day.content()), day.name, actor=actor, at=at)
    bank.allocate_all(at=at)


def write_statements(payments: Sequence[tuple[int, Entry]]) -> None:
    """The past: each payment (with its key) is a document of its day's statement, given to its contract."""
    sellers, sides = dict(rows(_CONTRACTS)), payers()
    by_day = sorted(payments, key=lambda one: (business_day(one[1].at), sellers[one[1].contract], one[1].at, one[0]))
    days = groupby(by_day, key=lambda one: (business_day(one[1].at), sellers[one[1].contract]))
    writer = _Writer(our_accounts(), sides, dict(rows(_INVOICES)))
    for (on, seller), own in days:
        writer.add(on, seller, list(own))
    writer.write()


class _Writer:
    """Gathers the rows of all files; balances go on from day to day."""

    def __init__(self, ours: Mapping[int, Side], sides: Mapping[int, Side], invoices: Mapping[int, int]) -> None:
        self._ours, self._sides, self._invoices = ours, sides, invoices
        self._balances = dict.fromkeys(ours, _OPENING)
        self._files: list[tuple[object, ...]] = []
        self._turnovers: list[tuple[object, ...]] = []
        self._documents: list[tuple[object, ...]] = []
        self._assignments: list[tuple[object, ...]] = []

    def add(self, on: date, seller: int, payments: Sequence[tuple[int, Entry]]) -> None:
        """A day of an account."""
        orders = [Order(one.title, -one.amount, self._sides[one.company], one.purpose) for _, one in payments]
        day = Day(self._ours[seller], on, self._balances[seller], orders)
        self._balances[seller] += day.came
        content, file, at = day.content(), len(self._files) + 1, payments[0][1].at
        facts = sha256(content).hexdigest(), day.name, _FORMAT, len(content), at
        self._files.append((file, *facts, len(orders), 0, 0))
        line = day.head().index("СекцияРасчСчет") + 1
        account = day.payee.account
        self._turnovers.append((file, line, account, on, on, day.opening, day.came, 0, self._balances[seller]))
        for place, (order, (payment, entry)) in enumerate(zip(orders, payments, strict=True), start=1):
            self._document(file, place, day, seller, order)
            self._assignments.append(self._assignment(len(self._documents), payment, entry))

    def _document(self, file: int, place: int, day: Day, seller: int, order: Order) -> None:
        lines, payer, payee = order.lines(day.payee, day.on), order.payer, day.payee
        line = len(day.head()) + (place - 1) * len(lines) + 1
        raw = "\n".join(lines)
        self._documents.append((
            len(self._documents) + 1, file, place, line, seller, "in", _KIND, order.number, day.on, day.on,
            order.amount, "RUB", payer.account, payer.inn, payer.name, payee.account, payee.inn, payee.name,
            order.purpose, raw, sha256(raw.encode()).hexdigest(),
        ))  # fmt: skip

    def _assignment(self, document: int, payment: int, entry: Entry) -> tuple[object, ...]:
        """Known by the invoice of the purpose, or by its contract."""
        invoice = self._invoices.get(entry.invoice or 0)
        basis = "invoice" if invoice else "contract"
        return document, entry.contract, entry.company, payment, basis, [invoice] if invoice else [], entry.at

    def write(self) -> None:
        """Everything at once."""
        copy("bank_statementfile", _FILE, self._files)
        copy("bank_turnover", _TURNOVER, self._turnovers)
        copy("bank_document", _DOCUMENT, self._documents)
        copy("bank_assignment", _ASSIGNMENT, self._assignments)
        go_on_after("bank_statementfile", "bank_document")
