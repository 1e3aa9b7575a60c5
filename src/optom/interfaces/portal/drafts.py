"""A draft order: its lines and what hinders them."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from optom.base.listing import Asked, Part
from optom.base.refusal import Refusal
from optom.base.sought import Sought
from optom.base.texts import too_long
from optom.domain.assortment import queries as assortment
from optom.domain.orders import actions, rules
from optom.domain.orders import queries as orders
from optom.domain.orders.rules import When, Wish
from optom.interfaces.kit import formats
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.finding import Finder, Hit
from optom.interfaces.kit.input import day, in_field, new_key, one_of, whole
from optom.interfaces.kit.notices import About
from optom.interfaces.kit.sheets import Act, Cell, Column, Done, Edited, Kind, Panel, Sheet, Status, part_of
from optom.interfaces.kit.sheets import Picked as Rows
from optom.interfaces.kit.sheets.answering import json_answer, status
from optom.interfaces.kit.words import worded

from . import centres, left_out, pad, pasting, picking, pouring, product, quoting, seeking, sources
from .checkout import known_draft
from .context import Desk
from .frame import headroom_of, sheet_page
from .why import NOTHING, why_goods, why_price

_TYPED = orders.WrittenRow()


@dataclass(frozen=True, slots=True)
class Line:
    """A picked product with what stands of it, and how it was written where it was pasted."""

    row: assortment.ProductRow
    picked: picking.Picked
    pasted: orders.WrittenRow = _TYPED
    parts: Sequence[orders.Part] = ()
    analog: assortment.AnalogRow | None = None

    @property
    def key(self) -> str:
        """The product."""
        return str(self.row.id)

    @property
    def written(self) -> str:
        """As it was pasted."""
        return self.pasted.text

    @property
    def note(self) -> str:
        """Beside it."""
        return self.pasted.note

    @property
    def free(self) -> Decimal:
        """Free in all warehouses of the contract."""
        return sum(self.row.free.values(), Decimal(0))

    @property
    def price(self) -> Decimal | None:
        """For this quantity: quantity breaks count."""
        return self.picked.line.price if self.picked.line else self.row.price

    @property
    def quantity(self) -> Decimal:
        """As typed."""
        return self.picked.quantity

    @property
    def sum(self) -> Decimal | None:
        """With VAT."""
        return self.picked.sum

    @property
    def trouble(self) -> str:
        """Why the line can't be ordered as it stands and what would do, or what of it is not there now."""
        if self.picked.refusal is None:
            return "; ".join(filter(None, [self._moved, self.source if self.is_short else "", self._sold_out]))
        words = worded(self.picked.refusal)[0]
        return " ".join(filter(None, [words["text"], words["help"]]))

    @property
    def refused(self) -> bool:
        """Something has to be changed before it can be ordered."""
        return self.picked.refusal is not None

    @property
    def _moved(self) -> str:
        """The list has another price than in our form that came back; breaks of a quantity are no move of prices."""
        was, now = self.pasted.price, self.row.price
        if was is None or now is None or was == now:
            return ""
        facts = {"was": formats.price(was), "now": formats.price(now), "percent": formats.change(now / was - 1)}
        return _("The price was %(was)s, now %(now)s (%(percent)s)") % facts

    @property
    def _sold_out(self) -> str:
        """What could be taken instead of what is not there."""
        if self.analog is None:
            return ""
        facts = {"article": self.analog.article, "brand": self.analog.brand, "free": formats.quantity(self.analog.free)}
        return _("Analog in stock: %(article)s %(brand)s (%(free)s)") % facts

    @property
    def is_short(self) -> bool:
        """Not all of it is there now."""
        return any(part.way is not orders.Way.STOCK for part in self.parts)

    @property
    def source(self) -> str:
        """Where the goods would come from: in stock; 5 now, 3 by 02.12.2026, 2 wait."""
        return sources.in_words(self.parts)

    @property
    def tones(self) -> dict[str, str]:
        """What can't be ordered as typed, and what is mine."""
        tones = {"quantity": "warn" if self.picked.refusal else "mine"}
        waits = any(part.way is orders.Way.WAITS for part in self.parts)
        return tones | ({"source": "warn"} if waits else {})


