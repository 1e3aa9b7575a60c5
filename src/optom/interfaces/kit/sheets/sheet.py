"""A sheet: declared once, it gives the page's description, its rows, exports, edits and acts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic

from optom.base.listing import Asked, Listed, Part

from .declared import Act, Cell, Column, Done, Edited, Facet, Panel, S, Status, Words

Query = Callable[[S, Asked], Part]


@dataclass(frozen=True, slots=True)
class Sheet(Generic[S]):
    """A list of the program.

    Its rows come from a listing of a room (``listed``; a column is named like the listing's column by which it is
    sorted and filtered), or from ``rows``, which answers a part itself; then ``stream`` gives all of them one by one
    for an export, where they may be many. ``keyed`` gives the rows of
    some keys, after an edit. ``tones`` paints cells of a row ("" is the whole row). ``status`` fills the status bar,
    ``why`` the formula bar, ``panel`` tells the details of the row of a key, None where there is no such row for this
    person. ``paste`` takes blocks of rows that are pasted onto the sheet. Where nobody is signed in, nobody keeps views
    (``keeps_views``). ``empty`` is said of a list that has nothing
    yet, ``nothing`` tells what to do where a search finds nothing.

    A query that can't filter by all columns says in ``filters``, of a column's name, to which parameter it listens: its
    own name, or a facet's where the column is filtered by that facet, or None. The page offers nothing else.
    """

    name: str
    title: Words
    columns: Sequence[Column] | Callable[[S], Sequence[Column]]
    rows: Query[S] | None = None
    listed: Callable[[S], Listed] | None = None
    stream: Callable[[S, Asked], Iterable[Any]] | None = None
    key: Callable[[Any], Any] = field(default=lambda row: row.id)
    sort: str = ""
    empty: Words = ""
    nothing: Words = ""
    facets: Sequence[Facet] = ()
    acts: Sequence[Act[S]] = ()
    edit: Callable[[S, Sequence[Cell], str], Edited] | None = None
    keyed: Callable[[S, Sequence[str]], Sequence[Any]] | None = None
    why: Callable[[S, str, str], Mapping[str, Any]] | None = None
    panel: Callable[[S, str], Panel | None] | None = None
    tones: Callable[[Any], Mapping[str, str]] | None = None
    heading: Callable[[Any], str] | None = None
    filters: Callable[[str], str | None] | None = None
    status: Callable[[S], Sequence[Status]] | None = None
    paste: Callable[[S, Mapping[str, Any]], Done] | None = None
    keeps_views: bool = True

    def part(self, scope: S, asked: Asked) -> Part:
        """A window."""
        if self.listed:
            return self.listed(scope).part(asked)
        return self.rows(scope, asked) if self.rows else Part([], 0)

    def each(self, scope: S, asked: Asked) -> Iterable[Any]:
        """The rows one by one; those of a listing are read as they are taken."""
        if self.stream:
            return self.stream(scope, asked)
        return self.listed(scope).each(asked) if self.listed else self.part(scope, asked).rows

    def columns_for(self, scope: S) -> list[Column]:
        """The columns that this person may see."""
        columns = self.columns(scope) if callable(self.columns) else self.columns
        return [column for column in columns if column.may_see is None or column.may_see(scope.rights)]

    def filters_of(self, columns: Iterable[Column]) -> dict[str, str]:
        """The columns that can be filtered, with the parameter of each."""
        asked = {column.name: column.name if self.filters is None else self.filters(column.name) for column in columns}
        return {name: parameter for name, parameter in asked.items() if parameter}

    def acts_for(self, scope: S) -> list[Act[S]]:
        """The acts that this person may do."""
        return [act for act in self.acts if act.may is None or act.may(scope.rights)]
