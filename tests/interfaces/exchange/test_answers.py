"""What suppliers answer to orders is read by itself, whatever its form; what is no answer is passed over and named."""

import gzip
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.utils import timezone

from optom.base import kept_files
from optom.base.refusal import Refusal
from optom.base.spreadsheet import MOST_BYTES
from optom.domain.journal import actions as journal
from optom.domain.journal.models import Entry
from optom.domain.purchasing import actions as purchasing
from optom.domain.purchasing import queries as orders
from optom.domain.purchasing.models import Answer, AnswerLine, SupplierLine, SupplierOrder
from optom.domain.stock.models import Arrival
from optom.domain.suppliers import actions as suppliers
from optom.domain.suppliers import queries
from optom.domain.suppliers.models import Feed, FeedRun, Offer
from optom.domain.suppliers.rules import Brings
from optom.interfaces.exchange import answers
from tests.statements import counted
from tests.trade import Firm

from .answering import Answering, answering, offered, sent, written
from .test_supplier_orders import code, response, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def opora(firm: Firm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Answering:
    """His order waits for his word."""
    monkeypatch.setattr(settings, "OPTOM_FILES", tmp_path)
    return answering(firm, timezone.now(), tmp_path)


def why(run: FeedRun) -> list[str]:
    """The reasons why nothing came of a file."""
    return [one.code for one in queries.reasons(run.failure)]


def outcomes(run: FeedRun) -> list[tuple[Any, ...]]:
    """What its page says of each line."""
    part = orders.said(run.pk).keyed(list(SupplierLine.objects.order_by("position").values_list("pk", flat=True)))
    return [(row.article, row.outcome, row.said, row.said_price) for row in sorted(part, key=lambda row: row.position)]


def test_a_workbook_that_was_filled_in_confirms_its_order_line_by_line(opora: Answering) -> None:
    run = opora.taken(opora.book(a6204=("7", "101"), a6205=("10", "150")))
    assert (run.state, run.counts) == ("answered", {"lines": 2, "comes": 2, "doubted": 1})
    assert outcomes(run) == [("6204", "less", 7, 101), ("6205", "doubted", 10, 150)]
    [arrival] = Arrival.objects.all()
    assert (arrival.quantity, arrival.expected_on) == (7, opora.on), "what is beyond tolerance waits, as ever"
    facts = orders.order(opora.order.pk)
    assert facts
    assert (facts.state, facts.answer_run, facts.answer_file) == ("confirmed", run.pk, "answer.xlsx")
    entry = Entry.objects.get(act="purchasing.confirm")
    assert (entry.actor_id, entry.facts["file"]) == (None, "answer.xlsx")


def test_what_the_file_said_stays_when_a_person_decides_otherwise(opora: Answering) -> None:
    run = opora.taken(opora.book(a6205=("10", "150")))
    dear = SupplierLine.objects.get(position=2)
    told: dict[str, Any] = {"order": opora.order.pk, "lines": [dear.pk], "actor": opora.paula, "at": opora.at}
    purchasing.drop_lines(reason="Дорого", **told)
    assert outcomes(run)[1] == ("6205", "doubted", 10, 150)
    assert SupplierLine.objects.get(pk=dear.pk).confirmed == 0


@pytest.mark.parametrize("form", ["ubl", "simple", "json", "renamed sheet"])
def test_an_order_is_known_by_its_number_in_any_form(opora: Answering, form: str) -> None:
    number = opora.order.pk
    simple = response(number, kind="OrderResponseSimple", more="<cbc:AcceptedIndicator>true</cbc:AcceptedIndicator>")
    content: dict[str, Any] = {
        "ubl": response(number, said(1, "10", "100", opora.on), said(2, "10", "100", opora.on)),
        "simple": simple,
        "json": f'{{"order": "PO-{number}", "lines": [{{"line": 1, "quantity": 10}}, {{"line": 2, "quantity": 10}}]}}',
        "renamed sheet": opora.book("TDSheet"),
    }
    said_so = content[form]
    run = opora.taken(said_so if isinstance(said_so, bytes) else said_so.encode(), "1")
    assert (run.state, why(run)) == ("answered", [])
    assert sorted(Arrival.objects.values_list("quantity", "expected_on")) == [(10, opora.on)] * 2


def test_a_refusal_of_the_whole_is_an_answer_too(opora: Answering) -> None:
    run = opora.taken(response(opora.order.pk, more=code("RE")), "no.xml")
    assert (run.state, run.counts["comes"]) == ("answered", 0)
    assert [outcome for _article, outcome, _said, _price in outcomes(run)] == ["nothing"] * 2
    assert (opora.state(), Arrival.objects.count()) == ("confirmed", 0)


PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 60
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
PRICES = written("Прайс", [["Код", "Цена"], ["1", "100"], ["2", "200"]])


@pytest.mark.parametrize(
    ("name", "content"),
    [("logo.png", PICTURE), ("price.xlsx", PRICES), ("letter.txt", "Добрый день".encode()), ("scan.pdf", b"%PDF-1.7"),
     ("settings.json", b'{"a": 1}'), ("order.xml", b"<Order>PO-1</Order>"), ("large.xlsx", b"0" * (11 << 20)),
     ("report-7.docx", b"PK\x03\x04"), ("letter.doc", OLE + "WordDocument".encode("utf-16-le") + b"\0" * 4096),
     ("scan.png", PICTURE + b"\0" * (11 << 20))],
)  # fmt: skip
def test_what_is_no_answer_is_passed_over_and_named(opora: Answering, name: str, content: bytes) -> None:
    run = opora.taken(content, name)
    assert (run.state, why(run)) == ("passed", ["purchasing.no_answer"])
    assert queries.reasons(run.failure)[0].facts["name"] == name
    assert (queries.waiting(), opora.state()) == (0, "sent")


def test_a_workbook_that_cannot_be_opened_may_be_an_answer_so_somebody_looks(opora: Answering) -> None:
    book, locked = opora.book(), "EncryptedPackage".encode("utf-16-le")
    for content in (book[: len(book) // 2], book[:-30], OLE + locked + b"\0" * 4096, OLE):
        run = opora.taken(content, "1.xlsx")
        assert (run.state, why(run)) == ("failed", ["files.not_a_table"])
    assert (queries.waiting(), opora.state()) == (4, "sent")


@pytest.mark.parametrize("form", ["book", "json", "ubl"])
def test_an_answer_that_is_too_large_says_so(opora: Answering, form: str) -> None:
    content = {"book": opora.book(), "json": b"{", "ubl": response(opora.order.pk)}[form] + b" " * MOST_BYTES
    run = opora.taken(content, "1")
    assert (run.state, why(run)) == ("failed", ["files.too_large"])
    assert queries.reasons(run.failure)[0].facts["bytes"] == len(content)


def test_a_receipt_of_the_order_is_passed_over(opora: Answering) -> None:
    assert opora.taken(response(opora.order.pk, more=code("AB")), "receipt.xml").state == "passed"
    assert opora.state() == "sent"


def test_what_is_called_like_an_answer_is_not_passed_over(opora: Answering) -> None:
    for name in ("PO-7.pdf", "UBL-Order-PO-7.xml", "po7.csv"):
        run = opora.taken(b"%PDF-1.7", name)
        assert (run.state, why(run)) == ("failed", ["purchasing.order_unnamed"])
    assert queries.waiting() == 3
    assert opora.taken(PICTURE, "xpo-7.png").state == "passed"


def packed(**members: bytes) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return content.getvalue()


@pytest.mark.parametrize("how", ["zip", "gz"])
def test_the_one_answer_in_an_archive_is_taken_and_its_signature_is_nobodys_word(opora: Answering, how: str) -> None:
    book = opora.book()
    content = packed(sig=b"MIIB", scan=PICTURE, answer=book) if how == "zip" else gzip.compress(book)
    run = opora.taken(content, f"ответ.{how}")
    assert (run.state, run.counts["lines"], opora.state()) == ("answered", 2, "confirmed")


def test_what_of_an_archive_counts_is_not_guessed(opora: Answering) -> None:
    book = opora.book()
    for content, code_of in (
        (packed(one=book, other=opora.book(a6204=("1", "1"))), "purchasing.several_answers"),
        (packed(inner=packed(one=book)), "purchasing.answer_packed"),
        (b"Rar!\x1a\x07\0", "files.packed_otherwise"),
        (packed(cut=book[: len(book) // 2]), "files.not_a_table"),
    ):
        run = opora.taken(content, "архив")
        assert (run.state, why(run)) == ("failed", [code_of])
    assert opora.taken(packed(scan=PICTURE), "снимки.zip").state == "passed"
    assert opora.state() == "sent"


def test_all_that_cannot_be_read_is_told_at_once(opora: Answering) -> None:
    run = opora.taken(opora.book(a6204=("many", "100"), a6205=("10", "cheap")))
    assert (run.state, why(run)) == ("failed", ["purchasing.row_unread"] * 2)
    told = [(one.facts["article"], one.facts["order"]) for one in queries.reasons(run.failure)]
    assert told == [("6204", opora.order.pk), ("6205", opora.order.pk)]
    assert (opora.state(), queries.waiting()) == ("sent", 1)


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b'{"lines": []}', "purchasing.order_unnamed"), (b'{"order": "12", "lines": []}', "purchasing.order_unnamed"),
     (b'{"order": 99999999999999999999999, "lines": []}', "purchasing.order_unnamed"),
     (b'{"order": "PO-999999", "lines": []}', "purchasing.not_his_order"), (b"{", "purchasing.not_json"),
     (response(999999), "purchasing.not_his_order"), (b"<OrderResponse/>", "purchasing.xml_wrong"),
     (written("PO-1", [["PO-2"]]), "purchasing.several_orders")],
)  # fmt: skip
def test_what_names_no_order_of_his_changes_nothing(opora: Answering, content: bytes, reason: str) -> None:
    run = opora.taken(content, "1")
    assert (run.state, why(run), opora.state()) == ("failed", [reason], "sent")


def test_nobody_answers_anothers_order(opora: Answering, firm: Firm) -> None:
    other = offered(firm, "Чужой", "9000", at=opora.at)
    [theirs] = sent(firm, opora.paula, opora.at, other)
    run = opora.taken(response(theirs.pk, more=code("AP")), "1.xml")
    assert (run.state, why(run)) == ("failed", ["purchasing.not_his_order"])
    assert SupplierOrder.objects.get(pk=theirs.pk).state == "sent"


def test_the_same_letter_twice_confirms_once(opora: Answering) -> None:
    book = opora.book()
    first, again = opora.taken(book), opora.taken(book, later=5)
    assert (first.state, again.state, why(again)) == ("answered", "passed", ["purchasing.same_answer"])
    assert (Answer.objects.get().run_id, Arrival.objects.count(), queries.waiting()) == (first.pk, 2, 0)


def test_an_order_that_was_answered_is_not_answered_otherwise(opora: Answering) -> None:
    opora.taken(opora.book())
    run = opora.taken(opora.book(a6204=("1", "100")), later=5)
    assert (run.state, why(run)) == ("failed", ["purchasing.answered_already"])
    assert SupplierLine.objects.get(position=1).confirmed == 10


def test_a_cancelled_order_is_not_confirmed(opora: Answering) -> None:
    purchasing.cancel(order=opora.order.pk, actor=opora.paula, at=opora.at)
    run = opora.taken(opora.book())
    assert (run.state, why(run), opora.state()) == ("failed", ["purchasing.not_awaiting"], "cancelled")


def test_each_answer_that_failed_waits_until_it_is_settled(opora: Answering) -> None:
    failed = opora.taken(opora.book(a6204=("many", "1")))
    opora.taken(PICTURE, "logo.png", later=1)
    assert queries.waiting() == 1, "what came after it does not hide it"
    shown: Any = queries.feeds().one(opora.feed.pk)
    assert (shown.run, shown.state) == (failed.pk, "failed")
    suppliers.reject(run=failed.pk, actor=opora.paula, at=opora.at)
    assert (queries.waiting(), why(FeedRun.objects.get(pk=failed.pk))) == (0, ["purchasing.row_unread"])


def test_an_answer_is_run_once_more_when_what_was_wrong_is_mended(opora: Answering) -> None:
    SupplierOrder.objects.update(state="draft")
    early = opora.taken(opora.book())
    assert why(early) == ["purchasing.not_awaiting"]
    SupplierOrder.objects.update(state="sent")
    again = suppliers.replay(run=early.pk, actor=opora.paula, at=opora.at)
    answers.take(run=again, at=opora.at)
    assert (FeedRun.objects.get(pk=again).state, opora.state(), queries.waiting()) == ("answered", "confirmed", 0)
    once_more = suppliers.replay(run=again, actor=opora.paula, at=opora.at)
    answers.take(run=once_more, at=opora.at)
    assert FeedRun.objects.get(pk=once_more).state == "passed", "harmless"


class _Died(BaseException):
    """The worker was killed."""


def test_who_dies_over_an_answer_has_changed_nothing_and_it_is_taken_up_again(
    opora: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(**_: Any) -> None:
        raise _Died

    run = opora.comes(opora.book())
    with monkeypatch.context() as broken:
        broken.setattr(suppliers, "take_answer", dies)
        with pytest.raises(_Died):
            answers.take(run=run, at=opora.at)
    assert (opora.state(), Arrival.objects.count(), AnswerLine.objects.count()) == ("sent", 0, 0)
    assert suppliers.answers_left(at_work=[run], at=opora.at) == []
    assert suppliers.answers_left(at_work=[], at=opora.at) == [run]
    answers.take(run=run, at=opora.at)
    answers.take(run=run, at=opora.at + timedelta(minutes=1))
    assert (opora.state(), Arrival.objects.count(), Answer.objects.count()) == ("confirmed", 2, 1)


def test_an_answer_over_which_workers_die_is_given_up(opora: Answering) -> None:
    run = opora.comes(opora.book())
    FeedRun.objects.filter(pk=run).update(tries=3)
    assert suppliers.answers_left(at_work=[], at=opora.at) == []
    lost = FeedRun.objects.get(pk=run)
    assert (lost.state, why(lost)) == ("failed", ["suppliers.lost"])


def test_who_meets_somebody_at_the_same_rows_tries_again_and_tells_in_the_end(
    opora: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(**_: Any) -> None:
        raise Refusal("purchasing.busy")

    run = opora.comes(opora.book())
    monkeypatch.setattr(purchasing, "take_answer", busy)
    for _ in range(2):
        answers.take(run=run, at=opora.at)
        assert FeedRun.objects.get(pk=run).state == "waiting"
    answers.take(run=run, at=opora.at)
    assert why(FeedRun.objects.get(pk=run)) == ["purchasing.busy"]


def test_a_file_that_is_not_kept_any_more_says_so(opora: Answering) -> None:
    run = opora.comes(opora.book())
    kept_files.path_of(FeedRun.objects.get(pk=run).sha256).unlink()
    answers.take(run=run, at=opora.at)
    assert why(FeedRun.objects.get(pk=run)) == ["suppliers.file_lost"]


def test_a_file_has_a_job_of_its_own_and_is_no_list(opora: Answering) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob  # noqa: PLC0415 -- only here

    run = opora.comes(opora.book())
    journal.deliver(at=opora.at + timedelta(minutes=1))
    tasks = set(ProcrastinateJob.objects.filter(args={"run": run}).values_list("task_name", flat=True))
    assert tasks == {"exchange.take_answer"}
    suppliers.work(run=run, at=opora.at)
    assert (suppliers.left(at_work=[], at=opora.at), FeedRun.objects.get(pk=run).state) == ([], "waiting")
    listed = Feed.objects.create(supplier=opora.order.supplier, name="Прайс", brings=Brings.PRICES)
    FeedRun.objects.filter(pk=run).update(feed=listed)
    answers.take(run=run, at=opora.at)
    assert FeedRun.objects.get(pk=run).state == "waiting"


def test_the_statements_of_an_answer_do_not_grow_with_its_lines(firm: Firm, opora: Answering) -> None:
    def cost(*articles: str) -> int:
        supplier = offered(firm, articles[0], *articles, at=opora.at)
        [order] = sent(firm, opora.paula, opora.at, supplier)
        Feed.objects.filter(pk=opora.feed.pk).update(supplier=supplier)
        run = opora.comes(response(order.pk, more=code("AP")), "1.xml")
        with counted() as statements:
            answers.take(run=run, at=opora.at)
        assert FeedRun.objects.get(pk=run).state == "answered"
        return len(statements)

    assert cost("few") == cost(*(f"many-{n}" for n in range(30)))
    assert Offer.objects.count() == 33
