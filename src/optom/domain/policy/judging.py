"""What can be a price, and how those are marked that are held back: the same for sets and for one product."""

from decimal import ROUND_HALF_UP, Context, Decimal

from optom.base.formula import Value

BLANK = 0
"""The guard of what could not be worked out, or is not above zero."""
OF_HELD = 30_000
"""The guard of what is made of a price that moves and is held back."""
OF_BREAKS = 10_000
"""Above this number rules are rows of breaks."""
MOST = 10**11
_DECIMALS = 4
_STEP = Decimal("0.0001")
_WIDE = Context(prec=20_000)


def priced_sql(price: str) -> str:
    """To the decimals of a price at the least; what is not above zero or beyond bounds is no price."""
    return f"nullif(nullif(least(greatest(round({price}, {_DECIMALS}), 0), {MOST}), {MOST}), 0)"


def priced(price: Value) -> Decimal | None:
    """The same of one."""
    amount = quantized(price, _STEP) if isinstance(price, Decimal) else None
    return amount if amount is not None and 0 < amount < MOST else None


def quantized(price: Decimal, step: Decimal) -> Decimal:
    """To a step of decimals, half away from zero."""
    return price.quantize(step, ROUND_HALF_UP, _WIDE)


def stays_sql(column: int) -> str:
    """Whether the price of a column would move and is held back."""
    return f"(s.h{column} is not null and s.c{column} is distinct from s.b{column})"
