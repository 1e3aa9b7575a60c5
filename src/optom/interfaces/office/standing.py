"""Our prices among those of competitors: by products, groups and brands; where we lose, where we give away."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from optom.base.listing import Asked, Listed
from optom.domain.policy import queries as policy
from optom.domain.policy.queries import Of, StandingPartRow, StandingRow, Which
from optom.domain.pricing import queries as pricing
from optom.interfaces.kit.charts import Bars, Chart, Measure, Series, Tone
from optom.interfaces.kit.sheets import Column, Facet, Kind, Sheet
from optom.interfaces.kit.words import choices, named

from . import apart
from .context import Desk
from .frame import sheet_page

_TAB = "costs"
_PLACES = choices("market_place")
_PLACE_TONES: Mapping[str, Tone] = {"cheapest": "good", "below": "", "above": "warn", "dearest": "bad"}
_LISTS: tuple[Which, ...] = ("all", "lose", "give")
_PARTS: tuple[Of, ...] = ("group", "brand")
_BY, _MARGIN, _MOST_PERCENT = 5, 15, 999
_MOST_DRAWN = 12
_PERCENT = Measure(Kind.PERCENT, "%")

_GOODS = [
    Column("article", gettext_lazy("Article"), width=140, is_frozen=True, tone="strong", on_phone=True),
    Column("name", gettext_lazy("Name"), width=220, grows=True),
    Column("brand", gettext_lazy("Brand"), width=100, on_phone=True),
    Column("group", gettext_lazy("Group"), width=150),
    Column("ours", pgettext_lazy("price", "Ours"), Kind.PRICE, width=100, on_phone=True,
           hint=gettext_lazy("In roubles with VAT, as competitors’ prices are")),
    Column("lowest", pgettext_lazy("price", "Market, lowest"), Kind.PRICE, width=112),
    Column("median", pgettext_lazy("price", "Market, middle"), Kind.PRICE, width=128, on_phone=True),
    Column("highest", pgettext_lazy("price", "Market, highest"), Kind.PRICE, width=112, is_hidden=True),
    Column("seen", gettext_lazy("Prices seen"), Kind.INTEGER, width=100, is_hidden=True),
    Column("place", pgettext_lazy("price", "Place"), Kind.CHOICE, width=130, choices=_PLACES, on_phone=True),
    Column("index", gettext_lazy("Index, %"), Kind.PERCENT, width=92,
           hint=gettext_lazy("Our price in per cent of the middle one")),
    Column("cost", gettext_lazy("Cost"), Kind.PRICE, width=100, is_hidden=True),
    Column("margin", gettext_lazy("Margin, %"), Kind.PERCENT, width=96),
    Column("sold_90", gettext_lazy("Left in 90 days"), Kind.QUANTITY, width=126, zero="—"),
    *apart.numbered(),
]  # fmt: skip
_GIVEN = [
    Column("left_each", gettext_lazy("Could be dearer by"), Kind.PRICE, width=140,
           hint=gettext_lazy("From our price to the lowest of competitors, per unit")),
    Column("left_90", gettext_lazy("The same, in 90 days"), Kind.MONEY, width=166, on_phone=True,
           hint=gettext_lazy("For the quantity that left in 90 days")),
    Column("lost_each", gettext_lazy("Below cost by"), Kind.PRICE, width=120),
]  # fmt: skip


def _columns(desk: Desk) -> list[Column]:
    """What is given away stands beside the prices that tell it."""
    if desk.given["which"] != "give":
        return _GOODS
    after = next(place for place, one in enumerate(_GOODS, 1) if one.name == "median")
    return [*_GOODS[:after], *_GIVEN, *_GOODS[after:]]


def _listed(desk: Desk) -> Listed:
    given = desk.given
    return policy.standing(_column(desk), _which(desk), by=given["by"], margin=given["margin"], at=desk.at)


def _column(desk: Desk) -> pricing.ColumnRow:
    found = next((one for one in pricing.columns() if one.id == desk.given["column"]), None)
    if found is None:
        raise Http404
    return found


def _which(desk: Desk) -> Which:
    if desk.given["which"] not in _LISTS or max(desk.given["by"], desk.given["margin"]) > _MOST_PERCENT:
        raise Http404
    return cast("Which", desk.given["which"])


def _of(desk: Desk) -> Of:
    if desk.given["of"] not in _PARTS:
        raise Http404
    return cast("Of", desk.given["of"])


def _tones(row: StandingRow) -> Mapping[str, str]:
    toned = {"cheapest": "good", "dearest": "bad"}
    lost = {"margin": "bad", "lost_each": "bad"} if row.lost_each else {}
    return {**({"place": toned[row.place]} if row.place in toned else {}), **lost}


SHEET: Sheet[Desk] = Sheet(
    name="standing",
    title=gettext_lazy("Our prices in the market"),
    columns=_columns,
    listed=_listed,
    facets=[Facet("place", pgettext_lazy("price", "Place"), options=_PLACES)],
    tones=_tones,
    empty=gettext_lazy("There is nothing of the kind among the goods whose prices competitors are known to ask."),
)
PARTS: Sheet[Desk] = Sheet(
    name="standing-parts",
    title=gettext_lazy("Our prices in the market"),
    columns=lambda desk: [
        Column("name", named("market_part", _of(desk)), width=260, is_frozen=True, tone="strong", grows=True,
               on_phone=True),
        Column("goods", gettext_lazy("Goods"), Kind.INTEGER, width=90, on_phone=True),
        Column("index", gettext_lazy("Index, %"), Kind.PERCENT, width=96, on_phone=True),
        *(Column(place, title, Kind.PERCENT, width=156, on_phone=place in {"cheapest", "dearest"})
          for place, title in _shares().items()),
    ],
    listed=lambda desk: policy.standing_parts(_column(desk), _of(desk), at=desk.at),
    empty=gettext_lazy("Nobody’s prices were seen yet."),
)  # fmt: skip


def _shares() -> dict[str, str]:
    return {place: _("%(place)s, %%") % {"place": title} for place, title in _PLACES.items()}


def begin(desk: Desk) -> HttpResponse:
    """On to the list that is asked for: of which column, which goods, from how many per cent on."""
    columns = pricing.columns()
    asked = desk.request.GET
    column = next((one for one in columns if one.code == asked.get("column")), columns[0] if columns else None)
    if column is None:
        raise Http404
    which = asked.get("which") if asked.get("which") in _LISTS else "all"
    by, margin = (_percent(desk.request, name, usual) for name, usual in (("by", _BY), ("margin", _MARGIN)))
    return redirect(desk.url("standing", column=column.id, which=str(which), by=by, margin=margin))


def _percent(request: HttpRequest, name: str, usual: int) -> int:
    typed = request.GET.get(name, "").strip().removesuffix("%").strip()
    return min(int(typed), _MOST_PERCENT) if typed.isascii() and typed.isdigit() else usual


def listing(desk: Desk) -> HttpResponse:
    """The goods whose prices competitors are known to ask."""
    _listed(desk)
    return sheet_page(desk, SHEET, _TAB, template="office/standing.html", **_frame(desk))


def parts(desk: Desk) -> HttpResponse:
    """The same by groups or brands."""
    usual = {"which": "all", "by": _BY, "margin": _MARGIN, **desk.given}
    there = Desk(desk.request, desk.at, desk.desks, desk.person, usual)
    return sheet_page(desk, PARTS, _TAB, template="office/standing.html", of=_of(desk), **_frame(there))


def _frame(desk: Desk) -> dict[str, object]:
    column, given = _column(desk), desk.given
    numbers = {"by": given["by"], "margin": given["margin"]}
    lists = [
        (named("market_list", which), desk.url("standing", column=column.id, which=which, **numbers), which)
        for which in _LISTS
    ]
    grouped = [(named("market_parts", of), desk.url("standing-parts", column=column.id, of=of), of) for of in _PARTS]
    return {
        "column": column,
        "columns": pricing.columns(),
        "lists": lists,
        "grouped": grouped,
        "which": given["which"],
        **numbers,
    }


def charts(desk: Desk) -> HttpResponse:
    """Shares of places in the largest groups and brands, asked for when somebody opens them."""
    column = _column(desk)
    facts = {
        "charts": [chart for of in _PARTS for chart in _drawn(desk, column, of)],
        "page": desk.url("standing", column=column.id, which="all", by=_BY, margin=_MARGIN),
    }
    return render(desk.request, "office/standing_charts.html", facts)


def _drawn(desk: Desk, column: pricing.ColumnRow, of: Of) -> Iterator[Chart]:
    rows = policy.standing_parts(column, of, at=desk.at).part(Asked(count=_MOST_DRAWN)).rows
    if rows:
        yield _shared(rows, of, column.name)


def _shared(rows: Sequence[StandingPartRow], of: Of, column: str) -> Bars:
    names = [row.name for row in rows]
    series = [
        Series(
            str(title),
            [getattr(row, place) for row in rows],
            _PLACE_TONES[place],
            [urlencode({**apart.only(of, row.id), "place": place}) for row in rows],
        )
        for place, title in _PLACES.items()
    ]
    title = _("Our place in the market, %% of goods: %(column)s") % {"column": column}
    note = named("market_drawn", of)
    return Bars(title, names, series, _PERCENT, across=True, stacked=True, note=str(note))
