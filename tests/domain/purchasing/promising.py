"""A supplier lets what he has be promised, and what becomes of it."""

from datetime import datetime, timedelta
from typing import Any

from optom.base.business_day import business_day
from optom.domain.orders.models import Line
from optom.domain.purchasing import actions
from optom.domain.purchasing.actions import Confirmed, Supplies
from optom.domain.purchasing.models import SupplierLine
from optom.domain.stock import queries as stock
from optom.domain.suppliers.models import FeedRun, Offer, Terms
from tests.trade import Firm, dec

from .test_best_offers import offer


def has(firm: Firm, product: int, supplier: str, quantity: int | None, at: datetime, *, price: str = "100") -> Offer:
    """A supplier's list of now tells that he has so much; it comes two days after the order."""
    made = offer(firm, product, supplier, price, stock=quantity, with_vat=False, at=at)
    Terms.objects.filter(pk=made.pk).update(lead_days=2)
    listed(made, at)
    return made


def listed(made: Offer, at: datetime) -> None:
    """A list of the offer's feed was let in."""
    FeedRun.objects.create(
        feed=made.feed, name="", sha256="0" * 64, size=1, received_at=at, ended_at=at, state="applied"
    )


def let(firm: Firm, made: Offer, at: datetime, **said: Any) -> None:
    """What he has may be promised from now on."""
    actions.let_promise(supplier=made.supplier_id, supplies=Supplies(firm.moscow, **said), actor=None, at=at)
    actions.tell_supplies(suppliers=[made.supplier_id], at=at)


def bearing_of(firm: Firm, quantity: int, at: datetime) -> Offer:
    """A supplier's bearing, of which all that he has may be promised."""
    made = has(firm, firm.product("6204", price=200), "Близкий", quantity, at)
    let(firm, made, at)
    return made


def product_of(made: Offer) -> int:
    return made.product_id or 0


def confirmed(paula: int, quantity: int, at: datetime, *, price: int = 100, days: int = 2) -> SupplierLine:
    """The supplier confirms so much of the one line that was ordered of him, to come in so many days."""
    line, on = SupplierLine.objects.get(), business_day(at) + timedelta(days=days)
    told = [Confirmed(line.pk, dec(quantity), dec(price), on)]
    actions.confirm(order=line.order_id, lines=told, actor=paula, at=at)
    return line


def now_has(made: Offer, quantity: int, at: datetime) -> None:
    """His next list tells that he has so much."""
    Terms.objects.filter(pk=made.pk).update(stock=quantity)
    listed(made, at)
    assert actions.tell_supplies(offers=[made.pk], products=[made.product_id or 0], at=at)


def free(product: int, contract: int, at: datetime) -> Any:
    return sum(one.free for one in stock.supplies(contract=contract, products=[product], at=at))


def held(line: int) -> Any:
    return Line.objects.values_list("reserved", flat=True).get(pk=line)


def ordered(firm: Firm, paula: int, at: datetime) -> int:
    """What is short, sent to the supplier."""
    actions.measure_needs(at=at)
    [made] = actions.order_needs(warehouse=firm.moscow, actor=paula, at=at)
    actions.send(order=made.order, actor=paula, at=at)
    return made.order
