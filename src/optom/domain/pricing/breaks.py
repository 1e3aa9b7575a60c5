"""Quantity breaks of a published column: who takes more pays less, whichever contract buys by the column."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.waiting import PATIENCE, refused_when_busy
from optom.domain.accounts import actions as accounts
from optom.domain.catalog import queries as catalog
from optom.domain.journal import actions as journal

from . import importing, objections, shelves
from .models import Break, Column, ColumnPrice, PriceChange

_FINEST_QUANTITY = Decimal("0.001")
_MOST_QUANTITY = Decimal(10**11)
Steps = Sequence[tuple[Decimal, Decimal]]


@refused_when_busy(Refusal("pricing.busy"))
def set_breaks(*, column: int, product: int, breaks: Steps, actor: int | None, at: datetime, reason: str = "") -> None:
    """From ``at`` on the column sells the product at these prices from these quantities on; none: at one price.

    They are the actor's from then on: no import changes them (ADR 0032). Nothing happens when nothing changes. Refuses
    `accounts.may_not`, `pricing.busy` (prices are being loaded), and together `pricing.column_unknown`,
    `pricing.product_unknown`, `pricing.product_unpriced`, `pricing.break_wrong`, `pricing.breaks_do_not_grow`,
    `pricing.reason_missing`.
    """
    accounts.require_desk(act="set_terms", actor=actor)
    with transaction.atomic():
        importing.take_turn(patience=PATIENCE)
        known = Column.objects.filter(pk=column).first()
        article = catalog.article_of(product)
        price = (
            ColumnPrice.objects.filter(column_id=column, product_id=product).values_list("amount", flat=True).first()
        )
        refuse_all([
            *_to_place(known, article, price),
            *(_to_steps(breaks, price) if price else ()),
            *objections.to_reason(reason, actor),
        ])  # fmt: skip
        changes = _changes(_standing(column, product), breaks)
        if not changes:
            return
        reason, at = reason.strip(), importing.moment(at)
        _write(column, product, changes, at=at, source=reason[:100], actor_id=actor)
        Break.objects.filter(column_id=column, product_id=product).update(owner_id=actor, reason=reason)
        shelves.doubt(column=column, product=product)
        told = "; ".join(f"{quantity.normalize():f} – {amount.normalize():f}" for quantity, amount in breaks) or "—"
        facts = {"article": article, "breaks": told, "reason": reason}
        journal.record(act="pricing.set_breaks", actor=actor, at=at, subject=f"pricing.column:{column}", facts=facts)


def _standing(column: int, product: int) -> dict[Decimal, Decimal]:
    return dict(Break.objects.filter(column_id=column, product_id=product).values_list("from_quantity", "amount"))


def _changes(before: dict[Decimal, Decimal], breaks: Steps) -> dict[Decimal, Decimal | None]:
    after: dict[Decimal, Decimal | None] = {**dict.fromkeys(before), **dict(breaks)}
    return {quantity: amount for quantity, amount in after.items() if before.get(quantity) != amount}


def _write(column: int, product: int, changes: dict[Decimal, Decimal | None], **said: Any) -> None:
    """The ledger keeps every change, the breaks in force are its last ones."""
    of = {"column_id": column, "product_id": product}
    Break.objects.filter(**of, from_quantity__in=list(changes)).delete()
    Break.objects.bulk_create(
        Break(**of, from_quantity=quantity, amount=amount) for quantity, amount in changes.items() if amount is not None
    )
    PriceChange.objects.bulk_create(
        PriceChange(**of, from_quantity=quantity, amount=amount, **said) for quantity, amount in changes.items()
    )


def _to_place(column: Column | None, article: str | None, price: Decimal | None) -> Iterator[Refusal]:
    if column is None:
        yield Refusal("pricing.column_unknown", field="column")
    if article is None:
        yield Refusal("pricing.product_unknown", field="article")
    if column and article is not None and price is None:
        yield Refusal("pricing.product_unpriced", field="article", article=article, column=column.name)


def _to_steps(breaks: Steps, price: Decimal) -> Iterator[Refusal]:
    """Each break begins at more than the one before it, and costs less."""
    quantity_before, price_before = Decimal(0), price
    for quantity, amount in breaks:
        facts = {"field": "breaks", "from_quantity": quantity, "price": amount}
        fits = 0 < quantity < _MOST_QUANTITY and not quantity % _FINEST_QUANTITY
        if not fits or not objections.is_price(amount):
            yield Refusal("pricing.break_wrong", **facts)
        elif quantity <= quantity_before or amount >= price_before:
            yield Refusal("pricing.breaks_do_not_grow", **facts, before=quantity_before, price_before=price_before)
        quantity_before, price_before = quantity, amount
