"""Suppliers and their feeds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from optom.base.identifiers import CURRENCIES_OF_ACCOUNTS, problem_with_inn
from optom.base.refusal import Refusal, refuse_all
from optom.domain.accounts import actions as accounts
from optom.domain.catalog import rules as catalog
from optom.domain.journal import actions as journal
from optom.domain.suppliers import events, schedule
from optom.domain.suppliers.models import Feed, Supplier
from optom.domain.suppliers.rules import QUOTES, Brings, NewProducts
from optom.domain.suppliers.schedule import Schedule
from optom.domain.suppliers.sources import telling
from optom.domain.suppliers.sources.terms import Terms

_CURRENCIES = frozenset(CURRENCIES_OF_ACCOUNTS.values())
_MOST_NAME, _MOST_FEED = 200, 100
_WHOLE, _TENFOLD = 100, 1000


@dataclass(frozen=True, slots=True)
class FeedTerms:
    """How files of a feed are read and judged; see `models.Feed`. Percents are whole."""

    name: str
    currency: str = "RUB"
    with_vat: bool = True
    is_full: bool = True
    missing_percent: int = 30
    moved_percent: int = 25
    quarantined_percent: int = 10
    sure_score: int = 95
    likely_score: int = 60
    new_products: NewProducts = NewProducts.ASK
    new_group: int | None = None


def add_supplier(
    *, name: str, inn: str = "", note: str = "", is_candidate: bool = False, actor: int | None, at: datetime
) -> int:
    """From whom we buy, or may buy one day: a candidate's offers count for nothing.

    Refuses `accounts.may_not`, `suppliers.name_needed`, `suppliers.inn_wrong` and `suppliers.known`.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    name = " ".join(name.split())[:_MOST_NAME]
    refuse_all(_objections_to_supplier(name, inn))
    try:
        with transaction.atomic():
            told = {"name": name, "inn": inn, "note": note[:400], "sort_key": catalog.sort_key(name)}
            made = Supplier.objects.create(**told, is_candidate=is_candidate)
            subject = f"suppliers.supplier:{made.pk}"
            facts = {"name": name, "inn": inn, "is_candidate": is_candidate}
            journal.record(act="suppliers.add", actor=actor, at=at, subject=subject, facts=facts)
    except IntegrityError as error:
        raise Refusal("suppliers.known", field="name", name=name) from error
    return made.pk


def _objections_to_supplier(name: str, inn: str) -> Iterator[Refusal]:
    if not name:
        yield Refusal("suppliers.name_needed", field="name")
    if inn and problem_with_inn(inn):
        yield Refusal("suppliers.inn_wrong", field="inn", inn=inn)


def add_feed(
    *, supplier: int, terms: FeedTerms, brings: Brings = Brings.PRICES, actor: int | None, at: datetime
) -> int:
    """A source of the supplier's lists, or of his answers to our orders; a candidate's is closed until he is taken on.

    Refuses `accounts.may_not`, `suppliers.no_such`, `suppliers.feed_known`, and together what `_objections` finds.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    refuse_all(_objections(terms))
    of = Supplier.objects.filter(pk=supplier).first()
    if of is None:
        raise Refusal("suppliers.no_such", field="supplier")
    return _save(Feed(supplier=of, brings=brings, is_active=not of.is_candidate), terms, actor=actor, at=at)


def change_feed(*, feed: int, terms: FeedTerms, actor: int | None, at: datetime) -> None:
    """Other terms from the next file on; the feed of what the supplier has quoted keeps its own.

    Refuses as `add_feed`, and `suppliers.no_feed`.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    refuse_all(_objections(terms))
    of = feed_of(feed)
    if of.name == QUOTES:
        raise Refusal("suppliers.name_reserved", field="name", name=QUOTES)
    _save(of, terms, actor=actor, at=at)


