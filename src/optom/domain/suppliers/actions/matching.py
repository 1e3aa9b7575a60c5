"""What people decide about offers: which products they are, and whether a price that was held back is believed."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from optom.base.refusal import Refusal
from optom.base.sql import statements
from optom.domain.accounts import actions as accounts
from optom.domain.catalog import queries as catalog
from optom.domain.journal import actions as journal
from optom.domain.suppliers import events
from optom.domain.suppliers.models import Offer

_sql = statements("optom.domain.suppliers")


def match_offer(*, offer: int, product: int, actor: int, at: datetime) -> None:
    """The offer is this product; how the supplier writes its brand is learnt, and other offers follow of themselves.

    Refuses `accounts.may_not`, `suppliers.no_offer`, `suppliers.no_product`.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    if not catalog.products([product]):
        raise Refusal("suppliers.no_product")
    with transaction.atomic():
        was = _lock([offer])[0]
        _sql.run("match_by_hand", offer=offer, product=product)
        _sql.run("learn_brand", offer=offer, product=product)
        _note("suppliers.match", [offer], actor, at, product=product, was=was.product_id)


def ignore_offers(*, offers: Sequence[int], actor: int, at: datetime) -> None:
    """These are nothing that we sell. Refuses `accounts.may_not`, `suppliers.no_offer`."""
    _set_aside(offers, "ignored", "suppliers.ignore", actor, at)


def unmatch_offers(*, offers: Sequence[int], actor: int, at: datetime) -> None:
    """Nobody has decided about these after all. Refuses `accounts.may_not`, `suppliers.no_offer`."""
    _set_aside(offers, "", "suppliers.unmatch", actor, at)


def _set_aside(offers: Sequence[int], matched: str, act: str, actor: int, at: datetime) -> None:
    accounts.require_desk(act="run_feeds", actor=actor)
    with transaction.atomic():
        _lock(offers)
        _sql.run("set_aside", offers=list(offers), matched=matched)
        _note(act, offers, actor, at)


def _lock(offers: Sequence[int]) -> list[Offer]:
    found = list(Offer.objects.select_for_update().filter(pk__in=list(offers)).order_by("pk"))
    if len(found) < len(set(offers)):
        raise Refusal("suppliers.no_offer")
    return found


def decide_held(*, offers: Sequence[int], believed: bool, actor: int, at: datetime) -> int:
    """Prices that guards held back stand from now on, or never will; how many.

    Those that somebody else, or a newer list, has decided meanwhile are left. Refuses `accounts.may_not`.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    with transaction.atomic():
        many = _sql.run("believe", offers=list(offers), at=at) if believed else 0
        dropped = _sql.run("forget_held", offers=list(offers))
        act = "suppliers.believe" if believed else "suppliers.disbelieve"
        _note(act, offers, actor, at)
    return many or dropped


def _note(act: str, offers: Sequence[int], actor: int, at: datetime, **facts: int | None) -> None:
    told = {"offers": list(offers), **facts}
    subject = f"suppliers.offer:{offers[0]}" if len(offers) == 1 else ""
    announce = ((events.MATCHED, {"offers": list(offers)}),)
    journal.record(act=act, actor=actor, at=at, subject=subject, facts=told, announce=announce)
