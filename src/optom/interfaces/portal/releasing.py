"""What to pay so that goods may leave, paper by paper; and of what every reason against them is made."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from optom.base.business_day import business_day, business_moment
from optom.base.refusal import Refusal
from optom.domain.billing import queries as billing
from optom.domain.companies import queries as companies
from optom.domain.credit import queries as credit
from optom.domain.credit.rules import allocate
from optom.domain.shipping import queries as shipping
from optom.domain.shipping import rules as leaving
from optom.interfaces.kit import formats
from optom.interfaces.kit.ledger import title_of_item
from optom.interfaces.kit.titles import title_of_paper
from optom.interfaces.kit.veil import OF_MONEY
from optom.interfaces.kit.words import named

from .context import Desk

_NOTHING = Decimal(0)
Rows = Iterator[tuple[str, str]]


class Wished(Protocol):
    """A line of a request: what is wanted of an order line that is known."""

    @property
    def known(self) -> leaving.OrderedLine:
        """The order line."""

    @property
    def quantity(self) -> Decimal:
        """How much is wanted."""


@dataclass(frozen=True, slots=True)
class Step:
    """So much of a paper to pay. ``due_on`` is None for what is paid in advance."""

    title: str
    url: str
    pay: Decimal
    open: Decimal
    due_on: date | None = None
    is_overdue: bool = False


@dataclass(frozen=True, slots=True)
class Steps:
    """Everything to pay, in its order. ``to_issue`` is what no invoice asks for yet, ``goods`` are those to ask it for.

    ``advance_url``: to ask for the same sum as an advance instead.
    """

    steps: Sequence[Step]
    sum: Decimal
    to_issue: Decimal
    goods: Mapping[int, Decimal]
    advance_url: str


def steps_of(desk: Desk, verdict: shipping.Verdict, wishes: Sequence[Wished]) -> Steps:
    """What to pay so that all that is wished may leave: what is owed first, then invoices for the wished lines.

    The first wishes leave first where the limit is too small for all.
    """
    release = shipping.release(contract=desk.contract.id, wanted=verdict.sum - verdict.covered, at=desk.at)
    owed = list(owed_steps(desk, {part.item: part.amount for part in release.items}))
    covers = credit.covers(desk.contract.id, verdict.headroom)
    back = held_back(_wanted(wishes), verdict.headroom.headroom, covers) if release.advance else []
    found = billing.invoices_of_lines(contract=desk.contract.id, lines=[one.known.line for one in back])
    asked = list(_invoices(desk, release.advance, back, found))
    to_issue = release.advance - sum((step.pay for step in asked), _NOTHING)
    goods = _goods(wishes, back, found, to_issue)
    url = f"{desk.url('advance')}?{urlencode({'amount': formats.money(to_issue)})}"
    return Steps([*owed, *asked], release.sum, to_issue, goods, url)


@dataclass(frozen=True, slots=True)
class Back:
    """What of a wished line the limit leaves no room for."""

    known: leaving.OrderedLine
    quantity: Decimal
    cost: Decimal


def held_back(
    wishes: Sequence[tuple[leaving.OrderedLine, Decimal]], room: Decimal, covers: Sequence[credit.Cover] = ()
) -> list[Back]:
    """What does not fit into the room, when the first lines leave first."""
    fits = leaving.within(wishes, room, covers)
    back = [(line, wanted, fits[line.line]) for line, wanted in wishes if wanted > fits[line.line]]
    return [
        Back(line, wanted - fit, leaving.cost_of(line, wanted) - leaving.cost_of(line, fit))
        for line, wanted, fit in back
    ]


def _wanted(wishes: Sequence[Wished]) -> list[tuple[leaving.OrderedLine, Decimal]]:
    return [(wish.known, min(wish.quantity, leaving.ready_of(wish.known))) for wish in wishes]


def _goods(
    wishes: Sequence[Wished], back: Sequence[Back], found: Sequence[billing.LineInvoiceRow], to_issue: Decimal
) -> dict[int, Decimal]:
    """The goods to ask ``to_issue`` for: the last of what is wished, as far as no invoice asks for it."""
    if not to_issue:
        return {}
    asked: dict[int, Decimal] = defaultdict(Decimal)
    for row in found:
        asked[row.line] += row.quantity
    covered = {one.known.line: min(one.quantity, asked[one.known.line]) for one in back}
    open_ones = [(line, wanted - covered.get(line.line, _NOTHING)) for line, wanted in _wanted(wishes)]
    total = sum((leaving.cost_of(line, wanted) for line, wanted in open_ones), _NOTHING)
    return {one.known.line: one.quantity for one in held_back(open_ones, total - to_issue)}


def owed_steps(desk: Desk, paid: dict[int, Decimal]) -> Iterator[Step]:
    """Open papers of which so much is to be paid, by their entries, in the order in which money settles them."""
    for row in credit.open_items(desk.contract.id, business_day(desk.at)):
        if row.entry in paid:
            url = desk.url("paper", paper=row.paper) if row.paper else ""
            is_overdue = row.days_overdue > 0
            yield Step(title_of_item(row), url, paid[row.entry], row.open, row.due_on, is_overdue)


def _invoices(
    desk: Desk, advance: Decimal, back: Sequence[Back], found: Sequence[billing.LineInvoiceRow]
) -> Iterator[Step]:
    """The invoices of the lines that are held back, for as much of the advance as the newest ask for their lines."""
    asked: dict[int, Decimal] = defaultdict(Decimal)
    left, rows = {one.known.line: one.cost for one in back}, {row.invoice: row for row in found}
    for row in found:
        cost = min(left[row.line], row.cost)
        asked[row.invoice] += cost
        left[row.line] -= cost
    for part in allocate(advance, [(invoice, cost) for invoice, cost in sorted(asked.items()) if cost]):
        row = rows[part.item]
        yield Step(_title(row), desk.url("paper", paper=row.paper), part.amount, row.sum)


def _title(row: billing.LineInvoiceRow) -> str:
    return title_of_paper(row.title, kind="invoice", number=row.number, on=business_day(row.issued_at))


def derivation_of(desk: Desk, reason: Refusal, verdict: shipping.Verdict) -> list[tuple[str, str]]:
    """Of what a reason is made, as names and values; nothing where its words say all."""
    if reason.code in OF_MONEY and not desk.may("money"):
        return []
    tell = _TOLD.get(reason.code)
    return list(tell(desk, reason, verdict)) if tell else []


def _exceeded(desk: Desk, _reason: Refusal, verdict: shipping.Verdict) -> Rows:
    room = verdict.headroom
    yield _("Credit limit"), formats.with_currency(room.limit, desk.contract.currency)
    yield "− " + _("debt"), formats.money(room.debt)
    yield "− " + _("asked for shipment"), formats.money(room.committed)
    if room.kept:
        yield "− " + _("kept for goods of invoices"), formats.money(room.kept)
    yield "= " + _("available credit"), formats.money(room.headroom)
    yield from _sums(verdict)
    if verdict.covered:
        yield "+ " + _("paid ahead for these goods"), formats.money(verdict.covered)
    yield "= " + _("not enough"), formats.money(verdict.sum - verdict.covered - room.headroom)


def _sums(verdict: shipping.Verdict) -> Rows:
    for one in verdict.departures:
        yield "− " + _("this shipment, %(warehouse)s") % {"warehouse": one.place.name}, formats.money(one.sum)


def _overdue(desk: Desk, _reason: Refusal, _verdict: shipping.Verdict) -> Rows:
    for row in credit.open_items(desk.contract.id, business_day(desk.at)):
        if row.days_overdue > 0 and row.due_on:
            words = {"title": title_of_item(row), "day": formats.day(row.due_on)}
            yield _("%(title)s, due %(day)s") % words, formats.money(row.open)


def _below(_desk: Desk, reason: Refusal, verdict: shipping.Verdict) -> Rows:
    for one in verdict.departures:
        yield one.place.name, formats.money(one.sum)
    yield _("This shipment"), formats.money(verdict.sum)
    yield _("Minimum by the terms of the contract"), formats.money(reason.facts["minimum"])


def _held(desk: Desk, reason: Refusal, _verdict: shipping.Verdict) -> Rows:
    number = reason.facts["line"]
    line = shipping.ordered_lines(desk.contract.id, [number], desk.at).get(number)
    if line is None:
        return
    yield _("Ordered"), formats.quantity(line.ordered)
    for shelf in line.shelves:
        yield _("Held, %(warehouse)s") % {"warehouse": shelf.name}, formats.quantity(shelf.held)
        if shelf.asked:
            yield "− " + _("asked for shipment"), formats.quantity(shelf.asked)
    yield "= " + _("Ready now"), formats.quantity(leaving.ready_of(line))
    if line.pack:
        yield _("Pack"), formats.quantity(line.pack)
    if line.expected_on:
        yield _("Expected"), formats.day(line.expected_on)


def _early(desk: Desk, _reason: Refusal, verdict: shipping.Verdict) -> Rows:
    yield _("Now"), formats.moment(business_moment(desk.at))
    for one in verdict.departures:
        cut_off = f"{one.place.cut_off:%H:%M}" if one.place.cut_off else _("none")
        words = {"warehouse": one.place.name, "hour": cut_off}
        yield _("%(warehouse)s, leaves the same day until %(hour)s") % words, formats.day(one.earliest_on)


def _way(desk: Desk, _reason: Refusal, _verdict: shipping.Verdict) -> Rows:
    terms = companies.terms(desk.contract.id, desk.at)
    yield _("Terms since"), formats.moment(terms.valid_from)
    yield _("Delivery"), named("delivery", terms.delivery)


_TOLD: dict[str, Callable[[Desk, Refusal, shipping.Verdict], Rows]] = {
    "credit.exceeded": _exceeded,
    "credit.overdue": _overdue,
    "shipping.below_minimum": _below,
    "shipping.breaks_pack": _held,
    "shipping.nothing_held": _held,
    "shipping.not_on_stock_yet": _held,
    "shipping.too_early": _early,
    "shipping.authority_too_short": _early,
    "shipping.way_not_allowed": _way,
}
