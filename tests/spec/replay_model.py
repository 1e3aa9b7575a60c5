"""What real orders would come to, the slow way: line by line, asked of the prices that are in force at the moment."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from optom.base.money import kopecks, vat_inside

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Key = tuple[str, int | None]
Line = tuple[int, int, Decimal]


@dataclass(frozen=True)
class Piece:
    """A part of a line: of what kind, by which quantity it is priced, how much of it counts, what it was sold for.

    ``then`` and ``now`` are the rates of its day and of today; None: not known. ``percent`` is the VAT of today.
    """

    kind: str
    contract: int
    company: int
    product: int
    group: int
    brand: int
    quantity: Decimal
    counted: Decimal
    net: Decimal
    then: Decimal | None
    now: Decimal | None
    percent: Decimal
    cost: Decimal | None


@dataclass(frozen=True)
class Priced:
    """A contract's price, of which column it is made (None: it is fixed), and whether that has VAT inside."""

    amount: Decimal | None
    column: int | None
    has_vat: bool


_SUMS = ("sold", "present", "proposed", "costed_present", "costed_proposed", "cost")


def totals(
    pieces: Sequence[Piece], present: Mapping[Line, Priced], proposed: Mapping[Line, Priced]
) -> dict[Key, dict[str, Decimal]]:
    """By part what is added up, as `replay.models.Total` has it."""
    found: dict[Key, Counter[str]] = defaultdict(Counter)
    for piece in pieces:
        key = piece.contract, piece.product, piece.quantity
        before, after = present[key], proposed[key]
        state = _state(piece, before, after)
        for part in _parts(piece, before):
            found[part][state] += 1
            if state == "lines":
                for name, amount in _amounts(piece, before, after).items():
                    found[part][name] += amount  # type: ignore[assignment]
    names = ("lines", "unrated", "unpriced", "withdrawn", *_SUMS)
    return {part: {name: Decimal(sums[name]) for name in names} for part, sums in found.items()}


def _state(piece: Piece, before: Priced, after: Priced) -> str:
    if piece.then is None or piece.now is None:
        return "unrated"
    if before.amount is None:
        return "unpriced"
    return "withdrawn" if after.amount is None else "lines"


def _parts(piece: Piece, before: Priced) -> list[Key]:
    if piece.kind != "sold":
        return [(piece.kind, None)]
    keys = {"contract": piece.contract, "company": piece.company, "group": piece.group, "brand": piece.brand}
    return [("all", None), *keys.items(), ("column", before.column), ("product", piece.product)]


def _amounts(piece: Piece, before: Priced, after: Priced) -> dict[str, Decimal]:
    assert piece.then is not None
    present, proposed = _net(piece, before), _net(piece, after)
    known = {"sold": kopecks(piece.net * piece.then), "present": present, "proposed": proposed}
    if piece.cost is None:
        return known
    cost = kopecks(piece.cost * piece.counted)
    return {**known, "costed_present": present, "costed_proposed": proposed, "cost": cost}


def _net(piece: Piece, price: Priced) -> Decimal:
    assert price.amount is not None
    assert piece.now is not None
    total = kopecks(price.amount * piece.counted)
    return kopecks((total - vat_inside(total, piece.percent if price.has_vat else Decimal(0))) * piece.now)
