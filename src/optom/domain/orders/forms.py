"""Our own order form that came back: what it would change in a draft, before anything happens there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from optom.base.refusal import Refusal
from optom.base.sql import statements
from optom.domain.assortment import queries as assortment
from optom.domain.companies import queries as companies

from . import blocks, rules
from .blocks import Block, BlockRow, Table, Then
from .outlook import Part, Way, parts_of
from .units import packs_said

_sql = statements(__package__)
_NOTHING = Decimal(0)
_NOT_THEN = Then()


class Moved(StrEnum):
    """What is not as it was when the form went out, or has to be looked at for another reason."""

    UNREAD = "unread"
    UNSOLD = "unsold"
    SOLD_OUT = "sold_out"
    SHORT = "short"
    PRICE = "price"
    PACK = "pack"
    REFUSED = "refused"
    OUT = "out"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FormLine:
    """A product of a form: how much of it the draft has and would have (none: it is taken out).

    ``then`` and ``now``: how the list offers it, whatever the quantity. ``parts``: where the goods would come from;
    ``analog``: what there is instead of goods that are not there; ``refusal``: why it can't be ordered so; ``odd``:
    what stands there instead of a quantity.
    """

    product: int
    number: str
    brand: str
    name: str
    before: Decimal
    after: Decimal
    then: Then = _NOT_THEN
    now: Then = _NOT_THEN
    parts: tuple[Part, ...] = ()
    analog: assortment.AnalogRow | None = None
    refusal: Refusal | None = None
    odd: str = ""

    @property
    def moved(self) -> list[Moved]:
        """All that has to be said of it, the gravest first."""
        return list(self._moved())

    def _moved(self) -> Iterator[Moved]:
        if self.odd:
            yield Moved.UNREAD
            return
        if not self.after:
            yield Moved.OUT
            return
        if self.refusal and self.refusal.code == "orders.not_in_assortment":
            yield Moved.UNSOLD
            return
        is_there = any(part.way is Way.STOCK for part in self.parts)
        if any(part.way is not Way.STOCK for part in self.parts):
            yield Moved.SOLD_OUT if self.then.free and not is_there else Moved.SHORT
        if _differ(self.then.price, self.now.price):
            yield Moved.PRICE
        if _differ(self.then.multiple, self.now.multiple) or _differ(self.then.minimum, self.now.minimum):
            yield Moved.PACK
        if self.refusal:
            yield Moved.REFUSED
        if self.before and self.before != self.after:
            yield Moved.CHANGED


def _differ(then: Decimal | None, now: Decimal | None) -> bool:
    return then is not None and now is not None and then != now


def form_lines(*, contract: int, draft: int, tables: Sequence[Table], at: datetime) -> list[FormLine]:
    """Every product of the form that is wanted, is not wanted any more where it stands in the draft, or has something
    beside it that is no quantity. Eight statements.
    """
    block = blocks.read_all(tables, contract=contract)
    wanted = _wanted(block)
    odd = [row for row in block.rows if row.key is not None and row.odd_quantity and not packs_said(row.odd_quantity)]
    products = [*wanted, *(row.key for row in [*block.out, *odd] if row.key is not None)]
    rows = _sql.rows("draft_lines", contract=contract, draft=draft, products=products)
    stands = {row.product_id: row.quantity for row in rows}
    out = {row.key: row for row in block.out if row.key in stands and row.key not in wanted}
    told = [_taken_out(row, stands) for row in out.values()] + [_unread(row, stands) for row in odd]
    return told + _ordered(contract, wanted, {row.key: row for row in block.rows if row.key}, stands, at)


def _wanted(block: Block) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    for row in block.rows:
        if row.key is not None and row.quantity:
            found[row.key] = found.get(row.key, _NOTHING) + row.quantity
    return found


def _taken_out(row: BlockRow, stands: Mapping[int, Decimal]) -> FormLine:
    product = row.key or 0
    return FormLine(product, row.number, row.brand, row.name, stands[product], _NOTHING)


def _unread(row: BlockRow, stands: Mapping[int, Decimal]) -> FormLine:
    """What stands in the draft stays until somebody says how much is meant."""
    product = row.key or 0
    stays = stands.get(product, _NOTHING)
    return FormLine(product, row.number, row.brand, row.name, stays, stays, odd=row.odd_quantity)


def _ordered(
    contract: int,
    wanted: Mapping[int, Decimal],
    rows: Mapping[int, BlockRow],
    stands: Mapping[int, Decimal],
    at: datetime,
) -> list[FormLine]:
    pack_rule = companies.terms(contract, at).pack_rule
    offers = {one.product: one for one in assortment.offers(contract=contract, quantities=wanted, at=at)}
    sold = [product for product in wanted if product in offers and offers[product].is_visible]
    listed = {one.id: _now(one) for one in assortment.rows(contract=contract, products=sold, at=at)}
    parts = parts_of(contract=contract, quantities={product: wanted[product] for product in sold}, at=at)
    analogs = _instead(contract, wanted, parts, at)
    lines = []
    for product, quantity in wanted.items():
        row, offer = rows[product], offers.get(product)
        answer = rules.priced(rules.OrderLine(product, quantity), offer, pack_rule=pack_rule)
        lines.append(
            FormLine(
                product,
                row.number,
                row.brand,
                row.name,
                before=stands.get(product, _NOTHING),
                after=quantity,
                then=row.then or _NOT_THEN,
                now=listed.get(product, _NOT_THEN),
                parts=parts.get(product, ()),
                analog=analogs.get(product),
                refusal=answer if isinstance(answer, Refusal) else None,
            )
        )
    return lines


def _now(row: assortment.ProductRow) -> Then:
    """As a form would show it now: what has no minimum is bought by its multiple at least."""
    free = sum(row.free.values(), _NOTHING)
    return Then(row.price, free, row.multiple, row.minimum or row.multiple)


def _instead(
    contract: int, wanted: Mapping[int, Decimal], parts: Mapping[int, Sequence[Part]], at: datetime
) -> dict[int, assortment.AnalogRow]:
    """For goods that are not sold any more, or not there in the quantity wanted, an analog that is."""
    short = [one for one in wanted if one not in parts or any(part.way is not Way.STOCK for part in parts[one])]
    if not short:
        return {}
    found = assortment.analogs(contract=contract, products=short, at=at, in_stock=True)
    best = {product: best_of(analogs, wanted[product]) for product, analogs in found.items()}
    return {product: analog for product, analog in best.items() if analog}


def best_of(analogs: Sequence[assortment.AnalogRow], quantity: Decimal) -> assortment.AnalogRow | None:
    """Of what can be taken instead the first that has enough, else the first that has some."""
    there = [one for one in analogs if one.free and one.price is not None]
    return next((one for one in there if one.free >= quantity), next(iter(there), None))
