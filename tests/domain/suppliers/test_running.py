"""A supplier's file from the moment it comes until it is let in, held, or has failed."""

import contextlib
import errno
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection
from procrastinate.contrib.django.models import ProcrastinateJob

from optom.base import kept_files
from optom.base.jobs import LONG
from optom.base.refusal import Refusal
from optom.domain.journal import actions as journal
from optom.domain.suppliers import actions, offering, queries, running, tasks
from optom.domain.suppliers.fields import Field
from optom.domain.suppliers.models import Feed, FeedRun, Mapping, Offer, OfferChange, Supplier, Terms
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Send = Callable[..., FeedRun]
HEAD = "Код;Артикул;Бренд;Наименование;Цена, руб;Остаток"
GOODS = [f"{n};62{n:02d};SKF;Подшипник 62{n:02d};{100 + n},50;{n}" for n in range(1, 21)]


@pytest.fixture
def buyer(firm: Firm) -> int:
    return firm.person("purchaser", "purchaser")


@pytest.fixture
def send(feed: Feed, buyer: int, at: datetime, tmp_path: Path) -> Send:
    """A file of lines comes by the feed and is run a minute later."""
    day = 0

    def send(*lines: str, head: str = HEAD) -> FeedRun:
        nonlocal day
        day += 1
        path = tmp_path / "list.csv"
        path.write_bytes("\r\n".join([head, *lines]).encode("cp1251"))
        then = at + timedelta(days=day)
        run = actions.receive(feed=feed.pk, path=path, name="list.csv", actor=buyer, at=then)
        running.work(run=run, at=then + timedelta(minutes=1))
        return FeedRun.objects.get(pk=run)

    return send


def codes(run: FeedRun) -> list[str]:
    return [one["code"] for one in run.findings]


def accepted(run: FeedRun, buyer: int, at: datetime) -> FeedRun:
    actions.accept(run=run.pk, actor=buyer, at=at)
    running.work(run=run.pk, at=at)
    return FeedRun.objects.get(pk=run.pk)


def test_the_first_list_is_guessed_and_waits_until_somebody_has_looked(send: Send, buyer: int, at: datetime) -> None:
    run = send(*GOODS)
    assert (run.state, codes(run)) == ("held", ["first"])
    assert not Offer.objects.exists()
    first = queries.opened(run.pk).rows(2)[1]
    assert (first["number"], first["article"], first["price"], first["stock"]) == ("1", "6201", "101.50", "1")

    run = accepted(run, buyer, at + timedelta(days=2))
    assert (run.state, run.counts["offers"]) == ("applied", 20)
    assert Terms.objects.get(offer__number="1").price == Decimal("101.50")
    assert send(*GOODS).state == "applied", "the next one is understood as well"


def test_a_list_of_another_layout_is_held_not_swallowed(send: Send, buyer: int, at: datetime) -> None:
    accepted(send(*GOODS), buyer, at)
    moved = [";".join([*reversed(line.split(";"))]) for line in GOODS]
    assert send(*moved, head=";".join(reversed(HEAD.split(";")))).state == "applied", "columns may stand elsewhere"
    assert not OfferChange.objects.filter(run=FeedRun.objects.latest("pk")).exists()

    run = send(*GOODS, head=HEAD.replace("Цена, руб", "Розница"))
    assert (run.state, codes(run)) == ("held", ["head_renamed"])


def test_what_a_guard_holds_is_accepted_or_rejected_by_somebody(send: Send, buyer: int, at: datetime) -> None:
    accepted(send(*GOODS), buyer, at)
    tenfold = [line.replace(",50", "5,0") for line in GOODS]
    run = send(*tenfold)
    assert (run.state, "tenfold" in codes(run)) == ("held", True)
    assert Terms.objects.get(offer__number="1").price == Decimal("101.50"), "what stood stands"
    actions.reject(run=run.pk, actor=buyer, at=at)
    with pytest.raises(Refusal, match=r"suppliers\.not_held"):
        actions.accept(run=run.pk, actor=buyer, at=at)

    run = accepted(send(*tenfold), buyer, at + timedelta(days=9))
    assert Terms.objects.get(offer__number="1").price == Decimal("1015.00")


def test_half_a_list_is_held(send: Send, buyer: int, at: datetime) -> None:
    accepted(send(*GOODS), buyer, at)
    run = send(*GOODS[:10])
    assert run.findings == [{"code": "missing", "many": 10, "of": 20}]


