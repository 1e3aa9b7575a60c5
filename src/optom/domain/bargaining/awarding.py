"""Prices of a request are taken, line by line: they become offers of their suppliers; what was won is written down."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import Row, statements
from optom.base.waiting import refused_when_busy
from optom.domain.accounts import actions as accounts
from optom.domain.journal import actions as journal
from optom.domain.suppliers import actions as suppliers
from optom.domain.suppliers.actions import QuotedOffer

from .requests import locked
from .rules import Won

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class Awarded:
    """How many lines were awarded, and of how many of them the price is below what they would have cost."""

    lines: int
    won: int


@refused_when_busy(suppliers.BUSY)
@transaction.atomic
def award(*, request: int, quoted: Sequence[int], until: date | None, actor: int | None, at: datetime) -> Awarded:
    """Each quoted price becomes an offer of its supplier, until the day that he has told, else ``until``.

    Orders are made of offers, so what is short is bought at these prices from now on. Where a price lands below what
    the line would have cost without asking, the ledger of savings gets an entry of the actor. Statements grow with the
    suppliers, not with the lines. Refuses `accounts.may_not`, `bargaining.no_request`, and together
    `bargaining.no_quote`, `bargaining.one_a_line`, `bargaining.awarded_already`, `bargaining.candidate`,
    `bargaining.no_rate`, `bargaining.quote_expired` and `bargaining.until_needed`; `suppliers.quotes_closed`, and
    `suppliers.busy` while a file of one of the suppliers is run.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    locked(request)
    day = business_day(at)
    found = _sql.rows("quoted_to_award", request=request, quoted=list(quoted), day=day)
    refuse_all(_objections(found, quoted, until, day))
    offers = _offers_of(request, found, until, actor, at)
    told = {"quoted": [row.id for row in found], "offers": [offers[row.id] for row in found]}
    untils = [row.valid_until or until for row in found]
    landed = [row.landed for row in found]
    made = _sql.one("award", **told, landed=landed, untils=untils, actor=actor, at=at, kind=Won.AWARD)
    facts = {"lines": made.lines, "won": made.won}
    subject = f"bargaining.request:{request}"
    journal.record(act="bargaining.award", actor=actor, at=at, subject=subject, facts=facts)
    return Awarded(made.lines, made.won)


def _objections(found: Sequence[Row], quoted: Sequence[int], until: date | None, day: date) -> Iterator[Refusal]:
    if not quoted or {row.id for row in found} != set(quoted):
        yield Refusal("bargaining.no_quote")
    lines: set[int] = set()
    for row in found:
        if row.line in lines:
            yield Refusal("bargaining.one_a_line", article=row.article)
        lines.add(row.line)
        yield from _objections_to(row, day)
    if until is not None and until < day:
        yield Refusal("bargaining.day_gone", field="until", day=until)
    if until is None and any(row.valid_until is None for row in found):
        yield Refusal("bargaining.until_needed", field="until")


def _objections_to(row: Row, day: date) -> Iterator[Refusal]:
    if row.is_awarded:
        yield Refusal("bargaining.awarded_already", article=row.article)
    if row.is_candidate:
        yield Refusal("bargaining.candidate", name=row.supplier_name)
    if row.landed is None:
        yield Refusal("bargaining.no_rate", article=row.article, currency=row.currency)
    if row.valid_until is not None and row.valid_until < day:
        yield Refusal("bargaining.quote_expired", article=row.article, day=row.valid_until)


def _offers_of(
    request: int, found: Sequence[Row], until: date | None, actor: int | None, at: datetime
) -> Mapping[int, int]:
    """The offer that each quoted price has become: of each supplier all of his at once."""
    source = f"RFQ-{request}"
    made: dict[int, int] = {}
    for supplier in sorted({row.supplier for row in found}):
        own = {f"{source}/{row.position}": row for row in found if row.supplier == supplier}
        offers = [_offer(number, row, until) for number, row in own.items()]
        ids = suppliers.take_quoted(supplier=supplier, source=source, offers=offers, actor=actor, at=at)
        made |= {row.id: ids[number] for number, row in own.items()}
    return made


def _offer(number: str, row: Row, until: date | None) -> QuotedOffer:
    terms = {
        "multiple": row.multiple, "lead_days": row.lead_days, "stock": row.quantity, "until": row.valid_until or until,
    }  # fmt: skip
    return QuotedOffer(number, row.product, row.price, row.currency, row.with_vat, **terms)
