"""The request for a shipment: quantities, where to, when, who takes it, and the verdict with what would help."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, Refusals, reasons_of, refuse_all
from optom.domain.billing import actions as billing
from optom.domain.companies import queries as companies
from optom.domain.shipping import actions
from optom.domain.shipping import queries as shipping
from optom.domain.shipping import rules as leaving
from optom.interfaces.kit import deliveries
from optom.interfaces.kit.answers import done, errors_by_field
from optom.interfaces.kit.input import in_field, key_of, new_key, number, whole
from optom.interfaces.kit.language import paper_language
from optom.interfaces.kit.words import worded

from . import about
from .context import Desk
from .fitting import OLDEST, OWN, WAYS, first_of, fit_of, in_order, objections_to_set, set_of
from .frame import headroom_of, page
from .releasing import derivation_of, steps_of

# what the form keeps when it is counted again
_KEPT = ("lines", "way", "address", "who", "authority_kind", "authority_number", "authority_until")
_KEPT_TOO = ("wished_on", "wished_from", "wished_until")


@dataclass(frozen=True, slots=True)
class WantedLine:
    """A line of the request as the form shows it; ``usual`` is what is wanted of it where nothing is typed.

    ``place`` is his own: the first leaves first; None where the buyer does not say.
    """

    known: leaving.OrderedLine
    usual: Decimal
    quantity: Decimal
    place: int | None = None

    @property
    def line(self) -> int:
        """The order line."""
        return self.known.line

    @property
    def ready(self) -> Decimal:
        """What could leave now."""
        return leaving.ready_of(self.known)

    @property
    def sum(self) -> Decimal:
        """What the wanted part of it costs."""
        return leaving.cost_of(self.known, min(self.quantity, self.ready))

    @property
    def places(self) -> str:
        """Where its goods stand."""
        return ", ".join(shelf.name for shelf in self.known.shelves if shelf.free)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form says beside quantities, and what of it could not be read."""

    address: int | None
    authority: leaving.Authority | None
    wished: leaving.Wished
    unread: tuple[Refusal, ...] = ()


def ask(desk: Desk) -> HttpResponse:
    """The request for a shipment: what is wanted and the verdict on it; POST asks for it."""
    given = desk.request.POST if desk.request.method == "POST" else desk.request.GET
    wishes, asked = _wishes(desk, given), _asked(given)
    wanted = [(wish.line, wish.quantity) for wish in wishes if wish.quantity]
    if desk.request.method == "POST" and given.get("fit") in WAYS:
        return _fit(desk, wishes, given)
    if "issue" in given and desk.request.method == "POST":
        return _issue(desk, given, wishes, asked)
    if "recount" in given and desk.request.method == "POST":
        return done(desk.request, _again(desk, wishes, given))
    if desk.request.method == "POST":
        return _request(desk, wanted, asked)
    return _form(desk, given, wishes, asked, wanted)


def _fit(desk: Desk, wishes: Sequence[WantedLine], given: QueryDict) -> HttpResponse:
    """The form with what the limit leaves room for, instead of what was typed."""
    way = given.get("fit", "")
    refuse_all(objections_to_set(desk, [wish.known for wish in wishes], way))
    usual = [replace(wish, quantity=wish.usual) for wish in wishes]
    return done(desk.request, _again(desk, usual, given, way))


def _form(
    desk: Desk, given: QueryDict, wishes: Sequence[WantedLine], asked: Asked, wanted: Sequence[tuple[int, Decimal]]
) -> HttpResponse:
    verdict = _verdict(desk, wanted, asked)
    reasons = [*asked.unread, *verdict.reasons]
    terms = companies.terms(desk.contract.id, desk.at)
    return page(
        desk,
        "portal/ask_shipment.html",
        "shipments",
        title=_("Request a shipment"),
        wishes=wishes,
        asked=asked,
        given={name: given.get(name, "") for name in (*_KEPT, *_KEPT_TOO)},
        kinds=deliveries.kinds_of_authority(),
        addresses=companies.addresses(desk.contract.company) if terms.delivery != "pickup" else [],
        may_pick_up=terms.delivery != "delivery",
        verdict=verdict,
        fit=fit_of(desk, [wish.known for wish in wishes], verdict.sum, given.get("way", "")),
        minimum=terms.minimum_shipment,
        reasons=[(one, derivation_of(desk, reason, verdict)) for reason in reasons for one in worded(reason)],
        errors=errors_by_field(Refusals(reasons)) if reasons else {},
        steps=steps_of(desk, verdict, _leaving(wishes, given)) if verdict.pay and desk.may("money") else None,
        may_pay=desk.may("pay"),
        today=business_day(desk.at),
        status=[headroom_of(desk)],
        key=new_key(),
    )


def _verdict(desk: Desk, wanted: Sequence[tuple[int, Decimal]], asked: Asked) -> shipping.Verdict:
    return actions.preview(
        contract=desk.contract.id,
        lines=wanted,
        address=asked.address,
        authority=asked.authority,
        wished=asked.wished,
        actor=desk.actor,
        at=desk.at,
    )


