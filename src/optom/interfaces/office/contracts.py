"""A contract is signed: with which of our legal entities, and its first terms."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from optom.base.business_day import business_day
from optom.domain.companies import actions as company_actions
from optom.domain.companies import queries as companies
from optom.domain.companies.rules import CURRENCIES, STANDING, Agreement, TermsNumbers
from optom.domain.pricing import actions
from optom.domain.pricing import queries as pricing
from optom.domain.pricing.actions import ByColumn
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import Form, day, number, whole
from optom.interfaces.kit.terms import terms_in_words
from optom.interfaces.kit.words import choices

from .clients import contract_of
from .companies import company_of
from .context import Desk
from .frame import page
from .terms import CHOICES, numbers_in

_NONE = 0  # a key that no row has: what is not chosen is refused by its act


def sign(desk: Desk) -> HttpResponse:
    """One form for all of it; who may not set terms sees the standing ones that he signs at."""
    if desk.request.method == "POST":
        return _sign(desk)
    company = company_of(desk)
    return page(
        desk,
        "office/sign.html",
        "clients",
        title=_("New contract"),
        company=company,
        today=business_day(desk.at),
        sellers=companies.sellers(),
        currencies=CURRENCIES,
        columns=pricing.columns(),
        terms=STANDING,
        standing=terms_in_words(STANDING, CURRENCIES[0]),
        prices=ByColumn(_NONE),
        choices={name: choices(name) for name in CHOICES},
        may_set_terms=desk.may("set_terms"),
    )


def close(desk: Desk) -> HttpResponse:
    """Nothing new in the contract."""
    return _switch(desk, company_actions.close_contract, _("The contract is closed"))


def reopen(desk: Desk) -> HttpResponse:
    """It goes on."""
    return _switch(desk, company_actions.reopen_contract, _("The contract is open again"))


def _switch(desk: Desk, act: Callable[..., None], message: str) -> HttpResponse:
    if desk.request.method != "POST":
        raise Http404
    contract = contract_of(desk).id
    act(contract=contract, reason=desk.request.POST.get("reason", ""), actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("client", contract=contract), message)


def _sign(desk: Desk) -> HttpResponse:
    form, today = Form(desk.request.POST), business_day(desk.at)
    agreement = Agreement(
        seller=form.read("seller", whole, _NONE),
        company=company_of(desk).id,
        number=form.text("number"),
        signed_on=form.read("signed_on", day, today),
        currency=form.text("currency"),
    )
    terms, prices = _deal(desk, form, agreement.currency)
    form.refuse(*actions.objections_to_signing(agreement, terms, prices, desk.actor))
    said: dict[str, Any] = {"agreement": agreement, "terms": terms, "prices": prices}
    contract = actions.sign_contract(**said, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("terms", contract=contract), _("Signed: the client can order at once"))


def _deal(desk: Desk, form: Form, currency: str) -> tuple[TermsNumbers, ByColumn]:
    """What was typed, by whoever sets terms; the standing terms by anybody else."""
    if not desk.may("set_terms"):
        column = pricing.standing_column(currency)
        return STANDING, ByColumn(column.id if column else _NONE)
    usual = ByColumn(_NONE)
    prices = ByColumn(
        form.read("column", whole, _NONE),
        form.read("discount", number, usual.discount),
        form.read("rounding", number, usual.rounding),
    )
    return numbers_in(form), prices
