"""What nothing exact tells of offers is sought by likeness: matched where it is sure, else for somebody to choose."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from optom.base.sql import Row, statements
from optom.domain.catalog.rules import search_text
from optom.domain.journal import actions as journal

from . import events
from .likeness import Described, Likely, is_sure, likeness
from .rules import MOST_CANDIDATES, SOUGHT_AT_ONCE

_sql = statements(__package__)
_Found = Mapping[int, Sequence[Likely]]


def seek(*, at: datetime) -> int:
    """Look for some offers that have not been sought; how many they were. A constant number of statements."""
    with transaction.atomic():
        offers = _sql.rows("unsought", most=SOUGHT_AT_ONCE)
        if not offers:
            return 0
        found = _ranked(offers)
        sure = {one.id: found[one.id][0].product for one in offers if is_sure(found[one.id], one.sure_score)}
        _keep(offers, {offer: likely for offer, likely in found.items() if offer not in sure})
        _match(sure, at)
        _sql.run("were_sought", offers=[one.id for one in offers], at=at)
    return len(offers)


def _ranked(offers: Sequence[Row]) -> _Found:
    """Of each offer those that are likely enough, the best first."""
    asked = {one.id: one for one in offers}
    found: dict[int, list[Likely]] = defaultdict(list)
    words = [search_text(one.name) for one in offers]
    _sql.run("alike_enough")
    for hit in _sql.rows("candidates", offers=list(asked), words=words):
        offer = asked[hit.offer]
        given = Described(offer.norm, offer.brand, offer.name)
        score, why = likeness(given, Described(hit.norm, hit.brand, hit.name))
        if score >= offer.likely_score:
            found[hit.offer].append(Likely(hit.product, score, why))
    ranked = {offer: sorted(likely, key=lambda one: (-one.score, one.product)) for offer, likely in found.items()}
    return defaultdict(list, ranked)


def _keep(offers: Sequence[Row], found: _Found) -> None:
    """For who will choose: the best few of each."""
    _sql.run("forget_candidates", offers=[one.id for one in offers])
    kept = [(offer, one) for offer, likely in found.items() for one in likely[:MOST_CANDIDATES]]
    if kept:
        _sql.run(
            "keep_candidates",
            offers=[offer for offer, _ in kept],
            products=[one.product for _, one in kept],
            scores=[one.score for _, one in kept],
            whys=[one.why for _, one in kept],
        )


def _match(sure: Mapping[int, int], at: datetime) -> None:
    if sure:
        _sql.run("match_by_score", offers=list(sure), products=list(sure.values()))
        announce = ((events.MATCHED, {"offers": list(sure)}),)
        facts = {"offers": len(sure)}
        journal.record(act="suppliers.match_alike", actor=None, at=at, facts=facts, announce=announce)
