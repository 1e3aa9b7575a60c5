"""Cost centres: what orders are charged to, how much of a month's budget is used; administrators keep the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from optom.base.listing import Asked, Part
from optom.base.refusal import Refusal
from optom.domain.companies import actions, rules
from optom.domain.companies import queries as companies
from optom.domain.orders import queries as orders
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import sum_or_none, whole
from optom.interfaces.kit.sheets import Act, Cell, Column, Done, Edited, Facet, Kind, Picked, Sheet, part_of
from optom.interfaces.kit.why import why_budget

from .context import Desk
from .frame import sheet_page
from .why import question

_STATES = {"false": gettext_lazy("open"), "true": gettext_lazy("closed")}


@dataclass(frozen=True, slots=True)
class Line:
    """A cost centre with what was charged to it this month in the currency of the contract."""

    row: companies.CentreRow
    used: Decimal

    @property
    def id(self) -> int:
        """The centre."""
        return self.row.id

    @property
    def left(self) -> Decimal | None:
        """What of the budget is left; below zero where colleagues have approved more."""
        return None if self.row.budget is None else self.row.budget - self.used

    @property
    def state(self) -> str:
        """Open or closed."""
        return "true" if self.row.is_closed else "false"


def choices(desk: Desk, current: int | None) -> list[companies.CentreRow]:
    """What the person may charge, and what is charged already."""
    found = companies.cost_centres(desk.contract.company)
    if not found:
        return []
    own = companies.standing(desk.contract.id, desk.actor, desk.at).spending.centres
    return [one for one in found if one.id == current or (not one.is_closed and (not own or one.id in own))]


def options(desk: Desk) -> dict[str, str]:
    """All of them, for a filter."""
    return {str(one.id): f"{one.code} {one.name}" for one in companies.cost_centres(desk.contract.company)}


def _columns(desk: Desk) -> list[Column]:
    may = desk.may("administer")
    return [
        Column("code", _("Code"), width=100, value=lambda line: line.row.code, is_frozen=True, tone="strong",
               on_phone=True),
        Column("name", _("Name"), width=240, value=lambda line: line.row.name, grows=True, on_phone=True,
               is_editable=may),
        Column("budget", _("Budget of a month"), Kind.MONEY, width=140, value=lambda line: line.row.budget,
               is_editable=may, has_why=True),
        Column("used", _("Used this month"), Kind.MONEY, width=190, zero="—", on_phone=True, has_why=True),
        Column("left", pgettext("budget", "Left"), Kind.MONEY, width=120, has_why=True),
        Column("state", _("State"), Kind.CHOICE, width=90, choices=_STATES),
    ]  # fmt: skip


def _lines(desk: Desk) -> list[Line]:
    company = desk.contract.company
    used = orders.spent_by_centre(company=company, currency=desk.contract.currency, at=desk.at)
    return [Line(row, used.get(row.id, Decimal(0))) for row in companies.cost_centres(company)]


def _rows(desk: Desk, asked: Asked) -> Part:
    return part_of(_lines(desk), _columns(desk), asked, sums=["used"])


def _keyed(desk: Desk, keys: Sequence[str]) -> list[Line]:
    wanted = {whole(key) for key in keys}
    return [line for line in _lines(desk) if line.id in wanted]


def _edit(desk: Desk, cells: Sequence[Cell], _key: str) -> Edited:
    refused: list[tuple[Cell, Refusal]] = []
    for cell in cells:
        try:
            _change(desk, cell)
        except Refusal as refusal:
            refused.append((cell, refusal))
    return Edited(refused)


def _change(desk: Desk, cell: Cell) -> None:
    known = companies.cost_centre(desk.contract.company, whole(cell.key))
    if known is None:
        raise Refusal("companies.centre_unknown", field="centre")
    told = {"code": known.code, "name": known.name, "budget": known.budget}
    told[cell.column] = sum_or_none("budget", cell.value) if cell.column == "budget" else cell.value
    company = desk.contract.company
    actions.change_cost_centre(company=company, centre=known.id, **told, actor=desk.actor, at=desk.at)  # type: ignore[arg-type]


def _close(desk: Desk, picked: Picked) -> Done:
    for key in picked.keys:
        centre = whole(key)
        actions.close_cost_centre(company=desk.contract.company, centre=centre, actor=desk.actor, at=desk.at)
    return Done()


def _open(desk: Desk, picked: Picked) -> Done:
    for key in picked.keys:
        centre = whole(key)
        actions.open_cost_centre(company=desk.contract.company, centre=centre, actor=desk.actor, at=desk.at)
    return Done()


SHEET: Sheet[Desk] = Sheet(
    name="centres",
    title=gettext_lazy("Cost centres"),
    columns=_columns,
    rows=_rows,
    keyed=_keyed,
    edit=_edit,
    empty=gettext_lazy("There are no cost centres yet: an order is charged to none."),
    facets=[Facet("state", gettext_lazy("State"), options=_STATES)],
    why=lambda desk, key, _column: why_budget(question(desk), whole(key)),
    tones=lambda line: {"": "dim"} if line.row.is_closed else {"left": "bad"} if line.left and line.left < 0 else {},
    acts=[
        Act("close", gettext_lazy("Close"), _close, may=rules.may_administer),
        Act("open", gettext_lazy("Reopen"), _open, may=rules.may_administer),
    ],
)


def listing(desk: Desk) -> HttpResponse:
    """All cost centres; administrators add to them and change them in place."""
    return sheet_page(desk, SHEET, "company", template="portal/centres.html")


def add(desk: Desk) -> HttpResponse:
    """Another one."""
    if desk.request.method != "POST":
        raise Http404
    given = desk.request.POST
    code = given.get("code", "")
    actions.add_cost_centre(
        company=desk.contract.company,
        code=code,
        name=given.get("name", ""),
        budget=sum_or_none("budget", given.get("budget", "")),
        actor=desk.actor,
        at=desk.at,
    )
    return done(desk.request, desk.url("centres"), _("Cost centre %(code)s is added") % {"code": code.strip()})
