"""Price lists of the firm's own under the policy: where it takes four eyes, a list waits for other eyes too."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from optom.base.business_day import business_day
from optom.base.staging import Outcome
from optom.domain.pricing import actions as pricing
from optom.domain.pricing.importing import PriceRow

from . import proposals
from .document import from_json


def publish_list(
    *,
    rows: Iterable[PriceRow],
    name: str,
    is_complete: bool,
    begins_on: date | None,
    actor: int | None,
    at: datetime,
    expected: Outcome | None = None,
) -> Outcome | None:
    """The list comes into force at once, or on its day; what it has changed, None where it waits.

    Where the policy in force takes four eyes it waits for somebody else (`pricing.approve_list`), whatever its day;
    what the program itself loads does not. Refuses as `pricing.publish_list` and `pricing.plan_list`.
    """
    said: dict[str, Any] = {"rows": rows, "name": name, "is_complete": is_complete, "actor": actor, "at": at}
    takes_four_eyes = actor is not None and _takes_four_eyes()
    if begins_on is None and not takes_four_eyes:
        return pricing.publish_list(expected=expected, **said)
    day = begins_on or business_day(at)
    pricing.plan_list(begins_on=day, needs_approval=takes_four_eyes, **said)
    return None


def _takes_four_eyes() -> bool:
    version = proposals.in_force()
    return version is not None and from_json(version.document).four_eyes
