"""What both sides agree to have been otherwise with goods that left: how much of them, and at which price. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from optom.base.money import kopecks
from optom.base.refusal import Refusal
from optom.base.tax import VatRate

SURPLUS = "surplus"
LONGEST_REASON = 300
_NOTHING = Decimal(0)
_FINEST, _PRICE = Decimal("0.001"), Decimal("0.0001")
_MOST = Decimal(10**11)


@dataclass(frozen=True, slots=True)
class Amount:
    """So much of a line, what it costs with VAT, and the VAT inside."""

    quantity: Decimal
    sum: Decimal
    vat: Decimal

    @property
    def net(self) -> Decimal:
        """What it costs without VAT."""
        return self.sum - self.vat


@dataclass(frozen=True, slots=True)
class StandingLine:
    """A line of a shipment as it stands: as it left, or as the last correction has made it.

    ``position`` is the number of its first item in the UPD, ``agreed`` the price of a unit with VAT as it was ordered;
    what ``is_marked`` left with codes.
    """

    line: int
    position: int
    order: int
    product: int
    article: str
    name: str
    unit: str
    okei: str
    rate: VatRate
    agreed: Decimal
    amount: Amount
    is_marked: bool = False

    @property
    def price(self) -> Decimal:
        """The price of a unit with VAT: the agreed one where it makes the sum, else to 0.0001 what the sum makes it."""
        quantity, total = self.amount.quantity, self.amount.sum
        if not quantity or kopecks(self.agreed * quantity) == total:
            return self.agreed
        return (total / quantity).quantize(_PRICE, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Change:
    """How much of a line is to be paid for from now on, at which price of a unit with VAT (None: as before).

    ``back`` of it is in the warehouse after all; less than nothing: so much has left beyond what was written.
    """

    quantity: Decimal
    price: Decimal | None = None
    back: Decimal = _NOTHING


@dataclass(frozen=True, slots=True)
class CorrectedLine:
    """A line before and after a correction."""

    line: StandingLine
    after: Amount
    back: Decimal

    @property
    def before(self) -> Amount:
        """As it stood."""
        return self.line.amount

    @property
    def sum(self) -> Decimal:
        """By how much it costs more (+) or less (-), with VAT."""
        return self.after.sum - self.before.sum

    @property
    def vat(self) -> Decimal:
        """By how much the VAT inside is more (+) or less (-)."""
        return self.after.vat - self.before.vat


@dataclass(frozen=True, slots=True)
class Claimed:
    """So much of a line is not as it should be, the buyer says; nobody has answered yet."""

    id: int
    line: int
    article: str
    kind: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Answer:
    """So much of it we agree to; so much of that is back in the warehouse, the rest is lost. Why, where we refuse."""

    agreed: Decimal
    back: Decimal = _NOTHING
    text: str = ""


def corrected(lines: Sequence[StandingLine], changes: Mapping[int, Change]) -> list[CorrectedLine]:
    """The lines that are otherwise after the changes, in their order."""
    after = [
        CorrectedLine(line, _after(line, changes[line.line]), changes[line.line].back)
        for line in lines
        if line.line in changes
    ]
    return [one for one in after if one.after != one.before]


def _after(line: StandingLine, change: Change) -> Amount:
    """A part of a line costs its share; the VAT is that of the line's own sum, at the rate at which it left."""
    before = line.amount
    if change.price is not None and change.price != line.price:
        total = kopecks(change.price * change.quantity)
    elif before.quantity:
        total = kopecks(before.sum * change.quantity / before.quantity)
    else:  # all of it had been taken off before
        total = kopecks(line.agreed * change.quantity)
    return Amount(change.quantity, total, line.rate.inside(total))


def changes_of(
    lines: Sequence[StandingLine], claimed: Sequence[Claimed], answers: Mapping[int, Answer]
) -> dict[int, Change]:
    """What the answers to a claim make of the lines: what is agreed goes off, a surplus is added and has left."""
    changes = {line.line: Change(line.amount.quantity) for line in lines}
    for one in claimed:
        was, answer = changes[one.line], answers[one.id]
        if one.kind == SURPLUS:
            changes[one.line] = Change(was.quantity + answer.agreed, back=was.back - answer.agreed)
        else:
            changes[one.line] = Change(was.quantity - answer.agreed, back=was.back + answer.back)
    return changes


