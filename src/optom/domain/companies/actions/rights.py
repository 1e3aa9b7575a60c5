"""Whether somebody may act for a company, and what was done, written down."""

from datetime import datetime
from typing import Any

from optom.base.refusal import Refusal
from optom.domain.accounts import queries as persons
from optom.domain.companies import queries, rules
from optom.domain.journal import actions as journal


def require_right(company: int, actor: int | None, act: str) -> None:
    """Refuse `companies.may_not` unless the person's role there allows the act; the firm and the program may."""
    if actor is None or persons.is_staff(actor):
        return
    role = queries.membership(actor, company)
    if not rules.allows(role, act):
        raise Refusal("companies.may_not", role=role or "", act=act)


def note(  # noqa: PLR0917 -- an entry of the journal in its usual order
    act: str,
    actor: int | None,
    at: datetime,
    subject: str,
    company: int | None,
    facts: dict[str, Any],
) -> None:
    """Write down what was done."""
    journal.record(act=f"companies.{act}", actor=actor, at=at, subject=subject, company=company, facts=facts)
