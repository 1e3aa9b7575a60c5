"""What is on its way to the warehouses: announced, moved to another day, received; by hand or as a list in a file."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path, PurePath
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from optom.base.business_day import business_day
from optom.base.listing import Listed
from optom.base.origin import Origin
from optom.base.refusal import Refusal
from optom.base.spreadsheet import MOST_BYTES
from optom.base.staging import Outcome, Skipped
from optom.domain.accounts.rules import desk_may
from optom.domain.catalog import queries as catalog
from optom.domain.orders import actions as orders
from optom.domain.orders import queries as ordered
from optom.domain.stock import actions
from optom.domain.stock import queries as stock
from optom.domain.stock.importing import import_arrivals
from optom.interfaces.kit import arrival_lists, origins
from optom.interfaces.kit.input import Form, day, in_field, number, whole
from optom.interfaces.kit.sheets import Act, Column, Done, Facet, Kind, Picked, Sheet
from optom.interfaces.kit.words import worded

from . import supplier_receipts
from .context import Desk
from .frame import page, sheet_page
from .special import product_named
from .workplaces import own

_MOST_RECEIVED = 50
_MOST_NAMED = 50
ToldRow = Callable[[Skipped], None]
_STATES = {
    "open": pgettext_lazy("arrival", "expected"),
    "late": pgettext_lazy("arrival", "late"),
    "received": pgettext_lazy("arrival", "received"),
    "cancelled": pgettext_lazy("arrival", "cancelled"),
}
_ANNOUNCES, _RECEIVES = partial(desk_may, "announce_arrival"), partial(desk_may, "receive_arrival")
_TONES = {"late": "warn", "received": "dim", "cancelled": "dim"}


def _listed(desk: Desk) -> Listed:
    """Who receives sees what comes to where he works."""
    places = [] if desk.may("announce_arrival") else own(desk)
    return stock.arrivals(today=business_day(desk.at), warehouses=places)


def _form(desk: Desk, name: str, **facts: Any) -> Done:
    return Done(form=render_to_string(f"office/acts/{name}.html", facts, request=desk.request))


def _announce(desk: Desk, picked: Picked) -> Done:
    """One more is on its way; what is wrong is told at every field at once."""
    if "asked" not in picked.given:
        known = {"warehouses": stock.warehouses(), "brands": catalog.brands()}
        return _form(desk, "announce", **known, choices=origins.choices())
    form, given = Form(picked.given), picked.given
    quantity = form.read("quantity", number, Decimal(0))
    expected_on = form.read("expected_on", day, business_day(desk.at))
    form.refuse()
    actions.announce(
        product=product_named(given.get("article", ""), given.get("brand", "")),
        warehouse=whole(given.get("warehouse", "")),
        quantity=quantity,
        expected_on=expected_on,
        reference=given.get("reference", "")[:60],
        origin=origins.origin_in(given),
        key=picked.key,
        actor=desk.actor,
        at=desk.at,
    )
    return Done(_("Announced"))


def _move(desk: Desk, picked: Picked) -> Done:
    """All of the picked ones come on another day; of one it may be said how much still comes."""
    rows = _open(desk, picked)
    if "asked" not in picked.given:
        return _form(desk, "move_arrival", rows=rows)
    expected_on = in_field("expected_on", day, picked.given.get("expected_on", ""))
    still = picked.given.get("quantity", "").strip()
    quantity = in_field("quantity", number, still) if still and len(rows) == 1 else None
    return _each(rows, lambda row: _changed(desk, row, expected_on=expected_on, quantity=quantity))


def _cancel(desk: Desk, picked: Picked) -> Done:
    """Who loses what by it is told first; those who do wait again, and get a letter."""
    rows = _open(desk, picked)
    if "asked" not in picked.given:
        promised = ordered.promised_of(arrivals=[row.id for row in rows])
        facts = {"promised": promised[:_MOST_NAMED], "more": len(promised[_MOST_NAMED:])}
        return _form(desk, "call_off", rows=rows, **facts)
    orders.call_off(arrivals=[row.id for row in rows], actor=desk.actor, at=desk.at)
    return _told(rows)


def _changed(desk: Desk, row: stock.ArrivalRow, **said: Any) -> None:
    facts = {"expected_on": row.expected_on, **said}
    actions.change_arrival(arrival=row.id, actor=desk.actor, at=desk.at, **facts)


def _receive(desk: Desk, picked: Picked) -> Done:
    """So much of each has come, from there; whether the rest comes later is said once for all of them."""
    rows = _open(desk, picked)
    if "asked" not in picked.given:
        shown = [{"origin": origins.filled(_known(row)), "of": f"-{row.id}", **asdict(row)} for row in rows]
        return _form(desk, "receive", rows=shown, choices=origins.choices())
    is_rest_coming = bool(picked.given.get("rest"))
    return _each(rows, lambda row: _received(desk, row, picked.given, is_rest_coming=is_rest_coming))


def _received(desk: Desk, row: stock.ArrivalRow, given: Mapping[str, str], *, is_rest_coming: bool) -> None:
    came = in_field("quantity", number, given.get(f"came-{row.id}", ""))
    if is_rest_coming and not came:
        return
    still = in_field("quantity", number, given.get(f"still-{row.id}", ""))
    facts: dict[str, Any] = {"quantity": came, "is_whole": not is_rest_coming, "still": still}
    origin = origins.origin_in(given, of=f"-{row.id}")
    with origins.fields_of(f"-{row.id}"):
        actions.receive(arrival=row.id, origin=origin, actor=desk.actor, at=desk.at, **facts)


def _by_order(desk: Desk, picked: Picked) -> Done:
    """All that comes of an order, with what was damaged, what came instead, and prices on the supplier's paper."""
    return supplier_receipts.of_picked(desk, _open(desk, picked))


