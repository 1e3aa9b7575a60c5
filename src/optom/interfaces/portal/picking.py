"""The draft that a buyer fills: which one he picks into, and what its lines come to at his prices."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, count
from urllib.parse import urlsplit

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from optom.base.refusal import Refusal, refuse_all
from optom.domain.assortment import queries as assortment
from optom.domain.companies import queries as companies
from optom.domain.orders import actions, rules
from optom.domain.orders import queries as orders
from optom.interfaces.kit import formats
from optom.interfaces.kit.answers import done, told
from optom.interfaces.kit.input import in_field, number, whole
from optom.interfaces.kit.notices import About, leave
from optom.interfaces.kit.sheets import Cell, Done, Edited, Status

from .context import Desk

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Picked:
    """A line of a draft: what it costs, or why it can't be ordered as it stands."""

    product: int
    quantity: Decimal
    offer: assortment.OfferRow | None
    line: rules.PricedLine | None
    refusal: Refusal | None

    @property
    def sum(self) -> Decimal | None:
        """With VAT; nothing for a line that is refused."""
        return self.line.sum if self.line else None


def priced(desk: Desk, quantities: Mapping[int, Decimal]) -> list[Picked]:
    """Every picked product at the contract's price for that quantity. Two statements, however many lines.

    What an edit has priced is not priced again where its line is read back.
    """
    known: dict[tuple[int, Decimal], Picked] = desk.once("priced", dict)
    if new := {product: quantity for product, quantity in quantities.items() if (product, quantity) not in known}:
        rule = desk.once("terms", lambda: companies.terms(desk.contract.id, desk.at)).pack_rule
        found = assortment.offers(contract=desk.contract.id, quantities=new, at=desk.at)
        offers = {row.product: row for row in found}
        known |= {(one, quantity): _priced(one, quantity, offers.get(one), rule) for one, quantity in new.items()}
    return [known[one] for one in quantities.items()]


def _priced(product: int, quantity: Decimal, offer: assortment.OfferRow | None, pack_rule: str) -> Picked:
    asked = rules.OrderLine(product, quantity)
    answer = rules.priced(asked, offer, pack_rule=pack_rule)
    if isinstance(answer, Refusal):
        return Picked(product, quantity, offer, None, answer)
    return Picked(product, quantity, offer, answer, None)


def draft_names(desk: Desk) -> Mapping[int, str]:
    """What the drafts that the person sees are called."""
    return {draft.id: draft.name for draft in drafts(desk)}


def drafts(desk: Desk) -> Sequence[orders.TabRow]:
    """The drafts that the person sees."""
    return desk.once("drafts", lambda: orders.tabs(contract=desk.contract.id, actor=desk.actor))


def current_draft(desk: Desk) -> int | None:
    """The draft into which the catalog picks: the chosen one, else the newest of his own that does not wait or stand.

    Looking at a draft does not choose it, and nobody picks into what a colleague has begun unless he says so.
    """
    known = [draft for draft in drafts(desk) if not draft.is_waiting]
    chosen = desk.request.session.get(_slot(desk))
    own = [draft.id for draft in known if draft.is_mine and not draft.is_standing]
    return next((draft.id for draft in known if _choice(draft) == chosen), own[-1] if own else None)


def _work_in(desk: Desk, draft: orders.TabRow) -> None:
    """Pick into this draft from now on."""
    desk.request.session[_slot(desk)] = _choice(draft)


def _choice(draft: orders.TabRow) -> list[int | bool]:
    """A draft as somebody chooses it: who has chosen one does not pick into the standing list that it became."""
    return [draft.id, draft.is_standing]


def choose(desk: Desk) -> HttpResponse:
    """What is typed in the catalog goes into this draft from now on, or into a new one."""
    if desk.request.method != "POST":
        raise Http404
    said = desk.request.POST.get("draft", "")
    draft = whole(said) if said else new_draft(desk)
    chosen = next((one for one in drafts(desk) if one.id == draft and not one.is_waiting), None)
    if chosen is None:
        raise Refusal("orders.draft_unknown", draft=draft)
    _work_in(desk, chosen)
    about = About(draft_names(desk)[draft], desk.url("draft", draft=draft))
    return done(desk.request, _catalog_as_seen(desk), _("What you type here goes into:"), about=about)


def _catalog_as_seen(desk: Desk) -> str:
    """The catalog, with its filters where he was there."""
    catalog, came = desk.url("catalog"), urlsplit(desk.request.headers.get("Referer", ""))
    return f"{catalog}?{came.query}" if came.path == catalog and came.query else catalog


def _slot(desk: Desk) -> str:
    return f"draft:{desk.contract.id}"


def open_draft(desk: Desk, name: str = "") -> int:
    """An empty draft: New draft, New draft 2."""
    name = name or _unlike(draft_names(desk).values(), _("New draft"))
    draft = actions.open_draft(contract=desk.contract.id, name=name, actor=desk.actor, at=desk.at)
    desk.kept.pop("drafts", None)
    return draft


def new_draft(desk: Desk) -> int:
    """The same, and the one to pick into."""
    draft = open_draft(desk)
    _work_in(desk, next(one for one in drafts(desk) if one.id == draft))
    return draft


