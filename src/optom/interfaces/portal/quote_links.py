"""Quotes by a link (ADR 0058): who holds it sees one quote, takes it as PDF and XLSX, and may ask for acceptance."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from optom.base.refusal import Refusal
from optom.domain.companies import rules as rights
from optom.domain.quotes import actions
from optom.domain.quotes import queries as quotes
from optom.domain.quotes.queries import HeldLink
from optom.domain.quotes.rules import LINK_DAYS
from optom.interfaces.kit import formats, limits
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import key_of, new_key, whole
from optom.interfaces.kit.quote_files import workbook
from optom.interfaces.kit.sheets.exporting import XLSX
from optom.interfaces.kit.words import worded
from optom.interfaces.kit.xml_papers import file_answer

from .context import Desk
from .doors import READ, TEN_MINUTES, opened_by, too_often

_MADE = "made_quote_link"  # in the session, until it was shown
_MOST_PLEAS = 10


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who holds a link to a quote."""

    request: HttpRequest
    at: datetime
    secret: str
    link: HeldLink

    def url(self, name: str) -> str:
        """An address under the link."""
        return reverse(f"portal:{name}", args=[self.secret])

    def used(self, how: str) -> None:
        """Write the use down."""
        actions.use_link(held=self.link, how=how, address=limits.address_of(self.request), at=self.at)


def by_link(view: Callable[[Visit], HttpResponseBase], *, is_form: bool = False) -> Callable[..., HttpResponseBase]:
    """Show the page to whoever holds a link to a quote."""

    def shown(request: HttpRequest, secret: str, link: HeldLink, _given: Mapping[str, Any]) -> HttpResponseBase:
        return view(Visit(request, timezone.now(), secret, link))

    return opened_by(quotes.held_link, shown, methods=frozenset({"POST"}) if is_form else READ)


def show(visit: Visit) -> HttpResponse:
    """The quote as it was issued, what it is now, and a form to ask that it be accepted."""
    visit.used("page")
    return _page(visit)


def _page(visit: Visit, refusal: Refusal | None = None) -> HttpResponse:
    link = visit.link
    goods = link.payload["goods"]
    context = {
        "link": link,
        "payload": link.payload,
        "items": zip(goods["items"], link.payload["whens"], strict=True),
        "state": link.state_at(visit.at),
        "pdf_url": visit.url("linked-quote-pdf"),
        "xlsx_url": visit.url("linked-quote-xlsx"),
        "logo_url": visit.url("linked-quote-logo") if link.logo else "",
        "plea_url": visit.url("plead-quote"),
        "refusals": worded(refusal) if refusal else [],
        "given": visit.request.POST,
    }
    return render(visit.request, "portal/linked_quote.html", context, status=422 if refusal else 200)


def pdf(visit: Visit) -> HttpResponse:
    """The quote on paper."""
    link = visit.link
    content = quotes.drawn(link.payload, link.logo, link.issued_at)
    visit.used("pdf")
    name = f"{link.payload['heading'].replace('/', '-')}.pdf"
    is_download = "download" in visit.request.GET
    headers = {"Content-Disposition": content_disposition_header(is_download, name) or "inline"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def xlsx(visit: Visit) -> HttpResponse:
    """The quote in Excel."""
    visit.used("xlsx")
    return file_answer(workbook(visit.link.payload, visit.link.issued_at), XLSX)


def picture(visit: Visit) -> HttpResponse:
    """The logo of whose quote it is."""
    if visit.link.logo is None:
        raise Http404
    return HttpResponse(visit.link.logo, content_type="image/png")


def plead(visit: Visit) -> HttpResponseBase:
    """Ask that the quote be accepted: whoever made it is told, and orders with one click."""
    if limits.is_too_often("quote-pleas", str(visit.link.id), most=_MOST_PLEAS, seconds=TEN_MINUTES):
        return too_often(visit.request)
    given = visit.request.POST
    address = limits.address_of(visit.request)
    try:
        actions.plead(
            held=visit.link, who=given.get("who", ""), note=given.get("note", ""), address=address, at=visit.at
        )
    except Refusal as refusal:
        return _page(visit, refusal)
    return redirect(visit.url("linked-quote"))


def of_quote(desk: Desk, quote: int, client_quote: int | None = None) -> dict[str, Any]:
    """What the page of a quote says of its links: which there are, the form for one more, who asks for acceptance."""
    found = quotes.links(quote=quote, client_quote=client_quote, at=desk.at)
    made = desk.request.session.pop(_MADE, None) if desk.request.session.get(_MADE) else None
    return {
        "links": found,
        "pleas": [one for one in found if one.asked_by],
        "link_days": LINK_DAYS,
        "made": made,
        "may_link": rights.may_draft(desk.rights),
        "link_key": new_key(),
        "client_quote": client_quote,
        "link_quote": quote,
    }


def make(desk: Desk) -> HttpResponse:
    """A new link; its address is shown once, on the page that comes next."""
    if desk.request.method != "POST":
        raise Http404
    given = desk.request.POST
    client_quote = whole(given["client_quote"]) if given.get("client_quote") else None
    made = actions.make_link(
        contract=desk.contract.id,
        quote=desk.given["quote"],
        client_quote=client_quote,
        days=whole(given.get("days", "")),
        note=given.get("note", ""),
        key=key_of(desk.request),
        actor=desk.actor,
        at=desk.at,
    )
    address = desk.request.build_absolute_uri(reverse("portal:linked-quote", args=[made.secret]))
    until = formats.moment(timezone.localtime(made.expires_at))
    desk.request.session[_MADE] = {"address": address, "until": until}
    return done(desk.request, _back(desk, client_quote), _("The link is made: copy it now, it is shown once"))


def revoke(desk: Desk) -> HttpResponse:
    """The link opens nothing any more."""
    if desk.request.method != "POST":
        raise Http404
    given = desk.request.POST
    actions.revoke_link(link=desk.given["link"], contract=desk.contract.id, actor=desk.actor, at=desk.at)
    client_quote = whole(given["client_quote"]) if given.get("client_quote") else None
    return done(desk.request, _back(desk, client_quote), _("The link is revoked"))


def _back(desk: Desk, client_quote: int | None) -> str:
    if client_quote is None:
        return desk.url("quote", quote=desk.given["quote"])
    return desk.url("client-quote", client_quote=client_quote)
