"""Before prices come into force the director sees what real orders would bring at them, and who would pay more."""

import json
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from optom.base.refusal import Refusal, reasons_of
from optom.domain.companies.models import Contract
from optom.domain.costs import actions as figures
from optom.domain.costs.actions import Told
from optom.domain.costs.models import Input
from optom.domain.journal import actions as journal
from optom.domain.journal.models import Entry
from optom.domain.orders.models import Line, Order
from optom.domain.orders.rules import OrderLine
from optom.domain.policy import actions as policy
from optom.domain.policy.document import Guard, Policy, Rule
from optom.domain.policy.models import Publication
from optom.domain.quotes import actions as quotes
from optom.domain.replay import actions, queries, replaying
from optom.domain.replay.models import Replay, Total
from optom.domain.replay.rules import MOST_TRIES
from optom.interfaces.kit.identity import BUYER, STAFF, working_as
from tests.statements import counted
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
POLICY = Policy(rules=(Rule("wholesale", "planned_cost * 2"),), cost="planned_cost")
"""A bearing that costs 61 becomes 122, VAT inside: 100 without."""


@pytest.fixture
def bearing(firm: Firm, at: datetime) -> int:
    product = firm.product("6204", price=dec("97.60"))
    told = [Told(Input.objects.get(name="planned_cost").pk, product, Decimal(61))]
    figures.set_figures(told=told, actor=None, at=at)
    return product


def order(contract: int, product: int, at: datetime, quantity: int = 10, **said: Any) -> int:
    """A line that was sold for 70 apiece without VAT."""
    keys = {"contract_id": contract, "company_id": Contract.objects.get(pk=contract).company_id}
    number = Order.objects.count()
    made = Order.objects.create(key=str(number), placed_at=at, total=quantity * dec("85.40"), **keys)
    sums = {"price": dec("85.40"), "sum": quantity * dec("85.40"), "vat": quantity * dec("15.40")}
    return Line.objects.create(order=made, position=1, product_id=product, ordered=quantity, **sums, **keys, **said).pk


def proposed(at: datetime, says: Policy = POLICY) -> int:
    return policy.simulate(policy=says, actor=None, at=at)


def woken(task: str) -> list[dict[str, object]]:
    with connection.cursor() as cursor:
        cursor.execute("select args::text from procrastinate_jobs where task_name = %s order by id", [task])
        return [json.loads(row[0]) for row in cursor.fetchall()]


def replayed(publication: int, at: datetime, weeks: int = 13) -> queries.Told:
    return queries.told(actions.replay(publication=publication, actor=None, at=at, weeks=weeks))


def test_orders_of_the_weeks_are_told_as_sold_as_now_and_as_proposed(
    contract: int, strange_contract: int, bearing: int, at: datetime
) -> None:
    order(contract, bearing, at - timedelta(weeks=2), cancelled=4, shipped=6)
    order(strange_contract, bearing, at - timedelta(weeks=2), shipped=10)
    order(contract, bearing, at - timedelta(weeks=5), shipped=10)
    told = replayed(proposed(at), at, weeks=4)
    assert told.ordered == queries.Sums(
        lines=2, sold=dec(1120), present=dec(1280), proposed=dec(1600),
        costed_present=dec(1280), costed_proposed=dec(1600), cost=dec(976),
    )  # fmt: skip
    assert told.ways == queries.Ways(gain=0, hurt=2, same=0)
    assert told.reserved == told.waiting == queries.Sums()
    rows = queries.parts(Replay.objects.get().pk, "company").all()
    assert [(row.name, row.present, row.difference, row.change, row.way) for row in rows] == [
        ("Чужой", dec(800), dec(200), dec(25), "hurt"),
        ("Механик", dec(480), dec(120), dec(25), "hurt"),
    ]
    assert (rows[0].margin_present, rows[0].percent_proposed) == (dec(190), dec(39))


