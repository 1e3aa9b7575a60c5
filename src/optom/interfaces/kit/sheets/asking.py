"""What part of a sheet a request asks for: q, sort, from, count; every other parameter is a filter (``filtering``).

What nobody types is answered with 400, a filter that can't be read with 422; both with words.
"""

from collections.abc import Generator, Iterator, Mapping, Sequence

from django.http import HttpRequest, QueryDict

from optom.base.listing import Asked, Condition, Op
from optom.base.refusal import Refusal, refuse_all
from optom.interfaces.kit.input import Malformed

from .declared import Column, S
from .filtering import conditions_of
from .sheet import Sheet

MOST_ROWS = 1000
_OURS = frozenset({"q", "sort", "from", "count", "columns", "view", "layout"})
_LONGEST_QUERY = 200


def asked_of(sheet: Sheet[S], scope: S) -> Asked:
    """The window of a request; names no column that the sheet does not have."""
    given = scope.request.GET
    columns = {column.name: column for column in sheet.columns_for(scope)}
    return Asked(
        query=given.get("q", "").strip().replace("\0", "")[:_LONGEST_QUERY],
        sort=tuple(_sorts(columns, given.get("sort", "") or sheet.sort)),
        conditions=tuple(_conditions(sheet, columns, scope)),
        start=_whole(given, "from", 0, most=10**9),
        count=_whole(given, "count", 200, most=MOST_ROWS),
    )


def shown_of(request: HttpRequest) -> Sequence[str]:
    """The columns that the page names: all that a file is to hold, and of those hidden from others what is wanted."""
    return list(dict.fromkeys(request.GET.get("columns", "").split(",")))


def _whole(given: QueryDict, name: str, fallback: int, *, most: int) -> int:
    text = given.get(name, "")
    if not text:
        return fallback
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(most)):
        raise Malformed("input.not_a_count", name=name, value=text)
    return min(int(text), most)


def _sorts(columns: Mapping[str, Column], text: str) -> Iterator[str]:
    """Each column once, where it stands first."""
    marks: dict[str, str] = {}
    for mark in filter(None, text.split(",")):
        marks.setdefault(mark.removeprefix("-"), mark)
    for name, mark in marks.items():
        column = columns.get(name)
        if column is None or not column.is_sortable:
            raise Malformed("input.unknown_column", name=name)
        yield ("-" if mark.startswith("-") else "") + (column.sort or column.name)


def _conditions(sheet: Sheet[S], columns: Mapping[str, Column], scope: S) -> Iterator[Condition]:
    """All that is asked; all that can't be asked is refused at once, each with the name of its filter."""
    given = scope.request.GET
    own = {name for name, parameter in sheet.filters_of(columns.values()).items() if name == parameter}
    facets = {facet.name: facet.slicers is not None for facet in sheet.facets}
    refused: list[Refusal] = []
    for name in given:
        values = [value.replace("\0", "").strip() for value in given.getlist(name) if value]
        facet, _, slicer = name.partition(".")
        if name in _OURS or not values:
            continue
        if name in own:
            refused += yield from _of_column(columns[name], [value for value in values if value], scope)
        elif facets.get(facet, False) if slicer else name in facets:
            yield Condition(name, Op.ANY, values)
        elif name in columns:
            refused.append(Refusal("input.not_filtered", field=name, column=str(columns[name].title)))
    refuse_all(refused)


def _of_column(column: Column, values: list[str], scope: S) -> Generator[Condition, None, list[Refusal]]:
    try:
        yield from conditions_of(column, values, scope.at)
    except Refusal as refusal:
        return [Refusal(refusal.code, **{**refusal.facts, "field": column.name})]
    return []
