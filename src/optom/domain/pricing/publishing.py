"""A price list of the firm's own, put into force at once, as it was shown."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from optom.base.refusal import Refusal
from optom.base.staging import Outcome, Report, ignore
from optom.domain.accounts import actions as accounts
from optom.domain.journal import actions as journal

from .importing import Names, PriceRow, import_prices


def publish_list(
    *,
    rows: Iterable[PriceRow],
    name: str,
    is_complete: bool,
    actor: int | None,
    at: datetime,
    expected: Outcome | None = None,
    report: Report = ignore,
) -> Outcome:
    """From ``at`` on the columns that the list names sell at its prices; ``is_complete``: at no others.

    ``expected`` is what its publisher was shown. A second time nothing changes. Reports what `import_prices` does.
    Refuses `accounts.may_not`, `pricing.prices_moved`.
    """
    accounts.require_desk(act="publish_prices", actor=actor)
    with transaction.atomic():
        outcome = import_prices(
            rows,
            at=at,
            source=name[:100],
            actor=actor,
            is_complete=is_complete,
            names=Names.OF_PEOPLE,
            report=report,
        )
        if expected is not None and outcome != expected:
            raise Refusal("pricing.prices_moved")
        if not outcome.is_without_effect:
            counts = {"created": outcome.created, "changed": outcome.changed, "withdrawn": outcome.hidden}
            facts = {"file": name, "is_complete": is_complete, **counts}
            journal.record(act="pricing.publish_list", actor=actor, at=at, facts=facts)
    return outcome
