"""The ledger of savings: what was won is written down with its proof, corrected by another, proven by receipts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import get_default_timezone_name

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import Row, statements
from optom.base.staging import one_at_a_time
from optom.base.texts import too_long
from optom.domain.accounts import actions as accounts
from optom.domain.journal import actions as journal

from .models import Saving, Talk
from .rules import DAYS_TO_CLAIM, LEAST_PRICE, MOST_DAYS_WON, Won

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

    Of a talk the baseline is what the same offer cost, in the same unit, before its price changed last; of a new offer
    the best of the others and of its supplier's own. All land at today's rates, so that only the price counts. Refuses
    `accounts.may_not`, together `bargaining.day_gone`, `bargaining.too_far` and `input.too_long`; then
    `bargaining.no_offer`, `bargaining.no_talk`, `bargaining.not_by_talk`, `bargaining.not_new`,
    `bargaining.claimed_already`, `bargaining.nothing_won`.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    day = business_day(at)
    refuse_all(_objections(claim, day))
    with transaction.atomic():
        _take_turn()
        found = _sql.first("to_claim", offer=claim.offer, day=day)
        if found is None:
            raise Refusal("bargaining.no_offer")
        if claim.talk is None:
            _require_new(found, day)
        else:
            _require_talk(found, claim.talk, day)
        if found.is_claimed:
            raise Refusal("bargaining.claimed_already", article=found.article)
        baseline = _baseline(found, is_new=claim.talk is None)
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
    if (claim.until - day).days > MOST_DAYS_WON:
        yield Refusal("bargaining.too_far", field="until", most=MOST_DAYS_WON)
    yield from too_long(reason=(claim.reason, _MOST_REASON))


def _require_new(found: Row, day: date) -> None:
    known_on = business_day(found.known_at)
    if (day - known_on).days > DAYS_TO_CLAIM:
        raise Refusal("bargaining.not_new", field="offer", article=found.article, day=known_on, most=DAYS_TO_CLAIM)


def _require_talk(found: Row, talk: int, day: date) -> None:
    """With that supplier, about that product or in general; the price has changed since, and not long ago."""
    about = Q(product=None) | Q(product=found.product)
    said_on = Talk.objects.filter(about, pk=talk, supplier=found.supplier).values_list("said_on", flat=True).first()
    if said_on is None:
        raise Refusal("bargaining.no_talk", field="talk")
    changed_on = business_day(found.changed_at)
    if changed_on < said_on or (day - changed_on).days > DAYS_TO_CLAIM:
        told = {"article": found.article, "day": changed_on, "most": DAYS_TO_CLAIM}
        raise Refusal("bargaining.not_by_talk", field="talk", **told)


def _baseline(found: Row, *, is_new: bool) -> Decimal | None:
    known = (found.before, found.others, found.own) if is_new else (found.before,)
    return min((one for one in known if one is not None), default=None)


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
