"""What an invoice asks for, what an UPD needs. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from hashlib import sha256

from optom.base.money import kopecks
from optom.base.refusal import Refusal
from optom.domain.billing.correcting import Answer, Change, StandingLine
from optom.domain.billing.titles import BuyerTitle
from optom.domain.billing.upd import address_of, has_whole_name
from optom.domain.companies.rules import BOTH, SOLE_TRADER, UPD, Requisites, Signers
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


@dataclass(frozen=True, slots=True)
class InvoicedLine:
    """So much of an order line to pay for."""

    ordered: OrderedLine
    quantity: Decimal
    sum: Decimal
    vat: Decimal


_KOPECK = Decimal("0.01")
WITH_UPD = frozenset({UPD, BOTH})  # sets of a seller in which an UPD is
LINK_DAYS = (1, 7, 30, 90)  # for how long a link may open papers
_LONGEST_PERIOD = timedelta(days=3 * 366)


def hash_of(secret: str) -> str:
    """What is kept of a link's secret. It is 256 bits that nobody chose, so a plain hash can't be tried out."""
    return sha256(secret.encode()).hexdigest()


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
