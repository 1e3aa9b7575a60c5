"""An issued paper never changes, and the archive gives it back as it was issued."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from optom.base.listing import Asked
from optom.base.refusal import Refusal
from optom.domain.billing.papers import INVOICE_TEMPLATE
from optom.domain.documents import queries
from optom.domain.documents.actions import draw, draw_waiting, issue, next_number
from optom.domain.documents.drawing import PaperDiffersError
from optom.domain.documents.models import Paper
from optom.domain.documents.render import RENDERER, render_pdf
from tests.domain.billing.invoices import invoice
from tests.domain.documents.samples import AT, item, text_of

pytestmark = pytest.mark.django_db

LETTERS = [item("«Ёлочка» — 5″ × 3½ \u2029 🙂 \\ \" ' \t <>&")]


def issued(*, contract_id: int = 7, **changes: object) -> int:
    serial = next_number(owner=1, kind="invoice", year=2026)
    payload = invoice(number=str(serial), **changes)
    return issue(
        kind="invoice",
        owner=1,
        year=2026,
        serial=serial,
        number=str(serial),
        title=payload["heading"],
        template=INVOICE_TEMPLATE,
        payload=payload,
        at=AT,
        company_id=5,
        contract_id=contract_id,
        subject="orders.order:45",
    )


def test_a_paper_is_drawn_again_byte_for_byte() -> None:
    paper_id = issued(items=LETTERS)
    document = draw(paper_id)
    assert document == render_pdf(INVOICE_TEMPLATE, invoice(number="1", items=LETTERS), at=AT)
    assert sha256(document).hexdigest() == queries.paper(paper_id).sha256
    assert draw(paper_id) == document
    assert "Счёт на оплату № 1 от 23 ноября 2026 г." in text_of(document)


def test_the_archive_knows_what_was_issued_to_whom() -> None:
    paper = queries.paper(issued())
    assert (paper.kind, paper.number, paper.title) == ("invoice", "1", "Счёт на оплату № 1 от 23 ноября 2026 г.")
    assert (paper.company_id, paper.contract_id, paper.subject) == (5, 7, "orders.order:45")
    assert paper.issued_at == AT
    assert (paper.sha256, paper.size) == (None, None), "nobody has drawn it yet"
    document = draw(paper.id)
    assert queries.paper(paper.id).size == len(document)


def test_the_papers_of_a_contract_come_latest_first() -> None:
    first, _, third, fourth = issued(), issued(contract_id=8), issued(), issued()
    assert [one.id for one in queries.papers_of(contract_id=7).part(Asked(count=2)).rows] == [fourth, third]
    assert [one.id for one in queries.papers_of(contract_id=7).part(Asked(start=2, count=2)).rows] == [first]


def test_a_paper_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Refusal, match=r"documents\.no_such_paper"):
        draw(12345)
    with pytest.raises(Refusal, match=r"documents\.no_such_paper"):
        queries.paper(12345)


@pytest.mark.parametrize("statement", ["update documents_paper set number = '2'", "delete from documents_paper"])
def test_a_paper_is_neither_changed_nor_removed(statement: str) -> None:
    paper_id = issued()
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert queries.paper(paper_id).number == "1"


def tamper(statement: str) -> None:
    """What only somebody with the owner's rights could do, past the trigger."""
    with connection.cursor() as cursor:
        cursor.execute("alter table documents_paper disable trigger documents_paper_immutable")
        cursor.execute(statement)
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table documents_paper enable trigger documents_paper_immutable")


FORGED = """update documents_paper set payload = jsonb_set(payload, '{goods,total}', '"1,00"')"""


@pytest.mark.parametrize("before", [lambda _: None, draw], ids=["undrawn", "drawn"])
def test_a_paper_that_was_tampered_with_is_not_shown(before: Callable[[int], object]) -> None:
    paper_id = issued()
    before(paper_id)
    tamper(FORGED)
    with pytest.raises(PaperDiffersError, match="invoice 1"):
        draw(paper_id)
    assert [fault.what for fault in queries.broken_books()] == ["papers say what was issued"]


