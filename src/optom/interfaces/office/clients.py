"""Clients and their contracts: how each stands, its settlements, its terms."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.business_day import business_day
from optom.base.listing import Asked
from optom.base.refusal import Refusal
from optom.base.sought import Sought
from optom.domain.companies import queries as companies
from optom.domain.companies import rules
from optom.domain.credit import queries as credit
from optom.interfaces.kit.finding import MOST, Finder, Hit
from optom.interfaces.kit.input import whole
from optom.interfaces.kit.ledger import title_of, title_of_item
from optom.interfaces.kit.sheets import Column, Facet, Kind, Sheet
from optom.interfaces.kit.terms import terms_in_words
from optom.interfaces.kit.why import Question, Told, question, why_due, why_entry, why_limit
from optom.interfaces.kit.words import choices, named

from .context import Desk
from .frame import CLIENT_DESKS, is_of, page, sheet_page
from .terms_acts import FOLLOWING

_LATEST = 50

_ACTIVE = {"true": gettext_lazy("open"), "false": gettext_lazy("closed")}
_COLUMNS = [
    Column("company", gettext_lazy("Client"), width=176, grows=True, is_frozen=True, tone="strong", link="{key}/",
           on_phone=True),
    Column("inn", gettext_lazy("INN"), width=112, on_phone=True),
    Column("number", gettext_lazy("Contract"), width=100),
    Column("seller", gettext_lazy("Our entity"), width=136, is_hidden=True),
    Column("currency", gettext_lazy("Currency"), width=76, on_phone=True),
    Column("credit_limit", gettext_lazy("Limit"), Kind.MONEY, width=108, zero="—", has_why=True),
    Column("debt", gettext_lazy("Debt"), Kind.MONEY, width=100, zero="—", has_why=True),
    Column("committed", gettext_lazy("To ship"), Kind.MONEY, width=92, zero="—", has_why=True),
    Column("headroom", gettext_lazy("Available credit"), Kind.MONEY, width=140, on_phone=True, has_why=True),
    Column("overdue", gettext_lazy("Overdue"), Kind.MONEY, width=96, zero="—", has_why=True),
    Column("oldest_overdue_on", gettext_lazy("Since"), Kind.DATE, width=84),
    Column("is_active", gettext_lazy("Status"), Kind.CHOICE, width=84, choices=_ACTIVE,
           value=lambda row: "true" if row.is_active else "false"),
]  # fmt: skip


def question_of(desk: Desk, contract: companies.ContractRow) -> Question:
    """Of the firm's people about a contract, now or at the moment asked for."""
    rights = frozenset(rules.RIGHTS)
    return question(contract, desk.request.GET, desk.at, is_staff=True, rights=rights, actor=desk.actor)


def _why_limit(desk: Desk, key: str, _column: str) -> Told:
    return why_limit(question_of(desk, companies.contract(whole(key))))


SHEET: Sheet[Desk] = Sheet(
    name="clients",
    title=gettext_lazy("Clients"),
    columns=_COLUMNS,
    listed=lambda desk: credit.clients(at=desk.at),
    empty=gettext_lazy("No client has a contract yet: register a company, then sign a contract with it."),
    facets=[
        Facet("overdue", gettext_lazy("overdue"), "flag", {"0.01..": gettext_lazy("overdue")}),
        Facet("is_active", gettext_lazy("Status"), options=_ACTIVE),
    ],
    acts=FOLLOWING,
    why=_why_limit,
    tones=lambda row: {"overdue": "bad"} if row.overdue else {},
)


def listing(desk: Desk) -> HttpResponse:
    """All contracts."""
    return sheet_page(desk, SHEET, "clients", template="office/clients.html", query=desk.request.GET.get("q", ""))


