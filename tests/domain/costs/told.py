"""What the tests tell of goods, by names."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from optom.domain.costs import actions as costs
from optom.domain.costs import queries
from optom.domain.costs.actions import Told
from optom.domain.costs.models import Figure
from tests.trade import dec


def input_of(name: str) -> int:
    return next(one.id for one in queries.inputs() if one.name == name)


def tell(product: int, name: str, amount: Any, *, at: datetime, actor: int | None = None) -> int:
    told = Told(input_of(name), product, None if amount is None else dec(amount))
    return costs.set_figures(told=[told], actor=actor, at=at)


def known() -> dict[tuple[str, str], Decimal]:
    """Every figure, by the article and the input."""
    rows = Figure.objects.values_list("product__article", "input__name", "amount")
    return {(article, name): amount for article, name, amount in rows}
