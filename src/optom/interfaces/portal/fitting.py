"""Which lines leave first where a limit is too small for all of them: in the buyer's own order, or in another."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from optom.base.refusal import Refusal
from optom.domain.companies import queries as companies
from optom.domain.credit import queries as credit
from optom.domain.shipping import rules as leaving
from optom.domain.shipping.rules import OrderedLine
from optom.interfaces.kit.input import in_field, number, whole
from optom.interfaces.kit.words import worded

from .context import Desk

_NOTHING = Decimal(0)
OWN, OLDEST = "listed", "date"
WAYS: dict[str, Callable[[OrderedLine], Any]] = {
    OLDEST: lambda line: (line.placed_at, line.line),
    "value": lambda line: (-leaving.cost_of(line, leaving.ready_of(line)), line.line),
    OWN: lambda _line: 0,
}


@dataclass(frozen=True, slots=True)
class Fit:
    """The choice of the best set: into how much ``room``, what is ``overdue`` and has to be paid before, and the way
    that was taken; why even then nothing of the goods can leave.
    """

    room: Decimal
    overdue: Decimal
    way: str
    reasons: Sequence[Mapping[str, Any]]


def first_of(given: Mapping[str, str], known: Sequence[OrderedLine]) -> list[int]:
    """The lines that the buyer has put first: as he has numbered them in the form, or as the address lists them."""
    lines = [line.line for line in known]
    if any(_place(line) in given for line in lines):
        said = {line: given.get(_place(line), "") for line in lines}
        numbers = {line: in_field(_place(line), number, text) for line, text in said.items() if text.strip()}
        return sorted(numbers, key=lambda line: numbers[line])
    named = [whole(key) for key in given.get("first", "").split(",") if key]
    return [line for line in dict.fromkeys(named) if line in set(lines)]


def _place(line: int) -> str:
    return f"p{line}"


def in_order(known: Sequence[OrderedLine], first: Sequence[int]) -> list[OrderedLine]:
    """Those that the buyer has put first, then the others as they were."""
    places = {line: place for place, line in enumerate(first)}
    return sorted(known, key=lambda line: places.get(line.line, len(places)))


def set_of(desk: Desk, known: Sequence[OrderedLine], way: str) -> Mapping[int, Decimal]:
    """How much of each line the limit leaves room for, taken in that way; what is overdue counts as paid."""
    desk.require("money")  # how much fits tells how far the limit reaches
    ready = [(line, leaving.ready_of(line)) for line in sorted(known, key=WAYS[way])]
    room = credit.headroom(desk.contract.id, desk.at)
    return leaving.whole_within(ready, _room(room), credit.covers(desk.contract.id, room))


def _room(found: credit.HeadroomRow) -> Decimal:
    """While something is overdue nothing leaves: the room is then what there will be once that is paid."""
    return found.headroom + found.overdue


def objections_to_set(desk: Desk, known: Sequence[OrderedLine], way: str) -> list[Refusal]:
    """Why nothing of it can leave within the limit: nothing fits, or less than the contract's smallest shipment."""
    fits = set_of(desk, known, way)
    total = sum((leaving.cost_of(line, fits[line.line]) for line in known), _NOTHING)
    minimum = companies.terms(desk.contract.id, desk.at).minimum_shipment
    return leaving.objections_to_set(total, minimum=minimum, room=_room(credit.headroom(desk.contract.id, desk.at)))


def fit_of(desk: Desk, known: Sequence[OrderedLine], wanted: Decimal, way: str) -> Fit | None:
    """What to say where the limit is in the way of what is wanted, or was; None where not, or he may not know of it."""
    found = credit.headroom(desk.contract.id, desk.at)
    if not desk.may("money") or (wanted <= found.headroom and not found.overdue and way not in WAYS):
        return None
    reasons = [one for reason in objections_to_set(desk, known, OWN) for one in worded(reason)]
    return Fit(_room(found), found.overdue, way, reasons)