def _known(row: stock.ArrivalRow) -> Origin:
    """What is known of the origin of what is still to come."""
    told = {name: getattr(row, name) for name in ("country", "declaration", "rnpt", "trace_unit")}
    whole = Origin(**told, trace_quantity=row.trace_quantity, trace_cost=row.trace_cost)
    return whole.part(row.open, of=row.quantity)


@transaction.atomic
def _each(rows: Sequence[stock.ArrivalRow], act: Callable[[stock.ArrivalRow], None]) -> Done:
    """All or none. In the order of goods, in which balances are locked."""
    for row in sorted(rows, key=lambda one: (one.product, one.warehouse_id, one.id)):
        act(row)
    return _told(rows)


def _told(rows: Sequence[stock.ArrivalRow]) -> Done:
    return Done(ngettext("%(count)s arrival", "%(count)s arrivals", len(rows)) % {"count": len(rows)})


def _open(desk: Desk, picked: Picked) -> list[stock.ArrivalRow]:
    """Those that are still to come. Refuses ``stock.arrival_unknown`` where one is not."""
    rows: list[stock.ArrivalRow] = _listed(desk).keyed([whole(key) for key in picked.keys])
    if not rows or any(not row.open for row in rows):
        raise Refusal("stock.arrival_unknown")
    return rows


