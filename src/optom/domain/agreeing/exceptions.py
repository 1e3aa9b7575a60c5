"""All exceptions from columns in one list: whose they are, why, until when, and what they give away."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.timezone import get_default_timezone_name

from optom.base.business_day import business_day, day_begins_at
from optom.base.listing import Listed, Listing
from optom.base.sql import statements

_sql = statements(__package__)
KINDS = ("fixed", "rule", "breaks", "promotion")
SOON_DAYS = 14
_COUNTED = timedelta(weeks=13)


@dataclass(frozen=True, slots=True)
class ExceptionRow:
    """A price that is not the column's own.

    ``base`` is what the contract would pay by its column less its discount (of breaks: the column's price), ``off`` how
    much less it is a unit, ``given`` how much less by what has left in 13 weeks, since it holds; of rules without what
    other exceptions hold of the same goods. ``until`` is the last day; ``term``: later (it begins), soon (it ends),
    limited, unlimited.
    """

    id: int
    kind: str
    contract: int | None
    company: str | None
    number: str | None
    product: int | None
    what: str
    column_name: str | None
    price: Decimal | None
    discount: Decimal | None
    base: Decimal | None
    off: Decimal | None
    currency: str | None
    owner: str | None
    reason: str
    since: date | None
    until: date | None
    days_left: int | None
    term: str
    is_unreasoned: bool
    given: Decimal | None


_EXCEPTIONS = Listing(
    __package__,
    "exceptions_list",
    search=("company", "number", "what", "reason"),
    texts=("company", "number", "what", "owner", "reason", "column_name"),
    nulls=(
        "company", "number", "column_name", "price", "discount", "base", "off", "currency", "owner", "since", "until",
        "days_left", "given",
    ),
    sums=("given",),
    measure="currency",
    order=("until", "id"),
    row=ExceptionRow,
)  # fmt: skip


def exceptions(*, at: datetime) -> Listed:
    """Those that hold at ``at`` or will, the first to end first."""
    today = business_day(at)
    days = {"today": today, "soon": SOON_DAYS, "weeks_at": day_begins_at(today) - _COUNTED}
    return _EXCEPTIONS.of(at=at, zone=get_default_timezone_name(), **days)


def kind_and_key(row: int) -> tuple[str, int]:
    """What a number of the list stands for: the kind, and the key of its row."""
    return KINDS[row % len(KINDS)], row // len(KINDS)


def ending_soon(*, owner: int, at: datetime) -> int:
    """How many fixed prices and rules of this person end within `SOON_DAYS`."""
    soon_at = day_begins_at(business_day(at) + timedelta(days=SOON_DAYS + 1))
    return int(_sql.value("ending_soon", owner=owner, at=at, soon_at=soon_at))


def owners(*, at: datetime) -> list[str]:
    """The people who answer for exceptions, by name."""
    return [row.name for row in _sql.rows("owners", at=at)]
