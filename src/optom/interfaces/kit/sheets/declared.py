"""The words in which a sheet is declared."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from django.http import HttpRequest
from django.utils.functional import Promise

from optom.base.listing import Asked
from optom.base.refusal import Refusal
from optom.interfaces.kit.notices import About

Words = str | Promise
MOST_PICKED = 2000  # as many lines as an order has, and as an address can carry


class Kind(StrEnum):
    """What a column holds; the browser formats by it, filters and exports go by it."""

    TEXT = "text"
    MONEY = "money"
    PRICE = "price"
    RATE = "rate"
    PERCENT = "percent"
    QUANTITY = "quantity"
    INTEGER = "integer"
    DATE = "date"
    MOMENT = "moment"
    CHOICE = "choice"
    FLAG = "flag"

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers."""
        return self in {Kind.MONEY, Kind.PRICE, Kind.RATE, Kind.PERCENT, Kind.QUANTITY, Kind.INTEGER}


class Scope(Protocol):
    """What a sheet knows of the request it answers; portal and office have richer ones."""

    @property
    def request(self) -> HttpRequest:
        """The request itself."""

    @property
    def at(self) -> datetime:
        """The moment of the request."""

    @property
    def rights(self) -> Collection[str]:
        """What the person may do here, for ``Column.may_see`` and ``Act.may``."""

    @property
    def actor(self) -> int:
        """Who asks: his are the views that he keeps."""

    @property
    def company(self) -> int | None:
        """With whom he shares views: people of this company; None: the staff."""


S = TypeVar("S", bound=Scope)


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``value`` takes it out of a row when it isn't the attribute of that name.

    One that ``is_hidden`` is shown to those who want it; for all others the query may leave its values out. A text that
    ``is_dated`` tells a day, by which it is filtered. In a plain list the title stands before numbers, and before what
    ``is_named``.
    """

    name: str
    title: Words
    kind: Kind = Kind.TEXT
    width: int | None = None
    value: Callable[[Any], Any] | None = None
    choices: Mapping[str, Words] = field(default_factory=dict)
    is_frozen: bool = False
    is_hidden: bool = False
    is_editable: bool = False
    is_sortable: bool = True
    is_dated: bool = False
    has_why: bool = False
    grows: bool = False
    on_phone: bool = False
    is_named: bool = False
    zero: str | None = None
    link: str | None = None
    tone: str | None = None
    hint: Words | None = None
    sort: str | None = None
    may_see: Callable[[Collection[str]], bool] | None = None

    def of(self, row: Any) -> Any:
        """The row's value in this column."""
        return self.value(row) if self.value else getattr(row, self.name)


@dataclass(frozen=True, slots=True)
class Done:
    """What an act tells: a message, where to go, whether the list is to be read anew, the address that undoes it.

    ``about`` is what the message is about. With ``form`` nothing is done yet: the fields (HTML) are to be filled in,
    and sent with what was sent before.
    """

    message: str = ""
    location: str = ""
    reload: bool = True
    undo: str = ""
    form: str = ""
    about: About | None = None


@dataclass(frozen=True, slots=True)
class Picked:
    """The rows that an act is for, the caller's key of idempotency, and what was filled in before it."""

    keys: Sequence[str]
    key: str
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Act(Generic[S]):
    """Something done to the picked rows, at most so many at once.

    ``is_folded``: its button stands in the menu beside those of the others. ``is_leaving``: the rows leave the list.
    ``is_mending``: before it, each cell that was refused takes the value that its refusal suggests. ``key``: with Alt
    this letter does it, to the row under the focus where none is picked; of an act that ``is_quick`` the letter alone
    does where nothing is typed, and where the row leaves the list by it, the next one has the focus at once.
    ``in_panel``: the browser only opens the details of the row, at the field in which it is said.
    """

    name: str
    title: Words
    run: Callable[[S, Picked], Done]
    confirm: Words | None = None
    is_dangerous: bool = False
    is_always_on: bool = False
    is_folded: bool = False
    is_leaving: bool = False
    is_mending: bool = False
    key: str = ""
    is_quick: bool = False
    in_panel: bool = False
    most: int = MOST_PICKED
    may: Callable[[Collection[str]], bool] | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """What was typed where."""

    key: str
    column: str
    value: str


@dataclass(frozen=True, slots=True)
class Edited:
    """What became of typed cells: those not named in ``refused`` are accepted."""

    refused: Sequence[tuple[Cell, Refusal]] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """The details of one row, beside the sheet: ``template`` extends ``kit/panel.html`` and is filled with ``facts``.

    The scope of the request is there as ``scope``.
    """

    title: Words
    template: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Slicer:
    """One of the filters into which a facet opens; ``others`` rarer options are left out."""

    name: str
    options: Sequence[Mapping[str, Any]]
    others: int = 0


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter beside the sheet. ``options`` may be given once here, for each scope, or with every answer by the query.

    With ``slicers`` (of kind "slicers") it opens into filters that depend on what is asked: they are asked for when it
    is opened, so that no window waits for them. What is chosen comes as conditions named "facet.slicer"; ``empty``
    says why there are none.
    """

    name: str
    title: Words
    kind: str = "choice"
    options: Mapping[str, Words] | Callable[[Any], Mapping[str, Words]] = field(default_factory=dict)
    slicers: Callable[[Any, Asked], Sequence[Slicer]] | None = None
    empty: Words = ""

    def options_for(self, scope: Any) -> Mapping[str, Words]:
        """Its options for this person; none are given where they come with every answer."""
        return self.options(scope) if callable(self.options) else self.options

    def chosen(self, asked: Asked) -> dict[str, list[str]]:
        """What is chosen in its slicers, by their names."""
        return {
            one.column.removeprefix(f"{self.name}."): one.value
            for one in asked.conditions
            if one.column.startswith(f"{self.name}.")
        }


@dataclass(frozen=True, slots=True)
class Status:
    """A part of the status bar. ``used`` is a share of a limit, 0 to 1, for a meter.

    The title of a part with ``url`` leads there; where that ``is_tab`` of the workbook, ``count`` stands on the tab,
    and ``is_target`` when what is typed elsewhere goes there. Its text leads to ``why`` it is so.
    """

    name: str
    text: str
    title: str = ""
    used: str = ""
    tone: str = ""
    url: str = ""
    count: str = ""
    why: str = ""
    is_tab: bool = False
    is_target: bool = False