def test_open_orders_keep_their_promise(contract: int, bearing: int, at: datetime) -> None:
    order(contract, bearing, at - timedelta(weeks=60), reserved=4, shipped=3, cancelled=2)
    told = replayed(proposed(at), at, weeks=1)
    assert told.ordered.lines == 0
    for promised, quantity in ((told.reserved, 4), (told.waiting, 1)):
        assert (promised.lines, promised.sold, promised.proposed) == (1, 70 * quantity, 100 * quantity)


def test_open_quotes_keep_their_promise_until_they_end_or_are_orders(
    contract: int, alice: int, bearing: int, at: datetime
) -> None:
    publication, lines = proposed(at), [OrderLine(bearing, dec(10))]
    told: dict[str, Any] = {"contract": contract, "actor": alice, "at": at}
    first, _second = (quotes.issue_quote(lines=lines, key=key, **told) for key in ("1", "2"))
    quoted = replayed(publication, at).quoted
    assert (quoted.lines, quoted.sold, quoted.present, quoted.proposed) == (2, dec(1600), dec(1600), dec(2000))
    quotes.accept(quote=first, **told)
    assert replayed(publication, at).quoted.lines == 1
    assert replayed(publication, at + timedelta(days=99)).quoted.lines == 0


def test_what_a_guard_holds_back_is_not_replayed(contract: int, bearing: int, at: datetime) -> None:
    order(contract, bearing, at)
    held = Policy(rules=POLICY.rules, guards=(Guard("no jump", "change <= 20%"),), cost=POLICY.cost)
    told = replayed(proposed(at, held), at)
    assert told.ordered.proposed == told.ordered.present == dec(800)
    assert told.ways == queries.Ways(gain=0, hurt=0, same=1)


def test_what_leads_back_is_counted_against_the_costs_of_the_policy_in_force(
    firm: Firm, contract: int, bearing: int, at: datetime
) -> None:
    order(contract, bearing, at)
    policy.approve(publication=proposed(at), actor=None, at=at)
    later = at + timedelta(days=1)
    back = policy.lead_back(moment=at - timedelta(days=1), actor=None, at=later)
    told = replayed(back, later)
    assert (told.ordered.present, told.ordered.proposed, told.ordered.cost) == (dec(1000), dec(800), dec(610))
    unpriced = firm.product("6205")
    order(contract, unpriced, at)
    first = policy.lead_back(moment=firm.at - timedelta(days=1), actor=None, at=later)
    told = replayed(first, later)
    assert (told.ordered.lines, told.ordered.withdrawn, told.ordered.unpriced) == (0, 1, 1)


def test_only_what_is_proposed_can_be_replayed_and_over_so_many_weeks(bearing: int, at: datetime) -> None:
    publication = proposed(at)

    def refused(**asked: Any) -> list[str]:
        with pytest.raises(Refusal) as refusal:
            actions.replay(**{"publication": publication, "actor": None, "at": at, **asked})
        return [one.code for one in reasons_of(refusal.value)]

    assert refused(weeks=0) == refused(weeks=105) == ["replay.weeks_wrong"]
    assert refused(publication=publication + 1) == ["replay.publication_ended"]
    policy.drop(publication=publication, actor=None, at=at)
    assert refused(weeks=0) == ["replay.weeks_wrong", "replay.publication_ended"]
    Publication.objects.filter(pk=publication).update(dropped_at=None, worked_out_at=None)
    assert refused() == ["replay.not_worked_out"]
    assert not Replay.objects.exists()


def test_a_manager_replays_nothing(firm: Firm, bearing: int, at: datetime) -> None:
    with pytest.raises(Refusal) as refused:
        actions.replay(publication=proposed(at), actor=firm.person("mary", "manager"), at=at)
    assert refused.value.code == "accounts.may_not"


