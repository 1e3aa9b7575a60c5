"""Prices that a supplier has given for some time, outside his lists: they become offers of a feed of their own."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

from django.db import transaction

from optom.base import kept_files
from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.base.sql import statements
from optom.domain.journal import actions as journal

from . import events
from .models import Feed, FeedRun
from .rules import QUOTES, State
from .turns import take_turn_soon

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class QuotedOffer:
    """A price per unit of a product, known by ``number``, that stands until the end of a day.

    ``stock`` None: not said.
    """

    number: str
    product: int
    price: Decimal
    currency: str
    with_vat: bool
    until: date
    multiple: Decimal | None = None
    lead_days: int | None = None
    stock: Decimal | None = None


@transaction.atomic
def take_quoted(
    *, supplier: int, source: str, offers: Sequence[QuotedOffer], actor: int | None, at: datetime
) -> Mapping[str, int]:
    """The supplier's offers by their numbers; they count at once and until their day, beside those of his lists.

    What was quoted is kept as a file of his, like every list. ``source`` is the paper by which it is known. Costs are
    told soon. The caller has asked whether the actor may, and that the supplier is no candidate; he refuses
    `turns.BUSY` while a file of the supplier is run. Refuses `suppliers.quotes_closed`.
    """
    take_turn_soon([supplier])
    feed, _made = Feed.objects.get_or_create(supplier_id=supplier, name=QUOTES, defaults={"is_full": False})
    if not feed.is_active:
        raise Refusal("suppliers.quotes_closed", name=feed.supplier.name)
    kept = kept_files.keep(_as_csv(offers))
    told = {"name": f"{source}.csv", "sha256": kept.sha256, "size": kept.size, "state": State.APPLIED}
    run = FeedRun.objects.create(feed=feed, received_at=at, received_from_id=actor, ended_at=at, **told)
    columns = {one.name: [getattr(offer, one.name) for offer in offers] for one in fields(QuotedOffer)}
    found = _sql.rows("take_quoted", supplier=supplier, feed=feed.pk, run=run.pk, at=at, **columns)
    journal.record(
        act="suppliers.take_quoted", actor=actor, at=at, subject=f"suppliers.supplier:{supplier}",
        facts={"source": source, "offers": len(found)}, announce=((events.APPLIED, {"run": run.pk}),),
    )  # fmt: skip
    return {row.number: row.id for row in found}


@transaction.atomic
def expire_quoted(*, at: datetime) -> int:
    """Offers whose day is over are listed no more; how many. Costs are told soon."""
    found = _sql.rows("expire_quoted", day=business_day(at), at=at)
    if found:
        runs = sorted({row.run_id for row in found})
        announce = tuple((events.APPLIED, {"run": run}) for run in runs)
        facts = {"offers": len(found)}
        journal.record(act="suppliers.expire_quoted", actor=None, at=at, facts=facts, announce=announce)
    return len(found)


def _as_csv(offers: Sequence[QuotedOffer]) -> bytes:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([one.name for one in fields(QuotedOffer)])
    writer.writerows(astuple(one) for one in offers)
    return out.getvalue().encode()
