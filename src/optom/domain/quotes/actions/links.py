"""Links by which somebody without a sign-in sees a quote and may ask that it be accepted (ADR 0058)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.texts import too_long
from optom.base.told_once import hash_of, secret_of
from optom.domain.companies import queries as companies
from optom.domain.journal import actions as journal
from optom.domain.quotes import clients, queries, rules

_sql = statements("optom.domain.quotes")


@dataclass(frozen=True, slots=True)
class Made:
    """A link that was made. Its ``secret`` is told once: the database keeps a hash of it."""

    secret: str
    expires_at: datetime


def make_link(
    *,
    contract: int,
    quote: int,
    days: int,
    key: str,
    actor: int,
    at: datetime,
    client_quote: int | None = None,
    note: str = "",
) -> Made:
    """A link for ``days`` to a quote, or to what was made of it for a client. The same ``key`` is the same link.

    Refuses `companies.may_not`, `quotes.unknown`, `quotes.link_days_wrong`, `input.too_long`.
    """
    standing = companies.standing(contract, actor, at)
    refuse_all(
        [*standing.objections("draft"), *rules.objections_to_days(days), *too_long(note=(note, 120))],
    )
    queries.known_quote(contract=contract, quote=quote, at=at)
    if client_quote is not None and clients.known(contract=contract, client_quote=client_quote, at=at).quote != quote:
        raise Refusal("quotes.unknown", quote=quote)
    company = standing.contract.company
    made = Made(secret_of("optom.quotes.link", company, actor, key), expires_at=at + timedelta(days=days))
    with transaction.atomic():
        link = _sql.first(
            "make_link",
            quote=quote,
            client_quote=client_quote,
            company=company,
            secret_hash=hash_of(made.secret),
            note=note.strip(),
            at=at,
            actor=actor,
            expires_at=made.expires_at,
        )
        if link is not None:  # else the key has its link already
            _note("make_link", link.id, company, {"quote": quote, "days": days}, actor=actor, at=at)
    return made


def revoke_link(*, link: int, contract: int, actor: int, at: datetime) -> None:
    """The link opens nothing any more. Refuses `companies.may_not`, `quotes.link_unknown`."""
    standing = companies.standing(contract, actor, at)
    refuse_all(standing.objections("draft"))
    with transaction.atomic():
        row = _sql.first("revoke_link", link=link, contract=contract, actor=actor, at=at)
        if row is None:
            raise Refusal("quotes.link_unknown", link=link)
        if row.is_new:
            _note("revoke_link", link, standing.contract.company, {}, actor=actor, at=at)


def use_link(*, held: queries.HeldLink, how: str, address: str, at: datetime) -> None:
    """Write down that somebody at ``address`` of the network has looked."""
    with transaction.atomic():
        _sql.run("use_link", link=held.id, at=at)
        _note("use_link", held.id, held.company, {"how": how, "address": address}, actor=None, at=at)


def plead(*, held: queries.HeldLink, who: str, note: str, address: str, at: datetime) -> None:
    """Whoever holds the link asks that the quote be accepted; a second time changes nothing.

    Refuses `quotes.over` where the quote is not valid any more, `input.required`, `input.too_long`.
    """
    missing = [] if who.strip() else [Refusal("input.required", field="who")]
    over = [Refusal("quotes.over")] if held.state_at(at) != "open" else []
    refuse_all([*over, *missing, *too_long(who=(who, 120), note=(note, 300))])
    with transaction.atomic():
        if _sql.run("plead", link=held.id, company=held.company, who=who.strip(), note=note.strip(), at=at):
            _note("plead", held.id, held.company, {"number": held.number, "address": address}, actor=None, at=at)


def _note(act: str, link: int, company: int, facts: Mapping[str, Any], *, actor: int | None, at: datetime) -> None:
    subject = f"quotes.link:{link}"
    journal.record(act=f"quotes.{act}", actor=actor, at=at, subject=subject, company=company, facts=facts)
