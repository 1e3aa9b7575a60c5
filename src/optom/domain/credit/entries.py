"""A line of the ledger, as every list of it has it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A line of the ledger: ``owed`` or ``paid`` is its amount; ``open`` is what of it is not settled yet.

    Kind and number of its paper are None also to whom papers are not shown. ``note_number`` is that of the paper with
    which goods left that are called by another since, as some books go on calling them.
    """

    id: int
    contract: int
    at: datetime
    on: date
    kind: str
    amount: Decimal
    due_on: date | None
    title: str
    subject: str
    paper: int | None
    open: Decimal
    owed: Decimal | None
    paid: Decimal | None
    paper_kind: str | None
    paper_number: str | None
    note_number: str | None
