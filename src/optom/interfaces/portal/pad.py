"""Rows of pasted blocks that wait in a draft until somebody says what they mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from optom.base.refusal import Refusal
from optom.domain.assortment import queries as assortment
from optom.domain.orders import actions
from optom.domain.orders import queries as orders
from optom.interfaces.kit.answers import told
from optom.interfaces.kit.input import whole
from optom.interfaces.kit.sheets import Cell, Panel, Status

from . import picking
from .context import Desk
from .why import why_unseen

_MARK = "r"


@dataclass(frozen=True, slots=True)
class Open:
    """A pasted row as a line of the sheet, until it is known what it means."""

    row: orders.OpenRow
    price: None = None
    free: None = None
    multiple: None = None
    sum: None = None
    unit: str = ""
    refused: bool = False

    @property
    def key(self) -> str:
        """Beside the products, which have their own keys."""
        return f"{_MARK}{self.row.id}"

    @property
    def article(self) -> str:
        """The number as written."""
        return self.row.number or self.row.name

    @property
    def brand(self) -> str:
        """As written."""
        return self.row.brand

    @property
    def name(self) -> str:
        """As written."""
        return self.row.name if self.row.number else ""

    @property
    def quantity(self) -> Decimal | None:
        """As written, where it could be read."""
        return self.row.quantity

    @property
    def written(self) -> str:
        """The row itself."""
        return self.row.text

    @property
    def note(self) -> str:
        """Beside it."""
        return self.row.note

    @property
    def trouble(self) -> str:
        """What has to be said of it."""
        if self.row.is_quantity_missing:
            return _("No quantity is written")
        if self.row.odd_quantity:
            return _("The quantity “%(text)s” is not clear") % {"text": self.row.odd_quantity}
        if self.row.price is not None:
            return unsold(self.row)
        choices = len(self.row.choices)
        if not choices:
            return _("Not found: say what it is")
        if self.row.way == assortment.Way.ALIKE:
            return ngettext("It looks like this one: choose", "Looks like %(count)s: choose", choices) % {
                "count": choices
            }
        return ngettext("Is it this one? Choose", "One of %(count)s: choose", choices) % {"count": choices}

    @property
    def source(self) -> str:
        """From nowhere yet."""
        return _("to be named")

    @property
    def tones(self) -> dict[str, str]:
        """It waits for somebody."""
        return {"": "warn", "quantity": "warn" if self.row.odd_quantity else "mine"}


def unsold(row: orders.OpenRow | orders.FormLine) -> str:
    """What to say of goods of our own form that can't be ordered any more."""
    return _("In your form this was “%(name)s”. It is not sold to you any more.") % {"name": row.name or row.number}


def is_open(key: str) -> bool:
    """Whether a key of the draft's sheet is that of an open row."""
    return key.startswith(_MARK)


def parted(keys: Sequence[str]) -> tuple[list[int], list[int]]:
    """The open rows and the products among keys of the draft's sheet."""
    return [whole(key[1:]) for key in keys if is_open(key)], [whole(key) for key in keys if not is_open(key)]


def open_rows(desk: Desk, draft: int, rows: Sequence[int] | None = None) -> list[Open]:
    """The rows that wait, or some of them."""
    return [Open(row) for row in orders.open_rows(contract=desk.contract.id, draft=draft, rows=rows)]


def type_quantities(desk: Desk, draft: int, cells: Sequence[Cell]) -> list[tuple[Cell, Refusal]]:
    """Quantities typed into open rows; those that are none."""
    wanted: dict[int, Decimal] = {}
    refused: list[tuple[Cell, Refusal]] = []
    for cell in cells:
        try:
            wanted[whole(cell.key[1:])] = picking.quantity_typed(cell)
        except Refusal as refusal:
            refused.append((cell, refusal))
    actions.set_open_quantities(contract=desk.contract.id, draft=draft, quantities=wanted)
    return refused


def counted(desk: Desk, draft: int) -> orders.PastedCount:
    """How many rows wait for an answer, and how many were left out: as they are when it is first asked."""
    return desk.once("pasted", lambda: orders.count_pasted(contract=desk.contract.id, draft=draft))


