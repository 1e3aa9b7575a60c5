"""Why a row was not taken as it stood, in words, for the report of an import. Facts stand in braces."""

from collections.abc import Mapping
from typing import Any

from optom.base.refusal import Refusal
from optom.interfaces.exchange.commerceml.records import SkippedRow
from optom.interfaces.exchange.told import in_words

REASONS = {
    "commerceml.empty_price": "no price above zero is given: there is none in this column",
    "commerceml.group_deleted": "the group “{name}” is deleted in 1C; it stays here while something may refer to it",
    "commerceml.no_article": "no article is given: “{article}” is used, unless the catalog knows one",
    "commerceml.no_id": "it has no identifier, so nothing could refer to it",
    "commerceml.no_name": "no name is given: “{name}” is used",
    "commerceml.no_pictures": "{count} pictures are named, none came along: send the zip or the whole folder",
    "commerceml.no_unit": "no unit is given: {unit} is assumed",
    "commerceml.not_a_catalog": "an order ({operation}) is no part of a catalog exchange",
    "commerceml.not_a_number": "“{text}” is no number",
    "commerceml.nothing_inside": "the file holds nothing that a catalog is made of",
    "commerceml.pack_unclear": "a pack of “{factor}” in “{unit}” says nothing",
    "commerceml.price_kind_deleted": "the price kind “{name}” is deleted in 1C",
    "commerceml.price_without_kind": "a price of no kind belongs to no column",
    "commerceml.unit_without_code": "the unit has no OKEI code and no known name: it is taken by its name",
    "commerceml.unknown_currency": "nobody knows the currency “{currency}” of the price kind “{name}”",
    "commerceml.unknown_property": "no file of this exchange describes the property {property}",
    "commerceml.unknown_value": "no file of this exchange resolves the value {value} of “{property}”",
    "catalog.code_too_long": "“{code}” is longer than any such number",
    "catalog.group_under_itself": "the group hangs below itself: it becomes a root",
    "catalog.id_too_long": "its identifier is longer than {length} characters",
    "catalog.name_cut": "its name is longer than {length} characters and was cut",
    "catalog.not_a_measure": "{value} can't be so much",
    "catalog.unknown_deleted": "it is deleted, and was never known",
    "catalog.unknown_group": "no file and no catalog knows its group {named}: it is taken without",
    "catalog.unknown_parent": "nobody knows its parent {parent}: it becomes a root",
    "catalog.unknown_product": "no file and no catalog knows the product of this offer",
    "catalog.unknown_tax_class": "no kind of goods bears VAT of {named}: the standard rate is assumed",
    "pricing.id_too_long": "its identifier is longer than {length} characters",
    "pricing.not_a_price": "{amount} is no price",
    "pricing.other_currency": "its currency ({currency}) is not that of its column",
    "pricing.unknown_column": "nobody knows the price kind {column}",
    "pricing.unknown_product": "nobody knows the product of this price",
    "stock.id_too_long": "its identifier is longer than {length} characters",
    "stock.less_than_held": "{held} are held for buyers, {counted} were counted: {shortage} are short",
    "stock.negative": "{quantity} is less than nothing: taken as 0",
    "stock.not_a_quantity": "{quantity} can't be so much",
    "stock.unknown_product": "nobody knows the product of this balance",
    "stock.unknown_warehouse": "nobody knows the warehouse {warehouse}",
}


def reason_of(row: SkippedRow) -> str:
    """The reason in words: those of an exchange, else those of the program; the bare code when it has none."""
    if row.reason_code not in REASONS:
        return in_words(Refusal(row.reason_code, **row.facts))
    return REASONS[row.reason_code].format_map(_Facts(row.facts))


class _Facts(dict[str, Any]):
    """A fact that is missing reads as a dash."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        super().__init__({name: "—" if value is None else value for name, value in facts.items()})

    def __missing__(self, key: str) -> str:
        return "—"
