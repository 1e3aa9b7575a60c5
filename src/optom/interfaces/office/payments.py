"""Money that came, by statements of banks or registered by hand."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.business_day import business_day
from optom.base.listing import Asked
from optom.base.sought import Sought
from optom.domain.companies import queries as companies
from optom.domain.credit import actions
from optom.domain.credit import queries as credit
from optom.interfaces.kit import formats
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.finding import MOST, Finder, Hit
from optom.interfaces.kit.input import day, in_field, key_of, money, new_key
from optom.interfaces.kit.sheets import Column, Kind, Sheet

from .clients import contract_of, heading, open_items
from .context import Desk
from .frame import page, sheet_page

_SHORT = 20

_STATES = {"false": gettext_lazy("stands"), "true": gettext_lazy("taken back")}
_COLUMNS = [
    Column("on", gettext_lazy("Date"), Kind.DATE, width=90, is_frozen=True, on_phone=True),
    Column("number", gettext_lazy("Number"), width=90),
    Column("company_name", gettext_lazy("Client"), width=240, on_phone=True),
    Column("amount", gettext_lazy("Amount"), Kind.MONEY, width=120, on_phone=True),
    Column("unallocated", gettext_lazy("Not allocated"), Kind.MONEY, width=120, zero="—"),
    Column("currency", gettext_lazy("Currency"), width=76, tone="dim", on_phone=True),
    Column(
        "is_reversed",
        gettext_lazy("State"),
        Kind.CHOICE,
        width=96,
        choices=_STATES,
        value=lambda row: "true" if row.is_reversed else "",
    ),
    Column("purpose", gettext_lazy("Purpose"), width=300, grows=True),
]


def _tones(row: credit.PaymentRow) -> dict[str, str]:
    if row.is_reversed:
        return {"": "dim"}
    return {"unallocated": "warn"} if row.unallocated else {}


SHEET: Sheet[Desk] = Sheet(
    name="payments",
    title=gettext_lazy("Payments"),
    columns=_COLUMNS,
    listed=lambda _desk: credit.payments(),
    empty=gettext_lazy("No payment is registered yet."),
    tones=_tones,
)


def listing(desk: Desk) -> HttpResponse:
    """The latest payments."""
    stale = credit.stale_rates(business_day(desk.at))
    return sheet_page(desk, SHEET, "payments", template="office/payments.html", stale=stale)


def choose(desk: Desk) -> HttpResponse:
    """Whose money it is: found by name, INN or number of the contract."""
    query = desk.request.GET.get("q", "").strip().replace("\0", "")
    found = credit.clients(at=desk.at).part(Asked(query=query, count=_SHORT)).rows if query else []
    return page(
        desk, "office/choose_contract.html", "payments", title=_("Register a payment"), query=query, found=found
    )


def register(desk: Desk) -> HttpResponse:
    """The form of a payment, and its registration."""
    contract = contract_of(desk)
    if desk.request.method == "POST":
        return _register(desk, contract)
    today = business_day(desk.at)
    return page(
        desk,
        "office/payment.html",
        "payments",
        title=_("Register a payment"),
        heading=heading(contract),
        contract=contract,
        room=credit.headroom(contract.id, desk.at),
        items=open_items(contract.id, today),
        today=today,
        key=new_key(),
    )


def _register(desk: Desk, contract: companies.ContractRow) -> HttpResponse:
    given = desk.request.POST
    amount = in_field("amount", money, given.get("amount", ""))
    actions.register_payment(
        contract=contract.id,
        key=key_of(desk.request),
        number=in_field("number", str.strip, given.get("number", "")),
        on=in_field("on", day, given.get("on", "")),
        amount=amount,
        purpose=given.get("purpose", "").strip(),
        actor=desk.actor,
        at=desk.at,
    )
    message = _("Registered: %(sum)s") % {"sum": formats.money(amount)}
    return done(desk.request, desk.url("client", contract=contract.id), message)


def _hits(desk: Desk, asked: Sought) -> Iterator[Hit]:
    for found in credit.found_anywhere(sought=asked, most=MOST + 1):
        text = f"{formats.day(found.on)} · {formats.money(found.amount)} · {found.company_name}"
        url = f"{desk.url('payments')}?{urlencode({'q': found.number})}"
        yield Hit(_("Payment No. %(number)s") % {"number": found.number}, url, text)


FINDER: Finder[Desk] = Finder(
    "payments", gettext_lazy("Payments"), _hits, may=lambda desk: desk.may("register_payment")
)
