"""The pages of answers: for people of the contract's company and for the staff; to others they do not exist.

Each answer is declared once, below: where it lies, what it is called, who may ask, how it is found. Asked by the panel
of a page it comes as a fragment, else as a page of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from optom.base.refusal import refuse_all
from optom.domain.accounts import queries as accounts
from optom.domain.accounts.rules import CLIENT_DESKS
from optom.domain.assortment import queries as assortment
from optom.domain.catalog.rules import CODE_LENGTH
from optom.domain.companies import queries as companies
from optom.domain.companies import rules
from optom.domain.credit import queries as credit
from optom.domain.orders import queries as orders
from optom.domain.shipping import queries as shipping
from optom.interfaces.kit import formats
from optom.interfaces.kit.answers import heard, sign_in
from optom.interfaces.kit.input import Malformed, are_keys, number, whole
from optom.interfaces.kit.ledger import title_of
from optom.interfaces.kit.person import person_of
from optom.interfaces.kit.sheets.declared import Words
from optom.interfaces.kit.words.reasons import about as about_contract

from .agreed import why_approval, why_places, why_right, why_terms
from .bounds import may_see_bounds, why_budget, why_spending
from .dates import why_due, why_until
from .goods import why_goods
from .late import why_penalties, why_penalty
from .limit import why_limit
from .lives import why_held, why_line, why_shipment
from .papers import paper_of, why_paper
from .price import why_line_price, why_price
from .settled import why_day, why_entry
from .told import Question, Told, told
from .told import question as about
from .totals import why_draft, why_total
from .unseen import why_sold, why_unseen
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


_Ask = Callable[[HttpRequest, Question, int], _Answer]


@dataclass(frozen=True, slots=True)
class Page:
    """A kind of answer: the name and the rest of its address, its title, who may ask, and the answer to a number."""

    name: str
    address: str
    title: Words
    answer: _Ask
    act: str = "see"

    def view(self) -> Callable[..., HttpResponseBase]:
        """For whoever may ``act`` in the company of the contract, and for the staff who deal with clients."""

        @require_safe
        def answered(request: HttpRequest, contract: int, number: int = 1) -> HttpResponseBase:
            person = person_of(request)
            if person is None:
                return sign_in(request)
            if not are_keys([contract, number]):
                raise Http404
            with about_contract(contract, person.id, {}):
                return heard(request, lambda: self._shown(request, person.id, contract, number))

        return answered

    def _shown(self, request: HttpRequest, person: int, contract: int, number: int) -> HttpResponse:
        asked = _question(request, person, contract, self.act)
        found = self.answer(request, asked, number)
        facts = {"title": self.title, "asked": asked, "at": asked.at}
        about = {"about": found.about, "quantity": found.quantity, "number": found.number, "kept": _kept(request)}
        template = "kit/why_panel.html" if request.headers.get("HX-Request") else "kit/why.html"
        answer = render(request, template, {**facts, **about, **found.told})
        answer["Vary"] = "HX-Request"
        return answer


def _kept(request: HttpRequest) -> _Facts:
    """What the address says beside moment, quantity and number: it is asked for again with another moment."""
    return [(name, request.GET[name]) for name in ("due", "act", "person") if name in request.GET]


def _question(request: HttpRequest, person: int, contract: int, act: str) -> Question:
    found = companies.contract(contract)
    now = timezone.now()
    if not accounts.staff_roles(person).isdisjoint(CLIENT_DESKS):
        return about(found, request.GET, now, is_staff=True, rights=frozenset(rules.RIGHTS), actor=person)
    member = companies.member(person, found.company)
    if member is None:
        raise Http404
    refuse_all(rules.objections_to_act(member.rights, act, role=member.role))
    return about(found, request.GET, now, rights=member.rights, actor=person)


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


def _sold(_request: HttpRequest, asked: Question, product: int) -> _Answer:
    return _Answer([], why_sold(asked, product))


def _life(_request: HttpRequest, asked: Question, line: int) -> _Answer:
    return _Answer(_of_line(_line(asked, line)), why_line(asked, line))


def _existing(asked: Question, order: int) -> _Facts:
    if not orders.has_order(contract=asked.contract.id, order=order):
        raise Http404
    return [(_("Order"), str(order))]


def _total(_request: HttpRequest, asked: Question, order: int) -> _Answer:
    return _Answer(_existing(asked, order), why_total(asked, order))


def _held(_request: HttpRequest, asked: Question, order: int) -> _Answer:
    return _Answer(_existing(asked, order), why_held(asked, order))


def _draft(_request: HttpRequest, asked: Question, draft: int) -> _Answer:
    return _Answer([], why_draft(asked, draft))


def _approval(_request: HttpRequest, asked: Question, approval: int) -> _Answer:
    if orders.approval(contract=asked.contract.id, approval=approval) is None:
        raise Http404
    return _Answer([], why_approval(asked, approval))


def _paper(_request: HttpRequest, asked: Question, paper: int) -> _Answer:
    found = paper_of(asked, paper)
    if found is None:
        raise Http404
    return _Answer([(_("Paper"), found.title)], why_paper(asked, paper))


def _shipment(_request: HttpRequest, asked: Question, shipment: int) -> _Answer:
    if not shipping.shipments(contract=asked.contract.id).keyed([shipment]):
        raise Http404
    return _Answer([], why_shipment(asked, shipment))


def _entry(_request: HttpRequest, asked: Question, entry: int) -> _Answer:
    found = credit.ledger(contract=asked.contract.id).one(entry)
    if found is None:
        raise Http404
    return _Answer([(_("Document"), title_of(found))], why_entry(asked, entry))


def _penalty(_request: HttpRequest, asked: Question, entry: int) -> _Answer:
    found = credit.ledger(contract=asked.contract.id).one(entry)
    if found is None:
        raise Http404
    return _Answer([(_("Document"), title_of(found))], why_penalty(asked, entry))


def _penalties(_request: HttpRequest, asked: Question, _number: int) -> _Answer:
    return _Answer([], why_penalties(asked))


def _day(request: HttpRequest, asked: Question, _number: int) -> _Answer:
    given = request.GET.get("due", "")
    try:
        due_on = date.fromisoformat(given)
    except ValueError:
        raise Malformed("input.not_a_date", value=given[:40]) from None
    return _Answer([], why_day(asked, due_on))


def _spending(_request: HttpRequest, asked: Question, person: int) -> _Answer:
    """His own; another's for who gives him limits or decides on what goes beyond them."""
    if not may_see_bounds(asked, person):
        refuse_all(rules.objections_to_act(asked.rights, "administer", role=None))
    return _Answer(_person(asked, person), why_spending(asked, person))