def set_source(*, feed: int, source: Terms | None, plan: Schedule | None, actor: int | None, at: datetime) -> None:
    """Whence and when the feed's files come by themselves from now on; None: they are sent by hand, or when asked for.

    Where the source is another one, what was taken of the former is forgotten. Refuses `accounts.may_not`,
    `suppliers.no_feed`, and what `sources.telling.checked` and `schedule.checked` refuse.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    of = feed_of(feed)
    told = telling.as_json(telling.checked(source)) if source else {}
    plan_told = schedule.as_json(schedule.checked(plan)) if plan else {}
    if _place(told) != _place(of.source):
        of.seen = {}
    of.source, of.schedule, of.failures, of.failure = told, plan_told, 0, None
    of.next_at = at if told and plan_told else None
    with transaction.atomic():
        of.save()
        facts = {"source_kind": told.get("kind", ""), "schedule": plan_told}
        journal.record(act="suppliers.set_source", actor=actor, at=at, subject=f"suppliers.feed:{of.pk}", facts=facts)


def _place(source: Mapping[str, Any]) -> dict[str, Any]:
    """Where files are, without how one signs in: a new password makes no other source."""
    where = ("kind", "host", "port", "folder", "url", "bucket", "prefix", "start", "path")
    return {name: source.get(name) for name in where}


def collect_now(*, feed: int, actor: int, at: datetime) -> None:
    """The source is looked at as soon as the worker can, whatever its plan says.

    Refuses `accounts.may_not`, `suppliers.no_feed`, `suppliers.feed_closed`, `suppliers.no_source`.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    of = feed_of(feed)
    if not of.is_active:
        raise Refusal("suppliers.feed_closed")
    if not of.source:
        raise Refusal("suppliers.no_source")
    _note("suppliers.collect_now", of, actor, at, announce=((events.ASKED, {"feed": of.pk}),))


def forget_taken(*, feed: int, actor: int, at: datetime) -> None:
    """All that the source has is new again, and its server's key is learnt anew. Refuses as `collect_now`."""
    with transaction.atomic():
        collect_now(feed=feed, actor=actor, at=at)
        Feed.objects.filter(pk=feed).update(seen={}, failures=0, failure=None)
        _note("suppliers.forget_taken", feed_of(feed), actor, at)


def _note(act: str, of: Feed, actor: int | None, at: datetime, announce: Sequence[tuple[str, Any]] = ()) -> None:
    subject = f"suppliers.feed:{of.pk}"
    journal.record(act=act, actor=actor, at=at, subject=subject, facts={"name": of.name}, announce=announce)


def close_feed(*, feed: int, is_open: bool, actor: int | None, at: datetime) -> None:
    """Nothing comes by this feed any more, and its offers count for nothing; or again. Refuses as `change_feed`,
    and `suppliers.is_candidate` to open one of a candidate.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    of = feed_of(feed)
    if is_open and of.supplier.is_candidate:
        raise Refusal("suppliers.is_candidate", name=of.supplier.name)
    of.is_active = is_open
    with transaction.atomic():
        of.save(update_fields=["is_active"])
        act = "suppliers.open_feed" if is_open else "suppliers.close_feed"
        _note(act, of, actor, at, announce=((events.SWITCHED, {"feed": of.pk}),))


def feed_of(feed: int) -> Feed:
    """Refuses `suppliers.no_feed`."""
    found = Feed.objects.select_related("supplier").filter(pk=feed).first()
    if found is None:
        raise Refusal("suppliers.no_feed")
    return found


def _save(feed: Feed, terms: FeedTerms, *, actor: int | None, at: datetime) -> int:
    told = asdict(terms)
    feed.new_group_id = told.pop("new_group")
    for name, value in told.items():
        setattr(feed, name, value)
    try:
        with transaction.atomic():
            feed.save()
            facts = {**told, "supplier": feed.supplier_id, "new_group": feed.new_group_id}
            subject = f"suppliers.feed:{feed.pk}"
            journal.record(act="suppliers.set_feed", actor=actor, at=at, subject=subject, facts=facts)
    except IntegrityError as error:
        raise Refusal("suppliers.feed_known", field="name", name=terms.name) from error
    return feed.pk


def _objections(terms: FeedTerms) -> Iterator[Refusal]:
    if not 0 < len(terms.name.strip()) <= _MOST_FEED:
        yield Refusal("suppliers.name_needed", field="name")
    if terms.name.strip().upper() == QUOTES:
        yield Refusal("suppliers.name_reserved", field="name", name=QUOTES)
    if terms.currency not in _CURRENCIES:
        yield Refusal("suppliers.currency_unknown", field="currency", currency=terms.currency)
    for field in ("missing_percent", "quarantined_percent", "sure_score", "likely_score"):
        if not 0 <= getattr(terms, field) <= _WHOLE:
            yield Refusal("suppliers.not_a_percent", field=field)
    if not 0 < terms.moved_percent <= _TENFOLD:
        yield Refusal("suppliers.not_a_percent", field="moved_percent")
    if terms.likely_score > terms.sure_score:
        yield Refusal("suppliers.scores_crossed", field="likely_score")
    if terms.new_products == NewProducts.CREATE and terms.new_group is None:
        yield Refusal("suppliers.group_needed", field="new_group")
