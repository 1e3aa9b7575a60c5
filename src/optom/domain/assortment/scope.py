"""Which part of the catalog a contract sees: what was agreed, now and at a past moment, and how it is changed."""

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from optom.base.books import Broken
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.texts import too_long
from optom.domain.accounts import actions as accounts
from optom.domain.catalog import queries as catalog
from optom.domain.companies import actions as companies
from optom.domain.journal import actions as journal

from .models import Visibility, VisibilityChange

_sql = statements("optom.domain.assortment")


@dataclass(frozen=True, slots=True)
class Scope:
    """Groups (with all below them) and brands, sorted. Where any are allowed only those are seen; none denied is."""

    allowed_groups: tuple[int, ...] = ()
    denied_groups: tuple[int, ...] = ()
    allowed_brands: tuple[int, ...] = ()
    denied_brands: tuple[int, ...] = ()

    @classmethod
    def naming(cls, **named: Collection[int]) -> "Scope":
        """The scope that names these, each once."""
        return cls(**{name: tuple(sorted(set(one))) for name, one in named.items()})


def agreed_scope(contract: int) -> Scope:
    """What the contract names now; nothing named: it sees all that is sold."""
    row = _sql.one("scope", contract=contract)
    return Scope(*(tuple(one) for one in row))


def recorded_since() -> datetime | None:
    """Since when it is written down what contracts see; None: since there are any."""
    since: datetime | None = _sql.value("recorded_since")
    return since


def set_scope(*, contract: int, scope: Scope, actor: int | None, at: datetime, reason: str = "") -> None:
    """From ``at`` on the contract sees this part of the catalog.

    Nothing happens when nothing changes. Refuses `accounts.may_not`, `companies.contract_unknown`,
    `assortment.scope_unknown`, `assortment.allowed_and_denied`, `assortment.reason_missing` (a person has to say why).
    """
    accounts.require_desk(act="set_terms", actor=actor)
    refuse_all(_objections(scope, reason, actor))
    with transaction.atomic():
        company = companies.lock_contract(contract)
        before = agreed_scope(contract)
        if before == scope:
            return
        _write(contract, before, scope, at)
        changes = {name: [getattr(before, name), value] for name, value in asdict(scope).items()}
        facts = {**{name: both for name, both in changes.items() if both[0] != both[1]}, "reason": reason}
        subject = f"companies.contract:{contract}"
        journal.record(act="assortment.set_scope", actor=actor, at=at, subject=subject, company=company, facts=facts)


def _objections(scope: Scope, reason: str, actor: int | None) -> Iterator[Refusal]:
    groups, brands = {*scope.allowed_groups, *scope.denied_groups}, {*scope.allowed_brands, *scope.denied_brands}
    known_groups, known_brands = {one.id for one in catalog.groups()}, catalog.brand_names(brands)
    if not (groups <= known_groups and brands <= known_brands.keys()):
        yield Refusal("assortment.scope_unknown")
    if {*scope.allowed_groups} & {*scope.denied_groups} or {*scope.allowed_brands} & {*scope.denied_brands}:
        yield Refusal("assortment.allowed_and_denied")
    if actor is not None and not reason.strip():
        yield Refusal("assortment.reason_missing", field="reason")
    yield from too_long(reason=(reason, 300))


def _write(contract: int, before: Scope, after: Scope, at: datetime) -> None:
    """Before the first change the ledger is told also what was seen until then."""
    last = VisibilityChange.objects.filter(contract_id=contract).order_by("-id").first()
    told = [] if last else [VisibilityChange(at=None, contract_id=contract, **_lists(before))]
    since = max(at, last.at) if last and last.at else at
    VisibilityChange.objects.bulk_create([*told, VisibilityChange(at=since, contract_id=contract, **_lists(after))])
    Visibility.objects.filter(contract_id=contract).delete()
    Visibility.objects.bulk_create(Visibility(contract_id=contract, **one) for one in _rules(after))


def _lists(scope: Scope) -> dict[str, list[int]]:
    return {name: list(value) for name, value in asdict(scope).items()}


def _rules(scope: Scope) -> Iterator[dict[str, int | bool]]:
    for is_allowed, groups, brands in (
        (True, scope.allowed_groups, scope.allowed_brands),
        (False, scope.denied_groups, scope.denied_brands),
    ):
        yield from ({"group_id": group, "is_allowed": is_allowed} for group in groups)
        yield from ({"brand_id": brand, "is_allowed": is_allowed} for brand in brands)


def broken_books() -> list[Broken]:
    """Contracts that see something else than was told of them last."""
    return [Broken(*row) for row in _sql.rows("broken_books")]
