"""Issued papers: which there are, what each is drawn from, and what is wrong with any."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import orjson

from optom.base import kept_files
from optom.base.books import Broken, lost_files
from optom.base.listing import Listed, Listing
from optom.base.refusal import Refusal
from optom.base.sql import Row, statements
from optom.domain.documents.drawing import Source, drawn, found_source_hash, payload_text
from optom.domain.documents.render import LOOKED_ALIKE, RENDERER, render_pdf

_sql = statements(__package__)
SAMPLE = 5  # papers of each template and renderer that every check draws again: a fault of a template is in all of them
UNDRAWN_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """An issued paper without its content. ``size`` is in bytes (``kilobytes`` rounded up), None until it is drawn."""

    id: int
    kind: str
    number: str
    title: str
    issued_at: datetime
    company_id: int | None
    contract_id: int | None
    subject: str
    sha256: str | None
    size: int | None
    kilobytes: int | None


@dataclass(frozen=True, slots=True)
class SignedCopyRow:
    """A signed copy of a paper; ``size`` is in bytes."""

    id: int
    paper: int
    sha256: str
    size: int
    content_type: str
    added_at: datetime
    added_by: str | None


def signed_copies(paper_id: int) -> list[SignedCopyRow]:
    """The signed copies of a paper that the asker may see, the oldest first."""
    return [SignedCopyRow(*row) for row in _sql.rows("signed_copies", paper=paper_id)]


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A file that somebody has attached; ``size`` is in bytes."""

    id: int
    subject: str
    name: str
    sha256: str
    size: int
    content_type: str
    added_at: datetime
    added_by: str | None


def attachments(subject: str) -> list[AttachmentRow]:
    """The files of a subject that the asker may see, the oldest first."""
    return [AttachmentRow(*row) for row in _sql.rows("attachments", subject=subject)]


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
    found: PaperRow | None = _papers.of().one(paper_id)
    if found is None:
        raise Refusal("documents.no_such_paper", paper=paper_id)
    return found


_papers = Listing(
    __package__, "papers", search=("number", "title"), texts=("number", "title"), nulls=("kilobytes",), row=PaperRow
)


def payload(paper_id: int) -> dict[str, Any]:
    """What the paper says. Refused as ``documents.no_such_paper``."""
    said: dict[str, Any] = orjson.loads(source(paper_id).payload)
    return said


def facts_of(papers: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Of each paper that tells programs its facts the payload with these alone, without their lines. One statement."""
    found = _sql.rows("facts_of", papers=list(papers)) if papers else []
    return {row.paper: orjson.loads(row.payload) for row in found}


def papers_of(*, contract_id: int) -> Listed:
    """The papers of a contract as ``PaperRow``, the latest first."""
    return _papers.only(contract_id=contract_id)


def source(paper_id: int) -> Source:
    """What the paper is drawn from. Refused as ``documents.no_such_paper``."""
    row = _sql.first("source", paper=paper_id)
    if row is None:
        raise Refusal("documents.no_such_paper", paper=paper_id)
    return _source(row)


def content(paper_id: int) -> bytes:
    """The PDF of the paper as `actions.draw` draws it, for whoever may read but write nothing down."""
    return drawn(source(paper_id))


def sheet(template: str, payload: Mapping[str, object], *, at: datetime) -> bytes:
    """A PDF for work that nobody archives, drawn for whoever asks: it has no number, and nothing rests on it."""
    return render_pdf(template, payload, at=at)


def numbering_faults() -> list[NumberingFault]:
    """Owners, kinds and years whose numbers have gaps, or have papers without numbers: there must be none."""
    return [NumberingFault(**row._asdict()) for row in _sql.rows("numbering_faults")]


def drawing_faults(*, each: int = SAMPLE) -> list[Broken]:
    """Of each template and renderer, up to ``each`` papers at random that aren't what was issued when drawn now."""
    found = (_fault(_source(row)) for row in _sql.rows("sample", each=each))
    return [fault for fault in found if fault is not None]


def broken_books() -> list[Broken]:
    """Numbering with gaps, papers that aren't what was issued, as every room says it."""
    numbering = [
        Broken("numbers without gaps", f"{fault.kind} {fault.year} of {fault.owner}", fault.given, fault.issued)
        for fault in numbering_faults()
    ]
    lost = lost_files("signed copies and attachments are kept", named_files(""))
    return [*numbering, *drawing_faults(), *lost]


def named_files(prefix: str) -> list[kept_files.Kept]:
    """The files that signed copies and attachments name, of those whose hashes begin so."""
    return [kept_files.Kept(*row) for row in _sql.rows("named_files", prefix=prefix)]


def late(at: datetime) -> list[Broken]:
    """Papers that nobody has drawn for long: the worker does not run, or they can't be drawn."""
    row = _sql.one("long_undrawn", before=at - UNDRAWN_AFTER)
    if not row.papers:
        return []
    subject = f"{row.papers} papers, the first is {row.kind} {row.number} (paper {row.id})"
    return [Broken("papers are drawn within an hour", subject, "a drawing", f"none since {row.since:%Y-%m-%d %H:%M}")]


def _fault(one: Source) -> Broken | None:
    said = found_source_hash(one)
    if one.source_sha256 and said != one.source_sha256:
        return Broken("papers say what was issued", str(one), one.source_sha256, said)
    if not one.sha256 or one.renderer in LOOKED_ALIKE:
        return None
    now = _hash_now(one)
    if now == one.sha256:
        return None
    if one.renderer == RENDERER:
        return Broken("papers are drawn as they were issued", str(one), one.sha256, now)
    what = f"papers drawn by {one.renderer} look the same by {RENDERER}"
    return Broken(what, str(one), one.sha256, now)


def _hash_now(one: Source) -> str:
    """The hash of the present drawing, or why there is none: one paper must not hide the others' faults."""
    try:
        return sha256(render_pdf(one.template, orjson.loads(one.payload), at=one.issued_at)).hexdigest()
    except (RuntimeError, OSError, ValueError) as error:
        return f"no drawing: {error!r}"


def _source(row: Row) -> Source:
    facts: dict[str, Any] = row._asdict()
    return Source(**{**facts, "payload": payload_text(orjson.loads(facts["payload"]))})
