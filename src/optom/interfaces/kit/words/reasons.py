"""Where a "no" that rests on a number, a term or a rule is explained: for each such code the page of that very thing.

A code stands here or among those that tell all themselves (`tells_all`): a test walks over all of them.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from optom.base.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Way:
    """A page of answers: ``of`` is the fact that its address names, ``asked`` are facts by the names of parameters."""

    page: str
    of: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)


_TERMS, _LIMIT, _PLACES, _LINE = Way("why-terms"), Way("why-limit"), Way("why-places"), Way("why-line", "line")
_GOODS = Way("why-goods", "product", {"quantity": "quantity"})
_OWN_WORD, _BUDGET = Way("why-spending", "person"), Way("why-budget", "centre")
_APPROVAL, _DRAFT = Way("why-approval", "approval"), Way("why-draft", "draft")
_SHIPMENT = Way("why-shipment", "shipment")
_RIGHT = Way("why-right", asked={"act": "act", "person": "actor"})
_NUMBER = Way("why-unseen", asked={"number": "article"})

# The first way is taken whose facts are known: from the "no" itself, or from the address that refused.
WAYS: Mapping[str, tuple[Way, ...]] = {
    "billing.issued_already": (Way("why-paper", "paper"),),
    "billing.nothing_to_pay": (Way("why-total", "order"),),
    "billing.quantity_wrong": (_LINE,),
    "companies.contract_closed": (_TERMS,),
    "companies.may_not": (_RIGHT,),
    "companies.no_terms": (_TERMS,),
    "credit.ask_colleague": (Way("why-right", asked={"act": "money_act", "person": "actor"}),),
    "credit.exceeded": (_LIMIT,),
    "credit.overdue": (_LIMIT,),
    "orders.approval_decided": (_APPROVAL,),
    "orders.approve_own": (_APPROVAL,),
    "orders.approver_is_another": (_APPROVAL,),
    "orders.article_unclear": (_NUMBER,),
    "orders.article_unknown": (_NUMBER,),
    "orders.ask_colleague": (Way("why-right", asked={"act": "money_act", "person": "actor"}),),
    "orders.asked_over_month_limit": (_OWN_WORD,),
    "orders.asked_over_order_limit": (_OWN_WORD,),
    "orders.below_minimum": (_TERMS,),
    "orders.centre_closed": (_BUDGET, _OWN_WORD),
    "orders.centre_missing": (_OWN_WORD,),
    "orders.centre_not_yours": (_OWN_WORD,),
    "orders.draft_unknown": (_DRAFT,),
    "orders.draft_waits": (_DRAFT,),
    "orders.in_shipment": (_LINE,),
    "orders.more_over_budget": (_BUDGET,),
    "orders.more_over_company_sum": (_OWN_WORD,),
    "orders.more_over_month_limit": (_OWN_WORD,),
    "orders.more_over_order_limit": (_OWN_WORD,),
    "orders.no_price": (Way("why", "product"),),
    "orders.nobody_approves": (_OWN_WORD,),
    "orders.not_at_will": (_LINE,),
    "orders.never_together": (_DRAFT,),
    "orders.not_enough": (_GOODS, _LINE),
    "orders.not_in_time": (_DRAFT,),
    "orders.nothing_in_time": (_DRAFT,),
    "orders.not_held": (_LINE,),
    "orders.not_in_assortment": (Way("why-sold", "product"),),
    "orders.not_multiple": (_GOODS,),
    "orders.not_to_split": (_LINE,),
    "orders.nothing_held": (_LINE,),
    "orders.nothing_to_cancel": (_LINE,),
    "orders.nothing_waits": (_LINE,),
    "orders.over_budget": (_BUDGET,),
    "orders.over_company_sum": (_OWN_WORD,),
    "orders.over_month_limit": (_OWN_WORD,),
    "orders.over_order_limit": (_OWN_WORD,),
    "orders.part_of_pack": (_GOODS, _LINE),
    "orders.reservation_limit": (_LIMIT,),
    "quotes.no_holding": (_TERMS,),
    "orders.total_moved": (_DRAFT,),
    "orders.total_rose": (_APPROVAL,),
    "orders.warehouse_not_allowed": (_PLACES,),
    "shipping.already_accepted": (_SHIPMENT,),
    "shipping.already_dispatched": (_SHIPMENT,),
    "shipping.authority_too_short": (_PLACES,),
    "shipping.below_minimum": (_TERMS,),
    "shipping.breaks_pack": (_GOODS, _LINE),
    "shipping.day_is_over": (_PLACES,),
    "shipping.day_off": (_PLACES,),
    "shipping.has_it": (_LINE,),
    "shipping.is_cancelled": (_SHIPMENT,),
    "shipping.not_dispatched": (_SHIPMENT,),
    "shipping.not_on_stock_yet": (_LINE,),
    "shipping.not_requested": (_SHIPMENT,),
    "shipping.nothing_fits": (_LIMIT,),
    "shipping.nothing_held": (_LINE,),
    "shipping.picking_has_begun": (_SHIPMENT,),
    "shipping.too_early": (_PLACES,),
    "shipping.too_far": (_PLACES,),
    "shipping.too_little_fits": (_LIMIT,),
    "shipping.way_not_allowed": (_TERMS,),
}
_TEXTS = frozenset({"act", "article"})
_FROM_THE_ADDRESS = frozenset({"draft", "order", "approval", "shipment", "line"})
_known: ContextVar[Mapping[str, Any]] = ContextVar("known", default={})  # noqa: B039 -- it is never written to


@contextmanager
def about(contract: int | None, actor: int, given: Mapping[str, Any]) -> Iterator[None]:
    """Inside the block a "no" is one about this contract (None: none), to this person, on what the address names."""
    named = {name: value for name, value in given.items() if name in _FROM_THE_ADDRESS}
    known = {"contract": contract, "actor": actor, "person": actor, "money_act": "money", **named}
    before = _known.set({} if contract is None else known)
    try:
        yield
    finally:
        _known.reset(before)


def why_of(reason: Refusal) -> str | None:
    """The address of the page that explains the reason; None where there is none, or no contract is spoken of."""
    known = {**_known.get(), **_own(reason.facts)}
    if "contract" not in known:
        return None
    ways = WAYS.get(reason.code, ())
    return next((_address(way, known) for way in ways if not way.of or way.of in known), None)


def _own(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that can stand in an address: names of people and such are none."""
    named = {**facts, **({"person": facts["user"]} if "user" in facts else {})}
    return {name: value for name, value in named.items() if isinstance(value, int | Decimal) or name in _TEXTS}


def _address(way: Way, known: Mapping[str, Any]) -> str:
    numbers = [known["contract"], *([known[way.of]] if way.of else [])]
    asked = {name: _plain(known[fact]) for name, fact in way.asked.items() if known.get(fact)}
    return reverse(f"kit:{way.page}", args=numbers) + (f"?{urlencode(asked)}" if asked else "")


def _plain(value: Any) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)
