"""What is decided about requests, replies and savings without asking anybody. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from optom.base.refusal import Refusal

MOST_LINES, MOST_SUPPLIERS = 2000, 100
MOST_TITLE, MOST_NOTE, MOST_COMMENT = 120, 1000, 300
DAYS_TO_CLAIM, MOST_DAYS_WON = 90, 365  # a better price is claimed soon, and counts for a year at the most
LINK_DAYS = 60  # at the most: a request that nobody answers for so long is made anew
_MOST, _MOST_DAYS = Decimal(10) ** 10, 999
LEAST_PRICE, LEAST_QUANTITY, LEAST_PERCENT = (
    Decimal("0.0001"),
    Decimal("0.001"),
    Decimal("0.01"),
)  # less is kept as nought


class Won(StrEnum):
    """How a price was brought down; a correction stands in place of an entry that was wrong."""

    AWARD = "award"
    TALK = "talk"
    OFFER = "offer"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a supplier says of a line, as it can be kept. ``price`` per unit of ours; ``quantity`` None: all of it."""

    line: int
    price: Decimal | None
    currency: str
    quantity: Decimal | None = None
    multiple: Decimal | None = None
    lead_days: int | None = None
    comment: str = ""

    def objections(self, currencies: frozenset[str]) -> Iterator[tuple[str, Refusal]]:
        """The columns that can't be kept, each with its reason."""
        for name, least in (("price", LEAST_PRICE), ("quantity", LEAST_QUANTITY), ("multiple", LEAST_QUANTITY)):
            value = getattr(self, name)
            if value is not None and not least <= value < _MOST:
                yield name, Refusal("bargaining.out_of_bounds", field=name, most=_MOST)
        if self.lead_days is not None and not 0 <= self.lead_days <= _MOST_DAYS:
            yield "lead_days", Refusal("bargaining.out_of_bounds", field="lead_days", most=_MOST_DAYS)
        if self.currency not in currencies:
            yield "currency", Refusal("bargaining.currency_unknown", field="currency", currency=self.currency[:10])
        if len(self.comment) > MOST_COMMENT:
            facts = {"field": "comment", "length": len(self.comment), "most": MOST_COMMENT}
            yield "comment", Refusal("input.too_long", **facts)


def objections_to_span(answer_until: datetime, at: datetime, deliver_on: date | None, today: date) -> Iterator[Refusal]:
    """Answers are taken until a moment to come, goods wanted on a day to come."""
    if answer_until <= at:
        yield Refusal("bargaining.over_already", field="answer_until")
    elif (answer_until - at).days >= LINK_DAYS:
        yield Refusal("bargaining.too_long_open", field="answer_until", most=LINK_DAYS)
    if deliver_on is not None and deliver_on < today:
        yield Refusal("bargaining.day_gone", field="deliver_on", day=deliver_on)
