"""What a supplier's list can say of an offer, and how a row of it leaves the mapping. Pure."""

from enum import StrEnum
from typing import Final


class Field(StrEnum):
    """A column of a list may be any of these; of the prices the one at which we buy is ``PRICE``."""

    NUMBER = "number"  # the supplier's own number of the thing, by which he knows it
    ARTICLE = "article"  # the maker's number
    BRAND = "brand"
    NAME = "name"
    BARCODE = "barcode"
    PRICE = "price"
    RECOMMENDED = "recommended"
    CURRENCY = "currency"
    STOCK = "stock"
    UNIT = "unit"
    PACKED = "packed"  # how many of our units one of his holds: price and stock are told for so many
    MULTIPLE = "multiple"
    MINIMUM = "minimum"
    LEAD_DAYS = "lead_days"
    CATEGORY = "category"


MADE: Final = (
    Field.PRICE,
    Field.RECOMMENDED,
    Field.STOCK,
    Field.PACKED,
    Field.MULTIPLE,
    Field.MINIMUM,
    Field.LEAD_DAYS,
)
"""What a formula may make; the rest tells what the thing is, and is taken as it stands."""


class Fate(StrEnum):
    """Why a row of the file is no offer; an empty text: it is one."""

    OFFER = ""
    BLANK = "blank"
    HEAD = "head"
    CATEGORY = "category"
    NOTE = "note"  # text that belongs to no column: an address above the goods, a remark under them
    NO_PRICE = "no_price"  # "звоните", "по запросу", nothing
    BAD_PRICE = "bad_price"  # something that is no price
    NO_NUMBER = "no_number"  # nothing by which the thing could be known again


# The columns of a mapped row, in this order. All text but ``seq``; numbers as PostgreSQL reads them ("1234.50").
ROW: Final = (
    "seq",  # counts the rows of all tables of the file from 1
    "place",  # "Лист1!12": where a human finds it
    "fate",  # a `Fate`
    "number",  # by which it is known again: the supplier's number, else brand and article, else what stands as barcode
    "article",
    "norm",  # the article as `catalog.rules.normalise_code` compares it
    "brand",
    "brand_norm",
    "name",
    "barcode",  # 8, 12, 13 or 14 digits with a right check digit, else None
    "price",  # per unit
    "currency",  # ISO 4217, or the list's own word ("у.е."); None: as the terms of the feed say
    "recommended",
    "stock",  # how many there are at least; None: not said
    "stock_said",  # as the list says it: "> 20", "под заказ"
    "unit",
    "packed",  # how many of our units price and stock are told for; None: one
    "multiple",
    "minimum",
    "lead_days",
    "category",  # "Подшипники/Шариковые": the path, from a column or from the rows between goods
    "breaks",  # "10:95.00 100:90.00": from so many on at this price; None: no breaks
)
