"""The ledger of savings: what was won is written down with its proof, corrected by another, proven by receipts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import get_default_timezone_name

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.staging import one_at_a_time
from optom.base.texts import too_long
from optom.domain.accounts import actions as accounts
from optom.domain.journal import actions as journal

from .models import Saving, Talk
from .rules import LEAST_PRICE, Won

_sql = statements(__package__)
_MOST_REASON, _MOST = 400, Decimal(10) ** 10


@dataclass(frozen=True, slots=True)
class Claim:
    """A better price of an offer that no request has brought: by a ``talk`` with its supplier, or of a new offer."""

    offer: int
    until: date
    talk: int | None = None
    reason: str = ""


def claim(*, claim: Claim, actor: int, at: datetime) -> int:
    """What a talk or a new offer has won, into the ledger, as an entry of the actor; its id.

    Of a talk the baseline is what the same offer cost before its price changed last; else the best offer of the others.
    Both land at today's rates, so that only the price counts. Refuses `accounts.may_not`, `bargaining.no_offer`,
    `bargaining.nothing_won`, `bargaining.claimed_already`, `bargaining.day_gone`, `bargaining.no_talk`,
    `input.too_long`.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    day = business_day(at)
    refuse_all(_objections(claim, day))
    with transaction.atomic():
        _take_turn()
        found = _sql.first("to_claim", offer=claim.offer, day=day)
        if found is None:
            raise Refusal("bargaining.no_offer")
        if claim.talk is not None and not Talk.objects.filter(pk=claim.talk, supplier=found.supplier).exists():
            raise Refusal("bargaining.no_talk", field="talk")
        if found.is_claimed:
            raise Refusal("bargaining.claimed_already", article=found.article)
        baseline = found.others if claim.talk is None else found.before
        if baseline is None or baseline <= found.landed:
            raise Refusal("bargaining.nothing_won", article=found.article, landed=found.landed, baseline=baseline)
        made = Saving.objects.create(
            at=at, kind=Won.OFFER if claim.talk is None else Won.TALK, product_id=found.product,
            supplier_id=found.supplier, person_id=actor, baseline=baseline, won=found.landed, counts_from=at,
            until=claim.until, talk_id=claim.talk, offer_id=claim.offer, reason=claim.reason.strip(),
        )  # fmt: skip
        _note("claim", made, {"baseline": baseline, "won": found.landed}, actor, at)
    return made.pk


def _objections(claim: Claim, day: date) -> Iterator[Refusal]:
    if claim.until < day:
        yield Refusal("bargaining.day_gone", field="until", day=claim.until)
    yield from too_long(reason=(claim.reason, _MOST_REASON))


def correct(*, saving: int, baseline: Decimal, won: Decimal, reason: str, actor: int | None, at: datetime) -> int:
    """Another entry stands in place of one that was wrong, from its beginning on; its id.

    Equal prices: nothing was won.
    What receipts have proven of the former is taken back by rows of their own and proven anew. Refuses
    `accounts.may_not`, `bargaining.no_saving`, `bargaining.corrected_already`, and together `bargaining.a_loss`,
    `input.required` and `input.too_long`.
    """
    accounts.require_desk(act="correct_saving", actor=actor)
    refuse_all(_objections_to_correction(baseline, won, reason))
    with transaction.atomic():
        _take_turn()
        was = Saving.objects.filter(pk=saving).first()
        if was is None:
            raise Refusal("bargaining.no_saving")
        if Saving.objects.filter(corrects=saving).exists():
            raise Refusal("bargaining.corrected_already")
        made = Saving.objects.create(
            at=at, kind=Won.CORRECTION, product_id=was.product_id, supplier_id=was.supplier_id, person_id=was.person_id,
            baseline=baseline, won=won, counts_from=was.counts_from, until=was.until, offer_id=was.offer_id,
            corrects=was, reason=reason.strip(),
        )  # fmt: skip
        _sql.run("take_back", saving=saving, at=at)
        _realise(at)
        _note("correct", made, {"corrects": saving, "baseline": baseline, "won": won, "reason": reason}, actor, at)
    return made.pk


def _objections_to_correction(baseline: Decimal, won: Decimal, reason: str) -> Iterator[Refusal]:
    if not LEAST_PRICE <= won <= baseline < _MOST:
        yield Refusal("bargaining.a_loss", field="won", baseline=baseline)
    if not reason.strip():
        yield Refusal("input.required", field="reason")
    yield from too_long(reason=(reason, _MOST_REASON))


@transaction.atomic
def realise(*, at: datetime) -> int:
    """Receipts that have come since prove what was won; how many. One statement, however many receipts.

    A receipt counts for the newest entry of its product and supplier that stood when the goods were ordered: its
    quantity x (the baseline less what was won, or less what the price on the supplier's paper lands at where that is
    more; the confirmed one where there is no paper). An entry counts from where the one counts that it corrects.
    """
    _take_turn()
    return _realise(at)


def _realise(at: datetime) -> int:
    return _sql.run("realise", at=at, zone=get_default_timezone_name())


def _take_turn() -> None:
    """One after another: a receipt must not be counted for two entries."""
    one_at_a_time("bargaining.savings")


def _note(act: str, saving: Saving, facts: Mapping[str, Any], actor: int | None, at: datetime) -> None:
    subject = f"bargaining.saving:{saving.pk}"
    journal.record(act=f"bargaining.{act}", actor=actor, at=at, subject=subject, facts=facts)
