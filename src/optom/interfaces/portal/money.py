"""Settlements: the ledger, what is open and when it is due, and of what the headroom is made."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.business_day import business_day
from optom.base.listing import Asked, Listed
from optom.base.sought import Sought
from optom.domain.companies import rules
from optom.domain.credit import queries as credit
from optom.domain.credit.rules import ROUBLE
from optom.interfaces.kit import formats
from optom.interfaces.kit.finding import Finder, Hit
from optom.interfaces.kit.input import whole
from optom.interfaces.kit.ledger import title_of, title_of_item
from optom.interfaces.kit.sheets import Column, Facet, Kind, Panel, Sheet
from optom.interfaces.kit.why import Told, why_entry
from optom.interfaces.kit.words import choices, named

from . import seeking
from .context import Desk
from .directing import DIRECT, directions
from .frame import headroom_of, page, sheet_page
from .freeing import freeing_of
from .reports import reports
from .why import question, why_due

_LATEST = 12

COLUMNS = [
    Column("on", gettext_lazy("Date"), Kind.DATE, width=90, is_frozen=True, on_phone=True),
    Column("kind", gettext_lazy("Type"), Kind.CHOICE, width=112, choices=choices("entry_kind")),
    Column("title", gettext_lazy("Document"), width=236, value=title_of, grows=True, on_phone=True),
    Column("owed", gettext_lazy("Charged"), Kind.MONEY, width=116, on_phone=True, has_why=True),
    Column("paid", gettext_lazy("Paid"), Kind.MONEY, width=116, on_phone=True, has_why=True),
    Column("due_on", gettext_lazy("Due"), Kind.DATE, width=90, has_why=True),
    Column("open", gettext_lazy("Outstanding"), Kind.MONEY, width=116, zero="—", on_phone=True, has_why=True),
]


_ROUBLES = [
    Column("rate", gettext_lazy("Rate"), Kind.RATE, width=84),
    Column("roubles", gettext_lazy("In roubles"), Kind.MONEY, width=116),
    Column("difference", gettext_lazy("Exchange difference"), Kind.MONEY, width=152),
]


def _is_foreign(desk: Desk) -> bool:
    return desk.contract.currency != ROUBLE


def _columns(desk: Desk) -> list[Column]:
    """In another currency each line has its rate and its sum in roubles."""
    return [*COLUMNS, *(_ROUBLES if _is_foreign(desk) else ())]


def _ledger(desk: Desk) -> Listed:
    if _is_foreign(desk):
        return credit.ledger_in_roubles(contract=desk.contract.id)
    return credit.ledger(contract=desk.contract.id)


def _why(desk: Desk, key: str, column: str) -> Told:
    """Why an entry is due on its day, and what of its sum was settled by what."""
    return why_due(desk, whole(key)) if column == "due_on" else why_entry(question(desk), whole(key))


def _tones(row: credit.EntryRow) -> dict[str, str]:
    return {"paid": "good"} if row.amount < 0 else {}


def _parts(entry: int) -> list[tuple[credit.AllocationRow, str]]:
    return [(part, title_of(part)) for part in credit.allocations(entry=entry)]


def _panel(desk: Desk, key: str) -> Panel | None:
    """What a payment has settled, or what has settled a debt."""
    entry = _ledger(desk).one(whole(key))
    if entry is None:
        return None
    facts = {"entry": entry, "rest": abs(entry.open), "parts": _parts(entry.id), "currency": desk.contract.currency}
    return Panel(title_of(entry), "portal/panels/entry.html", facts)


SHEET: Sheet[Desk] = Sheet(
    name="statement",
    title=gettext_lazy("Statement"),
    columns=_columns,
    listed=_ledger,
    empty=gettext_lazy("Nothing has been shipped or paid yet."),
    facets=[Facet("kind", gettext_lazy("Type"), options=choices("entry_kind"))],
    tones=_tones,
    why=_why,
    panel=_panel,
    status=lambda desk: [headroom_of(desk)],
)


_OPEN_COLUMNS = [
    Column("due_on", gettext_lazy("Due"), Kind.DATE, width=90, is_frozen=True, on_phone=True, has_why=True),
    Column("days_overdue", gettext_lazy("Days overdue"), Kind.INTEGER, width=84, zero="—"),
    Column("title", gettext_lazy("Document"), width=300, value=title_of_item, grows=True, on_phone=True),
    Column("on", gettext_lazy("Dated"), Kind.DATE, width=90),
    Column("amount", gettext_lazy("Amount"), Kind.MONEY, width=116, has_why=True),
    Column("open", gettext_lazy("Outstanding"), Kind.MONEY, width=116, on_phone=True, has_why=True),
]


def _open(desk: Desk) -> Listed:
    return credit.open_items_of(contract=desk.contract.id, today=business_day(desk.at))


def _open_panel(desk: Desk, key: str) -> Panel | None:
    """How much of the sum is settled, when the rest is due, and the paper itself."""
    item = _open(desk).one(whole(key))
    if item is None:
        return None
    facts = {"item": item, "settled": abs(item.amount) - abs(item.open), "currency": desk.contract.currency}
    facts["parts"] = _parts(item.entry)
    return Panel(title_of_item(item), "portal/panels/open_item.html", facts)


OPEN: Sheet[Desk] = Sheet(
    name="open",
    title=gettext_lazy("Outstanding, by due date"),
    columns=_OPEN_COLUMNS,
    listed=_open,
    key=lambda row: row.entry,
    empty=gettext_lazy("Everything is settled."),
    tones=lambda row: {"due_on": "bad", "days_overdue": "bad"} if row.days_overdue > 0 else {},
    why=_why,
    acts=[DIRECT],
    panel=_open_panel,
    status=lambda desk: [headroom_of(desk)],
)


def open_items(desk: Desk) -> HttpResponse:
    """All that is not settled, the oldest due first."""
    links = reports(desk, "open-items")
    return sheet_page(desk, OPEN, "money", template="portal/statement.html", reports=links)


def statement(desk: Desk) -> HttpResponse:
    """The ledger, newest first."""
    links = reports(desk, "statement")
    return sheet_page(desk, SHEET, "money", template="portal/statement.html", reports=links)


def _said(entry: credit.EntryRow) -> tuple[credit.EntryRow, str, str]:
    return entry, named("entry_kind", entry.kind), title_of(entry)


def overview(desk: Desk) -> HttpResponse:
    """What is owed and until when, and why there is so much headroom."""
    room = credit.headroom(desk.contract.id, desk.at)
    today = business_day(desk.at)
    open_part = _open(desk).part(Asked(count=_LATEST))
    freeing, flaw = freeing_of(desk)
    return page(
        desk,
        "portal/money.html",
        "money",
        title=_("Money"),
        room=room,
        currency=desk.contract.currency,
        items=[(item, title_of_item(item)) for item in open_part.rows],
        more=open_part.total - len(open_part.rows),
        directions=directions(desk),
        entries=[_said(entry) for entry in _ledger(desk).part(Asked(count=_LATEST)).rows],
        today=today,
        calendar=credit.calendar(desk.contract.id, today),
        pay=desk.request.GET.get("pay", "")[:20],
        freeing=freeing,
        flaw=flaw,
        may_ship=rules.may_ship(desk.rights),
        may_pay=rules.may_pay(desk.rights),
        reports=reports(desk),
    )


def _hits(desk: Desk, asked: Sought) -> Iterator[Hit]:
    contracts = seeking.contracts_of(desk)
    for row in credit.found_payments(**seeking.everywhere(desk), sought=asked):
        paid = formats.with_currency(row.amount, contracts[row.contract].currency)
        url = f"{seeking.address(row.contract, 'statement')}?{urlencode({'q': row.number})}"
        text = seeking.told(desk, row.contract, formats.day(row.on), paid)
        yield Hit(_("Payment No. %(number)s") % {"number": row.number}, url, text)


FINDER: Finder[Desk] = Finder("payments", gettext_lazy("Payments"), _hits, may=lambda desk: desk.may("money"))
