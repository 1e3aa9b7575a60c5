"""A buyer says which debts, or what has left by which invoices, his payment settles (ADR 0041).

The payment has come, or is still on its way.
"""

from collections.abc import Mapping
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.domain.billing import queries as billing
from optom.domain.companies import rules
from optom.domain.credit import actions
from optom.domain.credit import queries as credit
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import in_field, money, whole
from optom.interfaces.kit.ledger import title_of, title_of_item
from optom.interfaces.kit.sheets import Act, Done, Picked

from .context import Desk

_FIELD = "part-"
_MOST = 100  # debts that have a field each


def _direct(desk: Desk, picked: Picked) -> Done:
    """Ask which payment it is and how much of it goes where; then do it."""
    if "payment" not in picked.given:
        return _form(desk, dict.fromkeys(map(whole, picked.keys)))
    return _directed(desk, picked)


def _direct_to_invoices(desk: Desk, picked: Picked) -> Done:
    """The same of what has left by the chosen invoices of the contract."""
    if "payment" not in picked.given:
        papers = [whole(key) for key in picked.keys]
        if wanted := billing.owed_by_papers(contract=desk.contract.id, papers=papers):
            return _form(desk, dict(wanted))
        raise Refusal("credit.nothing_left_by_invoices", contract=desk.contract.number)
    return _directed(desk, picked)


def _directed(desk: Desk, picked: Picked) -> Done:
    parts, payment = _parts(picked.given), picked.given["payment"]
    own: dict[str, Any] = {"contract": desk.contract.id, "parts": parts, "actor": desk.actor, "at": desk.at}
    if payment:
        actions.direct_payment(payment=whole(payment), **own)
        return Done(_("The payment settles what you have chosen, its rest the oldest debts."))
    number = picked.given.get("number", "").replace("\0", "")  # no keyboard types one
    actions.direct_next(number=number, key=picked.key, **own)
    return Done(_("Remembered: when the payment comes, it settles what you have chosen."))


def _form(desk: Desk, wanted: Mapping[int, Decimal | None]) -> Done:
    """A field for each debt with what is ``wanted`` of it, all of it where nothing is said."""
    found = [item for item in credit.open_items(desk.contract.id, business_day(desk.at)) if item.open > 0]
    debts = [
        (item, title_of_item(item), min(wanted[item.entry] or item.open, item.open))
        for item in found
        if item.entry in wanted
    ]
    if not debts:
        raise Refusal("credit.direction_empty")
    facts = {
        "desk": desk,
        "debts": debts,
        "payments": credit.payments_to_direct(desk.contract.id, desk.at),
        "currency": desk.contract.currency,
    }
    return Done(form=render_to_string("portal/acts/direct.html", facts, desk.request), reload=False)


def _parts(given: Mapping[str, str]) -> dict[int, Decimal]:
    """The sums of the form's fields by debt; empty fields say nothing."""
    typed = {name: text for name, text in given.items() if name.startswith(_FIELD) and text.strip()}
    return {whole(name.removeprefix(_FIELD)): in_field(name, money, text) for name, text in typed.items()}


DIRECT_TO_INVOICES: Act[Desk] = Act(
    "direct", gettext_lazy("Direct a payment…"), _direct_to_invoices, most=_MOST, may=rules.may_see_money
)
DIRECT: Act[Desk] = Act("direct", gettext_lazy("Direct a payment…"), _direct, most=_MOST, may=rules.may_see_money)


def directions(desk: Desk) -> list[tuple[credit.DirectedPart, list[tuple[credit.DirectedPart, str]]]]:
    """What waits for its payment: each direction by its first part, with all parts and their titles."""
    rows = credit.directions(desk.contract.id, business_day(desk.at))
    groups = [list(parts) for _direction, parts in groupby(rows, key=lambda row: row.direction)]
    return [(parts[0], [(part, title_of(part)) for part in parts]) for parts in groups]


def withdraw(desk: Desk) -> HttpResponse:
    """What was said of a payment that has not come yet holds no more."""
    if desk.request.method != "POST":
        raise Http404
    direction = desk.given["direction"]
    actions.withdraw_direction(contract=desk.contract.id, direction=direction, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("money"), _("Withdrawn: the payment will settle the oldest debts."))