def objections_to_answers(claimed: Sequence[Claimed], answers: Mapping[int, Answer]) -> Iterator[Refusal]:
    """Something left without an answer, more agreed than was said, a "no" without a reason."""
    if not claimed:
        yield Refusal("billing.nothing_claimed")
    for one in claimed:
        if one.id not in answers:
            yield Refusal("billing.claim_unanswered", article=one.article)
        else:
            yield from _flaws(one, answers[one.id])


def _flaws(one: Claimed, answer: Answer) -> Iterator[Refusal]:
    facts = {"article": one.article}
    if not 0 <= answer.agreed <= one.quantity or answer.agreed % _FINEST:
        yield Refusal("billing.agreed_wrong", field=f"a{one.id}", **facts, quantity=answer.agreed, most=one.quantity)
    elif not 0 <= answer.back <= answer.agreed or answer.back % _FINEST:
        yield Refusal("billing.back_wrong", field=f"b{one.id}", **facts, quantity=answer.back, most=answer.agreed)
    if answer.agreed < one.quantity and not answer.text.strip():
        yield Refusal("billing.refused_unsaid", field=f"t{one.id}", **facts)
    if len(answer.text.strip()) > LONGEST_REASON:
        yield Refusal("input.too_long", field=f"t{one.id}", length=len(answer.text.strip()), most=LONGEST_REASON)


def objections_to_marked(
    lines: Sequence[StandingLine], claimed: Sequence[Claimed], answers: Mapping[int, Answer]
) -> Iterator[Refusal]:
    """Marked goods that would be back, though their codes are used, or have left beyond the papers without codes."""
    marked = {line.line for line in lines if line.is_marked}
    for one in claimed:
        moved, field = (answers[one.id].agreed, "a") if one.kind == SURPLUS else (answers[one.id].back, "b")
        if moved and one.line in marked:
            yield Refusal("billing.marked_moved", field=f"{field}{one.id}", article=one.article)


def objections_to_changes(
    lines: Sequence[StandingLine], changes: Mapping[int, Change], reason: str
) -> Iterator[Refusal]:
    """Lines of another shipment, quantities and prices that can't be, marked goods that move, nothing that changes, no
    reason.
    """
    known = {line.line: line for line in lines}
    for number, change in changes.items():
        if number in known:
            yield from _objections_to_change(known[number], change)
        else:
            yield Refusal("shipping.line_unknown", line=number)
    if not corrected(lines, {line: change for line, change in changes.items() if _is_possible(change)}):
        yield Refusal("billing.nothing_corrected")
    if not reason.strip():
        yield Refusal("billing.reason_missing", field="reason")
    if len(reason.strip()) > LONGEST_REASON:
        yield Refusal("input.too_long", field="reason", length=len(reason.strip()), most=LONGEST_REASON)


def _objections_to_change(line: StandingLine, change: Change) -> Iterator[Refusal]:
    if not _is_possible(change):
        yield Refusal("billing.correction_wrong", field=f"q{line.line}", article=line.article)
        return
    less = line.amount.quantity - change.quantity
    if line.is_marked and (change.back or less < 0):
        yield Refusal("billing.marked_moved", field=f"{'q' if less < 0 else 'b'}{line.line}", article=line.article)
        return
    if not min(less, _NOTHING) <= change.back <= max(less, _NOTHING) or (less < 0 and change.back != less):
        most = max(less, _NOTHING)
        yield Refusal(
            "billing.back_wrong", field=f"b{line.line}", article=line.article, quantity=change.back, most=most
        )


def _is_possible(change: Change) -> bool:
    if not 0 <= change.quantity < _MOST or change.quantity % _FINEST or change.back % _FINEST:
        return False
    return change.price is None or (0 < change.price < _MOST and not change.price % _PRICE)


def objections_to_rest(lines: Iterable[CorrectedLine]) -> list[Refusal]:
    """More taken off than is left of a line after what was agreed before."""
    return [
        Refusal("billing.correction_wrong", article=one.line.article) for one in lines if one.after.quantity < _NOTHING
    ]
