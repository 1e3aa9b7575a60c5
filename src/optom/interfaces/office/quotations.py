"""Requests for quotation: whom they went to, replies beside each other on landed cost, awards line by line."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from optom.base.business_day import business_day
from optom.base.listing import Asked as Window
from optom.base.listing import Part
from optom.domain.bargaining import actions
from optom.domain.bargaining import queries as bargaining
from optom.domain.bargaining.actions import Asked, Made
from optom.domain.bargaining.queries import LineRow, QuotedRow, RequestFacts
from optom.domain.suppliers import queries as suppliers
from optom.interfaces.kit import letters
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import Form, day, key_of, new_key, whole
from optom.interfaces.kit.sheets import Act, Column, Done, Facet, Kind, Panel, Picked, Sheet, part_of

from .context import Desk
from .frame import page, sheet_page

TAB = "buying"
_MADE = "made_asked_links"  # in the session, until they were shown
STATES = {
    "draft": pgettext_lazy("request for quotation", "nobody asked yet"),
    "open": pgettext_lazy("request for quotation", "open"),
    "over": pgettext_lazy("request for quotation", "time is over"),
    "closed": pgettext_lazy("request for quotation", "closed"),
}
_TONES = {"draft": "warn", "open": "good", "closed": "dim"}

REQUESTS: Sheet[Desk] = Sheet(
    name="quotation-requests",
    title=gettext_lazy("Requests for quotation"),
    columns=[
        Column("id", gettext_lazy("No."), Kind.INTEGER, width=70, is_frozen=True, tone="strong", link="{key}/",
               on_phone=True),
        Column("title", gettext_lazy("What is asked for"), width=240, grows=True, link="{key}/", on_phone=True),
        Column("state", gettext_lazy("State"), Kind.CHOICE, width=140, choices=STATES, on_phone=True),
        Column("answer_until", gettext_lazy("Answers until"), Kind.MOMENT, width=136),
        Column("lines", gettext_lazy("Lines"), Kind.INTEGER, width=80),
        Column("asked", gettext_lazy("Asked"), Kind.INTEGER, width=80, zero="—"),
        Column("answered", pgettext_lazy("suppliers", "Answered"), Kind.INTEGER, width=90, zero="—", on_phone=True),
        Column("awarded", gettext_lazy("Lines awarded"), Kind.INTEGER, width=120, zero="—"),
        Column("won", gettext_lazy("Saves a year"), Kind.MONEY, width=130, zero="—",
               hint=gettext_lazy("What a year of sale costs less at the awarded prices, roubles without VAT")),
        Column("deliver_on", gettext_lazy("Wanted on"), Kind.DATE, width=100),
        Column("person", gettext_lazy("Who"), width=150),
        Column("created_at", gettext_lazy("Made"), Kind.MOMENT, width=136),
    ],
    listed=lambda desk: bargaining.requests(desk.at),
    empty=gettext_lazy("Nobody was asked yet: pick products, or what is short, and press “Ask for prices…”."),
    facets=[Facet("state", gettext_lazy("State"), options=STATES)],
    tones=lambda row: {"state": _TONES[row.state]} if row.state in _TONES else {},
)  # fmt: skip


def ask_for(desk: Desk, picked: Picked, lines: Mapping[int, Decimal], **facts: Any) -> Done:
    """The form of a request, then the request itself: whom it goes to is chosen on its page."""
    if "title" not in picked.given:
        told = {"lines": len(lines), **facts}
        return Done(form=render_to_string("office/acts/ask_prices.html", told, request=desk.request))
    form = Form(picked.given)
    until = form.read("answer_until", day, business_day(desk.at))
    deliver_on = form.read("deliver_on", day, until) if form.text("deliver_on").strip() else None
    form.refuse()
    asked = Asked(form.text("title"), lines, _evening(until), deliver_on, form.text("note"))
    made = actions.ask(asked=asked, actor=desk.actor, at=desk.at)
    return Done(_("The request is made: choose whom it goes to"), location=desk.url("invite-suppliers", quotation=made))


def _evening(on: date) -> datetime:
    """Answers are taken until the end of the day."""
    return timezone.make_aware(datetime.combine(on, time(23, 59)))


@dataclass(frozen=True, slots=True)
class Row:
    """A line with the replies to it by suppliers; ``best`` is the one that lands at the least."""

    line: LineRow
    by_supplier: Mapping[int, QuotedRow]

    @property
    def id(self) -> int:
        """The line's."""
        return self.line.id

    @property
    def best(self) -> QuotedRow | None:
        """Of those whose currency has a rate."""
        told = [one for one in self.by_supplier.values() if one.landed is not None]
        return min(told, key=lambda one: (one.landed, one.id), default=None)

    @property
    def gain_percent(self) -> Decimal | None:
        """How far the best is below what it would have cost; below nought it is dearer."""
        if self.best is None or self.best.landed is None or not self.line.baseline:
            return None
        return ((1 - self.best.landed / self.line.baseline) * 100).quantize(Decimal("0.01"))

    @property
    def saves(self) -> Decimal | None:
        """What the best saves on what he can give of it, in roubles."""
        if self.best is None or self.best.landed is None or self.line.baseline is None:
            return None
        return ((self.line.baseline - self.best.landed) * self.gives(self.best)).quantize(Decimal("0.01"))

    def gives(self, one: QuotedRow) -> Decimal:
        """So much of what was asked for."""
        return self.line.quantity if one.quantity is None else min(one.quantity, self.line.quantity)

    @property
    def best_gives(self) -> Decimal | None:
        """Of the best, so much."""
        return None if self.best is None else self.gives(self.best)


