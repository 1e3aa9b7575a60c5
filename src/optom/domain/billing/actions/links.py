"""Links by which a company's accountant takes its papers without signing in (ADR 0019)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from optom.base.business_day import business_day, day_begins_at
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.texts import too_long
from optom.base.told_once import hash_of, secret_of
from optom.domain.billing import rules
from optom.domain.billing.queries import HeldLink
from optom.domain.companies import queries as companies
from optom.domain.companies.rules import NO_RIGHTS, objections_to_act
from optom.domain.journal import actions as journal

_sql = statements("optom.domain.billing")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Made:
    """A link that was made. Its ``secret`` is told once: the database keeps a hash of it."""

    secret: str
    expires_at: datetime


def make_link(
    *,
    company: int,
    contract: int | None,
    since: date,
    until: date,
    days: int,
    note: str,
    key: str,
    actor: int,
    at: datetime,
) -> Made:
    """A link for ``days`` to the papers of a company, or of one ``contract``, issued from ``since`` to ``until``.

    The same ``key`` is the same link. Refuses `companies.may_not`, `companies.contract_unknown`,
    `billing.link_period_wrong`, `billing.link_days_wrong`, `input.too_long`.
    """
    refuse_all(
        [
            *_objections_to_person(company, actor),
            *_objections_to_contract(company, contract),
            *rules.objections_to_link(since=since, until=until, days=days, today=business_day(at)),
            *too_long(note=(note, 120)),
        ]
    )
    made = Made(secret_of("optom.billing.link", company, actor, key), expires_at=at + days * _DAY)
    with transaction.atomic():
        link = _sql.first(
            "make_link",
            company=company,
            contract=contract,
            issued_from=day_begins_at(since),
            issued_before=day_begins_at(until + _DAY),
            secret_hash=hash_of(made.secret),
            note=note.strip(),
            at=at,
            actor=actor,
            expires_at=made.expires_at,
        )
        if link is not None:  # else the key has its link already
            facts = {"contract": contract, "since": since, "until": until, "days": days, "note": note.strip()}
            _note("make_link", link.id, company, facts, actor=actor, at=at)
    return made


def revoke_link(*, link: int, company: int, actor: int, at: datetime) -> None:
    """The link opens nothing any more; one that is revoked already stays so. Refuses `companies.may_not`,
    `billing.link_unknown`.
    """
    refuse_all(_objections_to_person(company, actor))
    with transaction.atomic():
        row = _sql.first("revoke_link", link=link, company=company, actor=actor, at=at)
        if row is None:
            raise Refusal("billing.link_unknown", link=link)
        if row.is_new:
            _note("revoke_link", link, company, {}, actor=actor, at=at)


def use_link(*, link: HeldLink, how: str, address: str, at: datetime, facts: Mapping[str, Any] | None = None) -> None:
    """Write down that somebody at ``address`` of the network has used the link: its page, a paper, the zip."""
    with transaction.atomic():
        _sql.run("use_link", link=link.id, at=at)
        told = {"how": how, "address": address, **(facts or {})}
        _note("use_link", link.id, link.company, told, actor=None, at=at)


def _objections_to_person(company: int, actor: int) -> list[Refusal]:
    found = companies.member(actor, company)
    return objections_to_act(found.rights if found else NO_RIGHTS, "papers", role=found.role if found else None)


def _objections_to_contract(company: int, contract: int | None) -> list[Refusal]:
    if contract is None or any(one.id == contract for one in companies.contracts_of_company(company)):
        return []
    return [Refusal("companies.contract_unknown", contract=contract)]


def _note(act: str, link: int, company: int, facts: Mapping[str, Any], *, actor: int | None, at: datetime) -> None:
    subject = f"billing.paperlink:{link}"
    journal.record(act=f"billing.{act}", actor=actor, at=at, subject=subject, company=company, facts=facts)
