"""Terms of a contract: what holds, what held, and new ones with a reason; by which column the client buys."""

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from optom.domain.catalog import queries as catalog
from optom.domain.companies import actions
from optom.domain.companies import queries as companies
from optom.domain.companies.rules import STANDING, TermsNumbers
from optom.domain.pricing import actions as pricing_actions
from optom.domain.pricing import queries as pricing
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import Form, count, in_field, money, number, whole
from optom.interfaces.kit.terms import terms_in_words
from optom.interfaces.kit.words import choices

from . import agreed, special
from .clients import contract_of, heading
from .context import Desk
from .frame import page
from .terms_followed import followed

_SUMS = ("credit_limit", "minimum_order", "minimum_shipment")
_YES_OR_NO = ("quote_holds", "from_suppliers")
_WHOLE = ("deferral_days", "reservation_hours", "acceptance_days")
MOST_FIXED = 500
CHOICES = ("deferral_kind", "pack_rule", "undispatched", "delivery")


def show(desk: Desk) -> HttpResponse:
    """Terms now, their history, the column and the rules of prices."""
    contract = contract_of(desk)
    history = companies.terms_history(contract.id)
    schemes = pricing.schemes(contract.id)
    places = agreed.places(contract.id)
    breaks = pricing.breaks_by_hand(contract.id, desk.at, most=MOST_FIXED)
    return page(
        desk,
        "office/terms.html",
        "clients",
        title=_("Terms"),
        heading=heading(contract),
        contract=contract,
        terms=history[0],
        history=[(terms, terms_in_words(terms, contract.currency)) for terms in history],
        choices={name: choices(name) for name in CHOICES},
        scheme=schemes[0] if schemes else None,
        schemes=schemes,
        rules=pricing.rules_of(contract.id, desk.at),
        fixed=pricing.fixed_prices(contract.id, desk.at, most=MOST_FIXED + 1),
        most_fixed=MOST_FIXED,
        breaks=[(row, special.steps_in_words(row)) for row in breaks],
        typed=special.breaks_at_hand(desk, schemes[0].column if schemes else 0, breaks),
        ended_rules=pricing.rules_ended(contract.id, desk.at, most=MOST_FIXED),
        ended_fixed=pricing.fixed_ended(contract.id, desk.at, most=MOST_FIXED),
        columns=[one for one in pricing.columns() if one.currency == contract.currency],
        followed=followed(desk, contract.id),
        places=places,
        named_places=[place.name for place, is_named in places if is_named],
        seen=list(agreed.rules(contract.id)),
        groups=agreed.paths().values(),
        brands=catalog.brands(),
        agreed=list(agreed.history(contract.id)),
        may_edit=desk.may("set_terms"),
    )


def change(desk: Desk) -> HttpResponse:
    """New numbers from now on."""
    _only_post(desk)
    contract = contract_of(desk)
    form = Form(desk.request.POST)
    terms, reason = numbers_in(form), form.text("reason")
    form.refuse(*actions.objections_to_change(terms, reason, desk.actor))
    actions.set_terms(contract=contract.id, terms=terms, reason=reason, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("terms", contract=contract.id), _("The terms hold from now on"))


def numbers_in(form: Form) -> TermsNumbers:
    """The numbers of terms as a form says them."""
    sums: dict[str, Any] = {name: form.read(name, money, Decimal(0)) for name in _SUMS}
    wholes: dict[str, Any] = {name: form.read(name, count, getattr(STANDING, name)) for name in _WHOLE}
    limit = form.read("reservation_limit", money, Decimal(0)) if form.text("reservation_limit").strip() else None
    said: dict[str, Any] = {name: form.text(name) for name in CHOICES}
    chosen: dict[str, Any] = {name: bool(form.text(name)) for name in _YES_OR_NO}
    return TermsNumbers(**sums, **wholes, **said, **chosen, **_unless_empty(form), reservation_limit=limit)


def _unless_empty(form: Form) -> dict[str, Any]:
    """What delay costs, for how long quotes are valid: as at the standing terms where nothing is typed."""
    readers: dict[str, Any] = {
        "penalty_percent": number,
        "penalty_grace": count,
        "penalty_cap": number,
        "quote_days": count,
    }
    typed = [name for name in readers if form.text(name).strip()]
    return {name: form.read(name, readers[name], getattr(STANDING, name)) for name in typed}


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