def _of_line(name: str) -> Any:
    return lambda row: getattr(row.line, name)


def _of_best(name: str) -> Any:
    return lambda row: getattr(row.best, name) if row.best else None


def _of_supplier(supplier: int) -> Any:
    return lambda row: row.by_supplier[supplier].landed if supplier in row.by_supplier else None


_LINE = [
    Column("position", gettext_lazy("No."), Kind.INTEGER, width=54, is_frozen=True, value=_of_line("position")),
    Column("article", gettext_lazy("Article"), width=130, is_frozen=True, tone="strong", value=_of_line("article"),
           on_phone=True),
    Column("brand", gettext_lazy("Brand"), width=100, value=_of_line("brand"), on_phone=True),
    Column("name", gettext_lazy("Name"), width=200, grows=True, value=_of_line("name")),
    Column("quantity", pgettext_lazy("quotation", "Asked for"), Kind.QUANTITY, width=96, value=_of_line("quantity"),
           on_phone=True),
    Column("unit", gettext_lazy("Unit"), width=58, tone="dim", value=_of_line("unit")),
    Column("baseline", gettext_lazy("Without asking"), Kind.PRICE, width=120, value=_of_line("baseline"),
           hint=gettext_lazy("What a unit would have cost in our warehouse when the request was made")),
]  # fmt: skip
_RESULT = [
    Column("best", gettext_lazy("Best"), Kind.PRICE, width=100, value=_of_best("landed"), tone="strong", on_phone=True,
           hint=gettext_lazy("A unit in our warehouse, roubles without VAT")),
    Column("best_gives", gettext_lazy("Can give"), Kind.QUANTITY, width=100),
    Column("best_supplier", gettext_lazy("Whose"), width=150, value=_of_best("supplier_name"), on_phone=True),
    Column("gain_percent", gettext_lazy("Below, %"), Kind.PERCENT, width=96),
    Column("saves", gettext_lazy("Saves"), Kind.MONEY, width=120,
           hint=gettext_lazy("On what is asked for and he can give, roubles without VAT")),
    Column("awarded_to", gettext_lazy("Awarded to"), width=150, value=_of_line("awarded_to")),
    Column("landed", gettext_lazy("Awarded at"), Kind.PRICE, width=110, value=_of_line("landed")),
]  # fmt: skip


