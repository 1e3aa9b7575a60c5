"""Who may act for a company, which requisites are sound, which terms make sense. Pure."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from optom.base import identifiers
from optom.base.refusal import Refusal
from optom.base.texts import too_long
from optom.domain.documents.rules import Language, SideFile

LOOK, DRAFT, ORDER, SHIP = "look", "draft", "order", "ship"
PAPERS, MONEY, APPROVE, ADMINISTER = "papers", "money", "approve", "administer"
RIGHTS = (LOOK, DRAFT, ORDER, SHIP, PAPERS, MONEY, APPROVE, ADMINISTER)
Rights = frozenset[str]
NO_RIGHTS: Rights = frozenset()

OWNER, BUYER, ACCOUNTANT, VIEWER = "owner", "buyer", "accountant", "viewer"
ROLES = (OWNER, BUYER, ACCOUNTANT, VIEWER)
OWN = "own"  # rights of his own, those of no preset
# The same stand in the database's function ``companies_rights``, for policies: a test compares.
PRESETS: Mapping[str, Rights] = {
    OWNER: frozenset(RIGHTS),
    BUYER: frozenset({LOOK, DRAFT, ORDER, SHIP, PAPERS, MONEY}),
    ACCOUNTANT: frozenset({LOOK, PAPERS, MONEY}),
    VIEWER: frozenset({LOOK}),
}
_NEEDS: Mapping[str, Rights] = {ORDER: frozenset({DRAFT})}  # what can't be done without something else
LEGAL_ENTITY, SOLE_TRADER, FOREIGN = "legal_entity", "sole_trader", "foreign"
KINDS = (LEGAL_ENTITY, SOLE_TRADER, FOREIGN)
VAT_REGIMES = ("payer", "reduced_5", "reduced_7", "exempt")
NOTE, UPD, BOTH, NOTE_AND_VAT = "note", "upd", "both", "vat"  # which papers go with what a seller ships
SETS = (NOTE, UPD, BOTH, NOTE_AND_VAT)
NO_ADVANCES, LASTING, EACH = "none", "lasting", "each"  # which advances a seller issues VAT invoices for (ADR 0037)
ADVANCES = (NO_ADVANCES, LASTING, EACH)
CURRENCIES = ("RUB", "BYN", "CNY", "EUR", "KZT", "USD")

# Which right each act takes.
ACTS: Mapping[str, str] = {
    "see": LOOK,
    "draft": DRAFT,
    "quote": DRAFT,
    "order": ORDER,
    "ship": SHIP,
    "address": SHIP,  # who asks for shipments says where they go
    "papers": PAPERS,
    "pay": PAPERS,  # an invoice is a paper that the buyer issues to himself
    "money": MONEY,
    "approve": APPROVE,
    "administer": ADMINISTER,
    "people": ADMINISTER,
}
OPENS_NEW_BUSINESS = frozenset(
    {"quote", "order", "ship", "approve"}
)  # what a closed contract refuses; what is owed can be paid


def allows(rights: Collection[str], act: str) -> bool:
    """Whether these rights suffice for ``act``."""
    return ACTS[act] in rights


def objections_to_act(rights: Collection[str], act: str, *, role: str | None) -> list[Refusal]:
    """Why somebody with these rights may not do ``act``; ``role`` names what he is, for the words."""
    return [] if allows(rights, act) else [Refusal("companies.may_not", role=role or "", act=act)]


def may_order(rights: Collection[str]) -> bool:
    """Place, extend, release, cancel."""
    return allows(rights, "order")


def may_draft(rights: Collection[str]) -> bool:
    """Pick and paste into drafts."""
    return allows(rights, "draft")


def may_ship(rights: Collection[str]) -> bool:
    """Ask for shipments and take them back."""
    return allows(rights, "ship")


def may_pay(rights: Collection[str]) -> bool:
    """Issue invoices and take papers."""
    return allows(rights, "pay")


def may_administer(rights: Collection[str]) -> bool:
    """Say who may do what, and within which bounds."""
    return allows(rights, "administer")


def may_see_money(rights: Collection[str]) -> bool:
    """Debts, limits, payments."""
    return allows(rights, "money")


def rights_of(role: str, own: Collection[str] | None) -> Rights:
    """What a person may do: the rights of his preset, or his own."""
    return frozenset(own or ()) if role == OWN else PRESETS[role]


def role_of(rights: Rights) -> str:
    """The preset with exactly these rights, else ``own``."""
    return next((role for role, preset in PRESETS.items() if preset == rights), OWN)


def complete(rights: Collection[str]) -> Rights:
    """The rights with what they are worth nothing without: everybody looks, who orders picks."""
    needed = [_NEEDS.get(right, NO_RIGHTS) for right in rights]
    return frozenset({LOOK}).union(rights, *needed)


def objections_to_rights(rights: Collection[str]) -> list[Refusal]:
    """Rights that there are not."""
    unknown = sorted(set(rights) - set(RIGHTS))
    return [Refusal("companies.right_unknown", field="rights", right=one, known=list(RIGHTS)) for one in unknown]


def objections_to_role(role: str) -> list[Refusal]:
    """A role that nobody has."""
    return [] if role in ROLES else [Refusal("companies.role_unknown", field="role", role=role, known=list(ROLES))]


def objections_to_loss(people: Mapping[int, Rights], user: int, rights: Rights | None) -> list[Refusal]:
    """Why ``user`` can't get ``rights`` (None: leave) among ``people``: who can say who may do what never dies out."""
    if user not in people:
        return [Refusal("companies.person_unknown", user=user)]
    administrators = {person for person, held in people.items() if ADMINISTER in held}
    is_lost = rights is None or ADMINISTER not in rights
    return [Refusal("companies.last_administrator", field="role")] if administrators == {user} and is_lost else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """Until where a person orders on his own word; sums in the currency of the contract, None: no bound.

    ``order_limit`` is for one order, ``month_limit`` for all of a calendar month; ``approval_over`` is the company's
    rule for everybody. ``centres`` are the cost centres that he may charge (none: any); ``approver`` the one who
    approves his orders (None: any colleague who may).
    """

    order_limit: Decimal | None = None
    month_limit: Decimal | None = None
    approval_over: Decimal | None = None
    centres: tuple[int, ...] = ()
    approver: int | None = None