_LEDGER_COLUMNS = [
    Column("on", gettext_lazy("Date"), Kind.DATE, width=90, is_frozen=True, on_phone=True),
    Column("kind", gettext_lazy("Type"), Kind.CHOICE, width=130, choices=choices("entry_kind")),
    Column("title", gettext_lazy("Document"), width=300, value=title_of, grows=True, on_phone=True),
    Column("owed", gettext_lazy("Charged"), Kind.MONEY, width=116, has_why=True),
    Column("paid", gettext_lazy("Paid"), Kind.MONEY, width=116, has_why=True),
    Column("due_on", gettext_lazy("Due"), Kind.DATE, width=90, has_why=True),
    Column("open", gettext_lazy("Outstanding"), Kind.MONEY, width=116, zero="—", on_phone=True, has_why=True),
]


def _why_entry(desk: Desk, key: str, column: str) -> Told:
    answer = why_due if column == "due_on" else why_entry
    return answer(question_of(desk, contract_of(desk)), whole(key))


LEDGER: Sheet[Desk] = Sheet(
    name="statement",
    title=gettext_lazy("Statement"),
    columns=_LEDGER_COLUMNS,
    listed=lambda desk: credit.ledger(contract=contract_of(desk).id),
    empty=gettext_lazy("Nothing has been shipped or paid yet."),
    facets=[Facet("kind", gettext_lazy("Type"), options=choices("entry_kind"))],
    why=_why_entry,
)


def ledger(desk: Desk) -> HttpResponse:
    """All that moved in a contract, newest first."""
    return sheet_page(desk, LEDGER, "clients", title=heading(contract_of(desk)))


def contract_of(desk: Desk) -> companies.ContractRow:
    """The contract of the address."""
    try:
        return companies.contract(desk.given["contract"])
    except Refusal:
        raise Http404 from None


def show(desk: Desk) -> HttpResponse:
    """One contract: who, how it stands, what is open, what moved."""
    contract = contract_of(desk)
    today = business_day(desk.at)
    entries = credit.ledger(contract=contract.id).part(Asked(count=_LATEST)).rows
    terms = companies.terms(contract.id, desk.at)
    return page(
        desk,
        "office/client.html",
        "clients",
        title=contract.company_name,
        contract=contract,
        company=companies.company_requisites(contract.company),
        room=credit.headroom(contract.id, desk.at),
        items=open_items(contract.id, today),
        entries=[(entry, named("entry_kind", entry.kind), title_of(entry)) for entry in entries],
        terms=terms_in_words(terms, contract.currency),
        people=[(person, named("role", person.role)) for person in companies.people(contract.company)],
        may_pay=desk.may("register_payment"),
        may_correct=desk.may("correct_settlements"),
        may_switch=desk.may("set_terms"),
    )


def open_items(contract: int, today: date) -> list[tuple[credit.OpenItemRow, str]]:
    """What is not settled, with its title."""
    return [(item, title_of_item(item)) for item in credit.open_items(contract, today)]


def heading(contract: companies.ContractRow) -> str:
    """The contract in one line."""
    return _("%(company)s, contract No. %(number)s") % {"company": contract.company_name, "number": contract.number}


def _hits(desk: Desk, asked: Sought) -> Iterator[Hit]:
    for found in companies.found_contracts(sought=asked, most=MOST + 1):
        number = _("contract No. %(number)s") % {"number": found.number}
        state = "" if found.is_active else _("closed")
        inn = _("INN %(inn)s") % {"inn": found.inn}
        text = " · ".join(fact for fact in (number, inn, found.seller_name, state) if fact)
        yield Hit(found.company_name, desk.url("client", contract=found.id), text)


FINDER: Finder[Desk] = Finder(
    "clients",
    gettext_lazy("Clients"),
    _hits,
    may=lambda desk: is_of(desk, CLIENT_DESKS),
    rest=lambda desk, asked: f"{desk.url('clients')}?{urlencode({'q': asked.text})}",
)


def _people(desk: Desk, asked: Sought) -> Iterator[Hit]:
    for found in companies.found_people(sought=asked, most=MOST + 1):
        yield Hit(found.name, desk.url("client", contract=found.contract), f"{found.email} · {found.company_name}")


PEOPLE: Finder[Desk] = Finder(
    "client-people", gettext_lazy("People of clients"), _people, may=lambda desk: is_of(desk, CLIENT_DESKS)
)