_USUAL = timedelta(days=180)


def _of(name: str) -> Callable[[Line | pad.Open], Any]:
    """What the catalog says of a line; an open row says the same of itself."""
    return lambda line: getattr(line.row, name) if isinstance(line, Line) else getattr(line, name)


_COLUMNS = [
    Column("article", gettext_lazy("Article"), width=116, value=_of("article"), is_frozen=True, tone="strong",
           on_phone=True),
    Column("brand", gettext_lazy("Brand"), width=76, value=_of("brand"), on_phone=True),
    Column("name", gettext_lazy("Name"), width=130, value=_of("name"), grows=True, on_phone=True),
    Column("price", gettext_lazy("My price"), Kind.PRICE, width=84, has_why=True, on_phone=True),
    Column("free", gettext_lazy("Free"), Kind.QUANTITY, width=64, zero="—", has_why=True),
    Column("multiple", pgettext_lazy("head", "Pack"), Kind.QUANTITY, width=46, value=_of("multiple"), tone="dim",
           hint=gettext_lazy("Pack")),
    Column("quantity", gettext_lazy("Order"), Kind.QUANTITY, width=76, is_editable=True, on_phone=True, has_why=True),
    Column("unit", gettext_lazy("Unit"), width=40, value=_of("unit"), tone="dim"),
    Column("sum", gettext_lazy("Amount incl. VAT"), Kind.MONEY, width=122, on_phone=True),
    Column("trouble", gettext_lazy("Problem"), width=180, tone="warn", on_phone=True),
    Column("source", gettext_lazy("When"), width=150, has_why=True),
    Column("written", gettext_lazy("As written"), width=160, tone="dim"),
    Column("note", gettext_lazy("Note"), width=110, is_editable=True),
    Column("refused", gettext_lazy("Can't be ordered so"), Kind.FLAG, width=90, is_hidden=True),
]  # fmt: skip


def _lines(desk: Desk, draft: int, products: Collection[int] | None = None) -> list[Line]:
    """The draft's lines in the order of picking, or those of some products: an edit costs its cells, not the draft."""
    wanted = None if products is None else list(products)
    quantities = orders.draft_lines(contract=desk.contract.id, draft=draft, products=wanted)
    picked = picking.priced(desk, quantities)
    found = assortment.rows(contract=desk.contract.id, products=[line.product for line in picked], at=desk.at)
    rows = {row.id: row for row in found}
    written = orders.written(contract=desk.contract.id, draft=draft, products=wanted)
    lines = [
        Line(rows[line.product], line, written.get(line.product, _TYPED)) for line in picked if line.product in rows
    ]
    return _with_analogs(desk, _with_parts(desk, lines))


def _with_parts(desk: Desk, lines: Sequence[Line]) -> list[Line]:
    """Where what is not there would come from: asked only of that, so that other edits ask nothing more."""
    short = {line.row.id: line.quantity for line in lines if line.free < line.quantity}
    parts = orders.parts_of(contract=desk.contract.id, quantities=short, at=desk.at) if short else {}
    return [replace(line, parts=parts.get(line.row.id, ())) for line in lines]


def _with_analogs(desk: Desk, lines: Sequence[Line]) -> list[Line]:
    """What is not there in the quantity picked, with an analog of which there is enough, or some at least."""
    short = [line.row.id for line in lines if line.is_short]
    if not short:
        return list(lines)
    found = assortment.analogs(contract=desk.contract.id, products=short, at=desk.at, in_stock=True)
    return [replace(line, analog=orders.best_of(found.get(line.row.id, []), line.quantity)) for line in lines]


def _draft(desk: Desk) -> orders.DraftRow:
    drafts = orders.drafts(contract=desk.contract.id, actor=desk.actor)
    found = next((draft for draft in drafts if draft.id == desk.given["draft"]), None)
    if found is None:
        raise Http404
    return found


def _rows(desk: Desk, asked: Asked) -> Part:
    """Open rows first: they wait for somebody."""
    draft = known_draft(desk)
    opened = pad.open_rows(desk, draft)
    return part_of([*opened, *_lines(desk, draft)], _COLUMNS, asked, sums=["sum"])


