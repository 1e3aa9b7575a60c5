"""The pages of answers: for people of the contract's company and for the staff; to others they do not exist."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from optom.base.refusal import refuse_all
from optom.domain.accounts import queries as accounts
from optom.domain.assortment import queries as assortment
from optom.domain.catalog.rules import CODE_LENGTH
from optom.domain.companies import queries as companies
from optom.domain.companies import rules
from optom.domain.credit import queries as credit
from optom.domain.orders import queries as orders
from optom.interfaces.kit import formats
from optom.interfaces.kit.answers import heard, sign_in
from optom.interfaces.kit.input import are_keys, number
from optom.interfaces.kit.ledger import title_of
from optom.interfaces.kit.person import person_of
from optom.interfaces.kit.sheets.declared import Words

from .dates import why_due, why_until
from .goods import why_goods
from .limit import why_limit
from .price import why_line_price, why_price
from .told import Question, Told, told
from .told import question as about
from .unseen import why_unseen
from .waits import why_waits

_ONE = Decimal(1)
_Facts = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a page says: about what, the answer, and for how much of it."""

    about: _Facts
    told: Told
    quantity: Decimal | None = None
    number: str | None = None


def _page(
    title: Words, answer: Callable[[HttpRequest, Question, int], _Answer], *, act: str = "see"
) -> Callable[..., HttpResponseBase]:
    """A page of one kind of answer, for whoever may ``act``."""

    @require_safe
    def view(request: HttpRequest, contract: int, number: int = 1) -> HttpResponseBase:
        person = person_of(request)
        if person is None:
            return sign_in(request)
        if not are_keys([contract, number]):
            raise Http404
        return heard(request, lambda: shown(request, person.id, contract, number))

    def shown(request: HttpRequest, person: int, contract: int, number: int) -> HttpResponse:
        asked = _question(request, person, contract, act)
        found = answer(request, asked, number)
        facts = {"title": title, "asked": asked, "at": asked.at}
        about = {"about": found.about, "quantity": found.quantity, "number": found.number}
        return render(request, "kit/why.html", {**facts, **about, **found.told})

    return view


def _question(request: HttpRequest, person: int, contract: int, act: str) -> Question:
    found = companies.contract(contract)
    now = timezone.now()
    if accounts.is_staff(person):
        return about(found, request.GET, now, is_staff=True, rights=frozenset(rules.RIGHTS))
    member = companies.member(person, found.company)
    if member is None:
        raise Http404
    refuse_all(rules.objections_to_act(member.rights, act, role=member.role))
    return about(found, request.GET, now, rights=member.rights)


def _offer(asked: Question, product: int) -> assortment.OfferRow:
    """As it is sold now: what the contract does not see any more has no page, of whatever moment."""
    offers = assortment.offers(contract=asked.contract.id, quantities={product: _ONE}, at=asked.now)
    offer = next(iter(offers), None)
    if offer is None or not (asked.is_staff or offer.is_visible):
        raise Http404
    return offer


def _quantity(request: HttpRequest) -> Decimal:
    return number(request.GET["quantity"]) if request.GET.get("quantity") else _ONE


def _product(offer: assortment.OfferRow, quantity: Decimal) -> _Facts:
    return [
        (_("Product"), f"{offer.article} {offer.name}"),
        (_("Quantity"), f"{formats.quantity(quantity)} {offer.unit}"),
    ]


def _price(request: HttpRequest, asked: Question, product: int) -> _Answer:
    offer, quantity = _offer(asked, product), _quantity(request)
    answer = why_price(asked, product=product, quantity=quantity)
    return _Answer(_product(offer, quantity), answer, quantity=quantity)


def _goods(request: HttpRequest, asked: Question, product: int) -> _Answer:
    offer, quantity = _offer(asked, product), _quantity(request)
    answer = why_goods(asked, product=product, quantity=quantity)
    return _Answer(_product(offer, quantity), answer, quantity=quantity)


def _limit(_request: HttpRequest, asked: Question, _number: int) -> _Answer:
    return _Answer([], why_limit(asked))


def _line(asked: Question, line: int) -> orders.LineRow:
    found = orders.line_named(contract=asked.contract.id, line=line)
    if found is None:
        raise Http404
    return found


def _of_line(line: orders.LineRow) -> _Facts:
    return [
        (_("Product"), f"{line.article} {line.name}"),
        (_("Order"), str(line.order)),
        (_("Quantity"), f"{formats.quantity(line.ordered)} {line.unit}"),
    ]


def _line_price(_request: HttpRequest, asked: Question, line: int) -> _Answer:
    return _Answer(_of_line(_line(asked, line)), why_line_price(asked, line))


def _until(_request: HttpRequest, asked: Question, line: int) -> _Answer:
    return _Answer(_of_line(_line(asked, line)), why_until(asked, line))


def _waits(_request: HttpRequest, asked: Question, line: int) -> _Answer:
    return _Answer(_of_line(_line(asked, line)), why_waits(asked, line))


def _due(_request: HttpRequest, asked: Question, entry: int) -> _Answer:
    found = credit.ledger(contract=asked.contract.id).one(entry)
    if found is None:
        raise Http404
    return _Answer([(_("Paper"), title_of(found))], why_due(asked, entry))


def _unseen(request: HttpRequest, asked: Question, _number: int) -> _Answer:
    wanted = request.GET.get("number", "").strip()[:CODE_LENGTH]
    return _Answer([], why_unseen(asked, wanted) if wanted else told("", []), number=wanted)


price = _page(gettext_lazy("Why this price?"), _price)
goods = _page(gettext_lazy("Why this availability?"), _goods)
limit = _page(gettext_lazy("Why this limit?"), _limit, act="money")
line_price = _page(gettext_lazy("Why this price?"), _line_price)
until = _page(gettext_lazy("Why is it held until then?"), _until)
waits = _page(gettext_lazy("Why does it wait?"), _waits)
due = _page(gettext_lazy("Why is it due on this day?"), _due, act="money")
unseen = _page(gettext_lazy("Why do I not see this article?"), _unseen)
