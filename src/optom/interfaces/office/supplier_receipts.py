"""What came of an order to a supplier, counted in the warehouse by his paper."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from optom.base.refusal import Refusal
from optom.domain.purchasing import actions
from optom.domain.purchasing import queries as purchasing
from optom.domain.purchasing.actions import Came, Instead
from optom.domain.purchasing.queries import AwaitedRow
from optom.domain.stock.queries import ArrivalRow
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import Form, number
from optom.interfaces.kit.sheets import Done

from .context import Desk
from .frame import page
from .special import product_named

_TAB = "arrivals"
_NOTHING = Decimal(0)


def of_picked(desk: Desk, rows: Sequence[ArrivalRow]) -> Done:
    """To the page of the one order that all picked arrivals are of. Refuses `purchasing.not_of_one_order`."""
    order, *others = {purchasing.order_by_paper(row.reference) for row in rows}
    if order is None or others:
        raise Refusal("purchasing.not_of_one_order")
    return Done(location=desk.url("receive-supplier-order", order=order))


def show(desk: Desk) -> HttpResponse:
    """What is awaited of the order, with fields for what came; sent, it stands in the warehouse."""
    order = purchasing.order(desk.given["order"])
    if order is None:
        raise Http404
    lines = purchasing.awaited(order.id)
    if desk.request.method != "POST":
        title = _("Receive order %(number)s") % {"number": order.id}
        return page(desk, "office/receive_supplier_order.html", _TAB, title=title, order=order, lines=lines)
    given = Form(desk.request.POST.dict())
    came, instead = list(_came(given, lines)), list(_instead(given, lines))
    given.refuse()
    said: dict[str, Any] = {"paper": given.text("paper"), "awaits_rest": given.text("rest") == "awaited"}
    actions.receive(order=order.id, came=came, instead=instead, actor=desk.actor, at=desk.at, **said)
    return done(desk.request, desk.url("arrivals"), _("Received: who waits for the goods is told"))


def _came(given: Form, lines: Sequence[AwaitedRow]) -> Iterator[Came]:
    """Lines whose fields stand empty are not spoken of."""
    for one in lines:
        typed = {name: given.text(f"{name}-{one.line}").strip() for name in ("came", "damaged", "price")}
        if not (typed["came"] or typed["damaged"]):
            continue
        yield Came(
            one.line,
            given.read(f"came-{one.line}", number, _NOTHING) if typed["came"] else _NOTHING,
            given.read(f"damaged-{one.line}", number, _NOTHING) if typed["damaged"] else _NOTHING,
            given.read(f"price-{one.line}", number, _NOTHING) if typed["price"] else None,
            given.read(f"still-{one.line}", number, one.open),
        )


def _instead(given: Form, lines: Sequence[AwaitedRow]) -> Iterator[Instead]:
    for one in lines:
        if given.text(f"instead-{one.line}").strip():
            yield Instead(
                one.line,
                given.read(f"instead-{one.line}", partial(product_named, brand=given.text(f"brand-{one.line}")), 0),
                given.read(f"quantity-{one.line}", number, _NOTHING),
                given.read(f"cost-{one.line}", number, _NOTHING),
            )
