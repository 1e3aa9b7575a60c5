"""Whose money a document of a statement is. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from optom.base.identifiers import currency_of_account
from optom.base.refusal import Refusal
from optom.base.russian_dates import MONTHS
from optom.base.texts import TWINS

INCOMING, OUTGOING, OWN = "in", "out", "own"
DIRECTIONS = (INCOMING, OUTGOING, OWN)
_OF_BANKS = {"301", "302", "303", "409", "474", "603", "613", "706"}  # classes of the plan of accounts of banks


@dataclass(frozen=True, slots=True)
class Side:
    """Who pays or is paid, as the bank knows him."""

    account: str = ""
    inn: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class StatementDocument:
    """A document as its file has it: the ``place``-th of it, on this ``line``.

    ``came_on`` and ``went_on`` are the days of arrival and of writing off, ``statement_of`` are the accounts of which
    the file (this part of it) says that it is their statement.
    """

    place: int
    line: int
    number: str
    on: date
    amount: Decimal
    payer: Side
    payee: Side
    kind: str = ""
    came_on: date | None = None
    went_on: date | None = None
    currency: str = ""
    purpose: str = ""
    raw: str = ""
    statement_of: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class UnreadPart:
    """A part of a file that is no document that can be taken, and why."""

    place: int
    line: int
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Turnover:
    """What a file says of an account from day to day (both included); None where it does not say it."""

    line: int
    account: str
    since: date
    until: date
    opening: Decimal | None = None
    came: Decimal | None = None
    went: Decimal | None = None
    closing: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """Which of our sellers a document concerns, which way the money went, on which day, in which currency."""

    seller: int
    direction: str
    moved_on: date
    currency: str


def judge(document: StatementDocument, ours: Mapping[str, int]) -> Judged:
    """What a document is to us, who have the accounts ``ours`` (with their sellers).

    Refuses `bank.foreign_account` (neither side is ours), `bank.foreign_statement` (the file is the statement of
    somebody who pays us: that he wrote it off does not mean that it came), `bank.not_carried_out` (no day on which
    the money moved: an order to a bank, which it may yet refuse).
    """
    payer, payee = document.payer.account, document.payee.account
    if payer not in ours and payee not in ours:
        raise Refusal("bank.foreign_account", payer=payer, payee=payee)
    if document.statement_of and not {payer, payee} & {one for one in document.statement_of if one in ours}:
        raise Refusal("bank.foreign_statement", accounts=sorted(document.statement_of), payee=payee)
    moved_on = _moved_on(document, is_incoming=payee in ours)
    if moved_on is None:
        raise Refusal("bank.not_carried_out", number=document.number, payer=payer, payee=payee)
    account = payee if payee in ours else payer
    direction = OUTGOING if account == payer else OWN if payer in ours else INCOMING
    return Judged(ours[account], direction, moved_on, document.currency or currency_of_account(account))


def _moved_on(document: StatementDocument, *, is_incoming: bool) -> date | None:
    """Some banks tell only the day of writing off, also of what has come: good enough in our own statement."""
    if not is_incoming:
        return document.went_on or document.came_on
    return document.came_on or (document.went_on if document.statement_of else None)


def may_remember(account: str) -> bool:
    """Whether an account can be one payer's own: those by which banks pass on the money of many are nobody's."""
    return bool(account) and account[:3] not in _OF_BANKS


@dataclass(frozen=True, slots=True)
class Named:
    """A paper that a purpose names: its number as written, without spaces and case, and its day if it is told."""

    number: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ContractOf:
    """A contract to which a document's money may belong.

    ``is_payers``: of the company with the payer's INN; ``is_remembered``: his account is said to pay for it;
    ``is_directed``: he has said beforehand what a payment of this number settles there. Its ledger is closed through
    ``closed_until``.
    """

    id: int
    number: str
    currency: str
    is_active: bool
    is_payers: bool
    is_remembered: bool
    is_directed: bool = False
    closed_until: date | None = None


@dataclass(frozen=True, slots=True)
class InvoiceOf:
    """An invoice of our seller that has a number of the purpose, or the sum of the document."""

    id: int
    number: str
    issued_on: date
    contract: int
    sum: Decimal
    is_paid: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about a document's payer and of what he pays for.

    ``is_doubtful``: his account is known as that of somebody with another INN. ``is_known``: he is a company that the
    firm knows, whoever of its entities that has contracts with.
    """

    amount: Decimal
    currency: str
    moved_on: date
    invoices_named: Sequence[Named] = ()
    contracts_named: Sequence[str] = ()
    contracts: Sequence[ContractOf] = ()
    invoices: Sequence[InvoiceOf] = ()
    is_doubtful: bool = False
    is_known: bool = False


