"""Terms of a contract: what holds, what held, and new ones with a reason; by which column the client buys."""

from collections.abc import Mapping
from decimal import Decimal

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from optom.base.refusal import Refusal, Refusals, reasons_of
from optom.domain.catalog import queries as catalog
from optom.domain.companies import actions
from optom.domain.companies import queries as companies
from optom.domain.companies.rules import TermsNumbers
from optom.domain.pricing import actions as pricing_actions
from optom.domain.pricing import queries as pricing
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import in_field, number, whole
from optom.interfaces.kit.terms import terms_in_words
from optom.interfaces.kit.words import choices

from . import agreed
from .clients import contract_of, heading
from .context import Desk
from .frame import page

_SUMS = ("credit_limit", "minimum_order", "minimum_shipment")
_WHOLE = ("deferral_days", "reservation_hours", "acceptance_days")
_CHOICES = ("deferral_kind", "pack_rule", "undispatched", "delivery")


def show(desk: Desk) -> HttpResponse:
    """Terms now, their history, the column and the rules of prices."""
    contract = contract_of(desk)
    history = companies.terms_history(contract.id)
    schemes = pricing.schemes(contract.id)
    return page(
        desk,
        "office/terms.html",
        "clients",
        title=_("Terms"),
        heading=heading(contract),
        contract=contract,
        terms=history[0],
        history=[(terms, terms_in_words(terms, contract.currency)) for terms in history],
        choices={name: choices(name) for name in _CHOICES},
        scheme=schemes[0] if schemes else None,
        schemes=schemes,
        rules=pricing.rules_of(contract.id, desk.at),
        columns=pricing.columns(),
        places=agreed.places(contract.id),
        seen=list(agreed.rules(contract.id)),
        groups=catalog.groups(),
        may_edit=desk.may("set_terms"),
    )


def change(desk: Desk) -> HttpResponse:
    """New numbers from now on."""
    _only_post(desk)
    contract = contract_of(desk)
    given = desk.request.POST
    actions.set_terms(
        contract=contract.id, terms=_numbers(given), reason=given.get("reason", ""), actor=desk.actor, at=desk.at
    )
    return done(desk.request, desk.url("terms", contract=contract.id), _("The terms hold from now on"))


def _numbers(given: Mapping[str, str]) -> TermsNumbers:
    """All fields read; every field that can't be is told at once."""
    reasons: list[Refusal] = []

    def read(name: str) -> Decimal:
        try:
            return in_field(name, number, given.get(name, ""))
        except Refusal as refusal:
            reasons.extend(reasons_of(refusal))
            return Decimal(0)

    sums = {name: read(name) for name in _SUMS}
    wholes = {name: int(read(name)) for name in _WHOLE}
    limit = read("reservation_limit") if given.get("reservation_limit", "").strip() else None
    if reasons:
        raise Refusals(reasons)
    return TermsNumbers(
        deferral_days=wholes["deferral_days"],
        deferral_kind=given.get("deferral_kind", ""),
        credit_limit=sums["credit_limit"],
        reservation_hours=wholes["reservation_hours"],
        reservation_limit=limit,
        minimum_order=sums["minimum_order"],
        minimum_shipment=sums["minimum_shipment"],
        pack_rule=given.get("pack_rule", ""),
        undispatched=given.get("undispatched", ""),
        delivery=given.get("delivery", ""),
        acceptance_days=wholes["acceptance_days"],
    )


def choose_column(desk: Desk) -> HttpResponse:
    """Another column, discount or rounding from now on."""
    _only_post(desk)
    contract = contract_of(desk)
    given = desk.request.POST
    pricing_actions.set_scheme(
        contract=contract.id,
        column=whole(given.get("column", "")),
        discount=in_field("discount", number, given.get("discount", "")),
        rounding=in_field("rounding", number, given.get("rounding", "")),
        reason=given.get("reason", ""),
        actor=desk.actor,
        at=desk.at,
    )
    return done(desk.request, desk.url("terms", contract=contract.id), _("The prices hold from now on"))


def _only_post(desk: Desk) -> None:
    if desk.request.method != "POST":
        raise Http404
