"""Reports of the finance desk over all contracts: who owes since when, what is expected, what moved in a period."""

from collections.abc import Callable
from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from optom.base.business_day import business_day
from optom.domain.credit import queries as credit
from optom.interfaces.kit import reports as kinds
from optom.interfaces.kit.frame import Link
from optom.interfaces.kit.periods import named
from optom.interfaces.kit.reports import day_in, span_in
from optom.interfaces.kit.sheets import Column, Facet, Sheet

from .context import Desk
from .frame import sheet_page

_TAB = "reports"
_OVERDUE = [Facet("overdue", gettext_lazy("overdue"), "flag", {"0.01..": gettext_lazy("overdue")})]

AGING: Sheet[Desk] = Sheet(
    name="aging",
    title=gettext_lazy("Aged debt"),
    columns=kinds.aging_columns(),
    listed=lambda desk: credit.aging(on=day_in(desk.given["on"])),
    empty=gettext_lazy("Nobody owes anything."),
    facets=_OVERDUE,
    tones=kinds.aging_tones,
)
AGING_OF_COMPANIES: Sheet[Desk] = Sheet(
    name="aging-companies",
    title=gettext_lazy("Aged debt by company"),
    columns=kinds.aging_columns(of_companies=True),
    listed=lambda desk: credit.aging_of_companies(on=day_in(desk.given["on"])),
    empty=gettext_lazy("Nobody owes anything."),
    facets=_OVERDUE,
    tones=kinds.aging_tones,
)
DUE: Sheet[Desk] = Sheet(
    name="due",
    title=gettext_lazy("Expected payments"),
    columns=kinds.DUE,
    listed=lambda desk: credit.expected(today=business_day(desk.at)),
    empty=gettext_lazy("Nothing to pay."),
    tones=kinds.due_tones,
)


def _turnover_columns(desk: Desk) -> list[Column]:
    address = desk.url("statement", contract=0).replace("/0/", "/{key}/")
    return kinds.turnover_columns(link=f"{address}?on={desk.given['since']}..{desk.given['until']}")


TURNOVER: Sheet[Desk] = Sheet(
    name="turnover",
    title=gettext_lazy("Turnover of settlements"),
    columns=_turnover_columns,
    listed=lambda desk: credit.turnover(
        **dict(zip(("since", "until"), span_in(desk.given["since"], desk.given["until"]), strict=True))
    ),
    empty=gettext_lazy("No transactions in this period."),
)

EXCHANGE: Sheet[Desk] = Sheet(
    name="exchange",
    title=gettext_lazy("Exchange differences"),
    columns=kinds.EXCHANGE,
    listed=lambda desk: credit.exchange(
        **dict(zip(("since", "until"), span_in(desk.given["since"], desk.given["until"]), strict=True))
    ),
    empty=gettext_lazy("No transactions under contracts in other currencies yet."),
    tones=kinds.exchange_tones,
)


def reports(desk: Desk, current: str) -> list[Link]:
    """The reports beside each other."""
    today = business_day(desk.at)
    on, since = today.isoformat(), today.replace(day=1).isoformat()
    urls = {
        "aging": (_("Aged debt"), desk.url("aging", on=on)),
        "aging-companies": (_("by company"), desk.url("aging-companies", on=on)),
        "due": (_("Expected payments"), desk.url("due")),
        "turnover": (_("Turnover"), desk.url("turnover", since=since, until=on)),
        "advances": (pgettext("report", "Advances"), desk.url("advances")),
        "exchange": (_("Exchange differences"), desk.url("exchange", since=since, until=on)),
        "penalties": (_("Penalties"), desk.url("penalties", on=on)),
        "objections": (_("Objections"), desk.url("objections")),
    }
    return [Link(title, url, current=name == current) for name, (title, url) in urls.items()]


def start(desk: Desk) -> HttpResponse:
    """The tab opens debts as of today."""
    return redirect(desk.url("aging", on=business_day(desk.at).isoformat()))


def _aging_page(sheet: Sheet[Desk], name: str) -> Callable[[Desk], HttpResponse]:
    def view(desk: Desk) -> HttpResponse:
        if typed := desk.request.GET.get("on"):
            return kinds.led(desk.request, partial(desk.url, name), on=typed)
        on = day_in(desk.given["on"])
        return sheet_page(desk, sheet, _TAB, template="kit/report.html", on=on, reports=reports(desk, name))

    return view


aging = _aging_page(AGING, "aging")
aging_of_companies = _aging_page(AGING_OF_COMPANIES, "aging-companies")


def due(desk: Desk) -> HttpResponse:
    """What is expected by which day."""
    return sheet_page(desk, DUE, _TAB, template="kit/report.html", reports=reports(desk, "due"))


def _span_page(sheet: Sheet[Desk], name: str) -> Callable[[Desk], HttpResponse]:
    def view(desk: Desk) -> HttpResponse:
        if typed := desk.request.GET.get("since"):
            last = desk.request.GET.get("until", "")
            return kinds.led(desk.request, partial(desk.url, name), since=typed, until=last)
        since, until = span_in(desk.given["since"], desk.given["until"])
        days = {"since": since, "until": until, "spans": _spans(desk, name)}
        return sheet_page(desk, sheet, _TAB, template="kit/report.html", reports=reports(desk, name), **days)

    return view


turnover = _span_page(TURNOVER, "turnover")
exchange = _span_page(EXCHANGE, "exchange")


def _spans(desk: Desk, name: str) -> list[Link]:
    given = desk.given["since"], desk.given["until"]
    found = []
    for title, first, last in named(business_day(desk.at)):
        days = first.isoformat(), last.isoformat()
        found.append(Link(title, desk.url(name, since=days[0], until=days[1]), current=days == given))
    return found
