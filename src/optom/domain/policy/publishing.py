"""Proposed prices come into force, and with them the version that makes them."""

from datetime import datetime

from django.db import OperationalError, transaction

from optom.base.sql import execute, statements
from optom.base.staging import one_at_a_time
from optom.base.waiting import PATIENCE, is_out_of_patience
from optom.domain.pricing import actions as pricing
from optom.domain.pricing import importing

from . import events, proposals
from .models import Publication

_sql = statements(__package__)


def take_turn(*, patience: str = "") -> None:
    """Prices in force, and by which policy they are, are changed by nobody else now. Inside a transaction."""
    one_at_a_time("policy.publishing", patience=patience)
    importing.take_turn(patience=patience)


def has_turn_soon() -> bool:
    """The same, but for who waits for a page: others may load prices for minutes. Whether he has it."""
    try:
        with transaction.atomic():
            take_turn(patience=PATIENCE)
    except OperationalError as error:
        if is_out_of_patience(error):
            return False
        raise
    return True


def put_into_force(publication: Publication, actor: int | None, at: datetime) -> None:
    """All at once; what somebody has changed since it was worked out stays as it is, and is counted."""

    def fill() -> int:
        texts = (_sql.text("put_into_force").replace("--coming--", coming) for coming in proposals.coming())
        return sum(execute(text, {"publication": publication.pk}) for text in texts)

    take_turn()
    source = f"policy.publication:{publication.pk}"
    published = pricing.publish_prepared(fill, at=at, source=source, actor=actor)
    publication.published_at, publication.overtaken = published.at, publication.prices - published.prices
    publication.save(update_fields=["published_at", "overtaken"])
    heard = events.ADOPTED if _adopt(publication, published.at) else ""
    proposals.note("policy.publish", publication, actor, at, announce=heard, overtaken=publication.overtaken)


def _adopt(publication: Publication, at: datetime) -> bool:
    """The version of what a person had worked out is in force from now on. Whether it was not before.

    Moved inputs are worked out by a version that was in force then: should another one be by now, that one stays.
    """
    version, current = publication.version, proposals.in_force()
    if version is None or version == current or publication.is_automatic:
        return False
    version.adopted_at = at
    version.save(update_fields=["adopted_at"])
    return True
