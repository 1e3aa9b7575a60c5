"""What is told of goods, and since when."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from optom.base.books import Broken
from optom.base.sql import statements

from .models import Input

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class InputRow:
    """Something that is told of products: its names in formulas, ``kind`` sum or number."""

    id: int
    name: str
    russian: str
    kind: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What a figure became, who said so, and where; ``amount`` None: it was not known any more."""

    input: str
    russian: str
    at: datetime
    amount: Decimal | None
    source: str
    actor: str | None


def inputs() -> list[InputRow]:
    """All that may be told of a product, in the order in which it was declared."""
    return [
        InputRow(*row) for row in Input.objects.order_by("id").values_list("id", "name", "russian", "kind", "is_own")
    ]


def history(product: int, *, most: int) -> list[Change]:
    """The last changes of what is told of a product, the newest first."""
    return [Change(*row) for row in _sql.rows("history", product=product, most=most)]


def broken_books() -> list[Broken]:
    """Figures that are not the last change in the ledger."""
    return [Broken(*row) for row in _sql.rows("broken_books")]
