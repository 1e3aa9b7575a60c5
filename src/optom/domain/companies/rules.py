"""Who may act for a company, which requisites are sound, which terms make sense. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal

from optom.base import identifiers
from optom.base.refusal import Refusal

OWNER, BUYER, ACCOUNTANT, VIEWER = "owner", "buyer", "accountant", "viewer"
ROLES = (OWNER, BUYER, ACCOUNTANT, VIEWER)
_SOLE_TRADER = "sole_trader"


def may_order(role: str | None) -> bool:
    """Draft, place, extend, release, cancel."""
    return role in {OWNER, BUYER}


def may_ship(role: str | None) -> bool:
    """Ask for shipments and take them back."""
    return role in {OWNER, BUYER}


def may_pay(role: str | None) -> bool:
    """Issue invoices and take papers and settlements."""
    return role in {OWNER, BUYER, ACCOUNTANT}


def may_see(role: str | None) -> bool:
    """Look at everything of the company."""
    return role is not None


def may_administer(role: str | None) -> bool:
    """Change what belongs to the company: addresses."""
    return role in {OWNER, BUYER}


def may_manage_people(role: str | None) -> bool:
    """Add people to the company, say what each may do, remove them."""
    return role == OWNER


_RIGHTS = {
    "order": may_order,
    "ship": may_ship,
    "pay": may_pay,
    "see": may_see,
    "administer": may_administer,
    "people": may_manage_people,
}


OPENS_NEW_BUSINESS = frozenset({"order", "ship"})  # what a closed contract refuses; what is owed in it can be paid


def allows(role: str | None, act: str) -> bool:
    """Whether ``role`` may do ``act``: order, ship, pay, see, administer, people."""
    return _RIGHTS[act](role)


def objections_to_role(role: str) -> list[Refusal]:
    """A role that nobody has."""
    return [] if role in ROLES else [Refusal("companies.role_unknown", field="role", role=role, known=list(ROLES))]


def objections_to_loss(people: Mapping[int, str], user: int, role: str | None) -> list[Refusal]:
    """Why ``user`` can't get ``role`` (None: leave) among ``people``: a company that has an owner keeps one."""
    if user not in people:
        return [Refusal("companies.person_unknown", user=user)]
    owners = {person for person, held in people.items() if held == OWNER}
    return [Refusal("companies.last_owner", field="role")] if owners == {user} and role != OWNER else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Requisites:
    """What every paper of a legal entity or a sole trader shows."""

    name: str
    inn: str
    kind: str = "legal_entity"
    full_name: str = ""
    kpp: str = ""
    ogrn: str = ""
    legal_address: str = ""
    postal_address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankDetails:
    """A settlement account and its bank."""

    account: str
    bic: str
    bank: str
    correspondent: str
    is_main: bool = True


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


def numbers_of(terms: TermsNumbers) -> dict[str, int | str | Decimal | None]:
    """The numbers by name, without what a row of terms has besides them."""
    return {field.name: getattr(terms, field.name) for field in fields(TermsNumbers)}


def objections_to_requisites(given: Requisites) -> list[Refusal]:
    """Every flaw of INN, KPP and OGRN, each naming its field."""
    return list(_requisite_flaws(given))


def _requisite_flaws(given: Requisites) -> Iterator[Refusal]:
    is_trader = given.kind == _SOLE_TRADER
    if not given.name.strip():
        yield Refusal("companies.name_missing", field="name")
    lengths = identifiers.ENTREPRENEUR if is_trader else identifiers.ORGANISATION
    yield from _flaw("inn", given.inn, identifiers.problem_with_inn(given.inn, lengths=lengths))
    if is_trader and given.kpp:
        yield Refusal("companies.requisite_wrong", field="kpp", value=given.kpp, flaw="length", lengths=[0])
    if not is_trader:
        yield from _flaw("kpp", given.kpp, identifiers.problem_with_kpp(given.kpp))
    if given.ogrn:
        check = identifiers.problem_with_ogrnip if is_trader else identifiers.problem_with_ogrn
        yield from _flaw("ogrn", given.ogrn, check(given.ogrn))


def objections_to_bank(given: BankDetails) -> list[Refusal]:
    """Every flaw of a BIC and of the accounts that its bank keys."""
    if problem := identifiers.problem_with_bic(given.bic):
        return list(_flaw("bic", given.bic, problem))
    account = identifiers.problem_with_account(given.account, bic=given.bic)
    correspondent = identifiers.problem_with_correspondent_account(given.correspondent, bic=given.bic)
    return [*_flaw("account", given.account, account), *_flaw("correspondent", given.correspondent, correspondent)]


def _flaw(field: str, value: str, problem: identifiers.Problem | None) -> Iterator[Refusal]:
    if problem:
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
}
_MOST: dict[str, int] = {"deferral_days": 365, "reservation_hours": 24 * 365, "acceptance_days": 60}


def objections_to_terms(terms: TermsNumbers) -> list[Refusal]:
    """Every number that no contract can have."""
    given = numbers_of(terms)
    strange = [name for name, choices in _CHOICES.items() if given[name] not in choices]
    wrong = [name for name in _LEAST if not _is_between(name, given[name])]
    return [Refusal("companies.terms_wrong", field=name, value=given[name]) for name in strange + wrong]


def _is_between(name: str, value: int | str | Decimal | None) -> bool:
    if value is None:
        return True
    number = Decimal(value)
    return _LEAST[name] <= number and (name not in _MOST or number <= _MOST[name])
