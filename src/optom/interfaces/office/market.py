"""Prices of competitors: all that were seen, as a sheet; lists of them, shown before they are taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.base.staging import Outcome
from optom.domain.costs import actions
from optom.domain.costs import queries as costs
from optom.interfaces.kit import market_lists
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import day, in_field
from optom.interfaces.kit.market_lists import Meant
from optom.interfaces.kit.sheets import Column, Facet, Kind, Sheet
from optom.interfaces.kit.words import worded

from .context import Desk
from .frame import page, sheet_page
from .sent_lists import LONGEST_NAME, MOST_SHOWN, Left, keep_sent, kept_path

_COUNTS = {"true": gettext_lazy("counts"), "false": gettext_lazy("too old")}

SHEET: Sheet[Desk] = Sheet(
    name="market",
    title=gettext_lazy("Prices of competitors"),
    columns=[
        Column("article", gettext_lazy("Article"), width=140, is_frozen=True, tone="strong", on_phone=True),
        Column("brand", gettext_lazy("Brand"), width=100, on_phone=True),
        Column("name", gettext_lazy("Name"), width=280, grows=True),
        Column("competitor", gettext_lazy("Competitor"), width=180, on_phone=True),
        Column("amount", gettext_lazy("Price"), Kind.PRICE, width=110, on_phone=True),
        Column("seen_on", gettext_lazy("Seen on"), Kind.DATE, width=110),
        Column("counts", gettext_lazy("Counts"), Kind.CHOICE, width=100, choices=_COUNTS,
               value=lambda row: "true" if row.counts else "false"),
        Column("lowest", pgettext_lazy("price", "Market, lowest"), Kind.PRICE, width=130),
        Column("median", pgettext_lazy("price", "Market, middle"), Kind.PRICE, width=130),
    ],
    listed=lambda desk: costs.market_prices(business_day(desk.at)),
    facets=[Facet("counts", gettext_lazy("Counts"), options=_COUNTS)],
    tones=lambda row: {} if row.counts else {"": "dim"},
    empty=gettext_lazy("Nobody’s prices were seen yet."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sent:
    """A list that was sent and waits: whose prices it means, and what it would change now."""

    sha256: str
    name: str
    meant: Meant
    outcome: Outcome
    left: Sequence[Left]


def listing(desk: Desk) -> HttpResponse:
    """All prices that were seen."""
    return sheet_page(desk, SHEET, "costs", template="office/market.html", may_set=desk.may("set_costs"))


def load(desk: Desk) -> HttpResponse:
    """The form for a list; sent, it shows what the list would change."""
    sent, refusals = _sent(desk) if desk.request.method == "POST" else (None, [])
    facts = {"sent": sent, "refusals": refusals, "most_shown": MOST_SHOWN, "given": desk.request.POST}
    return page(desk, "office/market_list.html", "costs", title=_("Load prices of competitors"), **facts)


def take(desk: Desk) -> HttpResponse:
    """What was shown is taken."""
    if desk.request.method != "POST":
        raise Http404
    given = desk.request.POST
    outcome, _left = _read(desk, given.get("sha256", ""), given.get("name", "")[:LONGEST_NAME], is_trial=False)
    count = outcome.created + outcome.changed
    return done(desk.request, desk.url("market"), _("Prices of competitors: %(count)s changed") % {"count": count})


def _sent(desk: Desk) -> tuple[Sent | None, list[dict[str, Any]]]:
    """The list, or why it can't be read."""
    try:
        sha256, name = keep_sent(desk)
        outcome, left = _read(desk, sha256, name, is_trial=True)
    except Refusal as refusal:
        return None, worded(refusal)
    return Sent(sha256, name, _meant(desk), outcome, left), []


def _read(desk: Desk, sha256: str, name: str, *, is_trial: bool) -> tuple[Outcome, Sequence[Left]]:
    left: list[Left] = []
    said: dict[str, Any] = {"name": name, "report": lambda one: left.append(Left.of(one))}
    rows = market_lists.read(kept_path(sha256), meant=_meant(desk), **said)
    outcome = actions.load_market(rows=rows, actor=desk.actor, at=desk.at, is_trial=is_trial, **said)
    return outcome, sorted(left, key=lambda one: one.line)


def _meant(desk: Desk) -> Meant:
    given = desk.request.POST
    text = given.get("seen_on", "").strip()
    return Meant(given.get("competitor", ""), in_field("seen_on", day, text) if text else business_day(desk.at))