def _keyed(desk: Desk, keys: Sequence[str]) -> list[Line | pad.Open]:
    draft = known_draft(desk)
    rows, products = pad.parted(keys)
    lines = _lines(desk, draft, products) if products else []
    absent = [product for product in products if product not in {line.row.id for line in lines}]
    gone = assortment.seen(contract=desk.contract.id, products=absent) if absent else set()
    opened = pad.open_rows(desk, draft, rows) if rows else []
    return [*opened, *lines, *(_taken_out(row) for row in _products(desk, gone))]


def _products(desk: Desk, products: Collection[int]) -> list[assortment.ProductRow]:
    return assortment.rows(contract=desk.contract.id, products=list(products), at=desk.at)


def _taken_out(row: assortment.ProductRow) -> Line:
    """A line that a zero has just taken out: it stays in sight, empty, until the list is read anew."""
    return Line(row, picking.Picked(row.id, Decimal(0), None, None, None))


def _edit(desk: Desk, cells: Sequence[Cell], _key: str) -> Edited:
    draft = known_draft(desk)
    notes = [cell for cell in cells if cell.column == "note"]
    opened = [cell for cell in cells if pad.is_open(cell.key) and cell not in notes]
    lines = [cell for cell in cells if not pad.is_open(cell.key) and cell not in notes]
    refused = pad.type_quantities(desk, draft, opened) if opened else []
    edited = picking.pick(desk, draft, lines) if lines else Edited()
    return Edited([*refused, *edited.refused, *_note(desk, draft, notes)])


def _note(desk: Desk, draft: int, cells: Sequence[Cell]) -> list[tuple[Cell, Refusal]]:
    """What was typed beside lines; what is too long to stand there."""
    own: dict[str, Any] = {"contract": desk.contract.id, "draft": draft}
    long = [(cell, reason) for cell in cells for reason in too_long(note=(cell.value, rules.LONGEST_NOTE))]
    good = [cell for cell in cells if cell not in [one for one, _reason in long]]
    beside = {whole(cell.key): cell.value for cell in good if not pad.is_open(cell.key)}
    if beside:
        actions.set_notes(**own, notes=beside, actor=desk.actor, at=desk.at)
    if rows := {pad.parted([cell.key])[0][0]: cell.value for cell in good if pad.is_open(cell.key)}:
        actions.note_open_rows(**own, notes=rows)
    return long


def _remove(desk: Desk, picked: Rows) -> Done:
    draft = known_draft(desk)
    rows, products = pad.parted(picked.keys)
    if rows:
        actions.drop(rows, contract=desk.contract.id, draft=draft)
    if products:
        quantities = dict.fromkeys(products, Decimal(0))
        actions.set_quantities(contract=desk.contract.id, draft=draft, quantities=quantities)
    return Done(_("Taken out of the order"))


def _fit(desk: Desk, _picked: Rows) -> Done:
    """Every quantity that fits no pack becomes the next one that does."""
    draft = known_draft(desk)
    lines = _lines(desk, draft)
    fits = {line.row.id: fit for line in lines if (fit := _suggested(line.picked.refusal)) is not None}
    if not fits:
        return Done(_("All quantities fit"))
    actions.set_quantities(contract=desk.contract.id, draft=draft, quantities=fits)
    return Done(
        ngettext("%(count)s quantity changed", "%(count)s quantities changed", len(fits)) % {"count": len(fits)}
    )


def _suggested(refusal: Refusal | None) -> Decimal | None:
    return refusal.facts.get("suggest") if refusal and refusal.code == "orders.not_multiple" else None


@transaction.atomic
def _move(desk: Desk, picked: Rows) -> Done:
    """The picked lines and open rows go into another draft, or into a new one."""
    draft = known_draft(desk)
    rows, products = pad.parted(picked.keys)
    chosen = picked.given.get("target", "")
    target = whole(chosen) if chosen else picking.open_draft(desk)
    names = picking.draft_names(desk)
    if target not in names:
        raise Refusal("orders.draft_unknown", draft=target)
    own: dict[str, Any] = {"contract": desk.contract.id, "draft": draft, "target": target}
    stood = orders.draft_lines(contract=desk.contract.id, draft=target, products=products)
    actions.move_lines(**own, products=products, rows=rows, actor=desk.actor, at=desk.at)
    return Done(_moved(len(picked.keys), len(stood)), about=About(names[target], desk.url("draft", draft=target)))


