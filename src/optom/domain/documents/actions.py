"""Give numbers without gaps; issue papers that never change; draw them and remember, once, what came out."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from django.db import connection

from optom.base import kept_files
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.domain.documents import queries
from optom.domain.documents.drawing import PaperDiffersError, Source, drawn, payload_text, source_hash
from optom.domain.documents.render import RENDERER
from optom.domain.documents.rules import MOST_SIGNED, Attached, objections_to_files, type_of_copy

_sql = statements(__package__)
_log = logging.getLogger(__name__)


def next_number(*, owner: int, kind: str, year: int) -> int:
    """The next number of this owner's papers of a kind in a year: 1, 2, 3... without gaps.

    The number is the caller's only if his transaction commits, and nobody else gets one of the same owner, kind and
    year before it ends: ask late. RuntimeError outside of a transaction.
    """
    _require_transaction()
    return int(_sql.value("next_number", owner=owner, kind=kind, year=year))


def issue(
    *,
    kind: str,
    owner: int,
    year: int,
    serial: int,
    number: str,
    title: str,
    template: str,
    payload: Mapping[str, object],
    at: datetime,
    company_id: int | None = None,
    contract_id: int | None = None,
    subject: str = "",
) -> int:
    """Write down what the paper says, for good; it is drawn after the commit (`draw`). Answers its id.

    ``serial`` comes from ``next_number`` in the same transaction; ``payload`` is text for ``template``;
    ``subject`` is the caller's own note of what the paper is about.
    """
    _require_transaction()
    text = payload_text(payload)
    paper: int = _sql.value(
        "insert_paper",
        kind=kind,
        owner=owner,
        year=year,
        serial=serial,
        number=number,
        title=title,
        at=at,
        company=company_id,
        contract=contract_id,
        subject=subject,
        payload=text,
        template=template,
        source_sha256=source_hash(template, text, at),
    )
    return paper


def draw(paper_id: int) -> bytes:
    """The PDF of the paper, byte for byte as it was drawn for the first time; that first hash is written down once.

    A paper of an earlier renderer is drawn by the present one: it says the same, its bytes may differ. Refused as
    ``documents.no_such_paper``; ``PaperDiffersError`` when the paper isn't what was issued any more.
    """
    source = queries.source(paper_id)
    document = drawn(source)
    if not source.sha256:
        _remember(source, document)
    return document


def draw_waiting(*, after: int = 0, limit: int = 100) -> int | None:
    """Draw papers that nobody has drawn yet, by ids above ``after``; the last id looked at, None when there was none.

    A paper that can't be drawn is logged and left for `optom check` to name; it holds up no other.
    """
    waiting = [row.id for row in _sql.rows("undrawn", after=after, limit=limit)]
    for paper_id in waiting:
        try:
            draw(paper_id)
        except (RuntimeError, OSError, ValueError):
            _log.exception("paper %s can't be drawn", paper_id)
    return max(waiting, default=None)


def add_signed_copy(*, paper: int, content: bytes, actor: int | None, at: datetime) -> int:
    """Keep a paper as it was signed and scanned, PDF or JPEG; the same file twice is one copy, whose id is answered.

    Who may, the caller has asked. Refuses `documents.no_such_paper`, `documents.copy_too_large`,
    `documents.copy_strange`.
    """
    of = queries.paper(paper)
    kind = type_of_copy(content)
    if kind is None:
        raise Refusal("documents.copy_strange", field="file")
    if len(content) > MOST_SIGNED:
        raise Refusal("documents.copy_too_large", field="file", size=len(content), most=MOST_SIGNED)
    kept = kept_files.keep(content)
    facts = {"paper": paper, "company": of.company_id, "sha256": kept.sha256, "size": kept.size, "kind": kind}
    return int(_sql.value("add_signed_copy", actor=actor, at=at, **facts))


def attach(*, subject: str, company: int, files: Sequence[Attached], actor: int | None, at: datetime) -> None:
    """Keep what somebody attaches to a subject, as it was given; the same file twice is one.

    Who may, the caller has asked, and lets nobody else attach meanwhile. Refuses `documents.file_strange`,
    `documents.file_too_large`, `documents.files_enough`.
    """
    refuse_all(objections_to_files(files, known=len(queries.attachments(subject))))
    for one in files:
        kept = kept_files.keep(one.content)
        facts = {"sha256": kept.sha256, "size": kept.size, "kind": one.content_type, "name": one.name[-120:]}
        _sql.run("attach", subject=subject, company=company, actor=actor, at=at, **facts)


def _remember(source: Source, document: bytes) -> None:
    """Whoever comes second must have drawn the same."""
    found = sha256(document).hexdigest()
    if _sql.run("remember", paper=source.id, renderer=RENDERER, sha256=found, size=len(document)):
        return
    first = queries.source(source.id)
    if first.renderer == RENDERER and first.sha256 != found:
        raise PaperDiffersError(f"{source} was drawn by two at once, and not alike")


def _require_transaction() -> None:
    """A number taken by a statement of its own would be lost when the rest of the act fails."""
    if not connection.in_atomic_block:
        raise RuntimeError("papers are numbered and issued inside the transaction of the act that needs them")
