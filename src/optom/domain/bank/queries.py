"""Statements of banks: what was read, what waits, what was given to whom."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import orjson

from optom.base.books import Broken
from optom.base.listing import Listed, Listing
from optom.base.refusal import Refusal
from optom.base.sql import statements
from optom.base.told_once import hash_of

from .nearness import Candidate, Nearness, Reason, nearness

__all__ = [
    "Candidate",
    "DocumentRow",
    "Fates",
    "FileRow",
    "KeyRow",
    "Nearness",
    "Reason",
    "TurnoverRow",
    "UnreadRow",
    "WaitingRow",
    "broken_books",
    "documents",
    "fates",
    "files",
    "key_holder",
    "keys",
    "nearness",
    "queue",
    "raw",
    "turnovers",
    "unread",
    "waiting",
]

_sql = statements(__package__)
_MOST_UNREAD = 1000
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that was read: documents taken from it, known from earlier ones, not taken; the money that came by it.

    ``came`` is None where it came in several currencies, all of which ``currency`` names.
    """

    id: int
    name: str
    format: str
    size: int
    taken_at: datetime
    taken_by: str | None
    taken: int
    known: int
    refused: int
    came: Decimal | None
    currency: str


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """What of a file was not taken: where it stands, why, and how it read."""

    place: int
    line: int
    refusal: Refusal
    raw: str


@dataclass(frozen=True, slots=True)
class TurnoverRow:
    """What a file says of an account beside the documents of those days (``found_...``).

    ``closing_off`` is by how much its closing balance differs from opening + came - went; None where it can't be told.
    """

    line: int
    account: str
    since: date
    until: date
    opening: Decimal | None
    came: Decimal | None
    went: Decimal | None
    closing: Decimal | None
    found_came: Decimal
    found_went: Decimal
    closing_off: Decimal | None

    @property
    def came_off(self) -> Decimal:
        """How much of what came, as the bank says, is in no document."""
        return _NOTHING if self.came is None else self.came - self.found_came

    @property
    def went_off(self) -> Decimal:
        """The same of what went."""
        return _NOTHING if self.went is None else self.went - self.found_went

    @property
    def is_right(self) -> bool:
        """Whether all that is told agrees."""
        return not (self.came_off or self.went_off or self.closing_off)


@dataclass(frozen=True, slots=True)
class Fates:
    """Of so many documents the money was given, waits or is put aside, was not ours to give."""

    given: int
    waiting: int
    others: int


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """Money that moved on an account of ours, and what became of it; ``on`` is the document's day.

    ``state``: given, waits, aside, out (we paid), own (between our accounts).
    """

    id: int
    file: int
    file_name: str
    line: int
    direction: str
    kind: str
    number: str
    on: date
    moved_on: date
    amount: Decimal
    currency: str
    payer_account: str
    payer_inn: str
    payer_name: str
    payee_account: str
    payee_inn: str
    payee_name: str
    purpose: str
    state: str
    assignment: int | None
    contract: int | None
    contract_number: str | None
    company_name: str | None
    basis: str | None
    payment: int | None
    note: str | None


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """Money that waits for its contract, why, and the contract that is nearest."""

    id: int
    number: str
    on: date
    moved_on: date
    amount: Decimal
    currency: str
    payer_account: str
    payer_inn: str
    payer_name: str
    purpose: str
    seller: int
    seller_name: str
    reason: str
    candidate: int | None
    candidate_number: str | None
    candidate_name: str | None
    is_aside: bool
    note: str


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key by which a program hands in statements; ``state``: open, revoked."""

    id: int
    name: str
    created_at: datetime
    created_by: str
    revoked_at: datetime | None
    revoked_by: str | None
    last_used_at: datetime | None
    uses: int
    state: str


_keys = Listing(
    __package__,
    "keys",
    search=("name", "created_by"),
    texts=("name", "created_by"),
    nulls=("revoked_at", "revoked_by", "last_used_at"),
    row=KeyRow,
)
_files = Listing(
    __package__,
    "files",
    search=("name",),
    texts=("name", "taken_by"),
    nulls=("taken_by", "came"),
    sums=("came",),
    measure="currency",
    row=FileRow,
)
_documents = Listing(
    __package__,
    "documents",
    search=("number", "payer_name", "payer_inn", "payee_name", "purpose", "company_name"),
    texts=("number", "payer_name", "payee_name", "purpose", "company_name", "contract_number"),
    nulls=("assignment", "contract", "contract_number", "company_name", "basis", "payment", "note"),
    sums=("amount",),
    measure="currency",
    order=("-moved_on", "-id"),
    row=DocumentRow,
)
_queue = Listing(
    __package__,
    "queue",
    search=("number", "payer_name", "payer_inn", "purpose"),
    texts=("number", "payer_name", "purpose", "candidate_name"),
    nulls=("candidate", "candidate_number", "candidate_name"),
    sums=("amount",),
    measure="currency",
    order=("-moved_on", "-id"),
    row=WaitingRow,
)


def keys() -> Listed:
    """The keys by which programs hand in statements, as ``KeyRow``, newest first."""
    return _keys.of()


def key_holder(secret: str) -> tuple[int, int] | None:
    """The key of a secret and the person in whose name it is used; None when it opens nothing."""
    row = _sql.first("key_holder", secret_hash=hash_of(secret))
    return None if row is None else (int(row.key), int(row.holder))


def files() -> Listed:
    """The files that were read as ``FileRow``, the latest first."""
    return _files.of()


def unread(file: int) -> list[UnreadRow]:
    """What of a file was not taken, in its order; the first thousand of it."""
    rows = _sql.rows("unread", file=file, most=_MOST_UNREAD)
    return [UnreadRow(row.place, row.line, Refusal(row.code, **orjson.loads(row.facts)), row.raw) for row in rows]


def turnovers(file: int) -> list[TurnoverRow]:
    """What a file says of our accounts, and what the documents say."""
    return [TurnoverRow(*row) for row in _sql.rows("turnovers", file=file)]


def documents() -> Listed:
    """All documents as ``DocumentRow``, the latest first."""
    return _documents.of()


def fates(file: int) -> Fates:
    """What became of the documents that a file brought."""
    return Fates(*_sql.one("fates", file=file))


def queue() -> Listed:
    """Money that waits for its contract as ``WaitingRow``, the latest first; not what was put aside."""
    return _queue.only(is_aside=False)


def waiting() -> int:
    """How many documents wait for their contract."""
    return int(_sql.value("waiting"))


def raw(document: int) -> str:
    """A document as it stood in its file."""
    return str(_sql.value("document", document=document))


def broken_books() -> list[Broken]:
    """Money that came waits or was given, once and whole; other documents do neither."""
    found = []
    for row in _sql.rows("broken_books"):
        expected = {"amount": row.amount, "places": int(row.direction == "in"), "astray": 0}
        told = {"amount": row.paid, "places": int(row.waits) + row.given, "astray": row.astray}
        found.append(Broken("money that came waits or is given", f"bank.document:{row.document}", expected, told))
    return found
