"""The catalog: what the contract sees, at its price, with its availability; a quantity typed here goes into a draft."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from functools import partial
from itertools import islice
from operator import attrgetter, eq, ge, gt, le, lt
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from optom.base.listing import Asked, Condition, Op, Part
from optom.base.refusal import Refusal
from optom.base.sought import Sought
from optom.domain.assortment import queries as assortment
from optom.domain.catalog import queries as catalog
from optom.domain.companies import queries as companies
from optom.domain.companies import rules
from optom.domain.orders import queries as orders
from optom.domain.orders.rules import fitting
from optom.domain.stock import queries as stock
from optom.interfaces.kit import formats
from optom.interfaces.kit.finding import MOST, Finder, Hit
from optom.interfaces.kit.input import whole
from optom.interfaces.kit.sheets import (
    Act,
    Cell,
    Column,
    Done,
    Edited,
    Facet,
    Kind,
    Picked,
    Sheet,
    Slicer,
    Status,
)
from optom.interfaces.kit.sheets.asking import shown_of
from optom.interfaces.kit.sheets.exporting import MOST_EXPORTED

from . import pasting, picking, product, quoting, wanted
from .context import Desk
from .frame import headroom_of, sheet_page
from .why import NOTHING, why_goods, why_price, why_unseen

_SORTS = {"article": assortment.Sort.ARTICLE, "name": assortment.Sort.NAME, "price": assortment.Sort.PRICE}
_KEYS = {
    "arrival": assortment.Key.EXPECTED,
    **{str(key): key for key in assortment.Key if key not in {assortment.Key.STOCK, assortment.Key.TOLD}},
}
_OF_PICKED: Mapping[str, Callable[[picking.Picked], Decimal | None]] = {
    "quantity": attrgetter("quantity"),
    "sum": attrgetter("sum"),
}
_COMPARED: Mapping[Op, Callable[[Decimal, Decimal], bool]] = {
    Op.FROM: ge, Op.TO: le, Op.ABOVE: gt, Op.BELOW: lt, Op.IS: eq, Op.OTHER: eq,
}  # fmt: skip
_UNSORTED = {"assortment.too_many_to_sort", "assortment.uncounted_to_sort"}
_UNFILTERED = gettext_lazy("Most goods have the same here, so nothing leads to others: choose a group or a property.")
_PACK = gettext_lazy("How many are sold together. Most goods have the same here: choose a group or a property instead.")
_NOTHING = Decimal(0)
_WINDOW = 1000  # rows that the assortment gives at once
_STOCK = "stock_"
_FEW_PLACES = 4  # whose columns leave room for what is ordered, on a screen 1280 wide
_PLACES_APART = 3  # of more
_NARROWED = {
    "price": assortment.What.PRICE,
    "article": assortment.What.ARTICLE,
    "name": assortment.What.NAME,
    "own_number": assortment.What.OWN_NUMBER,
    "arrival": assortment.What.EXPECTED,
}
_PLACES_ON_PHONE = 3


class Line(NamedTuple):
    """A row of the catalog with what of it is picked, and what the catalog tells beside of all rows that it shows.

    A tuple, as the row is: a million of them are made for an export.
    """

    row: assortment.ProductRow
    picked: picking.Picked | None
    told: wanted.Told

    @property
    def arrival(self) -> str:
        """500 · 02.12.2026; of what suppliers have sooner: + 30 · 08.12.2026."""
        row = self.row
        if row.supplied_on and (not row.expected_on or row.supplied_on < row.expected_on):
            return f"+ {self.supplied}"
        if not row.coming or not row.expected_on:
            return ""
        return f"{formats.quantity(row.coming)} · {formats.day(row.expected_on)}"

    @property
    def supplied(self) -> str:
        """What suppliers have that may be promised: 30 · 02.12.2026."""
        row = self.row
        if not row.supplied or not row.supplied_on:
            return ""
        return f"{formats.quantity(row.supplied)} · {formats.day(row.supplied_on)}"


def _columns(desk: Desk) -> list[Column]:
    return [
        Column("article", _("Article"), width=124, value=attrgetter("row.article"), is_frozen=True, tone="strong",
               on_phone=True),
        Column("brand", _("Brand"), width=76, value=attrgetter("row.brand"), on_phone=True),
        Column("name", _("Name"), width=126, value=attrgetter("row.name"), grows=True, on_phone=True),
        Column("price", _("My price"), Kind.PRICE, width=88, value=attrgetter("row.price"), has_why=True,
               on_phone=True),
        *_places(desk),
        *_expected(desk),
        Column("unit", _("Unit"), width=44, value=attrgetter("row.unit"), tone="dim", hint=_UNFILTERED),
        Column("multiple", pgettext("head", "Pack"), Kind.QUANTITY, width=46, value=attrgetter("row.multiple"),
               tone="dim", hint=_PACK),
        Column("quantity", _("Order"), Kind.QUANTITY, width=70, value=_quantity, on_phone=True,
               is_editable=desk.may("draft")),
        Column("sum", _("Sum"), Kind.MONEY, width=88, value=_sum),
        *wanted.columns(desk),
    ]  # fmt: skip


def _expected(desk: Desk) -> Iterator[Column]:
    """What comes next; of suppliers' goods they alone hear to whom these may be promised, who may see both."""
    is_supplied = companies.terms(desk.contract.id, desk.at).from_suppliers
    plus = _("A plus: suppliers have it to order, sooner than anything that is on its way.") if is_supplied else None
    width = 148 if is_supplied else 128
    yield Column("arrival", _("Expected"), width=width, tone="dim", has_why=True, is_dated=True, hint=plus)
    if is_supplied:
        hint = _("What suppliers have ready, and on which day it would be here if it were ordered now.")
        yield Column(
            "supplied", _("To order"), width=128, tone="dim", hint=hint, has_why=True, is_sortable=False, is_hidden=True
        )


