"""What is told of goods, and since when."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from optom.base.books import Broken
from optom.base.listing import Listed, Listing
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

    @property
    def column(self) -> str:
        """What it is called in `sheet`: a firm's own may be called as something else is there."""
        return f"own_{self.id}" if self.is_own else self.name


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


@dataclass(frozen=True, slots=True)
class MarketPriceRow:
    """A competitor's price of a product, and whether it is new enough to count; what the market asks in all."""

    id: int
    product: int
    article: str
    brand: str | None
    name: str
    competitor: str
    amount: Decimal
    seen_on: date
    counts: bool
    lowest: Decimal | None
    median: Decimal | None


_sheet = Listing(
    __package__,
    "sheet",
    search=("article", "name"),
    texts=("brand", "name", "group"),
    nulls=(
        "brand", "group", "abc", "xyz", "sold_90", "cover_days", "stock_days",
        "market_min", "market_median", "market_count",
    ),
    order=("article", "id"),
)  # fmt: skip
_market_prices = Listing(
    __package__,
    "market_prices",
    search=("article", "name", "competitor"),
    texts=("brand", "name", "competitor"),
    nulls=("brand", "lowest", "median"),
    order=("article", "amount", "id"),
    row=MarketPriceRow,
)


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


def told_inputs() -> set[int]:
    """Those of which something is known, of any product. One statement."""
    return {row.id for row in _sql.rows("told_inputs")}


def products_changed(*, since: datetime, with_measured: bool) -> list[int]:
    """The products of which something was told since a moment; with what is measured of them, if that is asked too."""
    return [row.product_id for row in _sql.rows("products_changed", since=since, with_measured=with_measured)]


def history(product: int, *, most: int) -> list[Change]:
    """The last changes of what is told of a product, the newest first."""
    return [Change(*row) for row in _sql.rows("history", product=product, most=most)]


def sheet(day: date) -> Listed:
    """What is known of every product that is sold, a column for each input, by articles."""
    told = inputs()
    columns = [f'f{one.id}.amount as "{one.column}"' for one in told]
    joins = [
        f"left join costs_figure f{one.id} on f{one.id}.input_id = {one.id} and f{one.id}.product_id = p.id"
        for one in told
    ]
    text = _sql.text("sheet").replace("{columns}", ", ".join(columns)).replace("{joins}", "\n".join(joins))
    names = [one.column for one in told]
    return replace(_sheet, text=text, nulls=(*_sheet.nulls, *names)).of(today=day)


def market_prices(day: date) -> Listed:
    """What competitors ask, as seen last, as ``MarketPriceRow``."""
    return _market_prices.of(since=day - timedelta(days=bounds().market_days))


def broken_books() -> list[Broken]:
    """Figures that are not the last change in the ledger."""
    return [Broken(*row) for row in _sql.rows("broken_books")]
