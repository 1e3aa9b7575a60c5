"""Real orders replayed at the prices of a publication: what they would bring, who gains, who is hurt."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from optom.domain.policy import queries as policy
from optom.domain.replay import actions
from optom.domain.replay import queries as replay
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.frame import Link
from optom.interfaces.kit.input import in_field, whole
from optom.interfaces.kit.sheets import Column, Facet, Kind, Sheet
from optom.interfaces.kit.words import choices, named

from .context import Desk
from .frame import sheet_page

_TAB = "prices"
_OF_CLIENTS = frozenset({"company", "contract"})
_PARTS = {
    "company": pgettext_lazy("replay", "Clients"),
    "contract": pgettext_lazy("replay", "Contracts"),
    "group": pgettext_lazy("replay", "Groups"),
    "brand": pgettext_lazy("replay", "Brands"),
    "column": pgettext_lazy("replay", "Columns"),
    "product": pgettext_lazy("replay", "Goods"),
}
_WHAT = {
    "group": gettext_lazy("Group"),
    "brand": gettext_lazy("Brand"),
    "column": gettext_lazy("Column"),
    "product": gettext_lazy("Name"),
}
_SUMS = [
    Column("lines", gettext_lazy("Lines"), Kind.INTEGER, width=80),
    Column("sold", pgettext_lazy("replay", "Sold for"), Kind.MONEY, width=124, is_hidden=True),
    Column("present", pgettext_lazy("replay", "Now"), Kind.MONEY, width=124),
    Column("proposed", pgettext_lazy("replay", "Becomes"), Kind.MONEY, width=124, on_phone=True),
    Column("difference", pgettext_lazy("replay", "Difference"), Kind.MONEY, width=116, zero="—", on_phone=True),
    Column("change", gettext_lazy("Change, %"), Kind.PERCENT, width=100, on_phone=True),
    Column("margin_present", gettext_lazy("Margin now"), Kind.MONEY, width=124),
    Column("margin_proposed", gettext_lazy("Margin becomes"), Kind.MONEY, width=130),
    Column("percent_present", gettext_lazy("Margin now, %"), Kind.PERCENT, width=136),
    Column("percent_proposed", gettext_lazy("Margin becomes, %"), Kind.PERCENT, width=146),
    Column("left_out", gettext_lazy("Not compared"), Kind.INTEGER, width=110, zero="—", is_hidden=True),
]


def _columns(desk: Desk) -> list[Column]:
    part = _part(desk)
    ways = Column(
        "way", pgettext_lazy("replay", "Which way"), Kind.CHOICE, width=120, choices=_ways(part), is_hidden=True
    )
    return [*_names(part), *_SUMS, ways]


def _names(part: str) -> Iterator[Column]:
    """How the parts are called; what is sold at a fixed price is of no column."""
    shown: dict[str, Any] = {"is_frozen": True, "tone": "strong", "on_phone": True}
    if part in _OF_CLIENTS:
        yield Column("name", gettext_lazy("Client"), width=240, grows=True, **shown)
    if part == "contract":
        yield Column("number", gettext_lazy("Contract"), width=110, on_phone=True)
    if part == "product":
        yield Column("number", gettext_lazy("Article"), width=130, **shown)
        yield Column("name", _WHAT[part], width=240, grows=True)
    elif part not in _OF_CLIENTS:
        yield Column("name", _WHAT[part], width=240, grows=True, value=lambda row: row.name or _none(part), **shown)


def _none(part: str) -> str:
    return _("fixed prices") if part == "column" else "—"


def _ways(part: str) -> Mapping[str, Any]:
    return choices("replayed_client" if part in _OF_CLIENTS else "replayed_part")


def _tones(row: replay.PartRow) -> Mapping[str, str]:
    tone = {"gains": "good", "hurt": "bad"}.get(row.way)
    tones = {"difference": tone, "change": tone} if tone else {}
    losses = [one for one in ("margin_present", "margin_proposed") if (getattr(row, one) or 0) < 0]
    return {**tones, **dict.fromkeys(losses, "bad")}


PARTS: Sheet[Desk] = Sheet(
    name="replayed",
    title=gettext_lazy("Who gains, who is hurt"),
    columns=_columns,
    listed=lambda desk: replay.parts(_done(desk).id, _part(desk)),
    empty=gettext_lazy("Nothing was ordered in these weeks."),
    facets=[Facet("way", pgettext_lazy("replay", "Which way"), options=lambda desk: _ways(_part(desk)))],
    tones=_tones,
)


def parts(desk: Desk) -> HttpResponse:
    """The replay of a publication by clients, contracts, groups, brands, columns or goods."""
    found, publication = _done(desk), desk.given["publication"]
    return sheet_page(
        desk,
        PARTS,
        _TAB,
        template="office/replayed.html",
        title=_("Price publication %(number)s") % {"number": publication},
        back=desk.url("publication", publication=publication),
        links=_links(desk, publication, current=_part(desk)),
        replay=found,
    )


def ask(desk: Desk) -> HttpResponse:
    """The orders of so many weeks are replayed, at once or by the worker."""
    if desk.request.method != "POST":
        raise Http404
    publication = desk.given["publication"]
    weeks = in_field("weeks", whole, desk.request.POST.get("weeks", "").strip())
    actions.replay(publication=publication, actor=desk.actor, at=desk.at, weeks=weeks)
    found = replay.newest(publication)
    told = _("The orders are replayed") if found and found.state == "done" else _("The orders are being replayed")
    return done(desk.request, desk.url("publication", publication=publication), told)


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the table: what it is, as it was sold, now, with the publication; the difference also as a part."""

    title: str
    sold: Decimal | None
    present: Decimal | None
    proposed: Decimal | None
    difference: Decimal | None
    change: Decimal | None
    is_share: bool = False
    lines: int = 0


