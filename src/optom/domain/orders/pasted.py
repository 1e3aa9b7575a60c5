"""What was pasted into drafts: rows that wait for an answer, rows that were left out, how lines were written."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from optom.base.listing import Listed, Listing
from optom.base.sql import statements
from optom.domain.assortment.queries import Way

from .blocks import MOST_LEFT_OUT, NOT_SAID

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A pasted row of which nobody has said yet what it means; ``choices`` are the products that it may mean.

    ``quantity`` is None where none was written, or where ``odd_quantity`` was not understood. A row of our own form has
    the ``price`` that stood there.
    """

    id: int
    paste: int
    position: int
    text: str
    number: str
    brand: str
    name: str
    note: str
    quantity: Decimal | None
    odd_quantity: str
    way: str
    choices: Sequence[int]
    price: Decimal | None

    @property
    def is_quantity_missing(self) -> bool:
        """Whether nothing stands where every other row has a quantity."""
        return self.odd_quantity == NOT_SAID


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """How a line was written where it was pasted, the notes beside it, and the price in our own form of then."""

    text: str = ""
    note: str = ""
    price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LeftRow:
    """A row of a pasted block that says nothing to order, where it stood there, and why it was left out."""

    id: int
    position: int
    sheet: str
    text: str
    reason: str
    paste: int
    number: str
    brand: str
    name: str

    @property
    def meant(self) -> str:
        """What of it would be looked for."""
        return " ".join(filter(None, [self.number, self.brand])) or self.name or self.text


@dataclass(frozen=True, slots=True)
class PastedCount:
    """Of what was pasted into a draft: rows ``open`` until somebody names them, and rows ``left_out``, of which
    ``unkept`` more than can be kept of so long a list; ``has_sheets``: some stood on sheets that have names.
    """

    open: int
    left_out: int
    unkept: int
    has_sheets: bool = False


_left = Listing(
    __package__,
    "left_rows",
    search=("text",),
    texts=("sheet", "text"),
    order=("paste", "id"),
    row=LeftRow,
)


def open_rows(*, contract: int, draft: int, rows: Sequence[int] | None = None) -> list[OpenRow]:
    """The rows of pasted blocks that wait for an answer, or some of them, in the order in which they were written."""
    wanted = None if rows is None else list(rows)
    return [OpenRow(*row) for row in _sql.rows("open_rows", contract=contract, draft=draft, rows=wanted)]


def count_pasted(*, contract: int, draft: int) -> PastedCount:
    """How many rows of the draft's blocks wait for an answer, and how many were left out."""
    row = _sql.first("count_pasted", contract=contract, draft=draft, most=MOST_LEFT_OUT)
    return PastedCount(*row) if row else PastedCount(0, 0, 0)


def left_out(*, contract: int, draft: int) -> Listed:
    """What the blocks of a draft have left out, as ``LeftRow``, in the order in which it was written."""
    return _left.of(contract=contract, draft=draft)


def brands_of_open(*, draft: int) -> dict[str, int]:
    """How many open rows each brand would answer at once, by its name."""
    return {row.name: row.rows for row in _sql.rows("brands_of_open", draft=draft, alike=Way.ALIKE)}


def written(*, contract: int, draft: int, products: Sequence[int] | None = None) -> dict[int, WrittenRow]:
    """How pasted lines were written, by product."""
    wanted = None if products is None else list(products)
    rows = _sql.rows("written", contract=contract, draft=draft, products=wanted)
    return {row.product: WrittenRow(row.text or "", row.note or "", row.price) for row in rows}
