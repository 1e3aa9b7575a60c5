"""What has come of what was dispatched, line by line. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from optom.base.refusal import Refusal

SHORTAGE, SURPLUS, DAMAGE, WRONG = "shortage", "surplus", "damage", "wrong"
_NOTHING = Decimal(0)
_FINEST = Decimal("0.001")
_LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True)
class SentLine:
    """So much of an order line has left."""

    line: int
    article: str
    dispatched: Decimal


@dataclass(frozen=True, slots=True)
class Arrived:
    """What the buyer has counted of it: how much came, how much of that is damaged, how much is something else."""

    quantity: Decimal
    damaged: Decimal = _NOTHING
    note: str = ""
    wrong: Decimal = _NOTHING

    @property
    def sound(self) -> Decimal:
        """What is as it should be."""
        return self.quantity - self.damaged - self.wrong


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """In what a line is not as it should be."""

    line: int
    kind: str
    quantity: Decimal
    note: str


def whole(lines: Sequence[SentLine]) -> dict[int, Arrived]:
    """All came as it was sent."""
    return {line.line: Arrived(line.dispatched) for line in lines}


def counted_of(arrived: Mapping[int, Arrived]) -> dict[int, Arrived]:
    """The counts to the thousandth of a unit: finer is not kept."""
    return {
        line: replace(
            one, quantity=_countable(one.quantity), damaged=_countable(one.damaged), wrong=_countable(one.wrong)
        )
        for line, one in arrived.items()
    }


def _countable(quantity: Decimal) -> Decimal:
    return quantity.quantize(_FINEST, ROUND_HALF_UP)


def accepted_of(line: SentLine, arrived: Arrived) -> Decimal:
    """What of the line is taken: what came sound, never more than was sent; a surplus is not taken by that."""
    return min(arrived.sound, line.dispatched)


def discrepancies(line: SentLine, arrived: Arrived) -> list[Discrepancy]:
    """Shortage or surplus against what was sent, damage, and what is something else."""
    short = line.dispatched - arrived.quantity
    found = [(SHORTAGE, short), (SURPLUS, -short), (DAMAGE, arrived.damaged), (WRONG, arrived.wrong)]
    return [
        Discrepancy(line.line, kind, quantity, arrived.note.strip()) for kind, quantity in found if quantity > _NOTHING
    ]


def objections_to_arrived(lines: Sequence[SentLine], arrived: Mapping[int, Arrived]) -> list[Refusal]:
    """Lines of another shipment or not counted, quantities that can't be, flaws that nobody described."""
    sent = {line.line: line for line in lines}
    found = [Refusal("shipping.line_unknown", line=line) for line in arrived if line not in sent]
    for line in lines:
        if line.line in arrived:
            found += _flaws(line, arrived[line.line])
        else:
            found.append(Refusal("shipping.not_counted", line=line.line, article=line.article))
    return found


def _flaws(line: SentLine, arrived: Arrived) -> Iterator[Refusal]:
    facts = {"line": line.line, "article": line.article}
    if min(arrived.quantity, arrived.damaged, arrived.wrong, arrived.sound) < 0:
        came, damaged = arrived.quantity, arrived.damaged
        yield Refusal("shipping.count_wrong", field=f"q{line.line}", **facts, came=came, damaged=damaged)
    if arrived.wrong > 0 and not arrived.note.strip():
        yield Refusal("shipping.wrong_unsaid", field=f"n{line.line}", **facts)
    if arrived.damaged > 0 and not arrived.note.strip():
        yield Refusal("shipping.damage_unsaid", field=f"n{line.line}", **facts)
    if len(arrived.note.strip()) > _LONGEST_NOTE:
        yield Refusal("input.too_long", field=f"n{line.line}", length=len(arrived.note.strip()), most=_LONGEST_NOTE)