def _quote(desk: Desk, picked: Rows) -> Done:
    """Of the picked lines, or of all; the draft stays as it is."""
    draft = known_draft(desk)
    _rows_open, products = pad.parted(picked.keys)
    wanted = orders.draft_lines(contract=desk.contract.id, draft=draft, products=products or None)
    return quoting.issue(desk, picked, wanted, note=picking.draft_names(desk)[draft])


def _moved(rows: int, stood: int) -> str:
    """3 rows moved; 1 was there already: its quantities add up."""
    said = [ngettext("%(count)s row moved", "%(count)s rows moved", rows) % {"count": rows}]
    if stood:
        text = ngettext(
            "%(count)s stood there already: the quantities add up",
            "%(count)s stood there already: the quantities add up",
            stood,
        )
        said.append(text % {"count": stood})
    return f"{'; '.join(said)}:"


def _why(desk: Desk, key: str, column: str) -> dict[str, Any]:
    if pad.is_open(key):
        return NOTHING
    line = whole(key)
    quantities = orders.draft_lines(contract=desk.contract.id, draft=known_draft(desk), products=[line])
    if column == "quantity":
        return _why_refused(desk, quantities)
    answer = why_price if column == "price" else why_goods
    return answer(desk, line, quantities[line]) if line in quantities else NOTHING


def _why_refused(desk: Desk, quantities: Mapping[int, Decimal]) -> dict[str, Any]:
    """What hinders a line as it stands, with what would do: it says so as a typed one does."""
    refusals = [line.refusal for line in picking.priced(desk, quantities) if line.refusal]
    return {**NOTHING, "refusals": [words for refusal in refusals for words in worded(refusal)]}


def _panel(desk: Desk, key: str) -> Panel | None:
    draft = known_draft(desk)
    if pad.is_open(key):
        return pad.panel(desk, draft, key)
    line = whole(key)
    picked = orders.draft_lines(contract=desk.contract.id, draft=draft, products=[line])
    found = product.panel(desk, key, wanted=picked.get(line, Decimal(1)))
    return found and replace(found, facts={**found.facts, "draft": draft})


def _status(desk: Desk) -> list[Status]:
    draft = desk.given["draft"]
    return [picking.totals(desk, draft), pad.waiting(desk, draft), left_out.status(desk, draft), headroom_of(desk)]


SHEET: Sheet[Desk] = Sheet(
    name="draft",
    title=gettext_lazy("Order"),
    columns=_COLUMNS,
    rows=_rows,
    key=lambda line: line.key,
    empty=gettext_lazy("Nothing is picked yet: type quantities in the catalog, or paste rows here with Ctrl+V."),
    acts=[
        Act("remove", gettext_lazy("Take out"), _remove, is_leaving=True),
        Act("move", gettext_lazy("Move…"), _move, is_leaving=True),
        Act("quote", gettext_lazy("Quote"), _quote, is_always_on=True, is_folded=True),
        Act("fit", gettext_lazy("Round to packs"), _fit, is_always_on=True, is_mending=True),
        Act("merge", gettext_lazy("Pour into another draft…"), pouring.merge, is_always_on=True, is_folded=True),
    ],
    edit=_edit,
    keyed=_keyed,
    why=_why,
    panel=_panel,
    tones=lambda line: line.tones,
    status=_status,
    paste=pasting.paste,
)


