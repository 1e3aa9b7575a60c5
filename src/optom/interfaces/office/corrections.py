"""What is owed, entered by hand: what stood open before the firm worked with this program, and corrections."""

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.domain.credit import actions
from optom.domain.credit import queries as credit
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import day, in_field, money

from .clients import contract_of, heading
from .context import Desk
from .frame import page

_SIGNS = {"more": Decimal(1), "less": Decimal(-1)}


def correct(desk: Desk) -> HttpResponse:
    """The form of a correction or an opening balance, and its entry."""
    contract = contract_of(desk)
    if desk.request.method == "POST":
        _enter(desk, contract.id)
        return done(desk.request, desk.url("client", contract=contract.id), _("It is in the ledger"))
    return page(
        desk,
        "office/correction.html",
        "clients",
        title=_("Correct settlements"),
        heading=heading(contract),
        contract=contract,
        room=credit.headroom(contract.id, desk.at),
        today=business_day(desk.at),
    )


def _enter(desk: Desk, contract: int) -> None:
    given = desk.request.POST
    said: dict[str, Any] = {
        "contract": contract,
        "amount": _signed(given.get("owes", ""), in_field("amount", money, given.get("amount", ""))),
        "on": in_field("on", day, given.get("on", "")),
        "actor": desk.actor,
        "at": desk.at,
    }
    if given.get("kind") == "opening":
        actions.open_balance(**said)
    else:
        actions.correct(reason=in_field("reason", str.strip, given.get("reason", "")), **said)


def _signed(owes: str, amount: Decimal) -> Decimal:
    if owes not in _SIGNS:
        raise Refusal("input.required", field="owes")
    if amount <= 0:
        raise Refusal("credit.correction_empty", field="amount", amount=amount)
    return amount * _SIGNS[owes]
