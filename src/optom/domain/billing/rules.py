"""What an invoice asks for, what an UPD needs. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, Decimal

from optom.base.money import kopecks
from optom.base.refusal import Refusal
from optom.base.tax import VatRate
from optom.base.texts import too_long
from optom.domain.billing.correcting import Answer, Change, StandingLine
from optom.domain.billing.titles import BuyerTitle
from optom.domain.billing.upd import address_of, has_whole_name
from optom.domain.companies.rules import BOTH, EACH, NOTE_AND_VAT, SOLE_TRADER, UPD, Requisites, Signers
from optom.domain.documents.rules import Item

# what is agreed to have been otherwise, what a buyer says of an UPD: for who says it
__all__ = ["Answer", "BuyerTitle", "Change", "StandingLine"]


@dataclass(frozen=True, slots=True)
class OrderedLine:
    """An order line that can be paid for; ``sum`` and ``vat`` are for all that was ordered."""

    line: int
    order: int
    product: int
    article: str
    name: str
    unit: str
    price: Decimal
    vat_percent: Decimal | None
    ordered: Decimal
    alive: Decimal
    sum: Decimal
    vat: Decimal
    okei: str = ""


@dataclass(frozen=True, slots=True)
class InvoicedLine:
    """So much of an order line to pay for."""

    ordered: OrderedLine
    quantity: Decimal
    sum: Decimal
    vat: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """Who of the buyer's takes goods by a power of attorney, until which day, and the document that proves him."""

    name: str
    until: date
    passport: str
    passport_by: str = ""
    passport_on: date | None = None
    post: str = ""


_KOPECK = Decimal("0.01")
_DAY = timedelta(days=1)
_LASTS = 4 * _DAY  # after the day on which money came: the fifth, the last one for its invoice (ADR 0037)
M2 = "m2"
PERSONAL = frozenset({M2})  # kinds of papers that tell who a person is by his passport (ADR 0045)
FOLLOWED = frozenset({UPD, BOTH, NOTE_AND_VAT})  # sets of a seller in which an UPD or a VAT invoice follows the goods
LINK_DAYS = (1, 7, 30, 90)  # for how long a link may open papers
AT_ONCE, DAILY, WEEKLY, NO_LETTERS = "at_once", "daily", "weekly", "none"  # how one is told of papers by mail
LETTERS = (AT_ONCE, DAILY, WEEKLY, NO_LETTERS)
DIGEST_HOUR = 9  # of the firm's clocks; weekly on Mondays
LONGEST_POWER = timedelta(days=365)
LONGEST_PURPOSE = 200  # signs of what an advance is for
_LONGEST_PERIOD = timedelta(days=3 * 366)


def digest_moments(now: datetime) -> dict[str, datetime]:
    """The last moment by ``now`` (of the firm's clocks) at which a letter of each kind was due."""
    today = now.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    daily = today if now >= today else today - timedelta(days=1)
    return {AT_ONCE: now, DAILY: daily, WEEKLY: daily - timedelta(days=daily.weekday())}


def objections_to_link(*, since: date, until: date, days: int, today: date) -> list[Refusal]:
    """A period that is none or is in the future, a life that is not offered."""
    found = []
    if not since <= until or since > today or until - since > _LONGEST_PERIOD:
        found.append(Refusal("billing.link_period_wrong", field="until", since=since, until=until))
    if days not in LINK_DAYS:
        found.append(Refusal("billing.link_days_wrong", field="days", days=days, known=list(LINK_DAYS)))
    return found


def objections_to_upd(seller: Requisites, signers: Signers, buyer: Requisites, items: Sequence[Item]) -> list[Refusal]:
    """What an UPD can't be without: requisites of both sides, who signs, a price for everything that left."""
    wanted = [
        ("seller", seller, "legal_address", address_of(seller)),
        ("seller", seller, "kpp", seller.kpp or seller.kind == SOLE_TRADER),
        ("seller", seller, "director", has_whole_name(seller, signers)),
        ("buyer", buyer, "inn", buyer.inn),
        ("buyer", buyer, "legal_address", address_of(buyer)),
        ("buyer", buyer, "kpp", buyer.kpp or buyer.kind == SOLE_TRADER),
    ]
    lacking = [
        Refusal("billing.upd_lacks", side=side, name=who.name, requisite=requisite)
        for side, who, requisite, is_there in wanted
        if not is_there
    ]
    free = [Refusal("billing.upd_without_price", article=item.article) for item in items if item.price <= 0]
    return lacking + free


