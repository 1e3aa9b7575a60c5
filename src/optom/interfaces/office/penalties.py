"""Penalties for delay by the terms of contracts: what is counted as of a day, and charging it."""

from functools import partial

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from optom.domain.accounts.rules import desk_may
from optom.domain.billing import actions
from optom.domain.billing import queries as billing
from optom.domain.companies import queries as companies
from optom.interfaces.kit import penalties as kinds
from optom.interfaces.kit.frame import Link
from optom.interfaces.kit.input import whole
from optom.interfaces.kit.reports import day_in, led
from optom.interfaces.kit.sheets import Act, Column, Done, Picked, Sheet
from optom.interfaces.kit.why import Told, of_day, why_penalties, why_penalty

from .clients import contract_of, heading, question_of
from .context import Desk
from .frame import sheet_page
from .reports import reports

_MOST = 50  # papers of one act


def _columns(desk: Desk) -> list[Column]:
    address = desk.url("penalties-of", contract=0, on=desk.given["on"]).replace("/0/", "/{key}/")
    return kinds.of_contracts(link=address)


def _charge(desk: Desk, picked: Picked) -> Done:
    """Each of the chosen contracts gets its paper and its debt, or none does; their accounts are locked by number."""
    with transaction.atomic():
        for contract in sorted(whole(key) for key in picked.keys):
            actions.charge_penalty(contract=contract, actor=desk.actor, at=desk.at)
    count = len(picked.keys)
    return Done(ngettext("%(count)s penalty charged", "%(count)s penalties charged", count) % {"count": count})


def _why(desk: Desk, key: str, _column: str) -> Told:
    return why_penalties(of_day(question_of(desk, companies.contract(whole(key))), day_in(desk.given["on"])))


def _why_debt(desk: Desk, key: str, _column: str) -> Told:
    return why_penalty(of_day(question_of(desk, contract_of(desk)), day_in(desk.given["on"])), whole(key))


SHEET: Sheet[Desk] = Sheet(
    name="penalties",
    title=gettext_lazy("Late-payment penalties"),
    columns=_columns,
    listed=lambda desk: billing.penalties_of_contracts(on=day_in(desk.given["on"]), at=desk.at),
    empty=gettext_lazy("Nothing is overdue under terms that carry a penalty."),
    why=_why,
    acts=[
        Act(
            "charge",
            gettext_lazy("Charge to date"),
            _charge,
            confirm=gettext_lazy(
                "The penalty counted until today becomes a debt of the client, with a paper that says how. Charge?"
            ),
            most=_MOST,
            may=partial(desk_may, "charge_penalty"),
        )
    ],
)
OF_DEBTS: Sheet[Desk] = Sheet(
    name="penalties-of",
    title=gettext_lazy("Late-payment penalties"),
    columns=kinds.OF_DEBTS,
    listed=lambda desk: billing.penalties(contract=contract_of(desk).id, on=day_in(desk.given["on"]), at=desk.at),
    empty=gettext_lazy("Nothing is overdue under terms that carry a penalty."),
    why=_why_debt,
)


def listing(desk: Desk) -> HttpResponse:
    """Contract by contract."""
    if typed := desk.request.GET.get("on"):
        return led(desk.request, partial(desk.url, "penalties"), on=typed)
    on = day_in(desk.given["on"])
    return sheet_page(desk, SHEET, "reports", template="kit/report.html", on=on, reports=reports(desk, "penalties"))


def of_debts(desk: Desk) -> HttpResponse:
    """The debts of one contract."""
    contract, on = contract_of(desk), day_in(desk.given["on"])
    if typed := desk.request.GET.get("on"):
        return led(desk.request, partial(desk.url, "penalties-of", contract=contract.id), on=typed)
    back = Link(_("Late-payment penalties"), desk.url("penalties", on=desk.given["on"]))
    title = heading(contract)
    return sheet_page(desk, OF_DEBTS, "reports", template="kit/report.html", on=on, back=back, title=title)
