"""A mapping as a document that is kept and sent, and back. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from optom.base.refusal import Refusal, refuse_all
from optom.domain.suppliers.fields import Field

from .value import CARRIED, SEVERAL, Column, Mapping, Part, TableMapping

_LETTER = re.compile(r"[A-Z]{1,3}")
_QUANTITY = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,3})?")
_STOCK = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,3})?")


def to_json(mapping: Mapping) -> dict[str, Any]:
    """The document of a mapping: what JSON knows, nothing else. `from_json` makes the same mapping of it."""
    return {
        "tables": [asdict(table) for table in mapping.tables],
        "formulas": {str(field): formula for field, formula in mapping.formulas.items()},
        "words": dict(mapping.words),
    }


def from_json(document: Any) -> Mapping:
    """The mapping of a document. All that is wrong with it is refused together: ``suppliers.mapping_broken`` (where),
    ``suppliers.mapping_field`` (name), ``suppliers.mapping_letter`` (letter), ``suppliers.mapping_twice`` (letter),
    ``suppliers.mapping_quantity`` (told), ``suppliers.mapping_carried`` (letter),
    ``suppliers.mapping_word`` (word, told).
    """
    try:
        mapping = Mapping(
            tables=tuple(map(_table, document["tables"])),
            formulas={_field(field): str(text) for field, text in document.get("formulas", {}).items()},
            words={str(word): str(told) for word, told in document.get("words", {}).items()},
        )
    except (KeyError, TypeError, AttributeError) as broken:
        raise Refusal("suppliers.mapping_broken", where=str(broken)) from broken
    refuse_all(problems(mapping))
    return mapping


def problems(mapping: Mapping) -> Iterator[Refusal]:
    """What is wrong with a mapping, as a person may have put it together."""
    for table in mapping.tables:
        for part in table.parts:
            yield from _problems_of(part.columns)
    for word, told in mapping.words.items():
        if not _STOCK.fullmatch(told):
            yield Refusal("suppliers.mapping_word", word=word, told=told)


def _problems_of(columns: Iterable[Column]) -> Iterator[Refusal]:
    seen: set[tuple[Field, str]] = set()
    for column in columns:
        if not _LETTER.fullmatch(column.letter):
            yield Refusal("suppliers.mapping_letter", letter=column.letter)
        if column.from_quantity and not _is_quantity(column):
            yield Refusal("suppliers.mapping_quantity", told=column.from_quantity)
        if column.carried and column.field not in CARRIED:
            yield Refusal("suppliers.mapping_carried", letter=column.letter)
        said = (column.field, column.from_quantity)
        if said in seen and column.field not in SEVERAL:
            yield Refusal("suppliers.mapping_twice", letter=column.letter)
        seen.add(said)


def _is_quantity(column: Column) -> bool:
    is_number = _QUANTITY.fullmatch(column.from_quantity) is not None
    return column.field is Field.PRICE and is_number and Decimal(column.from_quantity) > 0


def _table(told: Any) -> TableMapping:
    return TableMapping(
        name=str(told["name"]),
        parts=tuple(Part(tuple(map(_column, part["columns"]))) for part in told.get("parts", ())),
        heads=tuple(map(str, told.get("heads", ()))),
        first_row=_whole(told.get("first_row", 1)),
        decimal_comma=_perhaps(told.get("decimal_comma")),
        currency=str(told.get("currency", "")),
        categories=tuple(map(str, told.get("categories", ()))),
        skipped=told.get("skipped", False) is True,
    )


def _column(told: Any) -> Column:
    return Column(
        field=_field(told["field"]),
        letter=str(told["letter"]),
        head=str(told.get("head", "")),
        confidence=_whole(told.get("confidence", 100)),
        from_quantity=str(told.get("from_quantity", "")),
        carried=told.get("carried", False) is True,
    )


def _field(told: Any) -> Field:
    if told not in set(Field):
        raise Refusal("suppliers.mapping_field", name=str(told))
    return Field(told)


def _whole(told: Any) -> int:
    if not isinstance(told, int):
        raise TypeError(told)
    return told


def _perhaps(told: Any) -> bool | None:
    if told is not None and not isinstance(told, bool):
        raise TypeError(told)
    return told