def _columns(desk: Desk) -> list[Column]:
    """Between the line and the result a column for each supplier who was asked: what his price lands at."""
    asked = bargaining.invitations(desk.given["quotation"], desk.at)
    replies = [
        Column(f"s{one.supplier}", one.name, Kind.PRICE, width=150, value=_of_supplier(one.supplier)) for one in asked
    ]
    return [*_LINE, *replies, *_RESULT]


def _all_rows(desk: Desk) -> list[Row]:
    number = desk.given["quotation"]
    by_line: dict[int, dict[int, QuotedRow]] = {}
    for one in bargaining.quoted(number, business_day(desk.at)):
        by_line.setdefault(one.line, {})[one.supplier] = one
    return [Row(line, by_line.get(line.id, {})) for line in bargaining.lines(number)]


def _rows(desk: Desk, asked: Window) -> Part:
    return part_of(_all_rows(desk), _columns(desk), asked, sums=["saves"])


def _tones(row: Row) -> dict[str, str]:
    """The best is green; of whom there is less than is asked for, amber; what is awarded is done with."""
    tones = {f"s{row.best.supplier}": "good"} if row.best else {}
    less = [one for one in row.by_supplier.values() if row.gives(one) < row.line.quantity]
    tones |= {f"s{one.supplier}": "warn" for one in less} | ({"best_gives": "warn"} if row.best in less else {})
    return {**tones, **({"": "dim"} if row.line.awarded_to else {})}


def _panel(desk: Desk, key: str) -> Panel | None:
    row = next((one for one in _all_rows(desk) if str(one.id) == key), None)
    if row is None:
        return None
    quoted = sorted(row.by_supplier.values(), key=lambda one: (one.landed is None, one.landed, one.id))
    return Panel(f"{row.line.article} · {row.line.brand}", "office/panels/quoted.html", {"row": row, "quoted": quoted})


def _award(desk: Desk, picked: Picked) -> Done:
    """To who lands each picked line at the least, or all of them to one supplier: the prices that the form has shown,
    whatever was sent since.
    """
    number = desk.given["quotation"]
    if "until" not in picked.given:
        rows = [row for row in _all_rows(desk) if str(row.id) in picked.keys]
        facts = {"best": _best_of(rows), "suppliers": _by_supplier(rows), "picked": len(rows)}
        return Done(form=render_to_string("office/acts/award.html", facts, request=desk.request))
    form = Form(picked.given)
    until = form.read("until", day, business_day(desk.at))
    form.refuse()
    quoted = [whole(one) for one in form.text("quoted").split()]
    made = actions.award(request=number, quoted=quoted, until=until, actor=desk.actor, at=desk.at)
    told = ngettext("%(count)s line is awarded", "%(count)s lines are awarded", made.lines) % {"count": made.lines}
    won = ngettext("%(count)s entry in the ledger of savings", "%(count)s entries in the ledger of savings", made.won)
    return Done(f"{told}; {won % {'count': made.won}}")


def _best_of(rows: Sequence[Row]) -> str:
    return " ".join(str(row.best.id) for row in rows if row.best)


def _by_supplier(rows: Sequence[Row]) -> Sequence[tuple[str, int, str]]:
    """Who has quoted any of the lines so that it can be compared: his name, of how many, his quotes of them."""
    quoted: dict[tuple[str, int], list[str]] = {}
    for row in rows:
        for one in row.by_supplier.values():
            if one.landed is not None:
                quoted.setdefault((one.supplier_name, one.supplier), []).append(str(one.id))
    return [(name, len(ids), " ".join(ids)) for (name, _supplier), ids in sorted(quoted.items())]


