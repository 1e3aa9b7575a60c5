"""Give numbers without gaps; issue papers that never change."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from django.db import connection

from optom.base.sql import statements
from optom.domain.documents.models import Paper
from optom.domain.documents.render import RENDERER, render_pdf

_sql = statements(__package__)


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
    """Draw the paper and archive what it says with the hash of what came out. Answers its id.

    ``serial`` comes from ``next_number`` in the same transaction; ``payload`` is text for ``template``;
    ``subject`` is the caller's own note of what the paper is about.
    """
    _require_transaction()
    document = render_pdf(template, payload, at=at)
    paper = Paper.objects.create(
        kind=kind,
        owner=owner,
        year=year,
        serial=serial,
        number=number,
        title=title,
        issued_at=at,
        company_id=company_id,
        contract_id=contract_id,
        subject=subject,
        payload=dict(payload),
        template=template,
        renderer=RENDERER,
        sha256=sha256(document).hexdigest(),
        size=len(document),
    )
    return int(paper.pk)


def _require_transaction() -> None:
    """A number taken by a statement of its own would be lost when the rest of the act fails."""
    if not connection.in_atomic_block:
        raise RuntimeError("papers are numbered and issued inside the transaction of the act that needs them")
