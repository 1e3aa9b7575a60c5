"""Charts of a publication: by how much prices move, costs beside prices, margins, what guards hold back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from optom.base.refusal import Refusal
from optom.domain.policy import queries as policy
from optom.domain.policy.queries import MarginRow, PointRow, WorthRow
from optom.domain.pricing import queries as pricing
from optom.domain.replay import queries as replay
from optom.interfaces.kit import formats
from optom.interfaces.kit.charts import Bars, Bridge, Chart, Cloud, Point, Points, Series, Step, bridge
from optom.interfaces.kit.why.steps import guard_called
from optom.interfaces.kit.words import worded

from . import apart
from .context import Desk

_BEFORE, _AFTER = "before", "after"
_SHOWN = 8
_KOPECK = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Choice:
    """A column for whose prices margins are shown."""

    code: str
    name: str
    is_chosen: bool


def show(desk: Desk) -> HttpResponse:
    """The charts, asked for when somebody opens them; ``of`` names the column whose margins are told."""
    key = desk.given["publication"]
    if policy.publication(key) is None:
        raise Http404
    rows = policy.margins(key)
    known = {row.column for row in rows}
    columns = [one for one in pricing.columns() if one.id in known]
    chosen = next((one for one in columns if one.code == desk.request.GET.get("of")), columns[0] if columns else None)
    charts = [*_of_all(key), *_replayed(key), *(_of_column(key, chosen, rows) if chosen else [])]
    points, refusals = _points(desk, key)
    facts = {
        "charts": [*charts, *points],
        "choices": [Choice(one.code, one.name, one is chosen) for one in columns],
        "address": desk.url("publication-charts", publication=key),
        "page": desk.url("publication", publication=key),
        "refusals": refusals,
    }
    return render(desk.request, "office/publication_charts.html", facts)


def _of_all(key: int) -> Iterator[Chart]:
    steps = policy.steps(key)
    if steps:
        yield _moves(steps, list(guards_of(key)))
    held = [row for row in policy.parts(key, "guard") if row.key is not None and row.held]
    if held:
        yield _guards(held, guards_of(key))


def _moves(steps: Sequence[policy.PartRow], guards: Sequence[str]) -> Bars:
    """By how much prices move, columns upon each other; what is held back on top."""
    codes = {one.id: one.code for one in pricing.columns()}
    keys = list(range(min(row.key or 0 for row in steps), max(row.key or 0 for row in steps) + 1))
    by_column = {column: list(rows) for column, rows in groupby(steps, key=lambda row: row.column)}
    series = [_moved(rows, keys, codes.get(column or 0, "")) for column, rows in by_column.items()]
    held = {key: sum(row.held for row in steps if row.key == key) for key in keys}
    if any(held.values()):
        holds = [("guard", one) for one in guards]
        queries = [urlencode([*holds, *_percents(*policy.between(key))]) for key in keys]
        series.append(Series(_("Held back"), [held[key] for key in keys], "warn", queries))
    titles = [_between(*policy.between(key)) for key in keys]
    return Bars(_("By how much prices move"), titles, series, stacked=True)


def _moved(rows: Sequence[policy.PartRow], keys: Sequence[int], column: str) -> Series:
    prices = {row.key: row.prices for row in rows}
    queries = [urlencode([("column", column), ("guard", "="), *_percents(*policy.between(key))]) for key in keys]
    return Series(rows[0].column_name or "", [prices.get(key, 0) for key in keys], queries=queries)


def _percents(low: int | None, high: int | None) -> list[tuple[str, str]]:
    bounds = [*([f">={low}"] if low is not None else []), *([f"<{high}"] if high is not None else [])]
    return [("change", bound) for bound in bounds]


def _between(low: int | None, high: int | None, *, sign: str = "+") -> str:
    """−5 … −3 %; what has no bound says from where or up to where."""
    said = [f"{one:{sign}d}".replace("-", formats.MINUS).replace("+0", "0") for one in (low, high) if one is not None]
    if low is None or high is None:
        return f"{'<' if low is None else '≥'} {said[0]} %"
    return f"{said[0]} … {said[1]} %"


def _guards(held: Sequence[policy.PartRow], names: Mapping[str, str]) -> Bars:
    keys = [str(row.key) for row in held]
    queries = [urlencode({"guard": key}) for key in keys]
    series = Series(_("Held back"), [row.held for row in held], "warn", queries)
    return Bars(_("What guards hold back"), [names.get(key, key) for key in keys], [series], across=True)


def guards_of(key: int) -> dict[str, str]:
    """How what holds prices of a publication back is called, by its place."""
    _rules, guards = policy.names_of_parts(key)
    return {
        str(policy.BLANK): _("can't be worked out"),
        **{str(place): guard_called(place, name) for place, name in guards.items()},
        str(policy.OF_HELD): _("made of a price that is held back"),
    }


def _replayed(key: int) -> Iterator[Bridge]:
    """What real orders make of the margin, by what is sold and by who buys; nothing before they were replayed."""
    found = replay.newest(key)
    if found is None or found.state != "done":
        return
    sums, parts = replay.told(found.id).ordered, (("group", _("by groups")), ("company", _("by clients")))
    if not sums.costed_present:
        return
    start = Step(_("Now"), sums.costed_present - sums.cost)
    whole = sums.costed_proposed - sums.costed_present
    for of, said in parts:
        steps = [Step(name or "—", by) for name, by in replay.moved(found.id, of, most=_SHOWN)]
        rest = whole - sum((one.value for one in steps), Decimal(0))
        others = [Step(_("All others"), rest)] if rest else []
        title = _("Margin of replayed orders, ₽ without VAT: %(by)s") % {"by": said}
        end = Step(_("With the publication"), start.value + whole)
        yield Bridge(title, start, [*steps, *others], end)


def _of_column(key: int, column: pricing.ColumnRow, rows: Sequence[MarginRow]) -> Iterator[Chart]:
    own = [row for row in rows if row.column == column.id]
    if any(row.key is not None for row in own):
        yield _margins(column.name, own)
    worth = policy.worth(key, column=column.id)
    if worth:
        yield _worth(column.name, worth)


def _margins(column: str, rows: Sequence[MarginRow]) -> Bars:
    """Now beside then, over all goods that it moves."""
    told = [row.key for row in rows if row.key is not None]
    keys = list(range(min(told), max(told) + 1))
    by = {(row.of, row.key): row.prices for row in rows}
    now = Series(_("Now"), [by.get((_BEFORE, key), 0) for key in keys], "dim")
    then = Series(_("With the publication"), [by.get((_AFTER, key), 0) for key in keys])
    unknown = by.get((_BEFORE, None), 0)
    note = _("Margin can’t be told: %(count)s prices") % {"count": formats.quantity(unknown)} if unknown else ""
    titles = [_between(*policy.between_margins(key), sign="") for key in keys]
    title = _("Margins in per cent, goods whose prices move: %(column)s") % {"column": column}
    return Bars(title, titles, [now, then], note=note)


def _worth(column: str, rows: Sequence[WorthRow]) -> Bridge:
    """From the margin of the stock at prices now to what it becomes, by groups."""
    now = sum((row.at_now - row.at_cost for row in rows), Decimal(0))
    parts = [Step(row.name, row.at_then - row.at_now, urlencode(apart.only("group", row.group))) for row in rows]
    title = _("Margin of the stock on hand, ₽ without VAT, goods whose prices move: %(column)s") % {"column": column}
    note = _("At prices of this column: %(now)s now, %(then)s with the publication") % {
        "now": formats.money(sum((row.at_now for row in rows), Decimal(0))),
        "then": formats.money(sum((row.at_then for row in rows), Decimal(0))),
    }
    return bridge(title, Step(_("Now"), now), parts, _("With the publication"), note=note)


def _points(desk: Desk, key: int) -> tuple[list[Chart], list[dict[str, str | None]]]:
    try:
        found = policy.points(key, at=desk.at)
    except Refusal as refusal:
        return [], worded(refusal)
    return ([_scattered(found)] if found else []), []


def _scattered(found: Sequence[PointRow]) -> Points:
    """A cloud for each column, and one of what is held back."""
    names = {one.id: one.name for one in pricing.columns()}
    clouds = [
        Cloud(name, [_point(one) for one in found if one.column == column and one.guard is None])
        for column, name in names.items()
    ]
    held = Cloud(_("Held back"), [_point(one) for one in found if one.guard is not None], "warn")
    note = _("Some of the prices, evenly chosen; a click tells why. On the line goods are sold for what they cost.")
    words = (_("Cost and proposed price, ₽"), _("Cost"), _("Price"), _("sold at cost"))
    return Points(*words, [one for one in (*clouds, held) if one.points], note=note)


def _point(one: PointRow) -> Point:
    cost, amount = one.cost.quantize(_KOPECK), one.amount.quantize(_KOPECK)
    return Point(cost, amount, str(one.id), one.article, urlencode({"article": f"={one.article}"}))
