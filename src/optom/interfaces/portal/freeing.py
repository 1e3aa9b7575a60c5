"""What a payment of today would free: papers that it settles, the limit after it, held lines that could leave then."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from optom.base.refusal import Refusal
from optom.domain.companies import queries as companies
from optom.domain.shipping import queries as shipping
from optom.domain.shipping import rules as leaving
from optom.interfaces.kit.input import in_field, money
from optom.interfaces.kit.sheets import MOST_PICKED
from optom.interfaces.kit.words import worded

from .context import Desk
from .fitting import OLDEST
from .orders import shipment_form
from .releasing import Step, owed_steps

_MOST_LINES = 100  # shown
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Line:
    """A held line of which so much could leave; ``is_new`` when it could not without the payment."""

    known: leaving.OrderedLine
    quantity: Decimal
    sum: Decimal
    is_new: bool


@dataclass(frozen=True, slots=True)
class Freeing:
    """The answer to a typed sum. ``short`` is what is missing to the contract's smallest shipment."""

    amount: Decimal
    freed: leaving.Freed
    steps: Sequence[Step]
    lines: Sequence[Line]
    more: int
    sum: Decimal
    short: Decimal
    ask_url: str


def freeing_of(desk: Desk) -> tuple[Freeing | None, str]:
    """The answer to the sum in the address, or why it is none; nothing where no sum is asked about."""
    text = desk.request.GET.get("pay", "").strip()
    if not text:
        return None, ""
    try:
        return _freeing(desk, _positive(in_field("pay", money, text))), ""
    except Refusal as refusal:
        return None, worded(refusal)[0]["text"]


def _positive(amount: Decimal) -> Decimal:
    if amount <= 0:
        raise Refusal("credit.amount_not_positive", amount=amount)
    return amount


def _freeing(desk: Desk, amount: Decimal) -> Freeing:
    freed = shipping.freed_by(contract=desk.contract.id, payment=amount, at=desk.at)
    before = shipping.freed_by(contract=desk.contract.id, payment=_NOTHING, at=desk.at)
    known = shipping.ready_lines(desk.contract.id, desk.at)
    now, then = _leaving(desk, known, before), _leaving(desk, known, freed)
    lines = [_line(one, then[one.line], is_new=then[one.line] > now[one.line]) for one in known if then[one.line]]
    total = sum((line.sum for line in lines), _NOTHING)
    minimum = companies.terms(desk.contract.id, desk.at).minimum_shipment
    return Freeing(
        amount=amount,
        freed=freed,
        steps=list(owed_steps(desk, {part.item: part.amount for part in freed.items})),
        lines=lines[:_MOST_LINES],
        more=max(len(lines) - _MOST_LINES, 0),
        sum=total,
        short=max(minimum - total, _NOTHING) if lines else _NOTHING,
        ask_url=_ask_url(desk, lines),
    )


def _leaving(desk: Desk, known: Sequence[leaving.OrderedLine], freed: leaving.Freed) -> dict[int, Decimal]:
    """How much of each line could leave, the oldest order first; while something is overdue only what is paid ahead."""
    room = freed.headroom if not freed.overdue else Decimal(-1)
    ready = [(line, leaving.ready_of(line)) for line in known]
    return leaving.whole_within(ready, room, shipping.covers(desk.contract.id, desk.at))


def _line(known: leaving.OrderedLine, quantity: Decimal, *, is_new: bool) -> Line:
    return Line(known, quantity, leaving.cost_of(known, quantity), is_new)


def _ask_url(desk: Desk, lines: Sequence[Line]) -> str:
    """The request for all of them, so that no order that is wanted together is asked for in part.

    Whole lines need no quantity. More lines than an address carries are found by the form in the same way as here.
    """
    if len(lines) > MOST_PICKED:
        return f"{desk.url('ask-shipment')}?{urlencode({'way': OLDEST})}"
    cut = [line for line in lines if line.quantity != leaving.ready_of(line.known)]
    typed = {f"q{line.known.line}": format(line.quantity, "f") for line in cut}
    return "&".join(filter(None, [shipment_form(desk, [line.known.line for line in lines]), urlencode(typed)]))
