"""What an invoice asks for. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from optom.base.money import kopecks
from optom.base.refusal import Refusal


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


def invoiced(line: OrderedLine, quantity: Decimal) -> InvoicedLine:
    """The whole line at its own sum, a part at its share."""
    if quantity == line.ordered:
        return InvoicedLine(line, quantity, line.sum, line.vat)
    portion = quantity / line.ordered
    return InvoicedLine(line, quantity, kopecks(line.sum * portion), kopecks(line.vat * portion))


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