def _places(desk: Desk) -> Iterator[Column]:
    """A column for each warehouse, and where goods stand in many one for all but the first: the bar tells of each."""
    places = stock.warehouses(contract=desk.contract.id)
    stocked = stock.stocked_warehouses(contract=desk.contract.id) if len(places) > _FEW_PLACES else set()
    full = [place for place in places if place.id in stocked] or places
    apart, folded = (full[:_PLACES_APART], full[_PLACES_APART:]) if len(full) > _FEW_PLACES else (full, [])
    for number, place in enumerate(places):
        yield Column(
            f"{_STOCK}{place.id}",
            place.name,
            Kind.QUANTITY,
            width=68,
            value=_free_in([place.id]),
            is_hidden=place not in apart,
            has_why=True,
            zero="—",
            on_phone=number < _PLACES_ON_PHONE,
            hint=place.name,
        )
    if folded:
        yield Column(
            "elsewhere",
            _("Elsewhere"),
            Kind.QUANTITY,
            width=84,
            value=_free_in([place.id for place in folded]),
            is_sortable=False,
            has_why=True,
            zero="—",
            on_phone=True,
            hint=", ".join(place.name for place in folded),
        )


def _free_in(places: Sequence[int]) -> Callable[[Line], Decimal]:
    """What is free in the places together; most columns are of one, and a million rows go through each."""
    if len(places) == 1:
        [place] = places
        return lambda line: line.row.free.get(place, _NOTHING)
    return lambda line: sum((line.row.free.get(place, _NOTHING) for place in places), _NOTHING)


def _quantity(line: Line) -> Decimal | None:
    return line.picked.quantity if line.picked else None


def _sum(line: Line) -> Decimal | None:
    return line.picked.sum if line.picked else None


@contextmanager
def _named_by(desk: Desk, asked: Asked) -> Iterator[None]:
    """An order that is refused is refused by the names of its columns."""
    try:
        yield
    except Refusal as refusal:
        if refusal.code not in _UNSORTED:
            raise
        names = {column.name: str(column.title) for column in _columns(desk)}
        column = [names[mark.removeprefix("-")] for mark in asked.sort]
        raise Refusal(refusal.code, **refusal.facts, column=column) from refusal


def _rows(desk: Desk, asked: Asked) -> Part:
    filters = _filters(desk, asked)
    with _named_by(desk, asked):
        found = assortment.window(**_told(desk, asked), start=asked.start, count=asked.count or _WINDOW)
    lines = _lines(desk, found.rows, _picked(desk, [row.id for row in found.rows]))
    facets = _facets(desk, filters) if asked.start == 0 else {}
    instead = found.instead if found.total else None
    told = NOTHING if found.total or not asked.query else why_unseen(desk, asked.query)
    why = {"hint": told["line"], "why": told.get("link", "")}
    return Part(lines, found.total, exact=found.is_exact, facets=facets, instead=instead, **why)


