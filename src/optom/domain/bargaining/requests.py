"""Suppliers are asked for prices: a request, whom it goes to, and the links by which they answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.texts import too_long
from optom.base.told_once import hash_of, secret_of
from optom.domain.accounts import actions as accounts
from optom.domain.journal import actions as journal
from optom.domain.suppliers import queries as suppliers

from .models import Link, Request
from .rules import LEAST_QUANTITY, MOST_LINES, MOST_NOTE, MOST_SUPPLIERS, MOST_TITLE, objections_to_span

_sql = statements(__package__)
_MOST = Decimal(10) ** 10
_READ_ON = timedelta(days=7)  # after the last answer a supplier still sees what he has sent, and what of it was taken


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: quantities by products, until when answers are taken, when the goods are wanted."""

    title: str
    lines: Mapping[int, Decimal]
    answer_until: datetime
    deliver_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A link that was made for a supplier. Its ``secret`` is told once."""

    supplier: int
    name: str
    email: str
    secret: str
    expires_at: datetime


def ask(*, asked: Asked, actor: int | None, at: datetime) -> int:
    """A request, which nobody has got yet; its id. What each product would cost without asking is written down with it.

    Refuses `accounts.may_not`, and together `bargaining.nothing_asked`, `bargaining.too_many_lines`,
    `bargaining.out_of_bounds`, `bargaining.over_already`, `bargaining.too_long_open`, `bargaining.day_gone`,
    `input.required` and `input.too_long`; then `bargaining.no_product`.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    refuse_all(_objections(asked, at))
    told = {"title": asked.title.strip(), "note": asked.note.strip(), "deliver_on": asked.deliver_on}
    with transaction.atomic():
        made = Request.objects.create(answer_until=asked.answer_until, created_at=at, created_by_id=actor, **told)
        quantities = {"products": list(asked.lines), "quantities": list(asked.lines.values())}
        if _sql.run("ask", request=made.pk, day=business_day(at), **quantities) < len(asked.lines):
            raise Refusal("bargaining.no_product")
        _note("ask", made.pk, {"title": made.title, "lines": len(asked.lines)}, actor, at)
    return made.pk


def _objections(asked: Asked, at: datetime) -> Iterator[Refusal]:
    if not asked.title.strip():
        yield Refusal("input.required", field="title")
    yield from too_long(title=(asked.title, MOST_TITLE), note=(asked.note, MOST_NOTE))
    if not asked.lines:
        yield Refusal("bargaining.nothing_asked")
    elif len(asked.lines) > MOST_LINES:
        yield Refusal("bargaining.too_many_lines", lines=len(asked.lines), most=MOST_LINES)
    if not all(LEAST_QUANTITY <= quantity < _MOST for quantity in asked.lines.values()):
        yield Refusal("bargaining.out_of_bounds", field="quantity", most=_MOST)
    yield from objections_to_span(asked.answer_until, at, asked.deliver_on, business_day(at))


def invite(*, request: int, emails: Mapping[int, str], key: str, actor: int | None, at: datetime) -> list[Made]:
    """Each supplier gets a link of his own; one that he had opens nothing any more. The same ``key`` is the same links.

    Refuses `accounts.may_not`, `bargaining.no_request`, `bargaining.closed`, and together `bargaining.nobody_asked`,
    `bargaining.too_many_suppliers`, `bargaining.not_an_address` and `suppliers.no_such`.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    known = {one.id: one.name for one in suppliers.suppliers()}
    refuse_all(_objections_to_invited(emails, known))
    with transaction.atomic():
        found = locked(request)
        if found.closed_at or found.answer_until <= at:
            raise Refusal("bargaining.closed")
        secrets = [secret_of("bargaining.link", request, supplier, key) for supplier in emails]
        until = found.answer_until + _READ_ON
        invited = {"suppliers": list(emails), "emails": list(emails.values()), "hashes": list(map(hash_of, secrets))}
        _sql.run("invite", request=request, at=at, expires_at=until, **invited)
        _note("invite", request, {"suppliers": list(emails)}, actor, at)
    return [Made(one, known[one], emails[one], secret, until) for one, secret in zip(emails, secrets, strict=True)]


def _objections_to_invited(emails: Mapping[int, str], known: Mapping[int, str]) -> Iterator[Refusal]:
    if not emails:
        yield Refusal("bargaining.nobody_asked", field="supplier")
    if len(emails) > MOST_SUPPLIERS:
        yield Refusal("bargaining.too_many_suppliers", picked=len(emails), most=MOST_SUPPLIERS)
    if not known.keys() >= emails.keys():
        yield Refusal("suppliers.no_such", field="supplier")
    for supplier, email in emails.items():
        if email and not _is_address(email):
            yield Refusal("bargaining.not_an_address", field=f"email-{supplier}", email=email[:80])


def revoke(*, request: int, supplier: int, actor: int | None, at: datetime) -> None:
    """The supplier's link opens nothing any more; what he has sent stays. Refuses `accounts.may_not` and
    `bargaining.no_link`.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    with transaction.atomic():
        open_ones = Link.objects.filter(invitation__request=request, invitation__supplier=supplier, revoked_at=None)
        if not open_ones.update(revoked_at=at):
            raise Refusal("bargaining.no_link")
        _note("revoke", request, {"supplier": supplier}, actor, at)


def close(*, request: int, actor: int | None, at: datetime) -> None:
    """Nobody answers any more. Refuses `accounts.may_not`, `bargaining.no_request` and `bargaining.closed`."""
    accounts.require_desk(act="run_feeds", actor=actor)
    with transaction.atomic():
        found = locked(request)
        if found.closed_at:
            raise Refusal("bargaining.closed")
        Request.objects.filter(pk=request).update(closed_at=at)
        _note("close", request, {}, actor, at)


def locked(request: int) -> Request:
    """The request, which nobody else closes or awards meanwhile. Refuses `bargaining.no_request`."""
    found = Request.objects.select_for_update().filter(pk=request).first()
    if found is None:
        raise Refusal("bargaining.no_request")
    return found


def _note(act: str, request: int, facts: Mapping[str, object], actor: int | None, at: datetime) -> None:
    subject = f"bargaining.request:{request}"
    journal.record(act=f"bargaining.{act}", actor=actor, at=at, subject=subject, facts=facts)


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