def test_what_is_older_than_what_stands_is_not_let_in(send: Send, buyer: int, at: datetime) -> None:
    accepted(send(*GOODS), buyer, at)
    held = send(*GOODS[:10])
    assert send(*GOODS).state == "applied"
    with pytest.raises(Refusal, match=r"suppliers\.newer_applied"):
        actions.accept(run=held.pk, actor=buyer, at=at)


def test_a_mapping_is_mended_and_the_file_runs_by_it(send: Send, buyer: int, at: datetime) -> None:
    run = send(*GOODS)
    opened = queries.opened(run.pk)
    mended = replace(opened.mapping, formulas={Field.PRICE: "=ОКРУГЛ(цена * 0,9; 2)"})
    actions.map_anew(run=run.pk, mapping=mended, actor=buyer, at=at, reason="скидка 10 %")
    running.work(run=run.pk, at=at)
    assert FeedRun.objects.get(pk=run.pk).state == "applied"
    assert Terms.objects.get(offer__number="1").price == Decimal("91.35")
    assert Mapping.objects.filter(feed=run.feed).count() == 2

    wrong = replace(opened.mapping, formulas={Field.PRICE: "=цена * *"})
    with pytest.raises(Refusal, match=r"formula\."):
        actions.map_anew(run=run.pk, mapping=wrong, actor=buyer, at=at)


