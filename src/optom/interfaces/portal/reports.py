"""Reports of settlements for the buyer: of all contracts of his company, and when what is to be paid."""

from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.business_day import business_day
from optom.base.listing import Listed
from optom.domain.credit import queries as credit
from optom.interfaces.kit import reports as kinds
from optom.interfaces.kit.frame import Link
from optom.interfaces.kit.periods import named
from optom.interfaces.kit.reports import day_in, span_in
from optom.interfaces.kit.sheets import Column, Sheet

from .context import Desk
from .frame import sheet_page

AGING: Sheet[Desk] = Sheet(
    name="aging",
    title=gettext_lazy("Aged debt"),
    columns=kinds.of_own(kinds.aging_columns()),
    listed=lambda desk: credit.aging(on=day_in(desk.given["on"])).only(company=desk.company),
    empty=gettext_lazy("Everything is settled."),
    tones=kinds.aging_tones,
)
DUE: Sheet[Desk] = Sheet(
    name="due",
    title=gettext_lazy("Payment schedule"),
    columns=kinds.of_own(kinds.DUE),
    listed=lambda desk: credit.expected(today=business_day(desk.at), contract=desk.contract.id),
    empty=gettext_lazy("Nothing to pay."),
    tones=kinds.due_tones,
)


def _turnover_columns(desk: Desk) -> list[Column]:
    address = desk.url("statement").replace(f"/c/{desk.contract.id}/", "/c/{key}/")
    return kinds.of_own(kinds.turnover_columns(link=f"{address}?on={desk.given['since']}..{desk.given['until']}"))


def _turnover(desk: Desk) -> Listed:
    since, until = span_in(desk.given["since"], desk.given["until"])
    return credit.turnover(since=since, until=until).only(company=desk.company)


TURNOVER: Sheet[Desk] = Sheet(
    name="turnover",
    title=gettext_lazy("Turnover of settlements"),
    columns=_turnover_columns,
    listed=_turnover,
    empty=gettext_lazy("No transactions in this period."),
)


def reports(desk: Desk, current: str = "") -> list[Link]:
    """The reports beside each other."""
    today = business_day(desk.at)
    on, since = today.isoformat(), today.replace(day=1).isoformat()
    urls = {
        "statement": (_("Statement"), desk.url("statement")),
        "open-items": (_("Outstanding"), desk.url("open-items")),
        "due": (_("Payment schedule"), desk.url("due")),
        "aging": (_("Aged debt"), desk.url("aging", on=on)),
        "turnover": (_("Turnover"), desk.url("turnover", since=since, until=on)),
        "penalties": (_("Penalties"), desk.url("penalties", on=on)),
        "reconciliation": (_("Reconciliation"), desk.url("reconciliation")),
    }
    return [Link(title, url, current=name == current) for name, (title, url) in urls.items()]


def aging(desk: Desk) -> HttpResponse:
    """By how many days what is open was late, as of a day."""
    if typed := desk.request.GET.get("on"):
        return kinds.led(desk.request, partial(desk.url, "aging"), on=typed)
    return _page(desk, AGING, "aging", on=day_in(desk.given["on"]))


def due(desk: Desk) -> HttpResponse:
    """What is to be paid by which day."""
    return _page(desk, DUE, "due")


def turnover(desk: Desk) -> HttpResponse:
    """What moved from day to day, contract by contract."""
    if typed := desk.request.GET.get("since"):
        last = desk.request.GET.get("until", "")
        return kinds.led(desk.request, partial(desk.url, "turnover"), since=typed, until=last)
    since, until = span_in(desk.given["since"], desk.given["until"])
    return _page(desk, TURNOVER, "turnover", since=since, until=until, spans=_spans(desk))


def _page(desk: Desk, sheet: Sheet[Desk], name: str, **context: object) -> HttpResponse:
    back = Link(_("Money"), desk.url("money"))
    return sheet_page(
        desk, sheet, "money", template="kit/report.html", back=back, reports=reports(desk, name), **context
    )


def _spans(desk: Desk) -> list[Link]:
    given = desk.given["since"], desk.given["until"]
    found = []
    for title, first, last in named(business_day(desk.at)):
        days = first.isoformat(), last.isoformat()
        found.append(Link(title, desk.url("turnover", since=days[0], until=days[1]), current=days == given))
    return found
