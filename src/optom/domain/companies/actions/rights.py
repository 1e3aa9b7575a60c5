"""Whether somebody may act for a company, and what was done, written down."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from optom.base.refusal import refuse_all
from optom.domain.accounts import queries as persons
from optom.domain.companies import queries, rules
from optom.domain.journal import actions as journal


def require_right(company: int, actor: int | None, act: str) -> None:
    """Refuse `companies.may_not` unless the person's rights there allow the act; the firm and the program may."""
    if actor is None or persons.is_staff(actor):
        return
    found = queries.member(actor, company)
    role, rights = (found.role, found.rights) if found else (None, rules.NO_RIGHTS)
    refuse_all(rules.objections_to_act(rights, act, role=role))


def note(  # noqa: PLR0917 -- an entry of the journal in its usual order
    act: str,
    actor: int | None,
    at: datetime,
    subject: str,
    company: int | None,
    facts: dict[str, Any],
    announce: Sequence[tuple[str, Mapping[str, Any]]] = (),
) -> None:
    """Write down what was done, and announce it where somebody listens."""
    journal.record(
        act=f"companies.{act}", actor=actor, at=at, subject=subject, company=company, facts=facts, announce=announce
    )
