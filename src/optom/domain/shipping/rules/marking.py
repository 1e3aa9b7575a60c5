"""Goods of which each leaves with its code: how many codes there are, and by which papers they may go. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from optom.base.marking import UNIT, gtin_of, read_code
from optom.base.refusal import Refusal, refuse_all
from optom.domain.companies.rules import BOTH, FOREIGN, UPD, Requisites

from .portions import AskedLine


def may_hand_over(paper: str, buyer: str, *, is_marked: bool) -> bool:
    """Whether goods may change hands by a paper, or by a set of them, also beside another: marked ones do by an
    electronic UPD, and by nothing else. What goes abroad leaves the system of marks in another way.
    """
    return not is_marked or buyer == FOREIGN or paper == UPD


def without_note(papers: str) -> str:
    """The seller's set for marked goods: a note beside the UPD would hand them over once more, on paper."""
    return UPD if papers == BOTH else papers


def objections_to_paper_flow(
    seller: Requisites, buyer: Requisites, papers: str, articles: Iterable[str]
) -> list[Refusal]:
    """By the papers of the seller marked goods may not go, or a side of theirs is not known to an operator."""
    named = sorted(articles)
    if not named or buyer.kind == FOREIGN:
        return []
    sides = ("seller", seller), ("buyer", buyer)
    without = [
        Refusal("shipping.marked_needs_edo", side=side, name=one.name, articles=named)
        for side, one in sides
        if not one.edo_id
    ]
    if may_hand_over(without_note(papers), buyer.kind, is_marked=True):
        return without
    return [*without, Refusal("shipping.marked_needs_upd", name=seller.name, articles=named)]


def objections_to_codes(lines: Iterable[AskedLine], picked: Mapping[int, Decimal]) -> Iterator[Refusal]:
    """Every marked thing that leaves has a code, and no code is of a thing that stays."""
    for line in lines:
        leaves = picked.get(line.line, Decimal(0))
        facts = {"line": line.line, "article": line.article, "codes": line.codes, "picked": leaves}
        if line.is_marked and line.codes < leaves:
            yield Refusal("shipping.codes_missing", **facts, missing=leaves - line.codes)
        elif line.codes and line.codes > leaves:
            yield Refusal("shipping.codes_over", **facts, beyond=line.codes - leaves)


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scanner or a list says; of a package how many things it holds."""

    text: str
    holds: int | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A code that can be kept: of one thing, or of a package with so many."""

    code: str
    kind: str
    holds: int


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line of marked goods: how much of it leaves, for how many there are codes; numbers of its packages."""

    article: str
    quantity: Decimal
    gtin: str
    commodity: str
    barcodes: tuple[str, ...]
    codes: Decimal


def judged(line: MarkedLine, scanned: Iterable[Scanned]) -> tuple[list[Read], list[Refusal]]:
    """Which of the codes are of the line, as far as it has room for them, and why each of the others is not."""
    packs = frozenset(gtin for barcode in line.barcodes if (gtin := gtin_of(barcode)))
    found: dict[str, Read] = {}
    refused: list[Refusal] = []
    room = line.quantity - line.codes
    for one in scanned:
        try:
            code = _read(line, packs, one)
            refuse_all(_no_room(code, line, room, found))
        except Refusal as refusal:
            refused.append(refusal)
        else:
            found[code.code] = code
            room -= code.holds
    return list(found.values()), refused


def _no_room(code: Read, line: MarkedLine, room: Decimal, found: Mapping[str, Read]) -> Iterator[Refusal]:
    if code.code in found:
        yield Refusal("shipping.code_read_already", code=code.code)
    elif code.holds > room:
        yield Refusal("shipping.code_beyond", code=code.code, article=line.article, room=room, holds=code.holds)


def _read(line: MarkedLine, packs: frozenset[str], scanned: Scanned) -> Read:
    code = read_code(scanned.text, gtin=line.gtin, group=line.commodity, packs=packs)
    if code.kind == UNIT:
        return Read(code.code, code.kind, 1)
    if not scanned.holds or scanned.holds < 1:
        raise Refusal("shipping.code_without_count", code=code.code)
    return Read(code.code, code.kind, scanned.holds)
