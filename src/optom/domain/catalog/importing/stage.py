"""Putting a stream of product rows into staging tables, with everything derived from a single row worked out here."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Any

import orjson

from optom.base.staging import Report, Skipped, analyse, copy_into, create_stage
from optom.domain.catalog.importing.rows import ProductRow
from optom.domain.catalog.rules import normalise_code, plain_words, sort_key

PRODUCTS = {
    "seq": "int not null",
    "external_id": "text not null",
    "variant_of": "text",
    "article": "text",
    "article_norm": "text",
    "fallback_article": "text",
    "fallback_norm": "text",
    "name": "text",
    "name_suffix": "text not null",
    "name_words": "text",
    "counted_words": "text",
    "sort_key": "text",
    "brand": "text",
    "brand_norm": "text",
    "brand_sort_key": "text",
    "group_key": "text",
    "unit": "text",
    "okei": "text",
    "tax_class": "text",
    "multiple": "numeric(14,3)",
    "minimum": "numeric(14,3)",
    "weight": "numeric(12,3)",
    "volume": "numeric(12,6)",
    "attributes": "jsonb",
    "attributes_add": "boolean not null",
    "description": "text",
    "has_packs": "boolean not null",
    "has_barcodes": "boolean not null",
    "has_crosses": "boolean not null",
    "is_active": "boolean",
    "is_deleted": "boolean",
    "is_patch": "boolean not null",
    "is_offered": "boolean not null",
    "origin": "text not null",
}
INHERITED = {
    "parent_staged": "boolean not null default false",
    "parent_attributes": "jsonb",
    "parent_adds": "boolean not null default false",
    "is_implied": "boolean not null default false",
}
JOINED = ("seq", "external_id", "variant_of", "brand_norm", "group_key", "unit", "tax_class")
PACKS = {"seq": "int not null", "name": "text not null", "quantity": "numeric(14,3) not null"}
BARCODES = {"seq": "int not null", "code": "text not null", "norm": "text not null"}
CROSSES = {"seq": "int not null", "brand": "text not null", "number": "text not null", "norm": "text not null"}
CHILDREN = {"staged_packs": PACKS, "staged_barcodes": BARCODES, "staged_crosses": CROSSES}

ID_LENGTH = 150
ARTICLE_LENGTH = 100
NAME_LENGTH = 500
BRAND_LENGTH = 120
UNIT_LENGTH = 40
PACK_NAME_LENGTH = 60
BARCODE_LENGTH = 40
NUMBER_LENGTH = 100
SHORTEST_WORD = 3
LONGEST_WORD = 80
_CHUNK = 20_000
_MOST_WEIGHT = Decimal(10**9)
_MOST_VOLUME = Decimal(10**6)
_MOST_QUANTITY = Decimal(10**11)


def stage_products(rows: Iterable[ProductRow], report: Report) -> int:
    """Fill `staged_products` and its children; the number of rows that were staged.

    COPY can feed one table at a time, so rows are taken in chunks: memory holds one chunk, whatever the stream.
    """
    create_stage("staged_products", {**PRODUCTS, **INHERITED})
    for table, columns in CHILDREN.items():
        create_stage(table, columns)
    sound = _sound(rows, report)
    staged = 0
    while chunk := list(islice(sound, _CHUNK)):
        numbered = list(enumerate(chunk, start=staged))
        staged += len(chunk)
        copy_into("staged_products", PRODUCTS, (_product(seq, row, report) for seq, row in numbered))
        copy_into("staged_packs", PACKS, (pack for seq, row in numbered for pack in _packs(seq, row, report)))
        copy_into("staged_barcodes", BARCODES, (code for seq, row in numbered for code in _barcodes(seq, row, report)))
        copy_into("staged_crosses", CROSSES, (cross for seq, row in numbered for cross in _crosses(seq, row, report)))
    analyse("staged_products", columns=JOINED)
    analyse(*CHILDREN, columns=["seq"])
    return staged


def _sound(rows: Iterable[ProductRow], report: Report) -> Iterator[ProductRow]:
    for row in rows:
        if len(row.external_id) <= ID_LENGTH:
            yield row
        else:
            report(Skipped("product", row.external_id, "catalog.id_too_long", {"length": ID_LENGTH}, row.origin))


def _product(seq: int, row: ProductRow, report: Report) -> tuple[Any, ...]:
    article = row.article[:ARTICLE_LENGTH] if row.article else None
    fallback = row.fallback_article[:ARTICLE_LENGTH] if row.fallback_article else None
    name = _name(row, report)
    brand = row.brand[:BRAND_LENGTH] if row.brand else None
    return (
        seq,
        row.external_id,
        row.variant_of,
        article,
        normalise_code(article) if article else None,
        fallback,
        normalise_code(fallback) if fallback else None,
        name,
        row.name_suffix,
        *_words(name),
        sort_key(name) if name else None,
        brand,
        *_brand_keys(brand),
        row.group,
        row.unit.name[:UNIT_LENGTH] if row.unit else None,
        row.unit.okei if row.unit else None,
        row.tax_class,
        _bounded("multiple", row, _MOST_QUANTITY, report),
        _bounded("minimum", row, _MOST_QUANTITY, report),
        _bounded("weight", row, _MOST_WEIGHT, report),
        _bounded("volume", row, _MOST_VOLUME, report),
        None if row.attributes is None else orjson.dumps(row.attributes).decode(),
        row.attributes_add,
        row.description,
        row.packs is not None,
        row.barcodes is not None,
        row.crosses is not None,
        row.is_active,
        row.is_deleted,
        row.is_patch,
        row.is_offered,
        row.origin,
    )


def _words(name: str | None) -> tuple[str | None, str | None]:
    """The words of a name for its search vector, and each of those once that a mistyped word may be taken for."""
    if not name:
        return None, None
    words = plain_words(name)
    counted = {word for word in words if SHORTEST_WORD <= len(word) <= LONGEST_WORD and not word.isdecimal()}
    return " ".join(words), " ".join(counted)


@lru_cache(maxsize=4096)
def _brand_keys(brand: str | None) -> tuple[str | None, str | None]:
    """How a brand is compared and sorted; there are far fewer brands than products."""
    return ((normalise_code(brand) or brand), sort_key(brand)) if brand else (None, None)


def _name(row: ProductRow, report: Report) -> str | None:
    if row.name and len(row.name) > NAME_LENGTH:
        report(Skipped("product", row.external_id, "catalog.name_cut", {"length": NAME_LENGTH}, row.origin))
    return row.name[:NAME_LENGTH] if row.name else None


def _bounded(field: str, row: ProductRow, most: Decimal, report: Report) -> Decimal | None:
    value: Decimal | None = getattr(row, field)
    if value is None or (value < most and (value > 0 or (value == 0 and field != "multiple"))):
        return value
    report(Skipped("product", row.external_id, "catalog.not_a_measure", {"field": field, "value": value}, row.origin))
    return None


def _packs(seq: int, row: ProductRow, report: Report) -> Iterator[tuple[Any, ...]]:
    for name, quantity in dict(row.packs or ()).items():
        if 0 < quantity < _MOST_QUANTITY:
            yield seq, name[:PACK_NAME_LENGTH], quantity
        else:
            report(Skipped("pack", row.external_id, "catalog.not_a_measure", {"value": quantity}, row.origin))


def _barcodes(seq: int, row: ProductRow, report: Report) -> Iterator[tuple[Any, ...]]:
    for code in dict.fromkeys(row.barcodes or ()):
        if len(code) <= BARCODE_LENGTH:
            yield seq, code, normalise_code(code)
        else:
            report(Skipped("barcode", row.external_id, "catalog.code_too_long", {"code": code}, row.origin))


def _crosses(seq: int, row: ProductRow, report: Report) -> Iterator[tuple[Any, ...]]:
    for brand, number in dict.fromkeys(row.crosses or ()):
        if len(number) <= NUMBER_LENGTH:
            yield seq, brand[:BRAND_LENGTH], number, normalise_code(number)
        else:
            report(Skipped("cross", row.external_id, "catalog.code_too_long", {"code": number}, row.origin))
