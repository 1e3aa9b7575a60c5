"""Until where a company's people order on their own word: the rule for all, and the cost centres that orders charge."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.texts import too_long
from optom.domain.companies import queries, rules
from optom.domain.companies.models import Company, CostCentre

from .rights import note, require_right

_sql = statements("optom.domain.companies")


def lock_spending(*, company: int, user: int | None, centre: int | None) -> None:
    """Whoever counts what a person or a cost centre has spent waits for the other who does. Inside a transaction."""
    _sql.first("lock_spending", company=company, user=user, centre=centre)


def set_approval(*, company: int, over: Decimal | None, actor: int | None, at: datetime) -> None:
    """Orders over this sum are approved by a colleague, whoever places them; None: no such rule.

    Refuses `companies.may_not` and `companies.limit_wrong`.
    """
    require_right(company, actor, "administer")
    if over is not None and over < 0:
        raise Refusal("companies.limit_wrong", field="approval_over", value=over)
    with transaction.atomic():
        before = queries.approval_over(company)
        if before != over:
            Company.objects.filter(pk=company).update(approval_over=over)
            facts = {"approval_over": [before, over]}
            note("set_approval", actor, at, f"companies.company:{company}", company, facts)


def add_cost_centre(
    *, company: int, code: str, name: str, budget: Decimal | None, actor: int | None, at: datetime
) -> int:
    """Something that orders can be charged to, with what may be spent in a month (None: any sum).

    Refuses `companies.may_not`, `input.required`, `input.too_long`, `companies.limit_wrong`, `companies.centre_exists`.
    """
    told = _told(company, code, name, budget, actor)
    with _known_once(told["code"]), transaction.atomic():
        centre = CostCentre.objects.create(company_id=company, **told).pk
        note("add_cost_centre", actor, at, _subject(centre), company, told)
    return centre


def change_cost_centre(
    *, company: int, centre: int, code: str, name: str, budget: Decimal | None, actor: int | None, at: datetime
) -> None:
    """Another code, name or budget. Refuses what ``add_cost_centre`` does, and `companies.centre_unknown`."""
    told = _told(company, code, name, budget, actor)
    with _known_once(told["code"]), transaction.atomic():
        before = _own(company, centre)
        changes = {
            name: [getattr(before, name), value] for name, value in told.items() if getattr(before, name) != value
        }
        if changes:
            CostCentre.objects.filter(pk=centre, company_id=company).update(**told)
            facts = {"code": before.code, "changes": changes}
            note("change_cost_centre", actor, at, _subject(centre), company, facts)


def close_cost_centre(*, company: int, centre: int, actor: int | None, at: datetime) -> None:
    """Nothing new is charged to it. Refuses `companies.may_not`, `companies.centre_unknown`."""
    _switch(company, centre, is_closed=True, actor=actor, at=at)


def open_cost_centre(*, company: int, centre: int, actor: int | None, at: datetime) -> None:
    """Orders are charged to it again. Refuses as ``close_cost_centre`` does."""
    _switch(company, centre, is_closed=False, actor=actor, at=at)


def _switch(company: int, centre: int, *, is_closed: bool, actor: int | None, at: datetime) -> None:
    require_right(company, actor, "administer")
    with transaction.atomic():
        before = _own(company, centre)
        if before.is_closed != is_closed:
            CostCentre.objects.filter(pk=centre, company_id=company).update(is_closed=is_closed)
            act = "close_cost_centre" if is_closed else "open_cost_centre"
            note(act, actor, at, _subject(centre), company, {"code": before.code, "name": before.name})


def _told(company: int, code: str, name: str, budget: Decimal | None, actor: int | None) -> dict[str, Any]:
    require_right(company, actor, "administer")
    code, name = code.strip(), " ".join(name.split())
    texts = too_long(code=(code, 20), name=(name, 120))
    refuse_all([*rules.objections_to_centre(code=code, name=name, budget=budget), *texts])
    return {"code": code, "name": name, "budget": budget}


def _own(company: int, centre: int) -> queries.CentreRow:
    found = queries.cost_centre(company, centre)
    if found is None:
        raise Refusal("companies.centre_unknown", field="centre")
    return found


@contextmanager
def _known_once(code: str) -> Iterator[None]:
    """A code stands for one cost centre of a company."""
    try:
        yield
    except IntegrityError as error:
        if "companies_costcentre_once" in str(error):
            raise Refusal("companies.centre_exists", field="code", code=code) from error
        raise


def _subject(centre: int) -> str:
    return f"companies.costcentre:{centre}"
