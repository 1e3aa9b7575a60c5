"""What part of a sheet a request asks for: q, sort, from, count; every other parameter is a filter.

A range is written "10..20", "10.." or "..20". What can't be read is answered with 400 and words, never with a 500.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from optom.base.listing import Asked, Condition, Op
from optom.interfaces.kit.input import Malformed

from .declared import Column, Kind, S
from .sheet import Sheet

MOST_ROWS = 1000
_OURS = frozenset({"q", "sort", "from", "count", "format"})
_LONGEST_QUERY = 200


def asked_of(sheet: Sheet[S], scope: S) -> Asked:
    """The window of a request; names no column that the sheet does not have."""
    given = scope.request.GET
    columns = {column.name: column for column in sheet.columns_for(scope)}
    facets = {facet.name: facet.slicers is not None for facet in sheet.facets}
    return Asked(
        query=given.get("q", "").strip().replace("\0", "")[:_LONGEST_QUERY],
        sort=tuple(_sorts(columns, given.get("sort", "") or sheet.sort)),
        conditions=tuple(_conditions(columns, facets, given)),
        start=_whole(given, "from", 0, most=10**9),
        count=_whole(given, "count", 200, most=MOST_ROWS),
    )


def _whole(given: QueryDict, name: str, fallback: int, *, most: int) -> int:
    text = given.get(name, "")
    if not text:
        return fallback
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(most)):
        raise Malformed("input.not_a_count", name=name, value=text)
    return min(int(text), most)


def _sorts(columns: Mapping[str, Column], text: str) -> Iterator[str]:
    for mark in filter(None, text.split(",")):
        column = columns.get(mark.removeprefix("-"))
        if column is None or not column.is_sortable:
            raise Malformed("input.unknown_column", name=mark.removeprefix("-"))
        yield ("-" if mark.startswith("-") else "") + (column.sort or column.name)


def _conditions(columns: Mapping[str, Column], facets: Mapping[str, bool], given: QueryDict) -> Iterator[Condition]:
    """``facets`` tells of each whether it opens into slicers, whose parameters are named "facet.slicer"."""
    for name in given:
        values = [value.replace("\0", "") for value in given.getlist(name) if value]
        column = columns.get(name)
        if name in _OURS or not values:
            continue
        facet, _, slicer = name.partition(".")
        if column is None and (facets.get(facet, False) if slicer else name in facets):
            yield Condition(name, Op.ANY, values)
        elif column is not None:
            yield from _of_column(column, values)


def _of_column(column: Column, values: list[str]) -> Iterator[Condition]:
    if column.kind in {Kind.CHOICE, Kind.FLAG}:
        yield Condition(column.name, Op.ANY, values)
    elif column.kind is Kind.TEXT:
        yield Condition(column.name, Op.CONTAINS, values[0])
    else:
        low, is_range, high = values[0].partition("..")
        if low:
            yield Condition(column.name, Op.FROM, read(column.kind, low))
        if high or not is_range:
            yield Condition(column.name, Op.TO, read(column.kind, high or low, is_end=True))


def read(kind: Kind, text: str, *, is_end: bool = False) -> Any:
    """A typed value of a kind. ``is_end``: a day stands for its last moment."""
    try:
        if kind.is_number:
            return _number(text)
        on = date.fromisoformat(text[:10])
    except ValueError:
        raise Malformed("input.not_a_number" if kind.is_number else "input.not_a_date", value=text) from None
    if kind is Kind.DATE:
        return on
    return timezone.make_aware(datetime.combine(on, time.max if is_end else time.min))


def _number(text: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise ValueError(text) from None
    if not value.is_finite() or abs(value) >= 10**15:
        raise ValueError(text)
    return value