def test_many_lines_are_left_to_the_worker(
    contract: int, bearing: int, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        order(contract, bearing, at)
    publication = proposed(at)
    monkeypatch.setattr(replaying, "MOST_AT_ONCE", 2)
    asked = actions.replay(publication=publication, actor=None, at=at)
    found = queries.newest(publication)
    assert found is not None
    assert (found.state, Total.objects.count()) == ("working", 0)
    journal.deliver(at=at)
    assert woken("replay.work_out") == [{"replay": asked}]
    actions.work_out(replay=asked, at=at)
    actions.work_out(replay=asked, at=at)
    assert queries.told(asked).ordered.lines == 3
    assert Entry.objects.filter(act="replay.replay").count() == 1


def test_what_came_into_force_before_the_worker_came_to_it_is_not_said_to_change_nothing(
    contract: int, bearing: int, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    order(contract, bearing, at)
    publication = proposed(at)
    monkeypatch.setattr(replaying, "MOST_AT_ONCE", 0)
    asked = actions.replay(publication=publication, actor=None, at=at)
    policy.approve(publication=publication, actor=None, at=at)
    actions.work_out(replay=asked, at=at)
    found = queries.newest(publication)
    assert found is not None
    assert (found.state, found.failure, Total.objects.count()) == ("failed", "ended", 0)


def test_a_replay_that_fails_says_so(
    contract: int, bearing: int, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    order(contract, bearing, at)
    publication = proposed(at)
    monkeypatch.setattr(replaying, "MOST_AT_ONCE", 0)
    asked = actions.replay(publication=publication, actor=None, at=at)

    def breaks(*_: Any, **__: Any) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select 1/0")

    monkeypatch.setattr(replaying, "replay", breaks)
    actions.work_out(replay=asked, at=at)
    found = queries.newest(publication)
    assert found is not None
    assert (found.state, found.failure) == ("failed", "broken")


def test_a_replay_over_which_the_worker_dies_each_time_is_given_up_and_says_so(
    contract: int, bearing: int, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    order(contract, bearing, at)
    publication = proposed(at)
    monkeypatch.setattr(replaying, "MOST_AT_ONCE", 0)
    asked = actions.replay(publication=publication, actor=None, at=at)

    def dies(*_: Any, **__: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as deadly:
        deadly.setattr(replaying, "replay", dies)
        for _ in range(MOST_TRIES):
            with pytest.raises(SystemExit):
                actions.work_out(replay=asked, at=at)
    found = queries.newest(publication)
    assert found is not None
    assert found.state == "working", "it was begun three times and may be begun by another"
    actions.work_out(replay=asked, at=at)
    found = queries.newest(publication)
    assert found is not None
    assert (found.state, found.failure, Total.objects.count()) == ("failed", "lost", 0)


def test_a_worker_that_is_stopped_over_a_replay_takes_no_try_from_it(
    contract: int, bearing: int, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    order(contract, bearing, at)
    publication = proposed(at)
    monkeypatch.setattr(replaying, "MOST_AT_ONCE", 0)
    asked = actions.replay(publication=publication, actor=None, at=at)

    def is_stopped(*_: Any, **__: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as stopping:
        stopping.setattr(replaying, "replay", is_stopped)
        for _ in range(MOST_TRIES + 1):
            with pytest.raises(SystemExit):
                actions.work_out(replay=asked, at=at)
            actions.forgive_try(replay=asked)
    actions.work_out(replay=asked, at=at)
    found = queries.newest(publication)
    assert found is not None
    assert (found.state, found.failure) == ("done", "")


def test_the_number_of_statements_does_not_depend_on_the_lines(
    contract: int, strange_contract: int, bearing: int, at: datetime
) -> None:
    publication = proposed(at)
    order(contract, bearing, at)
    with counted() as one:
        replayed(publication, at)
    for days in range(20):
        order(strange_contract, bearing, at - timedelta(days=days), quantity=1 + days)
    with counted() as many:
        replayed(publication, at)
    assert len(many) == len(one)


def test_a_buyer_knows_of_no_replay(firm: Firm, contract: int, alice: int, bearing: int, at: datetime) -> None:
    order(contract, bearing, at)
    director = firm.person("boss", "director")
    with working_as(STAFF, user=director):
        made = actions.replay(publication=proposed(at), actor=director, at=at)
        assert queries.told(made).ordered.lines == 1
    for model in (Replay, Total):
        with working_as(BUYER, user=alice), pytest.raises(DatabaseError, match="denied"), transaction.atomic():
            model.objects.count()