BY_INVOICE, BY_SUM, BY_CONTRACT, BY_PAYER, BY_HAND = "invoice", "sum", "contract", "payer", "hand"
BY_DIRECTION = "direction"


@dataclass(frozen=True, slots=True)
class Decision:
    """Whose the money is and by what that is known, or (no ``basis``) why it is not, with the nearest contract.

    It is entered ``on`` another day than it moved where that is closed and a person says so.
    """

    contract: int | None = None
    basis: str = ""
    invoices: Sequence[int] = ()
    reason: str = ""
    on: date | None = None


def decide_each(known: Mapping[int, Known]) -> dict[int, Decision]:
    """Of each document, in their order, whose the money is: what one has paid the next can't mean by its sum."""
    decisions: dict[int, Decision] = {}
    paid: set[int] = set()
    for document, one in known.items():
        decisions[document] = decide(one, paid)
        paid.update(decisions[document].invoices)
    return decisions


def decide(known: Known, paid: Collection[int] = ()) -> Decision:
    """Whose the money is, as `_decided`; money of a day that is closed waits for a person, with its contract."""
    found = _decided(known, paid)
    closed = next((one.closed_until for one in known.contracts if one.id == found.contract), None)
    if found.basis and closed is not None and known.moved_on <= closed:
        return Decision(found.contract, reason="period_closed")
    return found


def _decided(known: Known, paid: Collection[int]) -> Decision:
    """Whose the money is: by the payer's own direction, an invoice of the purpose, an exact sum, a contract of the
    purpose, the payer.

    Only contracts of the payer count, known by INN or by an account of which somebody has said so, never by name; an
    explicit contract narrows what an exact sum may mean. Invoices of ``paid`` are paid by now.
    """
    own = [one for one in known.contracts if one.is_payers or one.is_remembered]
    if known.is_doubtful and not any(one.is_remembered for one in own):
        return _unknown(known, own, "account_of_another")
    fitting = [one for one in own if one.currency == known.currency]
    if not fitting:
        return _unknown(known, own, "currency_differs" if own else _why_unknown(known))
    named = contracts_named(known, fitting)
    return (
        _by_contract([one for one in fitting if one.is_directed], BY_DIRECTION)
        or _by_invoices(invoices_named(known), fitting, BY_INVOICE)
        or _by_invoices(invoices_of_sum(known, paid), named or fitting, BY_SUM)
        or _by_contract(named, BY_CONTRACT)
        or _by_contract([one for one in fitting if one.is_remembered], BY_PAYER)
        or _by_contract(_alive(fitting), BY_PAYER)
        or _unknown(known, fitting, "several_contracts")
    )


def _why_unknown(known: Known) -> str:
    if invoices_named(known):
        return "invoice_of_another"
    return "no_contract_here" if known.is_known else "payer_unknown"


def _alive(contracts: Sequence[ContractOf]) -> Sequence[ContractOf]:
    """The open ones; where all are closed, they: debts are paid after the end too."""
    return [one for one in contracts if one.is_active] or contracts


def _by_invoices(invoices: Sequence[InvoiceOf], contracts: Sequence[ContractOf], basis: str) -> Decision | None:
    known = {one.id for one in contracts}
    found = [one for one in invoices if one.contract in known]
    if len({one.contract for one in found}) != 1:
        return None
    paid = found if basis == BY_INVOICE else found[:1]
    return Decision(found[0].contract, basis, [one.id for one in paid])


def _by_contract(contracts: Sequence[ContractOf], basis: str) -> Decision | None:
    return Decision(contracts[0].id, basis) if len(contracts) == 1 else None


def contracts_named(known: Known, among: Sequence[ContractOf] | None = None) -> list[ContractOf]:
    """Those whose number the purpose names."""
    return [one for one in (known.contracts if among is None else among) if _plain(one.number) in known.contracts_named]


def invoices_named(known: Known) -> list[InvoiceOf]:
    """Those whose number the purpose names, and whose day where it tells one."""
    return [one for one in known.invoices if any(_is_named(one, name) for name in known.invoices_named)]


def _is_named(invoice: InvoiceOf, name: Named) -> bool:
    """Other programs put letters and zeros before a number: they are read so only beside the right day."""
    if name.on is not None and name.on != invoice.issued_on:
        return False
    number = _plain(invoice.number)
    return name.number == number or (name.on is not None and bare_number(name.number) == number)


