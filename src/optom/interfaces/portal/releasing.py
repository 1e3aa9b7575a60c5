"""What to pay so that goods may leave, paper by paper; and of what every reason against them is made."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
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
    """Everything to pay, in its order. ``to_issue`` is what no invoice asks for yet."""

    steps: Sequence[Step]
    sum: Decimal
    to_issue: Decimal
    issue_url: str


def steps_of(desk: Desk, verdict: shipping.Verdict, wishes: Sequence[Wished]) -> Steps:
    """What to pay so that all that is wished may leave: what is owed first, then invoices for the wished lines."""
    release = shipping.release(contract=desk.contract.id, wanted=verdict.sum, at=desk.at)
    owed = list(owed_steps(desk, {part.item: part.amount for part in release.items}))
    asked = list(_invoices(desk, release.advance, _held_back(wishes, verdict.headroom.headroom)))
    to_issue = release.advance - sum((step.pay for step in asked), _NOTHING)
    url = f"{desk.url('advance')}?{urlencode({'amount': formats.money(to_issue)})}"
    return Steps([*owed, *asked], release.sum, to_issue, url)


def owed_steps(desk: Desk, paid: dict[int, Decimal]) -> Iterator[Step]:
    """Open papers of which so much is to be paid, by their entries, in the order in which money settles them."""
    for row in credit.open_items(desk.contract.id, business_day(desk.at)):
        if row.entry in paid:
            url = desk.url("paper", paper=row.paper) if row.paper else ""
            is_overdue = row.days_overdue > 0
            yield Step(title_of_item(row), url, paid[row.entry], row.open, row.due_on, is_overdue)


def _held_back(wishes: Sequence[Wished], headroom: Decimal) -> dict[int, Decimal]:
    """What the lines cost that the limit leaves no room for, when older orders leave first."""
    ordered = sorted(wishes, key=lambda wish: (wish.known.placed_at, wish.known.line))
    wanted = {wish.known.line: min(wish.quantity, leaving.ready_of(wish.known)) for wish in ordered}
    fits = leaving.within([(wish.known, wanted[wish.known.line]) for wish in ordered], headroom)
    return {
        wish.known.line: leaving.cost_of(wish.known, wanted[wish.known.line])
        - leaving.cost_of(wish.known, fits[wish.known.line])
        for wish in ordered
    }


def _invoices(desk: Desk, advance: Decimal, costs: dict[int, Decimal]) -> Iterator[Step]:
    """The newest invoice of each line that is held back, for as much of the advance as its lines cost."""
    asked: dict[int, Decimal] = defaultdict(Decimal)
    found = billing.invoices_of_lines(contract=desk.contract.id, lines=list(costs)) if advance else []
    rows = {row.invoice: row for row in found}
    for row in found:
        asked[row.invoice] += costs[row.line]
    for part in allocate(advance, [(invoice, cost) for invoice, cost in sorted(asked.items()) if cost]):
        row = rows[part.item]
        yield Step(row.title, desk.url("paper", paper=row.paper), part.amount, row.sum)


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
    yield "= " + _("available credit"), formats.money(room.headroom)
    yield from _sums(verdict)
    yield "= " + _("not enough"), formats.money(verdict.sum - room.headroom)


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
    line = shipping.ordered_lines(desk.contract.id, [reason.facts["line"]]).get(reason.facts["line"])
    if line is None:
        return
    yield _("Ordered"), formats.quantity(line.ordered)
    for shelf in line.shelves:
        yield _("Held, %(warehouse)s") % {"warehouse": shelf.name}, formats.quantity(shelf.held)
        if shelf.asked:
            yield "− " + _("asked for shipment"), formats.quantity(shelf.asked)
    yield "= " + _("Ready now"), formats.quantity(leaving.ready_of(line))
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
    "shipping.nothing_held": _held,
    "shipping.not_on_stock_yet": _held,
    "shipping.too_early": _early,
    "shipping.authority_too_short": _early,
    "shipping.way_not_allowed": _way,
}