@transaction.atomic
def fill_draft(desk: Desk, name: str, quantities: Mapping[int, Decimal]) -> Done:
    """A new draft of what was ordered before; what is not sold to the contract any more is named, not dropped."""
    desk.require("draft")
    seen = assortment.seen(contract=desk.contract.id, products=list(quantities))
    wanted = {product: quantity for product, quantity in quantities.items() if product in seen and quantity > 0}
    if not wanted:
        raise Refusal("orders.nothing_to_repeat")
    draft = open_draft(desk, name)
    actions.set_quantities(contract=desk.contract.id, draft=draft, quantities=wanted)
    if gone := len(quantities) - len(wanted):
        text = ngettext("%(count)s product is not sold any more", "%(count)s products are not sold any more", gone)
        leave(desk.request, text % {"count": gone}, level=messages.WARNING)
    return Done(location=desk.url("draft", draft=draft), reload=False)


def _unlike(others: Collection[str], name: str) -> str:
    """The name, numbered where others have it."""
    names = chain([name], (f"{name} {which}" for which in count(2)))
    return next(one for one in names if one not in others)


def pick(desk: Desk, draft: int, cells: Sequence[Cell]) -> Edited:
    """Put typed quantities into the draft in one act; what does not fit is refused with what would."""
    wanted, refused = _read(cells)
    answers = {answer.product: answer for answer in priced(desk, {product: q for product, q in wanted.items() if q})}
    for cell in cells:
        product = whole(cell.key)
        answer = answers.get(product)
        if product in wanted and answer and answer.refusal:
            refused.append((cell, answer.refusal))
            del wanted[product]
    if wanted:
        actions.set_quantities(contract=desk.contract.id, draft=draft, quantities=_rounded(wanted, answers))
    return Edited(refused)


def _read(cells: Sequence[Cell]) -> tuple[dict[int, Decimal], list[tuple[Cell, Refusal]]]:
    wanted: dict[int, Decimal] = {}
    refused: list[tuple[Cell, Refusal]] = []
    for cell in cells:
        try:
            wanted[whole(cell.key)] = quantity_typed(cell)
        except Refusal as refusal:
            refused.append((cell, refusal))
    return wanted, refused


def quantity_typed(cell: Cell) -> Decimal:
    """What was typed, to the thousandth; nothing is none. Refuses what is no quantity."""
    quantity = number(cell.value) if cell.value.strip() else _NOTHING
    if quantity < 0:
        raise Refusal("orders.quantity_not_positive")
    return quantity.quantize(Decimal("0.001"))


@transaction.atomic
def add(desk: Desk) -> HttpResponse:
    """A product into the draft that is being filled, or into a draft instead of another of its lines."""
    given = desk.request.POST
    if desk.request.method != "POST":
        raise Http404
    desk.require("draft")
    quantity = in_field("quantity", number, given.get("quantity", "")).quantize(Decimal("0.001"))
    draft = whole(given["draft"]) if "draft" in given else current_draft(desk) or new_draft(desk)
    if draft not in draft_names(desk):
        raise Refusal("orders.draft_unknown", draft=draft)
    product, instead = desk.given["product"], whole(given.get("instead", "0"))
    had = orders.draft_lines(contract=desk.contract.id, draft=draft, products=[product])
    cells = [Cell(str(product), "quantity", str(had.get(product, _NOTHING) + quantity))]
    edited = pick(desk, draft, [*cells, *([Cell(str(instead), "quantity", "0")] if instead else [])])
    refuse_all(refusal for _cell, refusal in edited.refused)
    about = About(draft_names(desk)[draft], desk.url("draft", draft=draft))
    return told(_("Taken into the draft:"), about=about)


def _rounded(wanted: Mapping[int, Decimal], answers: Mapping[int, Picked]) -> dict[int, Decimal]:
    """Where the terms round up to packs, the draft shows at once what will be ordered."""
    lines = {product: answer.line for product, answer in answers.items() if answer.line}
    return {product: lines[product].quantity if product in lines else q for product, q in wanted.items()}


def totals(desk: Desk, draft: int | None) -> Status:
    """What the status bar says of the draft: lines, sum with VAT, weight."""
    if draft is None:
        return Status("draft", _("type a quantity: an order opens by itself"))
    name = draft_names(desk).get(draft, "")
    found = orders.draft_totals(contract=desk.contract.id, draft=draft, at=desk.at)
    lines = str(found.lines) if found.lines else ""
    url = desk.url("draft", draft=draft)
    is_target = draft == current_draft(desk)
    return Status("draft", _summed(desk, found), title=name, url=url, count=lines, is_tab=True, is_target=is_target)


def summary(desk: Desk, draft: int) -> str:
    """8 lines · 246 900,40 ₽ with VAT · 118 kg. The database adds up: a draft may have thousands of lines."""
    return _summed(desk, orders.draft_totals(contract=desk.contract.id, draft=draft, at=desk.at))


def _summed(desk: Desk, found: orders.DraftTotals) -> str:
    count = ngettext("%(count)s line", "%(count)s lines", found.lines) % {"count": formats.quantity(found.lines)}
    parts = [count, _("%(sum)s with VAT") % {"sum": formats.with_currency(found.sum, desk.contract.currency)}]
    if found.weight:
        weight = found.weight.quantize(Decimal(1)) if found.weight > 1 else found.weight
        parts.append(_("%(weight)s kg") % {"weight": formats.quantity(weight)})
    return " · ".join(parts)