def test_a_file_that_is_none_has_failed_and_says_why(feed: Feed, buyer: int, at: datetime, tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_bytes(b"\x00\x01\x02" * 500)
    run = actions.receive(feed=feed.pk, path=path, name="list.xlsx", actor=buyer, at=at)
    running.work(run=run, at=at)
    failed = FeedRun.objects.get(pk=run)
    assert failed.state == "failed"
    assert failed.failure is not None
    assert failed.failure["code"].startswith("files.")


def test_who_dies_over_a_file_has_changed_nothing_and_it_is_taken_up_again(
    feed: Feed, buyer: int, at: datetime, tmp_path: Path, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Died(BaseException):
        """The worker was killed."""

    def dies(*_: Any, **__: Any) -> None:
        raise Died

    accepted(send(*GOODS), buyer, at)
    before = {one.pk: one.price for one in Terms.objects.all()}
    dearer = [line.replace("SKF", "FAG").replace(",50", ",90") for line in GOODS]
    with monkeypatch.context() as broken:
        broken.setattr(offering, "tell", dies)
        with pytest.raises(Died):
            send(*dearer)
    run = FeedRun.objects.latest("pk")
    assert (run.state, {one.pk: one.price for one in Terms.objects.all()}) == ("waiting", before)
    assert running.left(at_work=[], at=at) == [run.pk]
    running.work(run=run.pk, at=at + timedelta(days=30))
    assert FeedRun.objects.get(pk=run.pk).state == "applied"
    assert Terms.objects.get(offer__number="1").price == Decimal("101.90")

    FeedRun.objects.filter(pk=run.pk).update(state="waiting", tries=3)
    assert running.left(at_work=[], at=at) == []
    assert FeedRun.objects.get(pk=run.pk).failure == {"code": "suppliers.lost"}


def test_files_of_one_supplier_follow_each_other_and_hold_up_no_other_s(
    feed: Feed, buyer: int, at: datetime, tmp_path: Path
) -> None:
    """Else three lists of one would keep three workers waiting for the first of them."""
    path = tmp_path / "list.csv"
    other = Feed.objects.create(supplier=Supplier.objects.create(name="Вал", sort_key=""), name="list")
    came = [(of, f"{of.pk}-{n}") for of in (feed, other) for n in (1, 2)]
    for number, (of, text) in enumerate(came):
        path.write_text(text)
        actions.receive(feed=of.pk, path=path, name="list.csv", actor=buyer, at=at + timedelta(days=number))
    tasks.work_soon(running.left(at_work=[], at=at))
    jobs = ProcrastinateJob.objects.filter(task_name=tasks.work.name).order_by("id")
    suppliers = [feed.supplier_id, feed.supplier_id, other.supplier_id, other.supplier_id]
    assert [job.lock for job in jobs] == [f"suppliers.work:{supplier}" for supplier in suppliers]
    assert [job.args["run"] for job in jobs] == sorted(FeedRun.objects.values_list("pk", flat=True))
    assert {job.queue_name for job in jobs} == {LONG}


def test_a_file_that_is_not_kept_any_more_says_so(feed: Feed, buyer: int, at: datetime, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("only here")
    run = actions.receive(feed=feed.pk, path=path, name="list.csv", actor=buyer, at=at)
    kept_files.path_of(FeedRun.objects.get(pk=run).sha256).unlink()
    running.work(run=run, at=at)
    assert FeedRun.objects.get(pk=run).failure == {"code": "suppliers.file_lost"}


def test_a_file_is_run_again_as_it_was_understood_then(send: Send, buyer: int, at: datetime) -> None:
    run = accepted(send(*GOODS), buyer, at)
    again = actions.replay(run=run.pk, actor=buyer, at=at + timedelta(days=3))
    running.work(run=again, at=at + timedelta(days=3))
    repeated = FeedRun.objects.get(pk=again)
    assert (repeated.state, repeated.mapping_id, repeated.sha256) == ("applied", run.mapping_id, run.sha256)
    assert not OfferChange.objects.filter(run=again).exists()


def test_who_only_sells_may_not(feed: Feed, firm: Firm, at: datetime, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("a;b")
    with pytest.raises(Refusal, match=r"accounts\.may_not"):
        actions.receive(feed=feed.pk, path=path, name="a", actor=firm.person("m", "manager"), at=at)


def test_what_has_come_is_run_by_a_job_of_its_own(send: Send, buyer: int, at: datetime) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob  # noqa: PLC0415 -- only here

    run = send(*GOODS)
    journal.deliver(at=at + timedelta(days=1))
    assert ProcrastinateJob.objects.get(task_name="suppliers.work").args == {"run": run.pk}


def test_a_full_disk_changes_nothing_and_is_told_in_the_end(
    send: Send, buyer: int, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    accepted(send(*GOODS), buyer, at)
    dearer = [line.replace(",50", ",90") for line in GOODS]
    monkeypatch.setattr(offering, "_keep_report", full)
    with pytest.raises(OSError, match="No space"):
        send(*dearer)
    run = FeedRun.objects.latest("pk")
    for _ in range(2):
        with contextlib.suppress(OSError):
            running.work(run=run.pk, at=at)
    run.refresh_from_db()
    assert (run.state, run.failure) == ("failed", {"code": "suppliers.broken"})
    assert Terms.objects.get(offer__number="1").price == Decimal("101.50")

    monkeypatch.setattr(kept_files, "_write", full)
    before = FeedRun.objects.count()
    with pytest.raises(OSError, match="No space"):
        send(*GOODS, "99;9999;SKF;Подшипник;1,00;1")
    assert FeedRun.objects.count() == before, "what is not kept has not come"


def test_a_held_file_with_rows_that_are_no_offers_is_let_in_and_tells_of_them_once(
    send: Send, buyer: int, at: datetime
) -> None:
    run = send(*GOODS, "21;6221;SKF;Подшипник 6221;по запросу;3")
    assert [one.fate for one in queries.remarks(run.pk).all()] == ["no_price"]

    run = accepted(run, buyer, at + timedelta(days=2))

    assert (run.state, run.counts["offers"]) == ("applied", 20)
    assert [one.fate for one in queries.remarks(run.pk).all()] == ["no_price"]


@pytest.mark.django_db(transaction=True)
def test_a_database_that_restarts_over_a_file_has_changed_nothing_and_the_file_is_run_after_it(
    send: Send, buyer: int, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def restarts(*_: Any, **__: Any) -> None:
        """All that the server was doing is gone, as after an immediate shutdown."""
        backend = connection.connection.info.backend_pid
        with psycopg.connect(os.environ["OPTOM_DATABASE_URL"], autocommit=True) as server:
            server.execute("select pg_terminate_backend(%s, 10000)", [backend])
        connection.cursor().execute("select 1")

    accepted(send(*GOODS), buyer, at)
    with monkeypatch.context() as broken:
        broken.setattr(offering, "tell", restarts)
        with pytest.raises(DatabaseError):
            send(*(line.replace(",50", ",90") for line in GOODS))
    connection.close()
    run = FeedRun.objects.latest("pk")
    assert (run.state, run.tries) == ("waiting", 1)
    assert Terms.objects.get(offer__number="1").price == Decimal("101.50")
    assert running.left(at_work=[], at=at) == [run.pk]
    running.work(run=run.pk, at=at + timedelta(days=30))
    assert FeedRun.objects.get(pk=run.pk).state == "applied"
    assert Terms.objects.get(offer__number="1").price == Decimal("101.90")
