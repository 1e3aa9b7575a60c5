"""What stands of shipments after what was agreed to have been otherwise, and what buyers wait for an answer to."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from optom.base.books import Broken
from optom.base.listing import Listed, Listing
from optom.base.sql import Row, statements
from optom.base.tax import VatRate
from optom.domain.shipping.rules import price_with_vat

from .correcting import Amount, Claimed, StandingLine

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """What was agreed on; ``sum`` and ``vat`` are by how much more (+) or less (-) is owed. ``paper`` is the UKD."""

    id: int
    shipment: int
    paper: int | None
    number: str
    agreed_on: date
    at: datetime
    by: str | None
    reason: str
    sum: Decimal
    vat: Decimal
    lines: int


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A shipment of which ``told`` things are not as they should be, as its buyer says; ``waiting`` for an answer.

    ``state``: waiting, answered, or uncounted: his title says so, and nobody has counted yet.
    """

    id: int
    contract: int
    company: int
    company_name: str
    contract_number: str
    warehouse_name: str
    dispatched_at: datetime
    told_at: datetime
    told: int
    waiting: int
    sum: Decimal
    currency: str
    upd_number: str | None
    state: str


@dataclass(frozen=True, slots=True)
class ClaimedRow:
    """Something that is not as it should be; what was agreed of it is None as long as nobody has answered."""

    id: int
    line: int
    order: int
    article: str
    name: str
    unit: str
    kind: str
    quantity: Decimal
    note: str
    at: datetime
    told_by: str | None
    agreed: Decimal | None
    back: Decimal | None
    answer: str | None
    answered_at: datetime | None
    answered_by: str | None
    correction: int | None

    @property
    def claimed(self) -> Claimed:
        """What is to be answered."""
        return Claimed(self.id, self.line, self.article, self.kind, self.quantity)


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """An UPD was issued anew, because ``what`` was wrong in the paper before it."""

    number: int
    paper: int
    revised_on: date
    what: str
    at: datetime
    by: str | None


@dataclass(frozen=True, slots=True)
class TitleRow:
    """What the buyer says of an UPD by his title: ``outcome`` 1 accepted, 2 with discrepancies, 3 refused.

    ``was_accepted_at``: since when the shipment had counted as accepted whole by then.
    """

    id: int
    file_id: str
    outcome: str
    accepted_on: date
    says: str
    discrepancy_paper: str
    taken_by: str
    at: datetime
    by: str | None
    was_accepted_at: datetime | None


_claims = Listing(
    __package__,
    "claims",
    search=("id", "company_name", "contract_number", "upd_number"),
    texts=("company_name", "contract_number", "warehouse_name", "upd_number"),
    nulls=("upd_number",),
    order=("-told_at", "-id"),
    row=ClaimRow,
)


def claims() -> Listed:
    """The shipments that buyers have objected to, as ``ClaimRow``, the latest first."""
    return _claims.of()


def is_uncounted(shipment: int) -> bool:
    """Whether a title says that something is wrong with a shipment, and nobody has counted since."""
    return bool(claims().only(id=shipment, state="uncounted").all())


def waiting_claims() -> int:
    """How many of them wait for an answer."""
    return int(_sql.value("waiting_claims"))


def claimed(shipment: int) -> list[ClaimedRow]:
    """What the buyer has found wrong in a shipment, with what was answered."""
    return [ClaimedRow(*row) for row in _sql.rows("claimed", shipment=shipment)]


def corrections(shipment: int) -> list[CorrectionRow]:
    """What was agreed to have been otherwise with a shipment, the first first."""
    return [CorrectionRow(*row) for row in _sql.rows("corrections", shipment=shipment)]


def revisions(shipment: int) -> list[RevisionRow]:
    """The times that the UPD of a shipment was issued anew, the first first."""
    return [RevisionRow(*row) for row in _sql.rows("revisions", shipment=shipment)]


def titles(shipment: int) -> list[TitleRow]:
    """The buyer's titles of the UPD of a shipment, the last first: that one counts."""
    return [TitleRow(*row) for row in _sql.rows("titles", shipment=shipment)]


def standing_lines(shipment: int) -> list[StandingLine]:
    """What of a shipment that left is owed for now, line by line in the order of its paper."""
    return [_standing(row) for row in _sql.rows("standing_lines", shipment=shipment)]


def _standing(row: Row) -> StandingLine:
    return StandingLine(
        line=row.line,
        position=row.position,
        order=row.order,
        product=row.product,
        article=row.article,
        name=row.name,
        unit=row.unit,
        okei=row.okei,
        rate=VatRate(row.vat_percent),
        agreed=price_with_vat(row.price, ordered=row.ordered, total=row.ordered_sum),
        amount=Amount(row.quantity, row.sum, row.vat),
        is_marked=row.is_marked,
    )


def broken_corrections() -> list[Broken]:
    """Corrections that are not what their lines, the ledger or the paper say."""
    found = []
    for row in _sql.rows("broken_corrections"):
        pairs = (
            ("correction = sum of its lines", row.line_sum, row.sum),
            ("correction = entry of the ledger", row.entry, row.sum),
            ("VAT of a correction = VAT of its lines", row.line_vat, row.vat),
            ("number = number on the paper", row.paper_number or "", row.number),
        )
        subject = f"billing.correction:{row.correction}"
        found += [Broken(what, subject, expected, is_so) for what, expected, is_so in pairs if expected != is_so]
    return found + _broken_lines()


def _broken_lines() -> list[Broken]:
    found = []
    for row in _sql.rows("broken_correction_lines"):
        pairs = (
            ("a correction starts from what was before", row.stood_sum, row.before_sum),
            ("the VAT of a correction starts from what was before", row.stood_vat, row.before_vat),
            ("VAT of a corrected line = what its rate makes of its sum", row.counted_vat, row.after_vat),
        )
        subject = f"billing.correction:{row.correction}/{row.line}"
        found += [Broken(what, subject, expected, is_so) for what, expected, is_so in pairs if expected != is_so]
    return found
