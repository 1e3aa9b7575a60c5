"""Everything the contract holds, line by line, on hand or on its way; release, extend, ship."""

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from optom.base.listing import Listed
from optom.domain.companies import rules
from optom.domain.orders import actions
from optom.domain.orders import queries as orders
from optom.interfaces.kit import formats
from optom.interfaces.kit.input import whole
from optom.interfaces.kit.sheets import Act, Column, Done, Kind, Picked, Sheet, Status

from .context import Desk
from .frame import headroom_of, sheet_page
from .orders import shipment_form

_SOON = timedelta(days=1)


_COLUMNS = [
    Column("article", gettext_lazy("Article"), width=116, is_frozen=True, tone="strong", on_phone=True),
    Column("brand", gettext_lazy("Brand"), width=84),
    Column("name", gettext_lazy("Name"), width=240, grows=True),
    Column("order", gettext_lazy("Order"), Kind.INTEGER, width=70),
    Column("warehouse_name", gettext_lazy("Warehouse"), width=110),
    Column("expected_on", gettext_lazy("Expected"), Kind.DATE, width=90),
    Column("held", gettext_lazy("Held"), Kind.QUANTITY, width=76, on_phone=True),
    Column("requested", gettext_lazy("To ship"), Kind.QUANTITY, width=76, zero="—"),
    Column("unit", gettext_lazy("Unit"), width=44, tone="dim"),
    Column("price", gettext_lazy("Price"), Kind.PRICE, width=88),
    Column("value", gettext_lazy("Sum with VAT"), Kind.MONEY, width=110),
    Column("reserved_until", gettext_lazy("Held until"), Kind.MOMENT, width=124, on_phone=True),
]


def _held(desk: Desk) -> Listed:
    return orders.held_lines(contract=desk.contract.id, soon=desk.at + _SOON)


def _chosen(desk: Desk, picked: Picked) -> list[orders.HeldRow]:
    return _held(desk).keyed([whole(key) for key in picked.keys])


def _extend(desk: Desk, picked: Picked) -> Done:
    lines = list(dict.fromkeys(row.line for row in _chosen(desk, picked)))
    until = actions.extend(contract=desk.contract.id, lines=lines, actor=desk.actor, at=desk.at)
    return Done(_("Held until %(moment)s") % {"moment": formats.moment(until)})


def _release(desk: Desk, picked: Picked) -> Done:
    quantities: dict[int, Decimal] = defaultdict(Decimal)
    for row in _chosen(desk, picked):
        quantities[row.line] = min(quantities[row.line] + row.held, row.reserved - row.requested)
    actions.release(contract=desk.contract.id, quantities=quantities, actor=desk.actor, at=desk.at)
    count = len(quantities)
    return Done(ngettext("%(count)s line given back", "%(count)s lines given back", count) % {"count": count})


def _ship(desk: Desk, picked: Picked) -> Done:
    return Done(location=shipment_form(desk, [row.line for row in _chosen(desk, picked)]))


def _status(desk: Desk) -> list[Status]:
    return [headroom_of(desk)]


SHEET: Sheet[Desk] = Sheet(
    name="reserves",
    title=gettext_lazy("Reserves"),
    columns=_COLUMNS,
    listed=_held,
    empty=gettext_lazy("Nothing is held."),
    tones=lambda row: {"expected_on": "warn"} if row.expected_on else {},
    status=_status,
    acts=[
        Act("ship", gettext_lazy("Ship"), _ship, may=rules.may_ship),
        Act("extend", gettext_lazy("Extend the reserve"), _extend, may=rules.may_order),
        Act("release", gettext_lazy("Give back"), _release, may=rules.may_order, is_dangerous=True,
            confirm=gettext_lazy("Give back what {count} line(s) hold? Others may take the goods at once.")),
    ],
)  # fmt: skip


def page(desk: Desk) -> HttpResponse:
    """All that is held."""
    return sheet_page(desk, SHEET, "reserves")