def _person(asked: Question, person: int) -> _Facts:
    names = [one.name or one.email for one in companies.people(asked.contract.company) if one.user == person]
    return [(_("Person"), name) for name in names]


def _budget(_request: HttpRequest, asked: Question, centre: int) -> _Answer:
    if companies.cost_centre(asked.contract.company, centre) is None:
        raise Http404
    return _Answer([], why_budget(asked, centre))


def _terms(_request: HttpRequest, asked: Question, _number: int) -> _Answer:
    return _Answer([], why_terms(asked))


def _places(_request: HttpRequest, asked: Question, _number: int) -> _Answer:
    return _Answer([], why_places(asked))


def _right(request: HttpRequest, asked: Question, _number: int) -> _Answer:
    act, person = request.GET.get("act", ""), request.GET.get("person", "")
    if act not in rules.ACTS:
        raise Http404
    return _Answer([], why_right(asked, act, whole(person) if person else asked.actor))


PAGES: Sequence[Page] = (
    Page("why", "<int:number>/", gettext_lazy("Why this price?"), _price),
    Page("why-goods", "<int:number>/goods/", gettext_lazy("Why this availability?"), _goods),
    Page("why-sold", "<int:number>/sold/", gettext_lazy("Why is it not in my assortment?"), _sold),
    Page("why-unseen", "unseen/", gettext_lazy("Why do I not see this article?"), _unseen),
    Page("why-limit", "limit/", gettext_lazy("Why this limit?"), _limit, act="money"),
    Page("why-line", "lines/<int:number>/", gettext_lazy("What has become of this line?"), _life),
    Page("why-line-price", "lines/<int:number>/price/", gettext_lazy("Why this price?"), _line_price),
    Page("why-until", "lines/<int:number>/until/", gettext_lazy("Why is it held until then?"), _until),
    Page("why-waits", "lines/<int:number>/waits/", gettext_lazy("Why does it wait?"), _waits),
    Page("why-total", "orders/<int:number>/total/", gettext_lazy("Why this amount?"), _total),
    Page("why-held", "orders/<int:number>/held/", gettext_lazy("Why is it held until then?"), _held),
    Page("why-draft", "drafts/<int:number>/", gettext_lazy("Why this amount?"), _draft),
    Page("why-approval", "approvals/<int:number>/", gettext_lazy("Why does it take a colleague's word?"), _approval),
    Page("why-shipment", "shipments/<int:number>/", gettext_lazy("Why this amount?"), _shipment),
    Page("why-paper", "papers/<int:number>/", gettext_lazy("Of what is this paper made?"), _paper, act="papers"),
    Page("why-entry", "entries/<int:number>/", gettext_lazy("What has been settled?"), _entry, act="money"),
    Page("why-due", "entries/<int:number>/due/", gettext_lazy("Why is it due on this day?"), _due, act="money"),
    Page("why-penalty", "entries/<int:number>/penalty/", gettext_lazy("Why this penalty?"), _penalty, act="money"),
    Page("why-penalties", "penalties/", gettext_lazy("Why this penalty?"), _penalties, act="money"),
    Page("why-day", "due/", gettext_lazy("What is to be paid by this day?"), _day, act="money"),
    Page("why-spending", "own-word/<int:number>/", gettext_lazy("How much may he order on his own word?"), _spending),
    Page("why-budget", "centres/<int:number>/", gettext_lazy("What of the budget is used?"), _budget),
    Page("why-terms", "terms/", gettext_lazy("What does the contract say?"), _terms),
    Page("why-places", "warehouses/", gettext_lazy("When can goods leave?"), _places),
    Page("why-right", "rights/", gettext_lazy("Who may do it?"), _right),
)

urlpatterns = [path(f"why/<int:contract>/{one.address}", one.view(), name=one.name) for one in PAGES]