def shown(desk: Desk, publication: policy.PublicationRow) -> dict[str, Any]:
    """What the page of a publication shows of its last replay, and whether another one can be asked for."""
    found = replay.newest(publication.id)
    is_done = found is not None and found.state == "done"
    is_underway = found is not None and found.state == "working"
    may_ask = publication.state in {"waiting", "approved"} and desk.may("publish_prices") and not is_underway
    return {
        "replay": found,
        "weeks": found.weeks if found else replay.WEEKS,
        "most_weeks": replay.MOST_WEEKS,
        "may_ask": may_ask,
        "failure": named("replay_failure", found.failure) if found and found.failure else "",
        "links": _links(desk, publication.id) if is_done else [],
        "contracts": desk.url("replay", publication=publication.id, part="contract"),
        **(_told(replay.told(found.id)) if found and is_done else {}),
    }


def _told(told: replay.Told) -> dict[str, Any]:
    ordered = told.ordered
    is_costed = bool(ordered.costed_present)
    return {
        "told": told,
        "figures": [_revenue(ordered), *(_margins(ordered) if is_costed else ())],
        "costed": _percent(ordered.costed_present, ordered.present),
        "promises": [
            Figure(title, None, one.sold, one.proposed, one.proposed - one.sold, _part_of(one), lines=one.lines)
            for title, one in (
                (_("In reserve"), told.reserved),
                (_("Waits for goods"), told.waiting),
                (_("Quoted"), told.quoted),
            )
            if one.lines
        ],
    }


def _revenue(of: replay.Sums) -> Figure:
    change = _percent(of.proposed - of.present, of.present)
    return Figure(_("Revenue"), of.sold, of.present, of.proposed, of.proposed - of.present, change)


def _margins(of: replay.Sums) -> Iterator[Figure]:
    before, after = of.costed_present - of.cost, of.costed_proposed - of.cost
    yield Figure(_("Margin"), None, before, after, after - before, _percent(after - before, abs(before)))
    shares = _percent(before, of.costed_present), _percent(after, of.costed_proposed)
    difference = shares[1] - shares[0] if shares[0] is not None and shares[1] is not None else None
    yield Figure(_("Margin, %"), None, *shares, difference, None, is_share=True)


def _part_of(promised: replay.Sums) -> Decimal | None:
    return _percent(promised.proposed - promised.sold, promised.sold)


def _percent(part: Decimal, whole_of: Decimal) -> Decimal | None:
    return round(part * 100 / whole_of, 2) if whole_of else None


def _links(desk: Desk, publication: int, *, current: str = "") -> list[Link]:
    return [
        Link(str(title), desk.url("replay", publication=publication, part=part), current=part == current)
        for part, title in _PARTS.items()
    ]


def _part(desk: Desk) -> str:
    part: str = desk.given["part"]
    if part not in _PARTS:
        raise Http404
    return part


def _done(desk: Desk) -> replay.ReplayRow:
    found = replay.newest(desk.given["publication"])
    if found is None or found.state != "done":
        raise Http404
    return found
