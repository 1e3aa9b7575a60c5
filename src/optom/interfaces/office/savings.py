"""The ledger of savings: what was won, by whom, and the receipts that prove it."""

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from optom.domain.accounts.rules import desk_may
from optom.domain.bargaining import actions
from optom.domain.bargaining import queries as bargaining
from optom.interfaces.kit.input import Form, number, whole
from optom.interfaces.kit.sheets import Act, Column, Done, Facet, Kind, Panel, Picked, Sheet

from .context import Desk
from .frame import sheet_page
from .quotations import TAB

_NOTHING = Decimal(0)
KINDS = {
    "award": pgettext_lazy("saving", "request"),
    "talk": pgettext_lazy("saving", "talk"),
    "offer": pgettext_lazy("saving", "new offer"),
    "correction": pgettext_lazy("saving", "correction"),
}


def _count(desk: Desk, _picked: Picked) -> Done:
    many = actions.realise(at=desk.at)
    return Done(ngettext("%(count)s receipt is counted", "%(count)s receipts are counted", many) % {"count": many})


def _correct(desk: Desk, picked: Picked) -> Done:
    """Another entry in place of a wrong one."""
    found = bargaining.saving(whole(picked.keys[0]))
    if "baseline" not in picked.given:
        return Done(form=render_to_string("office/acts/correct_saving.html", {"found": found}, request=desk.request))
    form = Form(picked.given)
    prices = {name: form.read(name, number, _NOTHING) for name in ("baseline", "won")}
    form.refuse()
    told: dict[str, Any] = {"reason": form.text("reason"), "actor": desk.actor, "at": desk.at, **prices}
    actions.correct(saving=whole(picked.keys[0]), **told)
    return Done(_("Corrected by another entry"))


def _panel(_desk: Desk, key: str) -> Panel | None:
    found = bargaining.saving(whole(key))
    if found is None:
        return None
    facts = {"found": found, "kind": KINDS[found.kind], "receipts": bargaining.receipts(found.id)}
    return Panel(f"{found.article} · {found.supplier}", "office/panels/saving.html", facts)


LEDGER: Sheet[Desk] = Sheet(
    name="savings",
    title=gettext_lazy("Ledger of savings"),
    columns=[
        Column("id", gettext_lazy("No."), Kind.INTEGER, width=70, is_frozen=True),
        Column("article", gettext_lazy("Article"), width=120, tone="strong", on_phone=True),
        Column("supplier", gettext_lazy("Supplier"), width=170, on_phone=True),
        Column("kind", gettext_lazy("Won by"), Kind.CHOICE, width=134, choices=KINDS),
        Column("baseline", gettext_lazy("Before"), Kind.PRICE, width=100,
               hint=gettext_lazy("A unit in our warehouse, roubles without VAT")),
        Column("won", gettext_lazy("Won"), Kind.PRICE, width=100),
        Column("difference", gettext_lazy("Difference"), Kind.PRICE, width=100),
        Column("quantity", gettext_lazy("Came so far"), Kind.QUANTITY, width=110, zero="—"),
        Column("amount", gettext_lazy("Saved so far"), Kind.MONEY, width=146, zero="—", tone="strong", on_phone=True,
               hint=gettext_lazy("Receipt by receipt: quantity × difference; open the row to see them")),
        Column("expected", gettext_lazy("A year would save"), Kind.MONEY, width=140, zero="—"),
        Column("until", gettext_lazy("Counts until"), Kind.DATE, width=110),
        Column("person", gettext_lazy("Who"), width=150, on_phone=True),
        Column("at", gettext_lazy("When"), Kind.MOMENT, width=136),
        Column("name", gettext_lazy("Name"), width=200, grows=True),
    ],
    listed=lambda _desk: bargaining.savings(),
    empty=gettext_lazy("Nothing was won yet: award a request, or claim a better offer on the page of a product."),
    facets=[Facet("kind", gettext_lazy("Won by"), options=KINDS)],
    tones=lambda row: {"": "dim"} if row.is_corrected else {},
    panel=_panel,
    acts=[
        Act("count", gettext_lazy("Count receipts now"), _count, is_always_on=True),
        Act("correct", gettext_lazy("Correct…"), _correct, most=1, may=lambda own: desk_may("correct_saving", own)),
    ],
)  # fmt: skip

MONTHS: Sheet[Desk] = Sheet(
    name="savings-by-month",
    title=gettext_lazy("Savings by persons and months"),
    columns=[
        Column("month", gettext_lazy("Month from"), Kind.DATE, width=110, is_frozen=True, on_phone=True),
        Column("person", gettext_lazy("Who"), width=220, grows=True, tone="strong", on_phone=True),
        Column("receipts", gettext_lazy("Receipts"), Kind.INTEGER, width=100),
        Column("amount", gettext_lazy("Saved"), Kind.MONEY, width=150, on_phone=True),
    ],
    listed=lambda _desk: bargaining.months(),
    empty=gettext_lazy("No receipt has proven a saving yet."),
)  # fmt: skip


def ledger(desk: Desk) -> HttpResponse:
    """What was won."""
    return sheet_page(desk, LEDGER, TAB, template="office/buying.html", current="savings")


def months(desk: Desk) -> HttpResponse:
    """What persons have saved."""
    return sheet_page(desk, MONTHS, TAB, template="office/buying.html", current="savings-by-month")
