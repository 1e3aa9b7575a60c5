"""What of goods is left by those who wait for them (ADR 0016)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from optom.base.sql import statements
from optom.domain.stock.rules import Source

from .waiting import place_of

_sql = statements(__package__)
_NOTHING = Decimal(0)


def unspoken(sources: Sequence[Source], at: datetime) -> list[Source]:
    """The same sources, with as much free as the queue leaves to who comes now. One statement, none for nothing."""
    products = sorted({source.product for source in sources if source.free > 0})
    if not products:
        return list(sources)
    spoken = {(*row[:3], None): row.quantity for row in _sql.rows("spoken_for", products=products, at=at)}
    return [replace(source, free=source.free - spoken.get(place_of(source), _NOTHING)) for source in sources]