def show(desk: Desk) -> HttpResponse:
    """The draft's grid."""
    draft = _draft(desk)
    is_empty = not draft.lines and not pad.counted(desk, draft.id).open
    facts = {
        "title": draft.name,
        "draft": draft,
        "others": [one for one in picking.drafts(desk) if one.id != draft.id and not one.is_waiting],
        "is_target": draft.id == picking.current_draft(desk),
        "is_empty": is_empty,
        "specification_key": new_key(),
        "usual": len(_usual(desk)) if is_empty else 0,
        "discarding": _discarding(desk, draft),
        "said": orders.said_to(contract=desk.contract.id, draft=draft.id),
        "centres": centres.choices(desk, draft.centre),
    }
    return sheet_page(desk, SHEET, f"draft-{draft.id}", template="portal/draft.html", **facts)


def _usual(desk: Desk) -> dict[int, Decimal]:
    return orders.usual(contract=desk.contract.id, since=desk.at - _USUAL)


def _discarding(desk: Desk, draft: orders.DraftRow) -> str:
    """What would be lost."""
    facts = {"name": draft.name, "content": picking.summary(desk, draft.id) if draft.lines else _("it is empty")}
    return _("Discard “%(name)s” (%(content)s)? Nothing of it is held, and it does not come back.") % facts


def open_new(desk: Desk) -> HttpResponse:
    """A new draft, ready to be filled."""
    if desk.request.method != "POST":
        raise Http404
    return done(desk.request, desk.url("draft", draft=picking.new_draft(desk)))


@transaction.atomic
def fill_usual(desk: Desk) -> HttpResponse:
    """What is ordered again and again goes into the draft, on top of nothing."""
    if desk.request.method != "POST":
        raise Http404
    draft, usual = known_draft(desk), _usual(desk)
    seen = assortment.seen(contract=desk.contract.id, products=list(usual))
    wanted = {product: quantity for product, quantity in usual.items() if product in seen}
    actions.set_quantities(contract=desk.contract.id, draft=draft, quantities=wanted)
    text = ngettext("%(count)s product of your usual basket", "%(count)s products of your usual basket", len(wanted))
    return done(desk.request, desk.url("draft", draft=draft), text % {"count": len(wanted)})


def change(desk: Desk) -> HttpResponse:
    """Call the draft otherwise; say who sees it and whether it stays when it is ordered."""
    if desk.request.method != "POST":
        raise Http404
    draft, given = _draft(desk), desk.request.POST
    actions.change_draft(
        contract=desk.contract.id,
        draft=draft.id,
        name=given.get("name", ""),
        is_private="is_private" in given if draft.is_mine else None,
        is_standing="is_standing" in given,
    )
    if "centre" in given:
        centre = whole(given["centre"]) if given["centre"] else None
        actions.charge_draft(contract=desk.contract.id, draft=draft.id, centre=centre)
    if "wish" in given:
        actions.wish_draft(contract=desk.contract.id, draft=draft.id, wish=_wish(given), at=desk.at)
    return json_answer({"message": _("Saved"), "reload": False, **status(SHEET, desk)})


def _wish(given: QueryDict) -> Wish:
    """How the order is to come; a day counts where it is to be there by one."""
    when = one_of(When, given.get("wish", ""))
    typed = given.get("by", "").strip() if when is When.BY else ""
    return Wish(when, in_field("by", day, typed) if typed else None)


def close(desk: Desk) -> HttpResponse:
    """Throw the draft away."""
    if desk.request.method != "POST":
        raise Http404
    draft = _draft(desk)
    actions.close_draft(contract=desk.contract.id, draft=draft.id)
    return done(desk.request, desk.url("catalog"), _("“%(name)s” is discarded") % {"name": draft.name})


def _hits(desk: Desk, asked: Sought) -> Iterator[Hit]:
    """Those of his company: what he may do in another one is not asked here."""
    own = [one.id for one in seeking.contracts_of(desk).values() if one.company == desk.company]
    where = {**seeking.everywhere(desk), "contracts": own}
    for found in orders.found_drafts(**where, actor=desk.actor, sought=asked):
        lines = ngettext("%(count)s line", "%(count)s lines", found.lines) % {"count": found.lines}
        url = seeking.address(found.contract, "draft", draft=found.id)
        yield Hit(found.name, url, seeking.told(desk, found.contract, lines))


FINDER: Finder[Desk] = Finder("drafts", gettext_lazy("Drafts"), _hits, may=lambda desk: desk.may("draft"))
