"""Until when what is asked of a warehouse leaves it the same day: typed into the list."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext_lazy

from optom.base.listing import Asked, Part
from optom.base.refusal import Refusal
from optom.domain.stock import actions
from optom.domain.stock import queries as stock
from optom.interfaces.kit.input import hour, in_field, whole
from optom.interfaces.kit.sheets import Cell, Column, Edited, Sheet, part_of

from .context import Desk
from .frame import sheet_page

_COLUMNS = [
    Column("name", gettext_lazy("Warehouse"), width=200, is_frozen=True, tone="strong", on_phone=True),
    Column("code", gettext_lazy("Code"), width=90),
    Column("cut_off", gettext_lazy("The same day until"), width=140, is_editable=True, on_phone=True,
           value=lambda place: f"{place.cut_off:%H:%M}" if place.cut_off else ""),
]  # fmt: skip


def _rows(_desk: Desk, asked: Asked) -> Part:
    return part_of(stock.warehouses(), _COLUMNS, asked)


def _keyed(_desk: Desk, keys: Sequence[str]) -> list[stock.WarehouseRow]:
    wanted = {whole(key) for key in keys}
    return [place for place in stock.warehouses() if place.id in wanted]


def _edit(desk: Desk, cells: Sequence[Cell], _key: str) -> Edited:
    refused = []
    for cell in cells:
        try:
            cut_off = in_field("cut_off", hour, cell.value) if cell.value.strip() else None
            actions.set_cut_off(warehouse=whole(cell.key), cut_off=cut_off, actor=desk.actor, at=desk.at)
        except Refusal as refusal:
            refused.append((cell, refusal))
    return Edited(refused)


SHEET: Sheet[Desk] = Sheet(
    name="warehouses",
    title=gettext_lazy("Hours of the warehouses"),
    columns=_COLUMNS,
    rows=_rows,
    keyed=_keyed,
    edit=_edit,
)


def listing(desk: Desk) -> HttpResponse:
    """The warehouses and their hours."""
    return sheet_page(desk, SHEET, "picking", template="office/warehouses.html")