def waiting(desk: Desk, draft: int) -> Status:
    """How many rows wait for an answer; nothing where none does."""
    count = counted(desk, draft).open
    text = ngettext("%(count)s row to be named", "%(count)s rows to be named", count) % {"count": count}
    return Status("open", text if count else "", tone="warn" if count else "")


def unpaste(desk: Desk) -> HttpResponse:
    """Take the block back."""
    if desk.request.method != "POST":
        raise Http404
    actions.unpaste(contract=desk.contract.id, draft=desk.given["draft"], paste=desk.given["paste"])
    return told(_("The pasted rows are taken back"))


@dataclass(frozen=True, slots=True)
class Choice:
    """A product that an open row may mean."""

    row: assortment.ProductRow
    free: Decimal
    alike: int

    @property
    def coming(self) -> Decimal:
        """On its way."""
        return self.row.coming or Decimal(0)


def panel(desk: Desk, draft: int, key: str) -> Panel | None:
    """What an open row may mean, at its price and with what is free; where nothing is known, what looks like it."""
    row = next(iter(orders.open_rows(contract=desk.contract.id, draft=draft, rows=parted([key])[0])), None)
    if row is None:
        return None
    products = list(row.choices) or actions.alike(contract=desk.contract.id, text=row.number or row.name, at=desk.at)
    found = assortment.rows(contract=desk.contract.id, products=products, at=desk.at)
    brands = orders.brands_of_open(draft=draft)
    facts = {
        "row": row,
        "choices": [Choice(one, sum(one.free.values(), Decimal(0)), brands.get(one.brand, 0)) for one in found],
        "is_alike": not row.choices or row.way == assortment.Way.ALIKE,
        "why": _why(desk, row),
        "draft": draft,
    }
    return Panel(row.text, "portal/panels/open_row.html", facts)


def _why(desk: Desk, row: orders.OpenRow) -> str:
    """Why nobody can say what it means."""
    if row.price is not None:
        return unsold(row)
    return "" if row.choices or not row.number else str(why_unseen(desk, row.number)["line"])


def answer(desk: Desk) -> HttpResponse:
    """What a person says of an open row: this product, this brand for all such rows, another number, or not wanted."""
    if desk.request.method != "POST":
        raise Http404
    own: dict[str, Any] = {"contract": desk.contract.id, "draft": desk.given["draft"]}
    row, given, key = desk.given["row"], desk.request.POST, uuid4().hex
    undo = desk.url("unanswer", draft=desk.given["draft"], answer=key)
    if "drop" in given:
        actions.drop([row], **own)
        return told(_("The row is taken out"))
    if "brand_of" in given:
        return _take_brand(desk, whole(given["brand_of"]), key, undo)
    if "product" in given:
        actions.answer(**own, answers={row: whole(given["product"])}, at=desk.at, key=key)
        return told(_("Taken; next time the same row will not be asked"), undo=undo)
    is_clear = actions.rewrite(**own, row=row, text=given.get("text", ""), at=desk.at)
    return told(_("Found") if is_clear else _("Choose what it is"))


def _take_brand(desk: Desk, product: int, key: str, undo: str) -> HttpResponse:
    """All rows that may mean exactly one product of this one's brand mean it, until that is taken back."""
    found = assortment.card(contract=desk.contract.id, product=product)
    own: dict[str, Any] = {"contract": desk.contract.id, "draft": desk.given["draft"], "at": desk.at}
    count = actions.take_brand(**own, brand=found.brand_id, key=key) if found else 0
    if not count:
        return told(_("No row waits for it any more"))
    text = ngettext("%(brand)s is remembered for %(count)s row", "%(brand)s is remembered for %(count)s rows", count)
    return told(text % {"brand": found.brand if found else "", "count": count}, undo=undo)


def unanswer(desk: Desk) -> HttpResponse:
    """What was said is taken back: the rows are open again, and will be asked about the next time too."""
    if desk.request.method != "POST":
        raise Http404
    count = actions.unanswer(contract=desk.contract.id, draft=desk.given["draft"], key=desk.given["answer"])
    return told(ngettext("%(count)s row is open again", "%(count)s rows are open again", count) % {"count": count})
