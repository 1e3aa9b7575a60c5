"""Offers that are like no product of ours: products are made of them, or they are left alone, as the feed says."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction

from optom.base.sql import Row, statements
from optom.base.staging import short_code
from optom.domain.catalog.importing import ProductRow, UnitRow, import_products
from optom.domain.catalog.rules import normalise_code
from optom.domain.journal import actions as journal

from . import events
from .rules import CREATED_AT_ONCE

_sql = statements(__package__)
_MADE = "offer:{}:{}"
_LONGEST = 150  # by so much the catalog knows a product


def key_of(brand: str, article: str) -> str:
    """By what a product is known that was made of an offer: one maker's number is one product, whoever offers it."""
    return _key(normalise_code(brand), normalise_code(article))


def _key(brand_norm: str, norm: str) -> str:
    return short_code(_MADE.format(brand_norm, norm), _LONGEST)


def decide_new(*, at: datetime) -> int:
    """Some of them; how many offers are products now. One maker's number is one product, whoever offers it.

    What the catalog has not taken waits for somebody.
    """
    with transaction.atomic():
        _sql.run("ignore_new")
        offers = _sql.rows("to_create", most=CREATED_AT_ONCE)
        if not offers:
            return 0
        keys = [_key(one.brand_norm, one.norm) for one in offers]
        outcome = import_products(_products(keys, offers), at=at)
        matched = [row.id for row in _sql.rows("match_created", offers=[one.id for one in offers], keys=keys)]
        if matched:
            facts = {"created": outcome.created, "offers": matched}
            announce = ((events.MATCHED, {"offers": matched}),)
            journal.record(act="suppliers.create_products", actor=None, at=at, facts=facts, announce=announce)
    return len(matched)


def _products(keys: Sequence[str], offers: Sequence[Row]) -> Iterator[ProductRow]:
    """Of offers of one key the first one tells what the product is."""
    for key, one in dict(zip(reversed(keys), reversed(offers), strict=True)).items():
        yield ProductRow(
            external_id=key,
            article=one.article,
            name=one.name,
            brand=one.brand,
            group=one.group_key,
            unit=UnitRow(one.unit) if one.unit else None,
            barcodes=(one.barcode,) if one.barcode else None,
        )
