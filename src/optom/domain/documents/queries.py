"""Issued papers: which there are, and a paper itself, drawn again from what it says."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from optom.base.books import Broken
from optom.base.refusal import Refusal
from optom.base.sql import statements
from optom.domain.documents.models import Paper
from optom.domain.documents.render import RENDERER, render_pdf

_sql = statements(__package__)


class PaperDiffersError(RuntimeError):
    """A paper drawn again is not the one that was issued: its payload or its template was touched."""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """An issued paper without its content. ``size`` is in bytes."""

    id: int
    kind: str
    number: str
    title: str
    issued_at: datetime
    company_id: int | None
    contract_id: int | None
    subject: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class NumberingFault:
    """Numbers ``given`` that are not the ``issued`` papers up to the ``highest``."""

    owner: int
    kind: str
    year: int
    given: int
    issued: int
    highest: int


def paper(paper_id: int) -> PaperRow:
    """The paper. Refused as ``documents.no_such_paper`` when there is none that the asker may see."""
    return _row(_paper(paper_id))


def papers_of(*, contract_id: int, limit: int, offset: int = 0) -> list[PaperRow]:
    """The papers of a contract, the latest first."""
    newest = Paper.objects.filter(contract_id=contract_id).order_by("-id").defer("payload")
    return [_row(one) for one in newest[offset : offset + limit]]


def render(paper_id: int) -> bytes:
    """The PDF as it was issued, byte for byte; ``PaperDiffersError`` when it can't be.

    A paper of an earlier renderer is drawn by the present one: it says the same, but its bytes differ, so they are
    not compared. Refused as ``documents.no_such_paper``.
    """
    issued = _paper(paper_id)
    document = render_pdf(issued.template, issued.payload, at=issued.issued_at)
    if issued.renderer == RENDERER and sha256(document).hexdigest() != issued.sha256:
        raise PaperDiffersError(f"paper {paper_id} ({issued.kind} {issued.number}) is not what was issued")
    return document


def numbering_faults() -> list[NumberingFault]:
    """Owners, kinds and years whose numbers have gaps, or have papers without numbers: there must be none."""
    return [NumberingFault(**row._asdict()) for row in _sql.rows("numbering_faults")]


def broken_books() -> list[Broken]:
    """Numbering with gaps, as every room says it."""
    return [
        Broken("numbers without gaps", f"{fault.kind} {fault.year} of {fault.owner}", fault.given, fault.issued)
        for fault in numbering_faults()
    ]


def _paper(paper_id: int) -> Paper:
    try:
        return Paper.objects.get(pk=paper_id)
    except Paper.DoesNotExist:
        raise Refusal("documents.no_such_paper", paper=paper_id) from None


def _row(one: Paper) -> PaperRow:
    return PaperRow(
        id=one.pk,
        kind=one.kind,
        number=one.number,
        title=one.title,
        issued_at=one.issued_at,
        company_id=one.company_id,
        contract_id=one.contract_id,
        subject=one.subject,
        sha256=one.sha256,
        size=one.size,
    )