def _asked(given: QueryDict) -> Asked:
    """Every field read; what can't be read is kept as its reason."""
    unread: list[Refusal] = []

    def read(how: Callable[[Any], Any], otherwise: Any) -> Any:
        try:
            return how(given)
        except Refusal as refusal:
            unread.extend(reasons_of(refusal))
            return otherwise

    authority = read(deliveries.read_authority, None)
    wished = read(deliveries.read_wish, leaving.NO_WISH)
    return Asked(_address(given), authority, wished, tuple(unread))


def _again(desk: Desk, wishes: Sequence[WantedLine], given: Mapping[str, str], way: str = "") -> str:
    """The address of this form with what was typed: what is as usual needs no word, so that long requests fit in."""
    typed = {f"q{wish.line}": format(wish.quantity, "f") for wish in wishes if wish.quantity != wish.usual}
    kept = {name: given.get(name, "") for name in (*_KEPT, *_KEPT_TOO)}
    kept["way"] = way or kept["way"]
    kept["first"] = ",".join(str(wish.line) for wish in wishes if wish.place)
    return f"{desk.url('ask-shipment')}?{urlencode({name: value for name, value in kept.items() if value} | typed)}"


def _request(desk: Desk, wanted: list[tuple[int, Decimal]], asked: Asked) -> HttpResponse:
    if asked.unread:
        raise Refusals(list(asked.unread))
    made = actions.request(
        contract=desk.contract.id,
        lines=wanted,
        address=asked.address,
        authority=asked.authority,
        wished=asked.wished,
        key=key_of(desk.request),
        actor=desk.actor,
        at=desk.at,
    )
    return _requested(desk, made)


def _requested(desk: Desk, made: Sequence[int]) -> HttpResponse:
    """One shipment is shown; of several, which leave from several warehouses, the list is."""
    if len(made) == 1:
        it = about.shipment(desk, made[0])
        return done(desk.request, it.url, _("Requested, the warehouse has been told:"), about=it)
    numbers = ", ".join(map(str, made))
    told = _("Requested from several warehouses, %(count)s shipments: %(numbers)s")
    return done(desk.request, desk.url("shipments"), told % {"count": len(made), "numbers": numbers})


def _issue(desk: Desk, given: QueryDict, wishes: Sequence[WantedLine], asked: Asked) -> HttpResponse:
    """An invoice for exactly what is held back and no invoice asks for yet; the form stays as it was typed."""
    desk.require("money")
    verdict = _verdict(desk, [(wish.line, wish.quantity) for wish in wishes if wish.quantity], asked)
    goods = steps_of(desk, verdict, _leaving(wishes, given)).goods
    invoice = billing.issue_invoice(
        contract=desk.contract.id,
        lines=list(goods.items()),
        key=key_of(desk.request),
        actor=desk.actor,
        at=desk.at,
        language=paper_language(),
    )
    return done(desk.request, _again(desk, wishes, given), _("Issued:"), about=about.invoice(desk, invoice))


def _leaving(wishes: Sequence[WantedLine], given: Mapping[str, str]) -> list[WantedLine]:
    """In the order in which they leave: in the way chosen, else in the buyer's own, else the oldest orders first."""
    own = OWN if any(wish.place for wish in wishes) else OLDEST
    way = WAYS.get(given.get("way", ""), WAYS[own])
    return sorted(wishes, key=lambda wish: way(wish.known))


def _wishes(desk: Desk, given: Mapping[str, str]) -> list[WantedLine]:
    """What is wanted of every line named, or of everything that stands ready where none is, in the buyer's order."""
    found = _known(desk, given.get("lines", ""))
    first = first_of(given, found)
    known = in_order(found, first)
    usual = _usual(desk, known, given.get("way", ""))
    places = {line: place for place, line in enumerate(first, start=1)}
    return [_wish(line, usual[line.line], given, places.get(line.line)) for line in known]


def _known(desk: Desk, keys: str) -> Sequence[leaving.OrderedLine]:
    if not keys:
        return shipping.ready_lines(desk.contract.id, desk.at)
    lines = [whole(key) for key in keys.split(",") if key]
    known = shipping.ordered_lines(desk.contract.id, lines, desk.at)
    return [known[line] for line in dict.fromkeys(lines) if line in known]


def _usual(desk: Desk, known: Sequence[leaving.OrderedLine], way: str) -> Mapping[int, Decimal]:
    """All that stands ready; or what of it the limit leaves room for, taken in that way."""
    return set_of(desk, known, way) if way in WAYS else {line.line: leaving.ready_of(line) for line in known}


def _wish(line: leaving.OrderedLine, usual: Decimal, given: Mapping[str, str], place: int | None) -> WantedLine:
    typed = given.get(f"q{line.line}")
    return WantedLine(line, usual, usual if typed is None else _typed(line.line, typed), place)


def _typed(line: int, text: str) -> Decimal:
    return in_field(f"q{line}", number, text) if text.strip() else Decimal(0)


def _address(given: Mapping[str, str]) -> int | None:
    return whole(given["address"]) if given.get("address") else None