UNBOUND = Spending()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """What an administrator says of a person: his rights and how far he orders on his own word."""

    rights: Rights
    order_limit: Decimal | None = None
    month_limit: Decimal | None = None
    approver: int | None = None
    centres: tuple[int, ...] = ()


def objections_to_seat(
    seat: Seat, *, user: int, people: Mapping[int, Rights], centres: Collection[int]
) -> list[Refusal]:
    """Everything in it that can't be, among these people and these cost centres."""
    found = objections_to_rights(seat.rights)
    limits = {"order_limit": seat.order_limit, "month_limit": seat.month_limit}
    found += [
        Refusal("companies.limit_wrong", field=name, value=value)
        for name, value in limits.items()
        if value is not None and value < 0
    ]
    if seat.approver is not None and (seat.approver == user or APPROVE not in people.get(seat.approver, NO_RIGHTS)):
        found.append(Refusal("companies.approver_may_not", field="approver", user=seat.approver))
    if not set(seat.centres) <= set(centres):
        found.append(Refusal("companies.centre_unknown", field="centres"))
    return found


def objections_to_centre(*, code: str, name: str, budget: Decimal | None) -> list[Refusal]:
    """A cost centre without a code or a name, or with less than nothing to spend."""
    texts = {"code": code, "name": name}
    missing = [Refusal("input.required", field=field) for field, text in texts.items() if not text]
    wrong = budget is not None and budget < 0
    return [*missing, *([Refusal("companies.limit_wrong", field="budget", value=budget)] if wrong else [])]


@dataclass(frozen=True, slots=True, kw_only=True)
class Requisites:
    """What every paper of a legal entity or a sole trader shows.

    A foreign one has an INN and a KPP only where it is known to our tax office; its ``ogrn`` is its number in the
    register of its own country.
    """

    name: str
    inn: str
    kind: str = LEGAL_ENTITY
    full_name: str = ""
    kpp: str = ""
    ogrn: str = ""
    legal_address: str = ""
    postal_address: str = ""
    phone: str = ""
    edo_id: str = ""  # by which operators of electronic documents know it