SHEET: Sheet[Desk] = Sheet(
    name="arrivals",
    title=gettext_lazy("Arrivals"),
    columns=[
        Column("article", gettext_lazy("Article"), width=130, is_frozen=True, tone="strong", on_phone=True),
        Column("brand", gettext_lazy("Brand"), width=100, on_phone=True),
        Column("name", gettext_lazy("Name"), width=220, grows=True, on_phone=True),
        Column("warehouse", gettext_lazy("Warehouse"), width=110, on_phone=True),
        Column("expected_on", gettext_lazy("Expected"), Kind.DATE, width=92, on_phone=True),
        Column("state", gettext_lazy("State"), Kind.CHOICE, width=100, choices=_STATES, on_phone=True),
        Column("quantity", gettext_lazy("Announced"), Kind.QUANTITY, width=90),
        Column("received", gettext_lazy("Received"), Kind.QUANTITY, width=90, zero="—"),
        Column("open", gettext_lazy("Still to come"), Kind.QUANTITY, width=104, zero="—", on_phone=True),
        Column("held", gettext_lazy("Promised"), Kind.QUANTITY, width=90, zero="—",
               hint=gettext_lazy("What of it buyers hold already")),
        Column("unit", gettext_lazy("Unit"), width=58, tone="dim"),
        Column("reference", gettext_lazy("Document"), width=150),
        Column("declaration", gettext_lazy("Customs declaration"), width=180, is_hidden=True),
        Column("rnpt", gettext_lazy("Traced batch"), width=190, is_hidden=True),
        Column("id", gettext_lazy("Number"), Kind.INTEGER, width=80, is_hidden=True),
    ],
    listed=_listed,
    empty=gettext_lazy("Nothing is on its way."),
    facets=[Facet("state", gettext_lazy("State"), options=_STATES)],
    acts=[
        Act("receive", gettext_lazy("Receive…"), _receive, most=_MOST_RECEIVED, may=_RECEIVES),
        Act("paper", gettext_lazy("By an order to a supplier…"), _by_order, most=_MOST_RECEIVED, may=_RECEIVES),
        Act("announce", gettext_lazy("Announce…"), _announce, is_always_on=True, may=_ANNOUNCES),
        Act("move", gettext_lazy("Another day…"), _move, may=_ANNOUNCES),
        Act("cancel", gettext_lazy("Does not come…"), _cancel, is_dangerous=True, may=_ANNOUNCES),
    ],
    tones=lambda row: {"state": _TONES[row.state]} if row.state in _TONES else {},
)  # fmt: skip


def listing(desk: Desk) -> HttpResponse:
    """What is on its way, what is late, what has come."""
    return sheet_page(desk, SHEET, "arrivals", template="office/arrivals.html", may_load=desk.may("announce_arrival"))


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a list: counts, and its rows that were left out; or why none of it was taken."""

    name: str
    outcome: Outcome | None = None
    left: Sequence[tuple[str, str, Mapping[str, Any]]] = ()
    refusals: Sequence[Mapping[str, Any]] = ()


def load(desk: Desk) -> HttpResponse:
    """The form for a list; sent, it tells what became of it. Once more takes nothing twice."""
    report = _loaded(desk) if desk.request.method == "POST" else None
    return page(desk, "office/load_arrivals.html", "arrivals", title=_("Load arrivals"), report=report)


def _loaded(desk: Desk) -> Report:
    file = desk.request.FILES.get("file")
    if file is None:
        raise Refusal("input.required", field="file")
    name = PurePath(file.name or "").name
    left: list[tuple[str, str, Mapping[str, Any]]] = []

    def tell(one: Skipped) -> None:
        left.append((one.origin.rpartition(":")[2], one.external_id, worded(Refusal(one.code, **one.facts))[0]))

    try:
        outcome = _taken(desk, file, name, tell)
        return Report(name, outcome, sorted(left, key=lambda one: int(one[0] or 0)))
    except Refusal as refusal:
        return Report(name, refusals=worded(refusal))


def _taken(desk: Desk, file: Any, name: str, tell: ToldRow) -> Outcome:
    if (file.size or 0) > MOST_BYTES:
        raise Refusal("files.too_large", bytes=file.size, most=MOST_BYTES)
    with tempfile.TemporaryDirectory(prefix="optom-arrivals-") as folder:
        path = Path(folder) / "list"
        path.write_bytes(file.read())
        return import_arrivals(
            arrival_lists.read(path, name=name, report=tell), at=desk.at, actor=desk.actor, report=tell
        )
