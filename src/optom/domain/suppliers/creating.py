"""Offers that are like no product of ours: products are made of them, or they are left alone, as the feed says."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction

from optom.base.sql import Row, statements
from optom.domain.catalog.importing import ProductRow, UnitRow, import_products
from optom.domain.catalog.rules import normalise_code
from optom.domain.journal import actions as journal

from . import events
from .rules import CREATED_AT_ONCE

_sql = statements(__package__)
_MADE = "offer:{}:{}"  # as `to_create.sql` writes it


def key_of(brand: str, article: str) -> str:
    """By what a product is known that was made of an offer: one maker's number is one product, whoever offers it."""
    return _MADE.format(normalise_code(brand), normalise_code(article))


def decide_new(*, at: datetime) -> int:
    """Some of them; how many products were made. One maker's number is one product, whoever offers it."""
    with transaction.atomic():
        _sql.run("ignore_new")
        offers = _sql.rows("to_create", most=CREATED_AT_ONCE)
        if not offers:
            return 0
        outcome = import_products(_products(offers), at=at)
        keys = [one.id for one in offers]
        _sql.run("match_created", offers=keys)
        facts = {"created": outcome.created, "offers": keys}
        announce = ((events.MATCHED, {"offers": keys}),)
        journal.record(act="suppliers.create_products", actor=None, at=at, facts=facts, announce=announce)
    return len(offers)


def _products(offers: Sequence[Row]) -> Iterator[ProductRow]:
    for one in {offer.key: offer for offer in reversed(offers)}.values():
        yield ProductRow(
            external_id=one.key,
            article=one.article,
            name=one.name,
            brand=one.brand,
            group=one.group_key,
            unit=UnitRow(one.unit) if one.unit else None,
            barcodes=(one.barcode,) if one.barcode else None,
        )
