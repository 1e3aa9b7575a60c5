"""What the catalog tells beside the rest to those who want it. Asked by the page of rows, and only what is shown."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.domain.assortment import actions as own
from optom.domain.assortment import queries as assortment
from optom.domain.catalog import queries as catalog
from optom.domain.orders import queries as orders
from optom.domain.pricing import queries as pricing
from optom.interfaces.kit import formats
from optom.interfaces.kit.input import whole
from optom.interfaces.kit.sheets import Cell, Column, Kind

from .context import Desk

OWN_NUMBER = "own_number"
_BOUGHT = ("bought_on", "bought_at")
_MOST_CROSSES = 20
Told = Mapping[str, Mapping[int, Any]]  # by the name of the column, of products; what nobody wants is not there


def columns(desk: Desk) -> Iterator[Column]:
    """The columns of lines that have a row and what is ``told``."""

    def column(name: str, title: str, kind: Kind = Kind.TEXT, **how: Any) -> Column:
        return Column(name, title, kind, value=lambda line: _of(line, name), is_hidden=True, **how)

    yield column(
        OWN_NUMBER, _("Own number"), width=108, is_editable=desk.may("draft"),
        hint=_("How your company calls it. Lists that you or your colleagues paste understand it."),
    )  # fmt: skip
    yield column("bought_on", _("Last bought"), Kind.DATE, width=92)
    yield column("bought_at", _("Last price"), Kind.PRICE, width=104, hint=_("At which it was ordered the last time."))
    yield column("breaks", _("From quantity"), width=230, hint=_("From how much on it costs less."))
    yield column("analogs", _("Analogs"), Kind.INTEGER, width=76, hint=_("So many goods can be taken instead."))
    yield column("crosses", _("Cross-numbers"), width=190, tone="dim")


def _of(line: Any, column: str) -> Any:
    return line.told.get(column, {}).get(line.row.id)


def told(desk: Desk, shown: Collection[str], products: Sequence[int]) -> Told:
    """What of the columns shown is told of these products; one statement a question, two of breaks' prices in one."""
    found: dict[str, Mapping[int, Any]] = {name: ask(desk, products) for name, ask in _ASKED.items() if name in shown}
    if any(name in shown for name in _BOUGHT):
        last = orders.last_bought(contract=desk.contract.id, products=products)
        found["bought_on"] = {product: business_day(one.placed_at) for product, one in last.items()}
        found["bought_at"] = {product: one.price for product, one in last.items()}
    return found


def sorted_by(desk: Desk, column: str, products: Sequence[int]) -> Mapping[int, Any]:
    """By what the products are sorted where they are sorted by one of the columns; breaks by the first of them."""
    if column == "breaks":
        found = pricing.breaks_now(contract=desk.contract.id, products=products, at=desk.at)
        return {product: steps[0] for product, steps in found.items()}
    return told(desk, {column}, products)[column]


def _own_numbers(desk: Desk, products: Sequence[int]) -> Mapping[int, str]:
    return assortment.own_numbers(company=desk.contract.company, products=products)


def _breaks(desk: Desk, products: Sequence[int]) -> Mapping[int, str]:
    """от 100 — 95,00 · от 1 000 — 90,00."""
    found = pricing.breaks_now(contract=desk.contract.id, products=products, at=desk.at)
    return {product: " · ".join(map(_step, steps)) for product, steps in found.items()}


def _step(step: tuple[Decimal, Decimal]) -> str:
    start, price = step
    return _("from %(quantity)s") % {"quantity": formats.quantity(start)} + f" — {formats.price(price)}"


def _analogs(desk: Desk, products: Sequence[int]) -> Mapping[int, int]:
    return assortment.analog_counts(contract=desk.contract.id, products=products)


def _crosses(_desk: Desk, products: Sequence[int]) -> Mapping[int, str]:
    found = catalog.cross_numbers(products, most=_MOST_CROSSES)
    return {product: ", ".join(numbers) for product, numbers in found.items()}


_ASKED: Mapping[str, Callable[[Desk, Sequence[int]], Mapping[int, Any]]] = {
    OWN_NUMBER: _own_numbers,
    "breaks": _breaks,
    "analogs": _analogs,
    "crosses": _crosses,
}


def give_numbers(desk: Desk, cells: Sequence[Cell]) -> list[tuple[Cell, Refusal]]:
    """Own numbers that were typed; those that can't be."""
    if not cells:
        return []
    numbers = {whole(cell.key): " ".join(cell.value.split()) for cell in cells}
    seen = assortment.seen(contract=desk.contract.id, products=list(numbers))
    refused = own.give_numbers(
        company=desk.contract.company, numbers={product: said for product, said in numbers.items() if product in seen}
    )
    refused |= {one: Refusal("orders.not_in_assortment", product=one) for one in numbers if one not in seen}
    return [(cell, refused[whole(cell.key)]) for cell in cells if whole(cell.key) in refused]
