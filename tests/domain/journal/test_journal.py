"""What was done is written once and for all; what was announced is heard."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from optom.domain.companies.models import Company
from optom.domain.journal import actions as journal
from optom.domain.journal import events, queries
from optom.domain.journal.models import Delivery, Entry, Event
from optom.interfaces.kit.identity import BUYER, working_as
from tests.statements import counted
from tests.trade import Firm, dec

HEARD: list[tuple[str, dict[str, Any]]] = []


@pytest.fixture(autouse=True)
def _silence() -> Iterator[None]:
    HEARD.clear()
    yield
    for handler in (hears, also_hears, fails):
        events.forget(handler)


def hears(facts: events.Facts, /, *, at: datetime) -> None:
    HEARD.append(("hears", dict(facts)))


def also_hears(facts: events.Facts, /, *, at: datetime) -> None:
    HEARD.append(("also hears", dict(facts)))


def fails(facts: events.Facts, /, *, at: datetime) -> None:
    Event.objects.create(at=at, name="left behind by a failure")
    raise RuntimeError("the printer is on fire")


def announce(at: datetime, name: str = "goods.left", **facts: object) -> None:
    journal.record(act="goods.leave", actor=None, at=at, announce=[(name, facts)])


def test_an_act_and_its_announcements_are_one_statement(firm: Firm, at: datetime) -> None:
    boss = firm.person("boss")
    events.on("goods.left")(hears)
    events.on("money.owed")(hears)
    with counted() as sent:
        journal.record(
            act="goods.leave",
            actor=boss,
            at=at,
            subject="shipment:1",
            facts={"sum": dec("12.50"), "on": at.date()},
            announce=[("goods.left", {"shipment": 1}), ("money.owed", {"sum": dec("12.50")})],
        )

    assert len(sent) == 1
    [entry] = queries.entries(subject="shipment:1")
    assert (entry.act, entry.actor, entry.at) == ("goods.leave", boss, at)
    assert entry.facts == {"sum": "12.50", "on": "2026-11-23"}
    assert [event.name for event in Event.objects.order_by("id")] == ["goods.left", "money.owed"]


def test_many_deeds_of_one_act_are_one_statement_and_each_is_heard(
    firm: Firm, contract: int, strange_contract: int, at: datetime
) -> None:
    events.on("money.owed")(hears)
    companies = list(Company.objects.order_by("id").values_list("id", flat=True))
    deeds = [
        journal.Deed(f"contract:{company}", company, {"sum": dec(company)}, ("money.owed", {"company": company}))
        for company in companies
    ]
    with counted() as sent:
        journal.record_each(act="goods.leave", actor=None, at=at, deeds=deeds)
    journal.deliver(at=at)

    assert len(sent) == 1
    assert Entry.objects.count() == len(companies)
    assert [("hears", {"company": company}) for company in companies] == HEARD


@pytest.mark.django_db
def test_an_act_without_announcements_wakes_nobody(at: datetime) -> None:
    journal.record(act="goods.leave", actor=None, at=at)

    assert not Event.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("harm", ["update journal_entry set act = ''", "delete from journal_entry"])
def test_the_journal_never_changes(at: datetime, harm: str) -> None:
    from django.db import connection  # noqa: PLC0415 -- only the vandal needs it

    journal.record(act="goods.leave", actor=None, at=at)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(harm)


def test_a_buyer_writes_for_his_own_company_only(contract: int, alice: int, at: datetime) -> None:
    from optom.domain.companies import queries as companies  # noqa: PLC0415

    own = companies.contract(contract).company
    with working_as(BUYER, user=alice):
        journal.record(act="x.y", actor=alice, at=at, company=own, announce=[("x.done", {})])
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            journal.record(act="x.y", actor=alice, at=at, company=own + 1)

    assert [entry.act for entry in queries.entries(company=own)] == ["x.y"]


@pytest.mark.django_db
def test_a_fact_is_heard_by_everybody_who_listens_and_once(at: datetime) -> None:
    events.on("goods.left")(hears)
    events.on("goods.left")(also_hears)
    announce(at, shipment=7)

    assert journal.deliver(at=at) == 1
    assert journal.deliver(at=at) == 0

    assert HEARD == [("hears", {"shipment": 7}), ("also hears", {"shipment": 7})]
    assert queries.outbox().waiting == 0


@pytest.mark.django_db
def test_a_failing_handler_holds_up_neither_others_nor_later_facts(at: datetime) -> None:
    events.on("goods.left")(fails)
    events.on("goods.left")(hears)
    events.on("money.owed")(also_hears)
    announce(at)
    announce(at, "money.owed")

    assert journal.deliver(at=at) == 1

    assert [who for who, _ in HEARD] == ["hears", "also hears"]
    outbox = queries.outbox()
    assert (outbox.waiting, outbox.failing) == (1, 1)
    assert "the printer is on fire" in Event.objects.get(name="goods.left").problem
    assert not Event.objects.filter(name="left behind by a failure").exists()


@pytest.mark.django_db
def test_what_failed_is_tried_again_later_and_later_and_the_others_not_at_all(at: datetime) -> None:
    events.on("goods.left")(fails)
    events.on("goods.left")(hears)
    announce(at)

    waits = []
    for _ in range(4):
        journal.deliver(at=at)
        next_at = queries.next_retry()
        assert next_at is not None
        waits.append((next_at - at).total_seconds())
        assert journal.deliver(at=next_at - timedelta(seconds=1)) == 0
        at = next_at
    events.forget(fails)

    assert journal.deliver(at=at) == 1
    assert waits == [2, 4, 8, 16]
    assert [who for who, _ in HEARD] == ["hears"]
    assert [mark.handler for mark in Delivery.objects.all()] == [f"{__name__}.hears"]


@pytest.mark.django_db
def test_what_was_heard_long_ago_is_forgotten(at: datetime) -> None:
    events.on("goods.left")(hears)
    announce(at)
    journal.deliver(at=at)
    announce(at + timedelta(days=8))

    assert journal.forget_delivered(before=at) == 0
    assert journal.forget_delivered(before=at + timedelta(days=7)) == 1
    assert (Event.objects.count(), Delivery.objects.count(), Entry.objects.count()) == (1, 0, 2)


@pytest.mark.django_db
def test_a_fact_that_nobody_listens_to_stays_in_the_journal_only(at: datetime) -> None:
    events.on("goods.left")(hears)
    journal.record(act="goods.leave", actor=None, at=at, announce=[("goods.left", {}), ("money.owed", {})])

    assert [event.name for event in Event.objects.all()] == ["goods.left"]
    assert [entry.act for entry in queries.entries()] == ["goods.leave"]


@pytest.mark.django_db
def test_a_fact_whose_listener_is_gone_is_done_with(at: datetime) -> None:
    events.on("goods.left")(hears)
    announce(at)
    events.forget(hears)

    assert journal.deliver(at=at) == 1
    assert queries.outbox().waiting == 0


@pytest.mark.django_db
def test_facts_that_wait_for_more_than_an_hour_are_named(at: datetime) -> None:
    events.on("goods.left")(fails)
    announce(at)
    journal.deliver(at=at)

    assert queries.late(at + timedelta(minutes=59)) == []
    [late] = queries.late(at + timedelta(minutes=61))
    assert late.subject == "1 wait, 1 of them have failed"


def _announce_and_fail(at: datetime) -> None:
    events.on("goods.left")(hears)
    announce(at)
    raise ZeroDivisionError


@pytest.mark.django_db
def test_an_act_that_fails_leaves_no_trace(at: datetime) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        _announce_and_fail(at)

    assert not Entry.objects.exists()
    assert not Event.objects.exists()
