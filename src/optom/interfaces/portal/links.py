"""Links to papers as the company sees them: who made which for whom, until when, when each was used last."""

from datetime import date, datetime, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from optom.base.business_day import business_day
from optom.base.listing import Listed
from optom.domain.billing import actions, rules
from optom.domain.billing import queries as billing
from optom.domain.companies import queries as companies
from optom.domain.companies import rules as rights
from optom.interfaces.kit import formats
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.frame import Link
from optom.interfaces.kit.input import day, in_field, key_of, new_key, whole
from optom.interfaces.kit.periods import named
from optom.interfaces.kit.sheets import Act, Column, Done, Facet, Kind, Picked, Sheet
from optom.interfaces.kit.words import choices

from .context import Desk
from .frame import sheet_page

_MADE, _SPAN = "made_link", "span_of_link"  # in the session, until they were shown


def last_day(moment: datetime) -> date:
    """The last day before a midnight that ends a period."""
    return business_day(moment - timedelta(seconds=1))


def _scope(link: billing.LinkRow) -> str:
    return link.contract_number or _("all contracts")


_COLUMNS = [
    Column("note", gettext_lazy("For whom"), width=220, value=lambda link: link.note or "—", is_frozen=True, grows=True,
           tone="strong", on_phone=True),
    Column("state", gettext_lazy("State"), Kind.CHOICE, width=120, choices=choices("link_state"), on_phone=True),
    Column("contract_number", gettext_lazy("Contract"), width=120, value=_scope),
    Column("issued_from", gettext_lazy("Papers from"), Kind.DATE, width=104,
           value=lambda link: business_day(link.issued_from)),
    Column("issued_before", gettext_lazy("Papers until"), Kind.DATE, width=108,
           value=lambda link: last_day(link.issued_before)),
    Column("expires_at", gettext_lazy("Opens until"), Kind.MOMENT, width=136, on_phone=True),
    Column("last_used_at", gettext_lazy("Last used"), Kind.MOMENT, width=136),
    Column("uses", gettext_lazy("Uses"), Kind.INTEGER, width=64, zero="—"),
    Column("created_at", gettext_lazy("Created"), Kind.MOMENT, width=136),
    Column("created_by", gettext_lazy("Who"), width=140),
]  # fmt: skip


def _links(desk: Desk) -> Listed:
    _require_right(desk)
    return billing.links(company=desk.contract.company, at=desk.at)


def _revoke(desk: Desk, picked: Picked) -> Done:
    for key in picked.keys:
        actions.revoke_link(link=whole(key), company=desk.contract.company, actor=desk.actor, at=desk.at)
    count = len(picked.keys)
    return Done(ngettext("%(count)s link revoked", "%(count)s links revoked", count) % {"count": count})


SHEET: Sheet[Desk] = Sheet(
    name="links",
    title=gettext_lazy("Links for the accountant"),
    columns=_COLUMNS,
    listed=_links,
    empty=gettext_lazy("No links yet. Whoever holds one sees these papers without signing in."),
    facets=[Facet("state", gettext_lazy("State"), options=choices("link_state"))],
    tones=lambda link: {"state": "good" if link.state == "open" else "dim"},
    acts=[
        Act("revoke", gettext_lazy("Revoke"), _revoke, is_dangerous=True, may=rights.may_pay,
            confirm=gettext_lazy("Revoke {count} link(s)? They open nothing any more.")),
    ],
)  # fmt: skip


def listing(desk: Desk) -> HttpResponse:
    """All links of the company, and the form for a new one."""
    _require_right(desk)
    chosen = desk.request.session.pop(_SPAN, "")
    spans = _spans(desk)
    _title, first, last = spans.get(chosen) or ("", *_last_month(desk))
    context: dict[str, Any] = {
        "contracts": companies.contracts_of_company(desk.contract.company),
        "all_days": rules.LINK_DAYS,
        "since": formats.day(first),
        "until": formats.day(last),
        "spans": [
            Link(title, desk.url("links-of", span=span), current=span == chosen)
            for span, (title, _first, _last) in spans.items()
        ],
        "key": new_key(),
        "made": desk.request.session.pop(_MADE, None),
    }
    return sheet_page(desk, SHEET, "papers", template="portal/links.html", **context)


def choose_span(desk: Desk) -> HttpResponse:
    """The form begins with these days; the list's own address says by what it is filtered."""
    _require_right(desk)
    if desk.given["span"] not in _spans(desk):
        raise Http404
    desk.request.session[_SPAN] = desk.given["span"]
    return redirect(desk.url("links"))


def _spans(desk: Desk) -> dict[str, tuple[str, date, date]]:
    """Periods that have a name, as addresses spell them."""
    return {f"{one[1]}..{one[2]}": one for one in named(business_day(desk.at))}


def _last_month(desk: Desk) -> tuple[date, date]:
    """What accountants mostly want."""
    last = business_day(desk.at).replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def make(desk: Desk) -> HttpResponse:
    """A new link; its address is shown once, on the page that comes next."""
    if desk.request.method != "POST":
        raise Http404
    given = desk.request.POST
    made = actions.make_link(
        company=desk.contract.company,
        contract=whole(given["contract"]) if given.get("contract") else None,
        since=in_field("since", day, given.get("since", "")),
        until=in_field("until", day, given.get("until", "")),
        days=whole(given.get("days", "")),
        note=given.get("note", ""),
        key=key_of(desk.request),
        actor=desk.actor,
        at=desk.at,
    )
    address = desk.request.build_absolute_uri(reverse("portal:linked", args=[made.secret]))
    desk.request.session[_MADE] = {"address": address, "until": formats.moment(timezone.localtime(made.expires_at))}
    return done(desk.request, desk.url("links"), _("The link is made: copy it now, it is shown once"))


def _require_right(desk: Desk) -> None:
    """Links are for those who may take papers; to others the page does not exist."""
    if not rights.may_pay(desk.rights):
        raise Http404