def _each(desk: Desk, asked: Asked, *, most: int = MOST_EXPORTED) -> Iterator[Line]:
    """All of it, for an export; what is picked is asked once, for the rows are told while others are asked."""
    picked = _picked(desk, None)
    rows = assortment.each(**_told(desk, asked), most=most)
    while page := list(islice(rows, _WINDOW)):
        yield from _lines(desk, page, picked)


def _told(desk: Desk, asked: Asked) -> dict[str, Any]:
    """What of a window and of an export is the same: whose, when, which, in what order."""
    whose = {"contract": desk.contract.id, "at": desk.at, "filters": _filters(desk, asked)}
    return {**whose, **_order(desk, asked)}


def _order(desk: Desk, asked: Asked) -> Mapping[str, Any]:
    """One of the orders that hold for any number of goods, or whatever few goods can be sorted by."""
    if not asked.sort:
        return {"sort": assortment.Sort.RELEVANCE if asked.query else assortment.Sort.NAME}
    mark, *others = asked.sort
    if not others and (sort := _SORTS.get(mark.removeprefix("-"))):
        return {"sort": sort, "is_descending": mark.startswith("-")}
    return {"by": [_by(desk, mark.removeprefix("-"), is_descending=mark.startswith("-")) for mark in asked.sort]}


def _by(desk: Desk, column: str, *, is_descending: bool) -> assortment.By:
    if column.startswith(_STOCK):
        return assortment.By(assortment.Key.STOCK, is_descending, warehouse=whole(column.removeprefix(_STOCK)))
    if key := _KEYS.get(column):
        return assortment.By(key, is_descending)
    return assortment.By(assortment.Key.TOLD, is_descending, telling=_telling(desk, column))


def _telling(desk: Desk, column: str) -> assortment.Telling:
    """What is picked, or what the catalog tells to those who want it, of the goods that are sorted by it."""
    if value := _OF_PICKED.get(column):
        return lambda _products: {line.product: value(line) for line in _picked(desk, None).values()}
    return partial(wanted.sorted_by, desk, column)


def all_rows(desk: Desk, asked: Asked, *, most: int) -> Iterator[Line] | None:
    """All of what is asked, in its order, with what is picked of it; None where that is more than ``most``."""
    with _named_by(desk, asked):
        beyond = assortment.window(**_told(desk, asked), start=most, count=1).rows
    return None if beyond else _each(desk, asked, most=most)


def _parameter(column: str) -> str | None:
    """By what a column is filtered: the brand by its facet, what the assortment knows how to narrow by itself."""
    return "brand_id" if column == "brand" else column if _what(column) or column in _OF_PICKED else None


def _what(column: str) -> assortment.What | None:
    return assortment.What.STOCK if column.startswith(_STOCK) else _NARROWED.get(column)


def _narrow(desk: Desk, asked: Asked) -> Iterator[assortment.Narrow]:
    for one in asked.conditions:
        if value := _OF_PICKED.get(one.column):
            yield _picked_so(desk, value, one)
        elif what := _what(one.column):
            warehouse = whole(one.column.removeprefix(_STOCK)) if what is assortment.What.STOCK else None
            yield assortment.Narrow(what, one.op, one.value, warehouse)


def _picked_so(desk: Desk, value: Callable[[picking.Picked], Decimal | None], asked: Condition) -> assortment.Narrow:
    """What of the draft meets a condition, or all that is not so: whatever is not picked has no quantity and no sum."""
    values = {line.product: value(line) for line in _picked(desk, None).values()}
    meets = _COMPARED.get(asked.op)
    these = [one for one, said in values.items() if said is not None and (not meets or meets(said, asked.value))]
    op = Op.OTHER if asked.op in {Op.OTHER, Op.EMPTY} else Op.ANY
    return assortment.Narrow(assortment.What.THESE, op, these)