def invoices_of_sum(known: Known, paid: Collection[int] = ()) -> list[InvoiceOf]:
    """Those of this very sum that no document has paid."""
    return [one for one in known.invoices if one.sum == known.amount and not one.is_paid and one.id not in paid]


def _unknown(known: Known, own: Sequence[ContractOf], reason: str) -> Decision:
    """The nearest contract: of an invoice that is named, of the payer, of an invoice of this very sum."""
    near = [one.contract for one in invoices_named(known)]
    near += [one.id for one in _alive(own)]
    near += [one.id for one in contracts_named(known)]
    near += [one.contract for one in invoices_of_sum(known)]
    return Decision(contract=next(iter(near), None), reason=reason)


_SIGN = r"(?:№\s*№?|n\s?[o0]?\.?|no\.?|номер[ау]?|#)?\s*"
_NUMBER = r"[a-zа-яё]{0,6}[-/]?\d[\w/-]{0,18}"
_DAY = rf"(?:(\d{{1,2}})[.,/](\d{{1,2}})[.,/](\d{{4}}|\d{{2}})|(\d{{1,2}})\s+({'|'.join(MONTHS)})\s+(\d{{4}}))"
_FROM = rf"(?:\s*(?:г\.?)?\s*(?:от|of|dated|from)\.?\s*{_DAY})?"
# Money or a share of it is no number of a paper.
_ITEM = re.compile(
    rf"{_SIGN}({_NUMBER})(?![\w.,]*\d)(?!(?:\s\d{{3}})*(?:[.,-]\d\d)?\s*(?:руб|р\b|%|коп|т\.\s?р)){_FROM}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*г?\.?\s*(?:,|;|\+|&|\bи\b|\band\b)\s*", re.IGNORECASE)
_INVOICE = re.compile(
    r"(?<![\w/])(?:сч[её]т(?:а|у|ом|е|ов|ам|ах)?|сч\.?|invoices?|inv\.?|bill)(?!\w)"
    r"(?!\s*[-–]?\s*(?:ф\b|фактур\w*|/ф))(?:\s*[-–]\s*(?:договор\w*|оферт\w*))?(?:\s+(?:на|за)\s+оплату)?[\s:.]*",
    re.IGNORECASE,
)
_CONTRACT = re.compile(
    r"(?<![\w/])(?:договор(?:а|у|ом|е|ам|ов)?|дог\.?|д-р[ау]?|контракт(?:а|у|ом|е)?|contract|agreement)(?!\w)"
    r"(?:\s+(?:поставки|купли-продажи|поставка))?[\s:.]*",
    re.IGNORECASE,
)
_LONGEST_NUMBER = 15  # twenty digits are an account at a bank


def invoices_in(purpose: str) -> list[Named]:
    """The invoices that a purpose names: "сч. 12", "счету № УТ-12 от 01.11.2026", "счета 12, 13 и 14"."""
    return _named(_INVOICE, purpose)


def contracts_in(purpose: str) -> list[str]:
    """The numbers of contracts that a purpose names: "договору поставки № 118 от 14.02.2025"."""
    return [one.number for one in _named(_CONTRACT, purpose)]


def _named(word: re.Pattern[str], purpose: str) -> list[Named]:
    return list(dict.fromkeys(one for head in word.finditer(purpose) for one in _items(purpose, head.end())))


def _items(text: str, place: int) -> Iterator[Named]:
    while found := _ITEM.match(text, place):
        if len(found[1]) <= _LONGEST_NUMBER:
            yield Named(_plain(found[1].rstrip("-/")), _day_in(found))
        between = _BETWEEN.match(text, found.end())
        if between is None:
            return
        place = between.end()


def _day_in(found: re.Match[str]) -> date | None:
    day, month, year, day_in_words, month_in_words, year_in_words = found.groups()[1:]
    if day_in_words:
        day, month, year = day_in_words, str(MONTHS.index(month_in_words.lower()) + 1), year_in_words
    if not day:
        return None
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))  # noqa: PLR2004 -- 26 is 2026
    except ValueError:
        return None


def _plain(number: str) -> str:
    """Of "АБ" and "AB" a person sees no difference."""
    return "".join(number.split()).upper().translate(TWINS).lower()


def bare_number(number: str) -> str:
    """The digits at the end without zeros before them: 12 of ут-00012."""
    digits = re.search(r"\d+$", number)
    return digits[0].lstrip("0") if digits else ""
