"""What is to be brought down, and what was said about it with suppliers."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.base.texts import too_long
from optom.domain.accounts import actions as accounts
from optom.domain.catalog import queries as catalog
from optom.domain.journal import actions as journal
from optom.domain.suppliers import queries as suppliers

from .models import Talk, Target
from .rules import LEAST_PERCENT, LEAST_PRICE, MOST_NOTE

_MOST_REASON, _MOST_STEP, _MOST_PERCENT = 400, 300, Decimal(99)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A product down to ``landed``, in our warehouse in roubles without VAT (of one supplier, where he is named), or a
    supplier by ``percent``.
    """

    until: date
    reason: str
    product: int | None = None
    supplier: int | None = None
    landed: Decimal | None = None
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What was said on a day; a next step has its day. It ``follows`` the talk whose next step it was."""

    supplier: int
    said_on: date
    said: str
    product: int | None = None
    agreed: str = ""
    next_step: str = ""
    next_on: date | None = None
    follows: int | None = None


def set_target(*, wanted: Wanted, actor: int, at: datetime) -> int:
    """The actor wants it so; the target's id. Refuses `accounts.may_not`, and together `bargaining.no_target`,
    `bargaining.out_of_bounds`, `bargaining.day_gone`, `input.required`, `input.too_long`, `bargaining.no_product` and
    `suppliers.no_such`.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    refuse_all([*_objections_to_target(wanted, business_day(at)), *_unknown(wanted.product, wanted.supplier)])
    told = {
        "product_id": wanted.product, "supplier_id": wanted.supplier, "landed": wanted.landed,
        "percent": wanted.percent, "until": wanted.until, "reason": wanted.reason.strip(),
    }  # fmt: skip
    with transaction.atomic():
        made = Target.objects.create(**told, owner_id=actor, created_at=at)
        _note("set_target", f"bargaining.target:{made.pk}", asdict(wanted), actor, at)
    return made.pk


def _objections_to_target(wanted: Wanted, day: date) -> Iterator[Refusal]:
    of_product = wanted.product is not None and wanted.landed is not None and wanted.percent is None
    of_supplier = wanted.product is None and wanted.supplier is not None and wanted.percent is not None
    if not (of_product or of_supplier):
        yield Refusal("bargaining.no_target", field="landed" if wanted.product else "percent")
    if wanted.landed is not None and not LEAST_PRICE <= wanted.landed < Decimal(10) ** 10:
        yield Refusal("bargaining.out_of_bounds", field="landed", most=Decimal(10) ** 10)
    if wanted.percent is not None and not LEAST_PERCENT <= wanted.percent <= _MOST_PERCENT:
        yield Refusal("bargaining.out_of_bounds", field="percent", most=_MOST_PERCENT)
    if wanted.until < day:
        yield Refusal("bargaining.day_gone", field="until", day=wanted.until)
    if not wanted.reason.strip():
        yield Refusal("input.required", field="reason")
    yield from too_long(reason=(wanted.reason, _MOST_REASON))


def end_targets(*, targets: Collection[int], actor: int, at: datetime) -> None:
    """Nobody wants them any more: all of them at once, or none. Its statements are constant. Refuses
    `accounts.may_not` and `bargaining.not_wanted`.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    with transaction.atomic():
        if Target.objects.filter(pk__in=targets, ended_at=None).update(ended_at=at) < len(set(targets)):
            raise Refusal("bargaining.not_wanted")
        deeds = [journal.Deed(f"bargaining.target:{one}", None, {}) for one in sorted(set(targets))]
        journal.record_each(act="bargaining.end_target", actor=actor, at=at, deeds=deeds)


def note_talk(*, said: Said, actor: int, at: datetime) -> int:
    """What was said, for good; the talk's id. Refuses `accounts.may_not`, and together `input.required`,
    `input.too_long`, `bargaining.next_incomplete`, `bargaining.day_to_come`, `bargaining.no_product` and
    `suppliers.no_such`; then `bargaining.no_talk` and `bargaining.followed_already`.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    refuse_all([*_objections_to_talk(said, business_day(at)), *_unknown(said.product, said.supplier)])
    if said.follows is not None and not Talk.objects.filter(pk=said.follows, supplier=said.supplier).exists():
        raise Refusal("bargaining.no_talk", field="follows")
    told = {
        "supplier_id": said.supplier, "product_id": said.product, "said_on": said.said_on, "said": said.said.strip(),
        "agreed": said.agreed.strip(), "next_step": said.next_step.strip(), "next_on": said.next_on,
        "follows_id": said.follows,
    }  # fmt: skip
    try:
        with transaction.atomic():
            made = Talk.objects.create(**told, at=at, actor_id=actor)
            _note("note_talk", f"suppliers.supplier:{said.supplier}", {"talk": made.pk}, actor, at)
    except IntegrityError as error:
        raise Refusal("bargaining.followed_already", field="follows") from error
    return made.pk


def _objections_to_talk(said: Said, day: date) -> Iterator[Refusal]:
    if not said.said.strip():
        yield Refusal("input.required", field="said")
    if said.said_on > day:
        yield Refusal("bargaining.day_to_come", field="said_on", day=said.said_on)
    if bool(said.next_step.strip()) is not (said.next_on is not None):
        yield Refusal("bargaining.next_incomplete", field="next_on" if said.next_step.strip() else "next_step")
    texts = {"said": (said.said, MOST_NOTE), "agreed": (said.agreed, MOST_NOTE)}
    yield from too_long(**texts, next_step=(said.next_step, _MOST_STEP))


def _unknown(product: int | None, supplier: int | None) -> Iterator[Refusal]:
    if product is not None and not catalog.articles_of({product}):
        yield Refusal("bargaining.no_product", field="product")
    if supplier is not None and supplier not in {one.id for one in suppliers.suppliers()}:
        yield Refusal("suppliers.no_such", field="supplier")


def _note(act: str, subject: str, facts: Mapping[str, Any], actor: int, at: datetime) -> None:
    journal.record(act=f"bargaining.{act}", actor=actor, at=at, subject=subject, facts=facts)
