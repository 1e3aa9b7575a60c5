"""What goods cost and how they sell, as a sheet; the director types what he reckons with."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy, pgettext_lazy

from optom.base.business_day import business_day
from optom.base.listing import Listed
from optom.base.refusal import Refusal
from optom.domain.costs import actions
from optom.domain.costs import queries as costs
from optom.domain.costs.actions import Told
from optom.domain.costs.queries import InputRow
from optom.domain.costs.rules import SUM, objection_to_figure
from optom.interfaces.kit.cost_titles import head_of, title_of
from optom.interfaces.kit.input import whole
from optom.interfaces.kit.price_lists import sum_of
from optom.interfaces.kit.sheets import Cell, Column, Edited, Kind, Panel, Sheet

from .context import Desk
from .frame import sheet_page

_TYPED = {"planned_cost", "recommended"}  # the others come from papers and suppliers
_MOST_TOLD = 50
_ABC = {"A": "A", "B": "B", "C": "C"}
_XYZ = {"X": "X", "Y": "Y", "Z": "Z"}
_GOODS = [
    Column("article", gettext_lazy("Article"), width=156, is_frozen=True, tone="strong", on_phone=True),
    Column("brand", gettext_lazy("Brand"), width=84, on_phone=True),
    Column("name", gettext_lazy("Name"), width=220, grows=True),
    Column("group", gettext_lazy("Group"), width=170, is_hidden=True),
]
_SELLING = [
    Column("market_min", pgettext_lazy("price", "Market, lowest"), Kind.PRICE, width=112),
    Column("market_median", pgettext_lazy("price", "Market, middle"), Kind.PRICE, width=112),
    Column("market_count", gettext_lazy("Prices seen"), Kind.INTEGER, width=100, is_hidden=True),
    Column("on_hand", gettext_lazy("On hand"), Kind.QUANTITY, width=86, zero="—", on_phone=True),
    Column("abc", "ABC", Kind.CHOICE, width=50, choices=_ABC),
    Column("xyz", "XYZ", Kind.CHOICE, width=50, choices=_XYZ),
    Column("sold_90", gettext_lazy("Left in 90 days"), Kind.QUANTITY, width=126, zero="—"),
    Column("cover_days", gettext_lazy("Days of stock"), Kind.QUANTITY, width=106),
    Column("stock_days", gettext_lazy("Days since it came"), Kind.INTEGER, width=126),
]  # fmt: skip


def _columns(desk: Desk) -> list[Column]:
    may, told = desk.may("set_costs"), costs.told_inputs()
    inputs = (_told(one, may=may, is_known=one.id in told) for one in costs.inputs())
    return [*_GOODS, *inputs, *_SELLING]


def _told(one: InputRow, *, may: bool, is_known: bool) -> Column:
    """What nobody has ever told stands hidden, unless it can be typed here."""
    may_type = may and _is_typed(one)
    return Column(
        one.column,
        head_of(one),
        Kind.PRICE if one.kind == SUM else Kind.QUANTITY,
        width=104,
        hint=title_of(one),
        is_editable=may_type,
        is_hidden=not (is_known or may_type),
        on_phone=one.name == "planned_cost",
    )


def _is_typed(one: InputRow) -> bool:
    return one.is_own or one.name in _TYPED


def _listed(desk: Desk) -> Listed:
    return costs.sheet(business_day(desk.at))


def _keyed(desk: Desk, keys: Sequence[str]) -> Sequence[Any]:
    return _listed(desk).keyed([whole(key) for key in keys])


def _edit(desk: Desk, cells: Sequence[Cell], _key: str) -> Edited:
    """All cells that can be read go into one act; each of the others is refused with its reason."""
    inputs = {one.column: one for one in costs.inputs()}
    told: list[Told] = []
    refused: list[tuple[Cell, Refusal]] = []
    for cell in cells:
        try:
            told.append(Told(inputs[cell.column].id, whole(cell.key), _amount(inputs[cell.column].kind, cell.value)))
        except Refusal as refusal:
            refused.append((cell, refusal))
    actions.set_figures(told=told, actor=desk.actor, at=desk.at)
    return Edited(refused)


def _amount(kind: str, text: str) -> Decimal | None:
    if not text.strip():
        return None
    amount = sum_of(text)
    if reason := objection_to_figure(kind, amount):
        raise reason
    return amount


def _panel(desk: Desk, key: str) -> Panel | None:
    """What was told of the product and when; what competitors ask."""
    product = whole(key)
    row = _listed(desk).one(product)
    if row is None:
        return None
    titles = {one.name: head_of(one) for one in costs.inputs()}
    history = [(titles[one.input], one) for one in costs.history(product, most=_MOST_TOLD)]
    facts = {"row": row, "history": history, "seen": costs.seen(product, business_day(desk.at))}
    return Panel(row.article, "office/panels/cost.html", facts)


def _tones(row: Any) -> Mapping[str, str]:
    """What costs us more than others sell it for."""
    cost, market = row.planned_cost or row.receipt_cost, row.market_min
    return {"market_min": "bad"} if cost and market and market <= cost else {}


SHEET: Sheet[Desk] = Sheet(
    name="costs",
    title=gettext_lazy("Costs"),
    columns=_columns,
    listed=_listed,
    keyed=_keyed,
    edit=_edit,
    panel=_panel,
    tones=_tones,
    empty=gettext_lazy("There are no goods yet."),
)


def listing(desk: Desk) -> HttpResponse:
    """All goods that are sold, with what is known of them."""
    return sheet_page(desk, SHEET, "costs", template="office/costs.html", may_set=desk.may("set_costs"))