def test_a_paper_whose_template_draws_otherwise_now_is_not_shown_and_is_named() -> None:
    paper_id = issued()
    first = draw(paper_id)
    tamper("update documents_paper set sha256 = repeat('0', 64)")
    with pytest.raises(PaperDiffersError, match="not drawn as it was issued"):
        draw(paper_id)
    [fault] = queries.broken_books()
    assert (fault.what, fault.expected) == ("papers are drawn as they were issued", "0" * 64)
    assert fault.found == sha256(first).hexdigest()


def test_after_an_upgrade_a_paper_is_drawn_still_and_named_until_somebody_has_looked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paper_id = issued()
    draw(paper_id)
    tamper("update documents_paper set renderer = 'typst 0.1', sha256 = repeat('0', 64)")
    assert "Счёт на оплату № 1" in text_of(draw(paper_id))
    assert [fault.what for fault in queries.broken_books()] == [
        f"papers drawn by typst 0.1 look the same by {RENDERER}"
    ]

    monkeypatch.setattr(queries, "LOOKED_ALIKE", frozenset({"typst 0.1"}))
    assert queries.broken_books() == []


def test_an_upgrade_that_draws_the_same_bytes_is_no_fault() -> None:
    draw(issued())
    tamper("update documents_paper set renderer = 'typst 0.1'")
    assert queries.broken_books() == []


def test_a_paper_that_cannot_be_drawn_is_named_and_holds_up_no_other() -> None:
    broken, good = issued(), issued()
    tamper("update documents_paper set source_sha256 = '', template = 'billing/lost.v1' where serial = 1")
    assert draw_waiting() == good
    assert (queries.paper(broken).sha256, queries.paper(good).sha256 is None) == (None, False)
    assert queries.late(AT + timedelta(minutes=59)) == []
    [late] = queries.late(AT + timedelta(minutes=61))
    assert f"1 papers, the first is invoice 1 (paper {broken})" in late.subject


def test_the_clock_draws_what_nobody_has_asked_for() -> None:
    papers = [issued() for _ in range(3)]
    assert draw_waiting(limit=2) == papers[1]
    assert draw_waiting(after=papers[1]) == papers[2]
    assert draw_waiting() is None
    assert all(queries.paper(one).sha256 == sha256(draw(one)).hexdigest() for one in papers)


def test_the_first_drawing_is_written_down_once() -> None:
    draw(issued())
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update documents_paper set sha256 = repeat('0', 64)")


DRAWN = "update documents_paper set renderer = 'x', size = 1, sha256 = repeat('0', 64), "


@pytest.mark.parametrize("also", ["number = '2'", "payload = '{}'", "source_sha256 = ''", "issued_at = now()"])
def test_with_the_first_drawing_nothing_else_changes(also: str) -> None:
    issued()
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(DRAWN + also)


def test_one_number_is_issued_once() -> None:
    paper = Paper.objects.get(pk=issued())
    paper.pk = None
    with pytest.raises(IntegrityError, match="documents_paper_number_once"), transaction.atomic():
        paper.save(force_insert=True)


def test_numbering_without_papers_or_papers_without_numbers_is_found() -> None:
    issued()
    issued()
    assert queries.numbering_faults() == []
    next_number(owner=1, kind="invoice", year=2026)
    next_number(owner=2, kind="invoice", year=2026)
    assert queries.numbering_faults() == [
        queries.NumberingFault(owner=1, kind="invoice", year=2026, given=3, issued=2, highest=2),
        queries.NumberingFault(owner=2, kind="invoice", year=2026, given=1, issued=0, highest=0),
    ]


def test_a_gap_between_papers_is_found() -> None:
    for _ in range(3):
        issued()
    tamper("delete from documents_paper where serial = 2")
    assert queries.numbering_faults() == [
        queries.NumberingFault(owner=1, kind="invoice", year=2026, given=3, issued=2, highest=3),
    ]


@pytest.mark.django_db(transaction=True)
def test_a_paper_outside_of_a_transaction_is_a_mistake_of_the_program() -> None:
    with pytest.raises(RuntimeError, match="inside the transaction"):
        issue(
            kind="invoice",
            owner=1,
            year=2026,
            serial=1,
            number="1",
            title="Счет",
            template=INVOICE_TEMPLATE,
            payload=invoice(),
            at=AT,
        )
