"""Price lists of the firm's own: put into force at once, as they were shown, or when their day begins."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.base.staging import Outcome, Report, Skipped, copy_into, ignore
from optom.domain.accounts import actions as accounts
from optom.domain.journal import actions as journal

from .importing import MOST_PRICE, Names, Preview, PriceRow, import_prices, preview_prices
from .models import PlannedList, PlannedPrice

_KEPT = ("of_id", "product", "brand", "column_name", "amount", "from_quantity", "origin")
_NAME = 100


def publish_list(
    *,
    rows: Iterable[PriceRow],
    name: str,
    is_complete: bool,
    actor: int | None,
    at: datetime,
    expected: Outcome | None = None,
    report: Report = ignore,
) -> Outcome:
    """From ``at`` on the columns that the list names sell at its prices; ``is_complete``: at no others.

    ``expected`` is what its publisher was shown. A second time nothing changes. Reports what `import_prices` does.
    Refuses `accounts.may_not`, `pricing.prices_moved`.
    """
    accounts.require_desk(act="publish_prices", actor=actor)
    with transaction.atomic():
        outcome = _put_into_force(rows, name, is_complete=is_complete, actor=actor, at=at, report=report)
        if expected is not None and outcome != expected:
            raise Refusal("pricing.prices_moved")
    return outcome


def _put_into_force(
    rows: Iterable[PriceRow], name: str, *, is_complete: bool, actor: int | None, at: datetime, report: Report
) -> Outcome:
    how: dict[str, Any] = {"names": Names.OF_PEOPLE, "is_complete": is_complete, "report": report}
    outcome = import_prices(rows, at=at, source=name[:_NAME], actor=actor, **how)
    if not outcome.is_without_effect:
        counts = {"created": outcome.created, "changed": outcome.changed, "withdrawn": outcome.hidden}
        facts = {"file": name, "is_complete": is_complete, **counts}
        journal.record(act="pricing.publish_list", actor=actor, at=at, facts=facts)
    return outcome


def plan_list(
    *,
    rows: Iterable[PriceRow],
    name: str,
    is_complete: bool,
    begins_on: date,
    actor: int | None,
    at: datetime,
    needs_approval: bool = False,
    report: Report = ignore,
) -> int:
    """The list is put into force when its day begins; its number. What can't be a price is reported and left out.

    With ``needs_approval`` not before somebody else has approved it, and its day may be this one. Refuses
    `accounts.may_not`, `pricing.begins_in_the_past` (today has begun).
    """
    accounts.require_desk(act="publish_prices", actor=actor)
    today = business_day(at)
    if begins_on < today or (begins_on == today and not needs_approval):
        raise Refusal("pricing.begins_in_the_past", field="since", since=begins_on)
    said = {"name": name[:_NAME], "is_complete": is_complete, "begins_on": begins_on, "needs_approval": needs_approval}
    with transaction.atomic():
        planned = PlannedList.objects.create(**said, planned_at=at, planned_by_id=actor).pk
        copy_into("pricing_plannedprice", _KEPT, _kept(planned, rows, report))
        facts = {"file": name, "begins_on": begins_on, "is_complete": is_complete}
        _note("plan_list", planned, facts, actor, at)
    return planned


def _kept(planned: int, rows: Iterable[PriceRow], report: Report) -> Iterator[Sequence[Any]]:
    for row in rows:
        amount = row.amount if row.amount is not None and 0 < row.amount < MOST_PRICE else None
        if amount is None and not row.is_unread:
            report(Skipped("price", row.product, "pricing.not_a_price", {"price": row.amount}, row.origin))
        yield planned, row.product, row.brand, row.column, amount, row.from_quantity, row.origin


def approve_list(*, planned: int, actor: int | None, at: datetime) -> None:
    """The list comes into force when its day begins, or within a minute where it has.

    Refuses `accounts.may_not`, `pricing.already_ended`, `pricing.four_eyes` (its planner approves it himself).
    """
    accounts.require_desk(act="approve_prices", actor=actor)
    with transaction.atomic():
        waits = _waiting().select_for_update().filter(pk=planned, needs_approval=True, approved_at=None).first()
        if waits is None:
            raise Refusal("pricing.already_ended")
        if actor is not None and actor == waits.planned_by_id:
            raise Refusal("pricing.four_eyes")
        waits.approved_at, waits.approved_by_id = at, actor
        waits.save(update_fields=["approved_at", "approved_by_id"])
        _note("approve_list", planned, {"file": waits.name}, actor, at)


def preview_list(*, planned: int, most: int = 20, report: Report = ignore) -> Preview:
    """What a list that waits would change if it came into force now. Refuses `pricing.already_ended`."""
    waits = _waiting().filter(pk=planned).first()
    if waits is None:
        raise Refusal("pricing.already_ended")
    return preview_prices(_prices_of(waits), is_complete=waits.is_complete, most=most, report=report)


def _prices_of(planned: PlannedList) -> list[PriceRow]:
    return [_said(price) for price in PlannedPrice.objects.filter(of=planned).order_by("id")]


def take_back_list(*, planned: int, actor: int | None, at: datetime) -> None:
    """The list never comes into force. Refuses `accounts.may_not`, `pricing.already_ended`."""
    accounts.require_desk(act="publish_prices", actor=actor)
    with transaction.atomic():
        if not _waiting().filter(pk=planned).update(taken_back_at=at):
            raise Refusal("pricing.already_ended")
        PlannedPrice.objects.filter(of_id=planned).delete()
        _note("take_back_list", planned, {}, actor, at)


def publish_due(*, at: datetime) -> bool:
    """Put the first list whose day has begun into force; whether there was one. What it can't take is counted."""
    with transaction.atomic():
        allowed = Q(needs_approval=False) | Q(approved_at__isnull=False)
        due = _waiting().filter(allowed, begins_on__lte=business_day(at)).order_by("begins_on", "id")
        planned = due.select_for_update(skip_locked=True).first()
        if planned is None:
            return False
        rows = _prices_of(planned)
        left: list[Skipped] = []
        said: dict[str, Any] = {"is_complete": planned.is_complete, "actor": planned.planned_by_id}
        _put_into_force(rows, planned.name, at=at, report=left.append, **said)
        PlannedPrice.objects.filter(of=planned).delete()
        PlannedList.objects.filter(pk=planned.pk).update(published_at=at, remarks=len(left))
    return True


def _said(price: PlannedPrice) -> PriceRow:
    return PriceRow(
        price.product,
        price.column_name,
        price.amount,
        price.from_quantity,
        origin=price.origin,
        brand=price.brand,
        is_unread=price.amount is None,
    )


def _waiting() -> Any:
    return PlannedList.objects.filter(published_at=None, taken_back_at=None)


def _note(act: str, planned: int, facts: dict[str, Any], actor: int | None, at: datetime) -> None:
    subject = f"pricing.plannedlist:{planned}"
    journal.record(act=f"pricing.{act}", actor=actor, at=at, subject=subject, facts=facts)
