"""Put many papers of one company into a zip as it is sent, beside the floor: the same PDFs drawn by Typst alone.

Tells how far the resident memory of the process has grown from the tenth part of the zip to its end: it must not grow
with the papers. The papers are invoices for advances, issued for it; they stay, for numbers have no gaps.
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from uuid import uuid4

import orjson
from django.utils import timezone

from bench.measuring import Result, held, parser, percentile, say, timed
from bench.papers import _buyers
from optom.domain.billing import actions as billing
from optom.domain.billing import queries as issued
from optom.domain.companies import queries as companies
from optom.domain.documents import queries as documents
from optom.domain.documents.render import render_pdf
from optom.interfaces.kit import papers as files
from optom.interfaces.kit.identity import BUYER, working_as

PAPERS = 1_000
DRAWN_ALONE = 100  # by the floor
_PART = 10  # after a tenth of the papers memory is measured for the first time


def main(arguments: Sequence[str]) -> int:
    """Measure it; 0 when it was possible."""
    options = parser("paper_zip", "many papers as a zip, and how much memory it takes")
    options.add_argument("--papers", type=int, default=PAPERS)
    given = options.parse_args(arguments)
    buyer = _buyers(1, most=1, at=timezone.now())[0]
    with working_as(BUYER, user=buyer.actor):
        papers = [_advance(buyer.contract, buyer.actor, number) for number in range(given.papers)]
        say([_zipped(buyer.contract, papers, given.size)], as_json=given.json)
    return 0


def _advance(contract: int, actor: int, number: int) -> int:
    at, key = timezone.now(), f"zip-{uuid4().hex[:20]}"
    made = billing.issue_invoice(contract=contract, amount=Decimal(number + 1), key=key, actor=actor, at=at)
    return issued.invoice(made).paper


def _zipped(contract: int, papers: Sequence[int], size: str) -> Result:
    floor = [timed(partial(_alone, paper)) for paper in papers[:DRAWN_ALONE]]
    listed = issued.issued(company=companies.contract(contract).company)
    memory: list[float] = []

    def tell(done: int) -> None:
        if done >= len(papers) // _PART:
            memory.append(held())

    sent: list[int] = []
    pieces = files.zipped(listed, papers, draw=documents.content, told=tell)
    seconds = timed(lambda: sent.extend(len(piece) for piece in pieces))
    each = seconds / len(papers)
    floor_p50 = percentile(floor, 50)
    grown = max(memory) - memory[0]
    return Result(
        bench="paper_zip",
        case=f"{len(papers)} papers, {grown:+.0f} MB",
        size=size,
        p50_ms=round(each * 1000, 2),
        p95_ms=round(each * 1000, 2),
        per_s=round(1 / each, 1),
        floor_p50_ms=round(floor_p50, 2),
        ratio=round(each * 1000 / floor_p50, 2),
    )


def _alone(paper: int) -> None:
    source = documents.source(paper)
    render_pdf(source.template, orjson.loads(source.payload), at=source.issued_at)
