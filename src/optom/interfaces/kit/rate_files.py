"""Rates in files of the Bank of Russia: all currencies of a day (XML_daily), or one over many days (XML_dynamic)."""

import logging
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from lxml import etree

from optom.base.refusal import Refusal
from optom.domain.credit.actions import RateOf

from .input import day, number_of_program

MOST_BYTES = 4 * 1024 * 1024  # thirty years of one currency are half of it
# Under these marks the bank tells one currency over many days.
_MARKS = {
    "R01235": "USD",
    "R01239": "EUR",
    "R01375": "CNY",
    "R01090B": "BYN",
    "R01335": "KZT",
}
_log = logging.getLogger(__name__)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
Element = etree._Element  # noqa: SLF001 -- lxml has no public name of it


def rates_in(stream: BinaryIO, name: str) -> list[RateOf]:
    """The rates of a file. Refuses `credit.rates_unreadable`, also for what is larger than such a file ever is."""
    content = stream.read(MOST_BYTES + 1)
    try:
        root = etree.fromstring(content, _PARSER)
        if len(content) <= MOST_BYTES and root.tag == "ValCurs" and b"<!DOCTYPE" not in content:
            return list(_daily(root) if root.find("Valute") is not None else _dynamic(root))
    except (etree.XMLSyntaxError, ArithmeticError, Refusal):
        _log.info("%s has no rates that can be read", name, exc_info=True)
    raise Refusal("credit.rates_unreadable", file=name)


def _daily(root: Element) -> Iterator[RateOf]:
    on = day(root.get("Date", ""))
    for one in root.iterfind("Valute"):
        yield RateOf(_text(one, "CharCode"), on, _rate(one))


def _dynamic(root: Element) -> Iterator[RateOf]:
    for one in root.iterfind("Record"):
        currency = _MARKS.get(one.get("Id", root.get("ID", "")), "")
        if currency:
            yield RateOf(currency, _day(one), _rate(one))


def _day(one: Element) -> date:
    return day(one.get("Date", ""))


def _rate(one: Element) -> Decimal:
    """The bank tells tenges by the hundred."""
    return (number_of_program(_text(one, "Value")) / number_of_program(_text(one, "Nominal"))).quantize(
        Decimal("0.000001")
    )


def _text(one: Element, name: str) -> str:
    return (one.findtext(name) or "").strip()
