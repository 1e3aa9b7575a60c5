"""What is told of goods, and since when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from optom.base.books import Broken
from optom.base.sql import statements

from .models import Bounds, Input, MarketPrice

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


@dataclass(frozen=True, slots=True)
class BoundsRow:
    """Shares and variations in per cent by which goods are classed; for how many days a competitor's price counts."""

    a_share: Decimal
    b_share: Decimal
    x_variation: Decimal
    y_variation: Decimal
    market_days: int


@dataclass(frozen=True, slots=True)
class SeenRow:
    """For what a competitor sells a product, when that was seen, and whether it is new enough to count."""

    competitor: str
    amount: Decimal
    seen_on: date
    counts: bool


def bounds() -> BoundsRow:
    """By which bounds goods are classed."""
    return BoundsRow(*Bounds.objects.values_list(*BoundsRow.__slots__).get(pk=1))


def seen(product: int, day: date) -> list[SeenRow]:
    """What competitors ask for a product, as seen last, the lowest first; whether it counts on the day."""
    since = day - timedelta(days=bounds().market_days)
    found = MarketPrice.objects.filter(product_id=product).order_by("amount", "competitor__name")
    rows = found.values_list("competitor__name", "amount", "seen_on")
    return [SeenRow(name, amount, seen_on, seen_on > since) for name, amount, seen_on in rows]


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