TORG12 = "torg12"
WANTED_PAPERS = (TORG12,)  # what a buyer may want with every shipment
PAPER_LANGUAGES = ("", "ru", "en")  # empty: as whoever asks for a paper reads, abroad English


def language_of_papers(*, kind: str, chosen: str, asked: Language) -> Language:
    """In which language a company's paper is issued: as it has chosen, abroad in English, else as who asks reads."""
    if chosen in {"ru", "en"}:
        return "en" if chosen == "en" else "ru"
    return "en" if kind == FOREIGN else asked


def objections_to_choice_of_papers(language: str, wanted: Collection[str]) -> list[Refusal]:
    """A language that papers are not issued in, papers that there are not."""
    field, known = "papers_language", list(PAPER_LANGUAGES)
    wrong = [] if language in known else [Refusal("companies.paper_language_unknown", field=field, known=known)]
    strange = [one for one in wanted if one not in WANTED_PAPERS]
    sets = Refusal("companies.papers_unknown", field="papers_wanted", known=list(WANTED_PAPERS))
    return [*wrong, *([sets] if strange else [])]


def side_file(side: Requisites) -> SideFile:
    """The side of a paper as its files tell it."""
    return SideFile(
        kind=side.kind,
        name=side.full_name or side.name,
        inn=side.inn,
        kpp=side.kpp,
        ogrn=side.ogrn,
        address=side.legal_address or side.postal_address,
        phone=side.phone,
        edo_id=side.edo_id,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Signers:
    """Who signs for one of our legal entities and on which basis, how it is taxed, what goes with its shipments."""

    vat: str = "payer"
    papers: str = NOTE
    advances: str = NO_ADVANCES
    director: str = ""
    director_post: str = ""
    director_basis: str = ""
    accountant: str = ""
    accountant_basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankDetails:
    """A settlement account and its bank; abroad an account of any form and the bank's SWIFT code."""

    account: str
    bic: str
    bank: str
    correspondent: str
    is_main: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What stands at the head of a contract: its two sides, number, day and currency."""

    seller: int
    company: int
    number: str
    signed_on: date
    currency: str = "RUB"


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsNumbers:
    """The numbers of a contract; sums in its currency. The defaults are prepayment with three days of reserve."""

    deferral_days: int = 0
    deferral_kind: str = "calendar"
    credit_limit: Decimal = Decimal(0)
    reservation_hours: int = 72
    reservation_limit: Decimal | None = None
    minimum_order: Decimal = Decimal(0)
    minimum_shipment: Decimal = Decimal(0)
    pack_rule: str = "strict"
    undispatched: str = "keep"
    delivery: str = "any"
    acceptance_days: int = 3
    penalty_percent: Decimal = Decimal(0)  # of what is late, for each day
    penalty_grace: int = 0  # days late that cost nothing
    penalty_cap: Decimal | None = None  # percent of the debt; None: no bound
    quote_days: int = 5  # working days for which prices and dates of a quote are promised
    quote_holds: bool = False  # whether goods may be held for a quote until it ends
    from_suppliers: bool = False  # whether goods that suppliers have ready may be promised


def numbers_of(terms: TermsNumbers) -> dict[str, int | str | Decimal | None]:
    """The numbers by name, without what a row of terms has besides them."""
    return {field.name: getattr(terms, field.name) for field in fields(TermsNumbers)}


_NUMBERS = ("inn", "kpp", "ogrn")
_LONGEST = {"name": 200, "full_name": 400, "legal_address": 400, "postal_address": 400, "phone": 60, "edo_id": 46}


def tidied(given: Requisites) -> Requisites:
    """As it is kept: no spaces around texts, none within numbers."""
    texts = {name: getattr(given, name).strip() for name in _LONGEST}
    numbers = {name: _packed(getattr(given, name)) for name in _NUMBERS}
    if given.kind == FOREIGN:
        numbers["ogrn"] = given.ogrn.strip()
    return replace(given, **texts, **numbers)


def tidied_bank(given: BankDetails) -> BankDetails:
    """As it is kept."""
    account, bic, correspondent = (_packed(one).upper() for one in (given.account, given.bic, given.correspondent))
    return replace(given, account=account, bic=bic, bank=given.bank.strip(), correspondent=correspondent)


def _packed(text: str) -> str:
    return "".join(text.split())


def objections_to_requisites(given: Requisites) -> list[Refusal]:
    """Every flaw of name, INN, KPP, OGRN and of texts too long to be kept, each naming its field."""
    missing = [] if given.name.strip() else [Refusal("companies.name_missing", field="name")]
    texts = {name: (getattr(given, name), most) for name, most in _LONGEST.items()}
    if given.kind not in KINDS:
        return [*missing, Refusal("companies.kind_unknown", field="kind", known=list(KINDS)), *too_long(**texts)]
    flaws = _flaws_abroad(given) if given.kind == FOREIGN else _flaws_at_home(given)
    return [*missing, *flaws, *too_long(**texts)]


def _flaws_at_home(given: Requisites) -> Iterator[Refusal]:
    is_trader = given.kind == SOLE_TRADER
    lengths = identifiers.ENTREPRENEUR if is_trader else identifiers.ORGANISATION
    yield from _flaw("inn", given.inn, identifiers.problem_with_inn(given.inn, lengths=lengths))
    if is_trader and given.kpp:
        yield Refusal("companies.requisite_wrong", field="kpp", value=given.kpp, flaw="length", lengths=[0])
    if not is_trader:
        yield from _flaw("kpp", given.kpp, identifiers.problem_with_kpp(given.kpp))
    if given.ogrn:
        check = identifiers.problem_with_ogrnip if is_trader else identifiers.problem_with_ogrn
        yield from _flaw("ogrn", given.ogrn, check(given.ogrn))


def _flaws_abroad(given: Requisites) -> Iterator[Refusal]:
    if given.inn:
        yield from _flaw("inn", given.inn, identifiers.problem_with_inn(given.inn, lengths=identifiers.ORGANISATION))
    elif not given.ogrn.strip():
        yield Refusal("companies.registration_missing", field="ogrn")
    if given.kpp:
        yield from _flaw("kpp", given.kpp, identifiers.problem_with_kpp(given.kpp))
    yield from too_long(ogrn=(given.ogrn, 40))


_TEXTS_OF_SIGNERS = ("director", "director_post", "director_basis", "accountant", "accountant_basis")


def objections_to_signers(given: Signers) -> list[Refusal]:
    """A tax regime or a set of papers that there is not, and texts too long to be kept."""
    known, sets = list(VAT_REGIMES), list(SETS)
    wrong = [] if given.vat in known else [Refusal("companies.vat_unknown", field="vat", known=known)]
    if given.papers not in sets:
        wrong.append(Refusal("companies.papers_unknown", field="papers", known=sets))
    if given.advances not in ADVANCES:
        wrong.append(Refusal("companies.advances_unknown", field="advances", known=list(ADVANCES)))
    return [*wrong, *too_long(**{name: (getattr(given, name), 120) for name in _TEXTS_OF_SIGNERS})]


def objections_to_bank(given: BankDetails, *, may_be_abroad: bool = False) -> list[Refusal]:
    """Every flaw of a BIC and of the accounts that its bank keys; banks abroad have rules of their own."""
    texts = {"bank": (given.bank, 200)}
    missing = [] if given.bank.strip() else [Refusal("input.required", field="bank")]
    if may_be_abroad and not given.bic.isdigit():
        texts |= {"account": (given.account, 34), "bic": (given.bic, 11), "correspondent": (given.correspondent, 34)}
        empty = [] if given.account else [Refusal("input.required", field="account")]
        return [*empty, *missing, *too_long(**texts)]
    return [*_flaws_of_accounts(given), *missing, *too_long(**texts)]


def _flaws_of_accounts(given: BankDetails) -> list[Refusal]:
    if problem := identifiers.problem_with_bic(given.bic):
        return list(_flaw("bic", given.bic, problem))
    account = identifiers.problem_with_account(given.account, bic=given.bic)
    correspondent = identifiers.problem_with_correspondent_account(given.correspondent, bic=given.bic)
    return [*_flaw("account", given.account, account), *_flaw("correspondent", given.correspondent, correspondent)]


def objections_to_agreement(given: Agreement) -> list[Refusal]:
    """A contract without a number, with one too long to be kept, or in a currency that nothing is sold in."""
    missing = [] if given.number.strip() else [Refusal("input.required", field="number")]
    known = list(CURRENCIES)
    strange = [] if given.currency in known else [Refusal("companies.currency_unknown", field="currency", known=known)]
    return [*missing, *strange, *too_long(number=(given.number, 40))]


def _flaw(field: str, value: str, problem: identifiers.Problem | None) -> Iterator[Refusal]:
    if problem and not value:
        yield Refusal("input.required", field=field)
    elif problem:
        flaw, lengths = problem.flaw.value, list(problem.lengths)
        yield Refusal("companies.requisite_wrong", field=field, value=value, flaw=flaw, lengths=lengths)


_CHOICES = {
    "deferral_kind": {"calendar", "working"},
    "pack_rule": {"strict", "round_up", "free"},
    "undispatched": {"keep", "release"},
    "delivery": {"any", "pickup", "delivery"},
}
_LEAST: dict[str, int] = {
    "deferral_days": 0,
    "credit_limit": 0,
    "reservation_hours": 1,
    "reservation_limit": 0,
    "minimum_order": 0,
    "minimum_shipment": 0,
    "acceptance_days": 1,
    "penalty_percent": 0,
    "penalty_grace": 0,
    "penalty_cap": 0,
    "quote_days": 1,
}
_MOST: dict[str, int] = {
    "deferral_days": 365,
    "reservation_hours": 24 * 365,
    "acceptance_days": 60,
    "penalty_percent": 5,
    "penalty_grace": 365,
    "penalty_cap": 100,
    "quote_days": 60,
}


def objections_to_terms(terms: TermsNumbers) -> list[Refusal]:
    """Every number that no contract can have."""
    given = numbers_of(terms)
    strange = [name for name, choices in _CHOICES.items() if given[name] not in choices]
    wrong = [name for name in _LEAST if not _is_between(name, given[name])]
    return [Refusal("companies.terms_wrong", field=name, value=given[name]) for name in strange + wrong]


STANDING = TermsNumbers()  # what whoever may not set terms signs at: prepayment, nothing on credit


def objections_to_first_terms(terms: TermsNumbers, *, may_set_terms: bool) -> list[Refusal]:
    """Wrong numbers, and any that are not the standing ones from somebody who may not set terms."""
    wrong = objections_to_terms(terms)
    own, standing = numbers_of(terms), numbers_of(STANDING)
    deals = [] if may_set_terms else [name for name in own if own[name] != standing[name]]
    return wrong or [Refusal("companies.terms_not_standing", field=name, standing=standing[name]) for name in deals]


def _is_between(name: str, value: int | str | Decimal | None) -> bool:
    if value is None:
        return True
    number = Decimal(value)
    return _LEAST[name] <= number and (name not in _MOST or number <= _MOST[name])


MOST_VIEWS = 50  # of one sheet, of one person
LONGEST_VIEW_NAME = 60
LARGEST_VIEW = 8000  # signs of its state as JSON: a hundred columns with their widths, and filters besides


def objections_to_view(name: str, state: Mapping[str, Any]) -> list[Refusal]:
    """A view has a name that can be read in a menu and a state of a bounded size."""
    size = len(json.dumps(state, ensure_ascii=False))
    missing = [] if name else [Refusal("input.required", field="name")]
    large = [Refusal("companies.view_too_large", size=size, most=LARGEST_VIEW)] if size > LARGEST_VIEW else []
    return [*missing, *too_long(name=(name, LONGEST_VIEW_NAME)), *large]


def objections_to_number_of_views(kept: int) -> list[Refusal]:
    """So many views of one sheet that nobody would find one among them."""
    return [Refusal("companies.views_too_many", most=MOST_VIEWS)] if kept >= MOST_VIEWS else []
