"""What people decide about offers: which products they are, and whether a price that was held back is believed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from optom.base.refusal import Refusal
from optom.base.sql import statements
from optom.domain.accounts import actions as accounts
from optom.domain.catalog import queries as catalog
from optom.domain.journal import actions as journal
from optom.domain.suppliers import events

_sql = statements("optom.domain.suppliers")


def match_offers(*, products: Mapping[int, int], actor: int, at: datetime) -> None:
    """Each offer is the product that stands beside it; how suppliers write brands is learnt from that.

    Refuses `accounts.may_not`, `suppliers.no_offer`, `suppliers.no_product`.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    wanted = set(products.values())
    if len(catalog.articles_of(wanted)) < len(wanted):
        raise Refusal("suppliers.no_product")
    with transaction.atomic():
        was = _lock(list(products))
        pairs = {"offers": list(products), "products": list(products.values())}
        _sql.run("match_by_hand", **pairs)
        _sql.run("learn_brands", **pairs)
        _note("suppliers.match", list(products), was, actor, at)


def ignore_offers(*, offers: Sequence[int], actor: int, at: datetime) -> None:
    """These are nothing that we sell. Refuses `accounts.may_not`, `suppliers.no_offer`."""
    with transaction.atomic():
        was = _set_aside(offers, "ignored", actor)
        _note("suppliers.ignore", offers, was, actor, at)


def unmatch_offers(*, offers: Sequence[int], actor: int, at: datetime) -> None:
    """Nobody has decided about these after all. Refuses `accounts.may_not`, `suppliers.no_offer`."""
    with transaction.atomic():
        was = _set_aside(offers, "", actor)
        _note("suppliers.unmatch", offers, was, actor, at)


def _set_aside(offers: Sequence[int], matched: str, actor: int) -> list[int]:
    """The products that they were before."""
    accounts.require_desk(act="run_feeds", actor=actor)
    was = _lock(offers)
    _sql.run("set_aside", offers=list(offers), matched=matched)
    return was


def _lock(offers: Sequence[int]) -> list[int]:
    """The products that the offers have been, once nobody else can decide about them."""
    found = _sql.rows("lock_offers", offers=list(offers))
    if len(found) < len(set(offers)):
        raise Refusal("suppliers.no_offer")
    return sorted({row.product_id for row in found if row.product_id is not None})


def decide_held(*, offers: Sequence[int], believed: bool, actor: int, at: datetime) -> int:
    """Prices that guards held back stand from now on, or never will; how many.

    Those that somebody else, or a newer list, has decided meanwhile are left. Refuses `accounts.may_not`.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    with transaction.atomic():
        many = _sql.run("believe", offers=list(offers), at=at) if believed else 0
        dropped = _sql.run("forget_held", offers=list(offers))
        act = "suppliers.believe" if believed else "suppliers.disbelieve"
        _note(act, offers, (), actor, at)
    return many or dropped


def _note(act: str, offers: Sequence[int], products: Sequence[int], actor: int, at: datetime) -> None:
    told = {"offers": list(offers), "products": list(products)}
    subject = f"suppliers.offer:{offers[0]}" if len(offers) == 1 else ""
    journal.record(act=act, actor=actor, at=at, subject=subject, facts=told, announce=((events.MATCHED, told),))
