"""Our own order form that came back: what it would change in a draft, before anything happens there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from optom.base.refusal import Refusal
from optom.base.sql import statements
from optom.domain.assortment import queries as assortment
from optom.domain.companies import queries as companies

from . import blocks, rules
from .blocks import Block, BlockRow, Cells, Layout
from .outlook import Part, parts_of

_sql = statements(__package__)
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class FormLine:
    """A product of a form: how much of it the draft has and would have (none: it is taken out), at which price when
    the form went out and now, where the goods would come from, and why it can't be ordered so.
    """

    product: int
    number: str
    name: str
    before: Decimal
    after: Decimal
    was: Decimal | None
    price: Decimal | None
    parts: tuple[Part, ...]
    refusal: Refusal | None

    @property
    def is_out(self) -> bool:
        """The form takes it out."""
        return not self.after

    @property
    def has_moved(self) -> bool:
        """It costs another price than when the form went out."""
        return self.was is not None and self.price is not None and self.was != self.price


def form_lines(*, contract: int, draft: int, cells: Cells, layout: Layout, at: datetime) -> list[FormLine]:
    """Every product of the form that is wanted, or stands in the draft and is not wanted any more. Six statements."""
    block = blocks.read(cells, layout)
    wanted = _wanted(block)
    products = [*wanted, *(row.key for row in block.out if row.key is not None)]
    rows = _sql.rows("draft_lines", contract=contract, draft=draft, products=products)
    stands = {row.product_id: row.quantity for row in rows}
    out = {row.key: row for row in block.out if row.key in stands and row.key not in wanted}
    told = [_taken_out(row, stands) for row in out.values()]
    return told + _ordered(contract, wanted, {row.key: row for row in block.rows if row.key}, stands, at)


def _wanted(block: Block) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    for row in block.rows:
        if row.key is not None and row.quantity:
            found[row.key] = found.get(row.key, _NOTHING) + row.quantity
    return found


def _taken_out(row: BlockRow, stands: Mapping[int, Decimal]) -> FormLine:
    product = row.key or 0
    return FormLine(product, row.number, row.name, stands[product], _NOTHING, None, None, (), None)


def _ordered(
    contract: int,
    wanted: Mapping[int, Decimal],
    rows: Mapping[int, BlockRow],
    stands: Mapping[int, Decimal],
    at: datetime,
) -> list[FormLine]:
    pack_rule = companies.terms(contract, at).pack_rule
    offers = {one.product: one for one in assortment.offers(contract=contract, quantities=wanted, at=at)}
    parts = parts_of(contract=contract, quantities=wanted, at=at)
    lines = []
    for product, quantity in wanted.items():
        row, offer = rows[product], offers.get(product)
        answer = rules.priced(rules.OrderLine(product, quantity), offer, pack_rule=pack_rule)
        refusal = answer if isinstance(answer, Refusal) else None
        before, price = stands.get(product, _NOTHING), offer.price if offer else None
        lines.append(
            FormLine(product, row.number, row.name, before, quantity, row.price, price, parts[product], refusal)
        )
    return lines