def invoiced(line: OrderedLine, quantity: Decimal) -> InvoicedLine:
    """The whole line at its own sum, a part at its share, where a kopeck is broken the whole of it.

    A portion that leaves costs as much or a kopeck less, whichever portion it is: what is paid by the invoice releases
    the goods that it names.
    """
    if quantity == line.ordered:
        return InvoicedLine(line, quantity, line.sum, line.vat)
    portion = (line.sum * quantity / line.ordered).quantize(_KOPECK, ROUND_CEILING)
    return InvoicedLine(line, quantity, portion, kopecks(line.vat * quantity / line.ordered))


def objections_to_bearer(bearer: Bearer, *, today: date) -> list[Refusal]:
    """Nobody named, no document that proves him, a power that is over or longer than anybody gives one."""
    needed = {"bearer": bearer.name, "passport": bearer.passport}
    missing = [Refusal("input.required", field=name) for name, text in needed.items() if not text]
    facts = {"field": "until", "until": bearer.until, "first": today, "last": today + LONGEST_POWER}
    wrong = [] if today <= bearer.until <= today + LONGEST_POWER else [Refusal("billing.power_until_wrong", **facts)]
    long = too_long(
        bearer=(bearer.name, 120), post=(bearer.post, 80), passport=(bearer.passport, 30),
        passport_by=(bearer.passport_by, 160),
    )  # fmt: skip
    return [*missing, *wrong, *long]


def objections_to_advance(amount: Decimal, purpose: str) -> list[Refusal]:
    """An advance of nothing, or for more words than a line of an invoice has room for."""
    found = [] if amount > 0 else [Refusal("billing.amount_not_positive", amount=amount)]
    return [*found, *too_long(purpose=(purpose, LONGEST_PURPOSE))]


def objections(wanted: Mapping[int, Decimal], known: Sequence[OrderedLine]) -> list[Refusal]:
    """Lines of somebody else, quantities that can't be invoiced, nothing at all."""
    by_line = {line.line: line for line in known}
    found = [Refusal("orders.line_unknown", line=line) for line in wanted if line not in by_line]
    found += [
        Refusal("billing.quantity_wrong", line=line.line, article=line.article, quantity=count, most=line.alive)
        for line, count in ((by_line[number], count) for number, count in wanted.items() if number in by_line)
        if not 0 < count <= line.alive
    ]
    if not wanted:
        found.append(Refusal("billing.nothing_to_pay"))
    return found


def advance_due_on(which: str, paid_on: date) -> date:
    """With the beginning of which day what lies idle of money gets its VAT invoice (ADR 0037).

    The day after it came; where advances count that last, the fifth day, for which the law leaves time. None is spared
    the end of its quarter.
    """
    return min(paid_on + (_DAY if which == EACH else _LASTS), _next_quarter(paid_on))


def _next_quarter(day: date) -> date:
    year, month = divmod(day.year * 12 + (day.month - 1) // 3 * 3 + 3, 12)
    return date(year, month + 1, 1)


def advance_rate(ordered: Decimal | None, common: Decimal | None, *, has_ordered: bool) -> VatRate:
    """The highest rate of what is ordered and has not left; where nothing is, the common one."""
    return VatRate(ordered if has_ordered else common)


@dataclass(frozen=True, slots=True)
class Gone:
    """So much (less than nothing: less than was written) of an advance has gone to an entry of the ledger.

    ``written`` is all that is written of the invoice so far, ``rate`` the invoice's.
    """

    invoice: int
    entry: int
    amount: Decimal
    rate: VatRate
    written: Decimal


def vat_of_gone(parts: Sequence[Gone]) -> list[Decimal]:
    """The tax of each part of an advance: together with what is written it is that of their sum, to the kopeck."""
    reached: dict[int, Decimal] = {}
    found = []
    for part in parts:
        before = reached.get(part.invoice, part.written)
        reached[part.invoice] = before + part.amount
        found.append(part.rate.inside(before + part.amount) - part.rate.inside(before))
    return found