def _uncompared(rows: Sequence[Row]) -> Sequence[tuple[str, str, int]]:
    """Whose prices have no rate: his name, the currency, of how many lines."""
    many = Counter(
        (one.supplier_name, one.currency) for row in rows for one in row.by_supplier.values() if one.landed is None
    )
    return [(name, currency, count) for (name, currency), count in sorted(many.items())]


LINES: Sheet[Desk] = Sheet(
    name="quotation-lines",
    title=gettext_lazy("Replies beside each other"),
    columns=_columns,
    rows=_rows,
    empty=gettext_lazy("No line is like that."),
    tones=_tones,
    panel=_panel,
    acts=[Act("award", gettext_lazy("Award…"), _award)],
)


def listing(desk: Desk) -> HttpResponse:
    """All requests."""
    return sheet_page(desk, REQUESTS, TAB, template="office/buying.html", current="quotation-requests")


def show(desk: Desk) -> HttpResponse:
    """One request: who was asked, and the replies."""
    found = _request_of(desk)
    asked = bargaining.invitations(found.id, desk.at)
    title = _("Request %(number)s · %(title)s") % {"number": found.id, "title": found.title}
    links = desk.request.session.pop(_MADE, None) if desk.request.session.get(_MADE) else None
    facts = {"found": found, "asked": asked, "is_open": found.is_open_at(desk.at), "links": links,
             "uncompared": _uncompared(_all_rows(desk))}  # fmt: skip
    return sheet_page(desk, LINES, TAB, template="office/quotation.html", title=title, **facts)


def invite(desk: Desk) -> HttpResponse:
    """Whom it goes to: each picked supplier gets a letter with a link of his own, shown here too, once."""
    found = _request_of(desk)
    if desk.request.method != "POST":
        asked = {one.supplier for one in bargaining.invitations(found.id, desk.at)}
        known = bargaining.addresses()
        rows = [(one, known.get(one.id, ""), one.id in asked) for one in suppliers.suppliers()]
        return page(desk, "office/invite_suppliers.html", TAB, found=found, rows=rows, key=new_key(), title=found.title)
    given = desk.request.POST
    emails = {whole(one): given.get(f"email-{one}", "").strip() for one in given.getlist("supplier")}
    made = actions.invite(request=found.id, emails=emails, key=key_of(desk.request), actor=desk.actor, at=desk.at)
    desk.request.session[_MADE] = [_posted(desk.request, found, one) for one in made]
    told = ngettext("%(count)s supplier is asked", "%(count)s suppliers are asked", len(made)) % {"count": len(made)}
    return done(desk.request, desk.url("quotation", quotation=found.id), told)


def _posted(request: HttpRequest, found: RequestFacts, made: Made) -> dict[str, str]:
    """A letter with the link, where his address is known; and what is told of it."""
    address = request.build_absolute_uri(reverse("portal:asked-prices", args=[made.secret]))
    told: dict[str, Any] = {"title": found.title, "until": found.answer_until, "note": found.note}
    is_sent = bool(made.email) and letters.ask_for_prices(email=made.email, link=address, **told)
    return {"name": made.name, "address": address, "email": made.email if is_sent else ""}


def revoke(desk: Desk) -> HttpResponse:
    """A supplier's link opens nothing any more."""
    found = _posted_to(desk)
    supplier = whole(desk.request.POST.get("supplier", ""))
    actions.revoke(request=found.id, supplier=supplier, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("quotation", quotation=found.id), _("The link is revoked"))


def close(desk: Desk) -> HttpResponse:
    """Nobody answers any more."""
    found = _posted_to(desk)
    actions.close(request=found.id, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("quotation", quotation=found.id), _("The request is closed"))


def _posted_to(desk: Desk) -> RequestFacts:
    if desk.request.method != "POST":
        raise Http404
    return _request_of(desk)


def _request_of(desk: Desk) -> RequestFacts:
    found = bargaining.request(desk.given["quotation"])
    if found is None:
        raise Http404
    return found
