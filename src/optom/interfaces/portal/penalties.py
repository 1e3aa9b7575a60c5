"""What delay has cost the buyer by the terms of his contract, debt by debt, as of a day."""

from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.domain.billing import queries as billing
from optom.interfaces.kit import penalties as kinds
from optom.interfaces.kit.frame import Link
from optom.interfaces.kit.input import whole
from optom.interfaces.kit.reports import day_in, led
from optom.interfaces.kit.sheets import Sheet
from optom.interfaces.kit.why import Told, of_day, why_penalty

from .context import Desk
from .frame import sheet_page
from .reports import reports
from .why import question


def _why(desk: Desk, key: str, _column: str) -> Told:
    return why_penalty(of_day(question(desk), day_in(desk.given["on"])), whole(key))


SHEET: Sheet[Desk] = Sheet(
    name="penalties",
    title=gettext_lazy("Late-payment penalties"),
    columns=kinds.OF_DEBTS,
    listed=lambda desk: billing.penalties(contract=desk.contract.id, on=day_in(desk.given["on"]), at=desk.at),
    empty=gettext_lazy("Nothing is overdue under terms that carry a penalty."),
    why=_why,
)


def listing(desk: Desk) -> HttpResponse:
    """Of the present contract."""
    if typed := desk.request.GET.get("on"):
        return led(desk.request, partial(desk.url, "penalties"), on=typed)
    context = {"back": Link(_("Money"), desk.url("money")), "reports": reports(desk, "penalties")}
    return sheet_page(desk, SHEET, "money", template="kit/report.html", on=day_in(desk.given["on"]), **context)