def _filters(desk: Desk, asked: Asked) -> assortment.Filters:
    given = {one.column: one.value for one in asked.conditions if one.op is Op.ANY}
    return assortment.Filters(
        search=asked.query,
        groups=tuple(whole(one) for one in given.get("group", [])),
        brands=tuple(whole(one) for one in given.get("brand_id", [])),
        attributes=tuple((name, tuple(values)) for name, values in _ATTRIBUTES.chosen(asked).items()),
        is_in_stock="in_stock" in given,
        narrow=tuple(_narrow(desk, asked)),
    )


def _attributes(desk: Desk, asked: Asked) -> list[Slicer]:
    """Those of the goods shown; of the whole assortment they would say nothing."""
    filters = _filters(desk, asked)
    if not (filters.groups or filters.brands or filters.attributes or filters.search or filters.narrow):
        return []
    found = assortment.attribute_facets(contract=desk.contract.id, at=desk.at, filters=filters)
    return [Slicer(row.name, [_option(value) for value in row.values], row.others) for row in found]


def _option(row: assortment.ValueRow) -> dict[str, Any]:
    return {"value": row.value, "title": row.value, "count": row.products}


_ATTRIBUTES = Facet(
    "attribute",
    gettext_lazy("Properties"),
    "slicers",
    slicers=_attributes,
    empty=gettext_lazy("Choose a group or search for something: here you will see what its goods differ by."),
)


def _lines(desk: Desk, rows: Sequence[assortment.ProductRow], picked: Mapping[int, picking.Picked]) -> list[Line]:
    told = wanted.told(desk, shown_of(desk.request), [row.id for row in rows])
    return [Line(row, picked.get(row.id), told) for row in rows]


def _picked(desk: Desk, products: Sequence[int] | None) -> dict[int, picking.Picked]:
    """What of these products is picked into the current draft; of all products where none are named."""
    draft = picking.current_draft(desk)
    shown = orders.draft_lines(contract=desk.contract.id, draft=draft, products=products) if draft else {}
    return {line.product: line for line in picking.priced(desk, shown)}


def _facets(desk: Desk, filters: assortment.Filters) -> dict[str, list[dict[str, Any]]]:
    found = assortment.facets(contract=desk.contract.id, at=desk.at, filters=filters)
    names = catalog.brand_names([row.id for row in found.brands])
    brands = [
        {"value": str(row.id), "title": names.get(row.id, ""), "count": row.products}
        for row in sorted(found.brands, key=lambda row: names.get(row.id, "").casefold())
    ]
    return {"group": _tree({row.id: row.products for row in found.groups}, filters.groups), "brand_id": brands}


def _tree(counted: Mapping[int, int | None], chosen: Sequence[int]) -> list[dict[str, Any]]:
    """The branches that have something, each with the sum of what is below, where it was counted; children of the
    chosen path only.
    """
    is_counted = None not in counted.values()
    counts = {group: 1 if products is None else products for group, products in counted.items()}
    groups = catalog.groups()
    children: dict[int | None, list[catalog.GroupRow]] = {}
    parents = {group.id: group.parent for group in groups}
    for group in groups:
        children.setdefault(group.parent, []).append(group)
    open_groups = _path(chosen, parents)
    sums: dict[int, int] = {}

    def tally(group: int) -> int:
        sums[group] = counts.get(group, 0) + sum(tally(child.id) for child in children.get(group, []))
        return sums[group]

    def walk(parent: int | None, level: int) -> list[dict[str, Any]]:
        shown = []
        for group in children.get(parent, []):
            if sums[group.id] or group.id in chosen:
                shown.append(
                    {
                        "value": str(group.id),
                        "title": group.name,
                        "count": sums[group.id] if is_counted else None,
                        "level": level,
                    }
                )
                if group.id in open_groups:
                    shown += walk(group.id, level + 1)
        return shown

    for top in children.get(None, []):
        tally(top.id)
    return walk(None, 1)


def _path(chosen: Sequence[int], parents: dict[int, int | None]) -> set[int]:
    path: set[int] = set()
    for group in chosen:
        node: int | None = group
        while node is not None and node not in path:
            path.add(node)
            node = parents.get(node)
    return path


def _edit(desk: Desk, cells: Sequence[Cell], _key: str) -> Edited:
    called = [cell for cell in cells if cell.column == wanted.OWN_NUMBER]
    picked = [cell for cell in cells if cell.column != wanted.OWN_NUMBER]
    refused = wanted.give_numbers(desk, called)
    if picked:
        draft = picking.current_draft(desk) or picking.new_draft(desk)
        refused += picking.pick(desk, draft, picked).refused
    return Edited(refused)


