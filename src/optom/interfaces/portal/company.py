"""The company: its requisites, the contract's terms in words, addresses, people."""

from collections.abc import Iterator
from decimal import Decimal

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from optom.domain.companies import actions
from optom.domain.companies import queries as companies
from optom.domain.companies.rules import WANTED_PAPERS
from optom.interfaces.kit import formats
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import sum_or_none
from optom.interfaces.kit.terms import terms_in_words
from optom.interfaces.kit.words import choices as choices_of
from optom.interfaces.kit.words import named

from . import people
from .context import Desk
from .frame import page


def show(desk: Desk) -> HttpResponse:
    """Everything about the company on one page."""
    currency = desk.contract.currency
    company = companies.company_requisites(desk.contract.company, currency=currency)
    seller = companies.seller_requisites(desk.contract.seller, currency=currency)
    terms = companies.terms(desk.contract.id, desk.at)
    return page(
        desk,
        "portal/company.html",
        "company",
        title=_("Company"),
        company=list(requisites(company)),
        seller=list(requisites(seller)),
        terms=terms_in_words(terms, currency, with_limit=desk.may("money")),
        since=terms.valid_from,
        addresses=companies.addresses(desk.contract.company),
        may_administer=desk.may("address"),
        approval_over=companies.approval_over(desk.contract.company),
        paper_languages=choices_of("paper_language"),
        paper_language=company.papers_language,
        wanted_papers=[(one, named("paper_kind", one), one in company.papers_wanted) for one in WANTED_PAPERS],
        mark=formats.currency_mark(currency),
        **people.listed(desk),
    )


def requisites(of: companies.CompanyRow) -> Iterator[tuple[str, str]]:
    """Name and value, those that are filled in."""
    rows = [
        (_("Name"), of.full_name or of.name),
        (_("INN"), of.inn),
        (_("KPP"), of.kpp),
        (_("OGRN") if of.inn else _("Registration number"), of.ogrn),
        (_("Legal address"), of.legal_address),
        (_("Postal address"), of.postal_address),
        (_("Phone"), of.phone),
    ]
    if of.bank:
        code = _("BIC") if of.bank.bic.isdigit() else _("SWIFT")
        rows += [(_("Account"), of.bank.account), (_("Bank"), of.bank.bank), (code, of.bank.bic)]
        rows.append((_("Correspondent account"), of.bank.correspondent))
    yield from ((name, value) for name, value in rows if value)


def set_approval(desk: Desk) -> HttpResponse:
    """From which sum on a colleague approves, whoever orders."""
    if desk.request.method != "POST":
        raise Http404
    over = sum_or_none("approval_over", desk.request.POST.get("approval_over", ""))
    actions.set_approval(company=desk.contract.company, over=over, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("company"), _over_told(desk, over))


def _over_told(desk: Desk, over: Decimal | None) -> str:
    if over is None:
        return _("Orders of any sum need no approval by this rule")
    return _("Orders over %(sum)s need approval") % {"sum": formats.with_currency(over, desk.contract.currency)}


def choose_papers(desk: Desk) -> HttpResponse:
    """In which language the company's papers are issued from now on, and which it wants with every shipment."""
    if desk.request.method != "POST":
        raise Http404
    given = desk.request.POST
    language, wanted = given.get("papers_language", ""), given.getlist("papers_wanted")
    actions.choose_papers(company=desk.contract.company, language=language, wanted=wanted, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("company"), _("Papers are issued so from now on"))


def add_address(desk: Desk) -> HttpResponse:
    """A new place to deliver to."""
    if desk.request.method != "POST":
        return page(desk, "portal/address.html", "company", title=_("New delivery address"))
    given = desk.request.POST
    actions.add_address(
        company=desk.contract.company,
        name=given.get("name", ""),
        address=given.get("address", ""),
        consignee=given.get("consignee", ""),
        contact=given.get("contact", ""),
        actor=desk.actor,
        at=desk.at,
    )
    told = _("Goods can be delivered to “%(name)s” now") % {"name": given.get("name", "").strip()}
    return done(desk.request, desk.url("company"), told)


def retire_address(desk: Desk) -> HttpResponse:
    """Not to be delivered to any more."""
    known = {one.id: one.name for one in companies.addresses(desk.contract.company)}
    if desk.request.method != "POST" or desk.given["address"] not in known:
        raise Http404
    actions.retire_address(address=desk.given["address"], actor=desk.actor, at=desk.at)
    told = _("Nothing is delivered to “%(name)s” any more") % {"name": known[desk.given["address"]]}
    return done(desk.request, desk.url("company"), told)
