"""The companies that buy: a new one, its requisites, accounts, addresses and people; also before any contract."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from optom.domain.companies import actions, rules
from optom.domain.companies import queries as companies
from optom.domain.companies.actions import Holder
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import Form
from optom.interfaces.kit.letters import invite
from optom.interfaces.kit.roles import choices_of_roles
from optom.interfaces.kit.sheets import Column, Facet, Kind, Sheet
from optom.interfaces.kit.words import choices, named

from .context import Desk
from .entity_form import bank_in, bank_or_none, requisites_in
from .frame import page, sheet_page

_COLUMNS = [
    Column("name", gettext_lazy("Company"), width=220, grows=True, is_frozen=True, tone="strong", link="{key}/",
           on_phone=True),
    Column("kind", gettext_lazy("Kind"), Kind.CHOICE, width=150, choices=choices("entity_kind")),
    Column("inn", gettext_lazy("INN"), width=120, on_phone=True),
    Column("kpp", gettext_lazy("KPP"), width=96),
    Column("ogrn", gettext_lazy("OGRN"), width=146),
    Column("contracts", gettext_lazy("Contracts"), Kind.INTEGER, width=90, on_phone=True),
    Column("people", gettext_lazy("People"), Kind.INTEGER, width=80),
    Column("created_at", gettext_lazy("Since"), Kind.MOMENT, width=136),
]  # fmt: skip
SHEET: Sheet[Desk] = Sheet(
    name="companies",
    title=gettext_lazy("Companies"),
    columns=_COLUMNS,
    listed=lambda _desk: companies.companies(),
    empty=gettext_lazy("No company is registered yet."),
    facets=[Facet("contracts", gettext_lazy("without a contract"), "flag", {"0": gettext_lazy("without a contract")})],
)


def listing(desk: Desk) -> HttpResponse:
    """Every company, also one that has signed nothing yet."""
    return sheet_page(desk, SHEET, "clients", template="office/companies.html", query=desk.request.GET.get("q", ""))


def register(desk: Desk) -> HttpResponse:
    """A new client: requisites, and the bank if he has told it."""
    if desk.request.method != "POST":
        context = {"kinds": choices("entity_kind"), "entity": rules.Requisites(name="", inn="")}
        return page(desk, "office/register.html", "clients", title=_("New client"), **context)
    form = Form(desk.request.POST)
    said: dict[str, Any] = {"requisites": requisites_in(form), "bank": bank_or_none(form)}
    company = actions.register_company(**said, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("company", company=company), _("Registered"))


def show(desk: Desk) -> HttpResponse:
    """One company: who it is, what is signed with it, who acts for it, where its goods go."""
    company = company_of(desk)
    return page(
        desk,
        "office/company.html",
        "clients",
        title=company.name,
        company=company,
        kind=named("entity_kind", company.kind),
        banks=companies.bank_accounts(company=company.id),
        contracts=companies.contracts_of_company(company.id),
        people=[(person, named("role", person.role)) for person in companies.people(company.id)],
        addresses=companies.addresses(company.id),
        may_invite=desk.may("manage_people"),
    )


def change(desk: Desk) -> HttpResponse:
    """Other requisites, for papers from now on."""
    company = company_of(desk)
    if desk.request.method != "POST":
        context = {"kinds": choices("entity_kind"), "entity": company, "company": company}
        return page(desk, "office/requisites.html", "clients", title=company.name, **context)
    given = requisites_in(Form(desk.request.POST))
    actions.change_company(company=company.id, requisites=given, actor=desk.actor, at=desk.at)
    return _back(desk, company.id, _("Saved"))


def add_bank_account(desk: Desk) -> HttpResponse:
    """One account more."""
    company = company_of(desk)
    if desk.request.method != "POST":
        context = {"back": desk.url("company", company=company.id)}
        return page(desk, "office/bank.html", "clients", title=company.name, heading=company.name, **context)
    form, holder = Form(desk.request.POST), Holder(company=company.id)
    given = bank_in(form, is_main=bool(form.text("is_main")))
    actions.add_bank_account(holder=holder, bank=given, actor=desk.actor, at=desk.at)
    return _back(desk, company.id, _("Saved"))


def choose_bank_account(desk: Desk) -> HttpResponse:
    """Papers show this one from now on."""
    company, holder = _posted(desk)
    actions.choose_bank_account(holder=holder, account=desk.given["account"], actor=desk.actor, at=desk.at)
    return _back(desk, company)


def remove_bank_account(desk: Desk) -> HttpResponse:
    """It is closed."""
    company, holder = _posted(desk)
    actions.remove_bank_account(holder=holder, account=desk.given["account"], actor=desk.actor, at=desk.at)
    return _back(desk, company)


def add_address(desk: Desk) -> HttpResponse:
    """A place to deliver to."""
    company = company_of(desk)
    if desk.request.method != "POST":
        return page(desk, "office/address.html", "clients", title=_("New delivery address"), company=company)
    form = Form(desk.request.POST)
    texts = {name: form.text(name) for name in ("name", "address", "consignee", "contact")}
    actions.add_address(company=company.id, **texts, actor=desk.actor, at=desk.at)
    return _back(desk, company.id)


def retire_address(desk: Desk) -> HttpResponse:
    """Not to be delivered to any more."""
    company, _holder = _posted(desk)
    if desk.given["address"] not in {one.id for one in companies.addresses(company)}:
        raise Http404
    actions.retire_address(address=desk.given["address"], actor=desk.actor, at=desk.at)
    return _back(desk, company)


def invite_person(desk: Desk) -> HttpResponse:
    """Somebody who acts for the company, by his address; a letter tells him."""
    company = company_of(desk)
    if desk.request.method != "POST":
        context = {"company": company, "roles": choices_of_roles(), "is_first": not companies.people(company.id)}
        return page(desk, "office/invite.html", "clients", title=_("New person"), **context)
    form = Form(desk.request.POST)
    texts = {name: form.text(name) for name in ("email", "name", "role")}
    language = (get_language() or "ru")[:2]
    invited = actions.invite_person(company=company.id, **texts, language=language, actor=desk.actor, at=desk.at)
    return _back(desk, company.id, _write(desk, company, invited.user, is_new=invited.is_new))


def write_again(desk: Desk) -> HttpResponse:
    """Another letter to somebody who has not come yet."""
    company, _holder = _posted(desk)
    waiting = {one.user for one in companies.people(company) if not one.has_come}
    if desk.given["person"] not in waiting or not desk.may("manage_people"):
        raise Http404
    return _back(desk, company, _write(desk, company_of(desk), desk.given["person"], is_new=True))


def company_of(desk: Desk) -> companies.CompanyRow:
    """The company of the address."""
    found = companies.company(desk.given["company"])
    if found is None:
        raise Http404
    return found


def _posted(desk: Desk) -> tuple[int, Holder]:
    if desk.request.method != "POST":
        raise Http404
    company = company_of(desk).id
    return company, Holder(company=company)


def _back(desk: Desk, company: int, message: str = "") -> HttpResponse:
    return done(desk.request, desk.url("company", company=company), message)


def _write(desk: Desk, company: companies.CompanyRow, user: int, *, is_new: bool) -> str:
    inviter = desk.person.name or desk.person.email
    if invite(desk.request, user=user, company=company.name, inviter=inviter, is_new=is_new):
        return _("A letter is on its way")
    return _("Added, but the letter could not be sent. Send it again later.")