def _quote(desk: Desk, chosen: Picked) -> Done:
    """Of the rows that are picked: so much as stands in the draft, else the least that can be ordered."""
    lines = _keyed(desk, chosen.keys)
    return quoting.issue(desk, chosen, {line.row.id: _quantity(line) or _least(line.row) for line in lines})


def _least(row: assortment.ProductRow) -> Decimal:
    return fitting(Decimal(1), multiple=row.multiple, minimum=row.minimum)


def _keyed(desk: Desk, keys: Sequence[str]) -> list[Line]:
    """The rows of some products; what the contract doesn't see has none, also for who knows its key."""
    asked = [whole(key) for key in keys]
    visible = assortment.seen(contract=desk.contract.id, products=asked)
    products = [product for product in asked if product in visible]
    rows = assortment.rows(contract=desk.contract.id, products=products, at=desk.at)
    return _lines(desk, rows, _picked(desk, products))


def _why(desk: Desk, key: str, column: str) -> dict[str, Any]:
    line = next(iter(_keyed(desk, [key])), None)
    if line is None:
        return NOTHING
    if column == "price":
        return why_price(desk, line.row.id, line.picked.quantity if line.picked else Decimal(1))
    return why_goods(desk, line.row.id, line.picked.quantity if line.picked else line.row.multiple)


def _tones(line: Line) -> dict[str, str]:
    tones = {"": "mine"} if line.picked else {}
    if line.picked:
        tones["quantity"] = "warn" if line.picked.refusal else "mine"
    return tones


def _status(desk: Desk) -> list[Status]:
    parts = [headroom_of(desk)]
    if desk.may("draft"):
        parts.insert(0, picking.totals(desk, picking.current_draft(desk)))
    return parts


SHEET: Sheet[Desk] = Sheet(
    name="catalog",
    title=gettext_lazy("Catalog"),
    columns=_columns,
    rows=_rows,
    stream=_each,
    key=lambda line: line.row.id,
    empty=gettext_lazy("Your contract sees no products yet."),
    nothing=gettext_lazy(
        "Type less: three characters of an article or a cross-number are enough, and the beginnings of words."
    ),
    facets=[
        Facet("group", gettext_lazy("Groups"), "tree"),
        Facet("in_stock", gettext_lazy("in stock"), "flag", {"1": gettext_lazy("in stock")}),
        Facet("brand_id", gettext_lazy("Brand")),
        _ATTRIBUTES,
    ],
    edit=_edit,
    keyed=_keyed,
    why=_why,
    panel=product.panel,
    tones=_tones,
    status=_status,
    paste=pasting.paste_in_catalog,
    filters=_parameter,
    acts=[Act("quote", gettext_lazy("Quote"), _quote, may=rules.may_draft)],
)


def page(desk: Desk) -> HttpResponse:
    """The grid."""
    query = desk.request.GET.get("q", "")
    targets = [draft for draft in picking.drafts(desk) if not draft.is_waiting] if desk.may("draft") else []
    facts = {"query": query, "targets": targets, "target": picking.current_draft(desk)}
    return sheet_page(desk, SHEET, "catalog", template="portal/catalog.html", **facts)


def _hits(desk: Desk, asked: Sought) -> Iterator[Hit]:
    found = assortment.first(contract=desk.contract.id, text=asked.text, at=desk.at, most=MOST + 1)
    own = assortment.own_numbers(company=desk.company, products=[row.id for row in found])
    for row in found:
        price = "" if row.price is None else formats.with_currency(row.price, desk.contract.currency)
        known = _("own No. %(number)s") % {"number": own[row.id]} if row.id in own else ""
        told = " · ".join(fact for fact in (price, known, row.name) if fact)
        yield Hit(f"{row.article} {row.brand}", _narrowed(desk, row.article), told)


def _narrowed(desk: Desk, text: str) -> str:
    return f"{desk.url('catalog')}?{urlencode({'q': text})}"


FINDER: Finder[Desk] = Finder(
    "goods", gettext_lazy("Goods"), _hits, rest=lambda desk, asked: _narrowed(desk, asked.text)
)
