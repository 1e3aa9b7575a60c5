"""Many suppliers are asked; each answers by a link of his own, and what he sends is compared on landed cost."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, Refusals
from optom.base.sql import fetch
from optom.base.told_once import hash_of
from optom.domain.bargaining import actions, queries
from optom.domain.bargaining.actions import Asked, OfAll
from optom.domain.bargaining.models import AskedLine, Invitation, Link, Quoted
from optom.domain.bargaining.models import Reply as Typed
from optom.domain.bargaining.rules import Reply
from optom.domain.journal.models import Entry
from optom.domain.purchasing import actions as purchasing
from optom.domain.purchasing.actions import Agreed
from optom.interfaces.kit.identity import holding_link
from tests.domain.purchasing.test_best_offers import offer
from tests.statements import counted
from tests.trade import Firm, dec

from .asking import Bargain, landed, supplier

pytestmark = pytest.mark.django_db


def test_a_request_remembers_what_it_would_cost_without_asking(bargain: Bargain, bearing: int, firm: Firm) -> None:
    unknown = firm.product("6205")
    bargain.ask({bearing: 500, unknown: 10}, "Близкий", "Далёкий")
    lines = {row.product: row for row in queries.lines(bargain.request)}
    assert (lines[bearing].baseline, lines[bearing].baseline_supplier) == (100, "Близкий")
    assert lines[unknown].baseline is None, "nobody offers it"
    [row] = queries.requests(bargain.at).all()
    assert (row.state, row.lines, row.asked, row.answered) == ("open", 2, 2, 0)


def test_replies_stand_beside_each_other_on_landed_cost(bargain: Bargain, bearing: int) -> None:
    bargain.ask({bearing: 500}, "Близкий", "Далёкий")
    told: dict[str, Any] = {"actor": bargain.paula, "at": bargain.at}
    purchasing.agree(supplier=supplier("Далёкий"), agreed=Agreed(freight_percent=dec(20)), **told)
    bargain.answer("Близкий", {bearing: "97"})
    bargain.answer("Далёкий", {bearing: "102.48"}, with_vat=True)
    found = queries.quoted(bargain.request, business_day(bargain.at))
    assert landed(found) == {"Близкий": dec(97), "Далёкий": dec("100.8")}, "84 without VAT, and a fifth for freight"
    assert [row.supplier_name for row in found] == ["Близкий", "Далёкий"], "the best first"


def test_what_is_sent_again_counts_in_place_of_the_former_and_both_stay(bargain: Bargain, bearing: int) -> None:
    bargain.ask({bearing: 500}, "Близкий")
    for price in ("97", "95"):
        bargain.answer("Близкий", {bearing: price})
    [row] = queries.quoted(bargain.request, business_day(bargain.at))
    assert row.price == 95
    assert list(Quoted.objects.order_by("submission").values_list("submission", "price")) == [(1, 97), (2, 95)]


def test_what_is_sent_again_without_a_difference_is_kept_once(bargain: Bargain, bearing: int, firm: Firm) -> None:
    second = firm.product("6205")
    bargain.ask({bearing: 500, second: 5}, "Близкий")
    for _turn in range(3):
        bargain.answer("Близкий", {bearing: "97"})
    with bargain.held("Близкий") as held:
        assert actions.send(held=held, of_all=OfAll(with_vat=False, note="Иначе"), address="::1", at=bargain.at) == 1
    assert Quoted.objects.get().submission == Invitation.objects.get().submissions == 1
    assert Invitation.objects.get().note == "Иначе"
    bargain.answer("Близкий", {bearing: "97"}, until=business_day(bargain.at))
    bargain.answer("Близкий", {second: "5"}, until=business_day(bargain.at))
    assert Invitation.objects.get().submissions == 3
    assert [one.price for one in queries.quoted(bargain.request, business_day(bargain.at))] == [97, 5]


def test_what_was_only_typed_counts_for_nothing(bargain: Bargain, bearing: int) -> None:
    bargain.ask({bearing: 500}, "Близкий")
    line = bargain.line(bearing)
    with bargain.held("Близкий") as held:
        actions.keep(held=held, replies=[Reply(line, dec(97), "RUB", comment="со склада")])
        [row] = queries.asked_lines()
        assert (row.price, row.comment) == (97, "со склада")
    assert not queries.quoted(bargain.request, business_day(bargain.at))


def test_a_reply_without_any_price_is_not_sent(bargain: Bargain, bearing: int) -> None:
    bargain.ask({bearing: 500}, "Близкий")
    with bargain.held("Близкий") as held, pytest.raises(Refusal, match=r"bargaining\.nothing_priced"):
        actions.send(held=held, of_all=OfAll(with_vat=True), address="::1", at=bargain.at)
    assert Invitation.objects.get().submissions == 0


def test_a_link_ends_when_it_is_revoked_made_anew_or_its_time_is_over(bargain: Bargain, bearing: int) -> None:
    def opens(secret: str) -> bool:
        with holding_link(hash_of(secret)):
            return queries.held_link() is not None

    bargain.ask({bearing: 500}, "Близкий")
    first = bargain.secrets["Близкий"]
    bargain.invite("Близкий", key="k")
    assert bargain.secrets["Близкий"] == first, "the same button twice"
    assert opens(first)

    bargain.invite("Близкий", key="anew")
    second = bargain.secrets["Близкий"]
    assert (opens(first), opens(second)) == (False, True)

    told: dict[str, Any] = {
        "request": bargain.request,
        "supplier": supplier("Близкий"),
        "actor": bargain.paula,
        "at": bargain.at,
    }
    actions.revoke(**told)
    assert not opens(second)
    with pytest.raises(Refusal, match=r"bargaining\.no_link"):
        actions.revoke(**told)

    bargain.invite("Близкий", key="third")
    Link.objects.update(expires_at=bargain.at - timedelta(seconds=1))
    assert not opens(bargain.secrets["Близкий"])


def test_nobody_answers_a_request_that_is_closed_but_sees_what_he_has_sent(bargain: Bargain, bearing: int) -> None:
    bargain.ask({bearing: 500}, "Близкий")
    bargain.answer("Близкий", {bearing: "97"})
    actions.close(request=bargain.request, actor=bargain.paula, at=bargain.at)
    line = bargain.line(bearing)
    with bargain.held("Близкий") as held:
        assert [row.price for row in queries.asked_lines()] == [97]
        with pytest.raises(Refusal, match=r"bargaining\.closed"):
            actions.keep(held=held, replies=[Reply(line, dec(90), "RUB")])
        with pytest.raises(Refusal, match=r"bargaining\.closed"):
            actions.send(held=held, of_all=OfAll(with_vat=True), address="::1", at=bargain.at)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Typed.objects.create(invitation_id=held.invitation, line_id=line, price=dec(1))
    with pytest.raises(Refusal, match=r"bargaining\.closed"):
        bargain.invite("Далёкий")


HIDDEN = (
    *("suppliers_offer", "suppliers_supplier", "bargaining_request", "bargaining_askedline", "bargaining_award"),
    *("bargaining_quoted", "catalog_product", "bargaining_saving", "purchasing_agreement", "costs_figure"),
)


def test_a_supplier_sees_his_own_request_and_nothing_of_others(bargain: Bargain, bearing: int, firm: Firm) -> None:
    bargain.ask({bearing: 500}, "Близкий", "Далёкий")
    bargain.answer("Далёкий", {bearing: "91"})
    mine, other = bargain.line(bearing), Bargain(firm, bargain.paula, bargain.at)
    other.ask({bearing: 7}, "Далёкий")
    theirs = other.line(bearing)
    with bargain.held("Близкий") as held:
        assert [(row.id, row.price, row.number) for row in queries.asked_lines()] == [(mine, None, str(bearing))]
        assert not Typed.objects.exists(), "what the other has typed is not there"
        for line in (theirs, 10**9):
            with pytest.raises(Refusal, match=r"bargaining\.no_line"), transaction.atomic():
                actions.keep(held=held, replies=[Reply(line, dec(1), "RUB")])
        for table in HIDDEN:
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                fetch(f"select * from {table}", {})  # noqa: S608 -- a name of the list above
    with bargain.held("Далёкий"):
        assert [row.price for row in queries.asked_lines()] == [91]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(prices=st.lists(st.decimals("0.01", "99999", places=2), min_size=2, max_size=4))
def test_whatever_suppliers_send_each_sees_his_own_alone(bargain: Bargain, bearing: int, prices: list[Decimal]) -> None:
    """The rows that a link lets him read are those that he has written, by his function and by the table."""
    with transaction.atomic():
        names = [f"Поставщик {place}" for place in range(len(prices))]
        bargain.ask({bearing: 1}, *names)
        for name, price in zip(names, prices, strict=True):
            bargain.answer(name, {bearing: str(price)})
        for name, price in zip(names, prices, strict=True):
            with bargain.held(name):
                assert [row.price for row in queries.asked_lines()] == [price]
                assert [one.price for one in Typed.objects.all()] == [price]
        transaction.set_rollback(True)


def test_what_he_types_is_bounded_and_refused_together(bargain: Bargain, bearing: int) -> None:
    bargain.ask({bearing: 500}, "Близкий")
    wrong = Reply(bargain.line(bearing), dec(-1), "XXX", dec(10) ** 11, dec(0), 5000, "ы" * 301)
    with bargain.held("Близкий") as held, pytest.raises(Refusals) as refused:
        actions.keep(held=held, replies=[wrong])
    fields = {one.facts["field"] for one in refused.value.reasons}
    assert fields == {"price", "currency", "quantity", "multiple", "lead_days", "comment"}
    assert not Typed.objects.exists()


def test_what_cannot_be_asked_is_refused_together(bargain: Bargain, bearing: int, stranger: int) -> None:
    at, gone = bargain.at, business_day(bargain.at) - timedelta(days=1)
    with pytest.raises(Refusals) as refused:
        actions.ask(asked=Asked(" ", {}, at, gone, "ы" * 2000), actor=bargain.paula, at=at)
    assert [one.code for one in refused.value.reasons] == [
        "input.required",
        "input.too_long",
        "bargaining.nothing_asked",
        "bargaining.over_already",
        "bargaining.day_gone",
    ]
    good = Asked("Подшипники", {bearing: dec(1)}, at + timedelta(days=1))
    with pytest.raises(Refusal, match=r"accounts\.may_not"):
        actions.ask(asked=good, actor=stranger, at=at)
    with pytest.raises(Refusal, match=r"bargaining\.no_product"):
        actions.ask(asked=Asked("Нечто", {10**9: dec(1)}, at + timedelta(days=1)), actor=bargain.paula, at=at)
    assert not AskedLine.objects.exists()


def test_acts_cost_as_many_statements_for_many_lines_as_for_one(firm: Firm, paula: int, at: datetime) -> None:
    counts = []
    for turn, many in enumerate((1, 1, 40)):
        products = [firm.product(f"{turn}-{place}") for place in range(many)]
        for product in products:
            offer(firm, product, "Близкий", "100", with_vat=False, at=at)
        bargain = Bargain(firm, paula, at)
        with counted() as asked:
            bargain.ask(dict.fromkeys(products, 5))
        bargain.invite("Близкий", key=str(turn))
        replies = [Reply(bargain.line(product), dec(90), "RUB") for product in products]
        with bargain.held("Близкий") as held, counted() as answered:
            actions.keep(held=held, replies=replies)
            actions.send(held=held, of_all=OfAll(with_vat=False), address="::1", at=at)
            queries.asked_lines()
        taken = [row.id for row in queries.quoted(bargain.request, business_day(at))]
        assert len(taken) == many
        with counted() as awarded:
            bargain.award(*taken)
        counts.append([len(one) for one in (asked, answered, awarded)])
    assert counts[1] == counts[2], "the first award makes the supplier's feed for quoted prices besides"


def test_all_is_in_the_journal(bargain: Bargain, bearing: int) -> None:
    bargain.ask({bearing: 500}, "Близкий")
    bargain.answer("Близкий", {bearing: "97"})
    bargain.award(bargain.quoted("Близкий", bearing))
    acts = list(Entry.objects.filter(act__startswith="bargaining.").order_by("id").values_list("act", "actor"))
    assert acts == [
        ("bargaining.ask", bargain.paula),
        ("bargaining.invite", bargain.paula),
        ("bargaining.send", None),
        ("bargaining.award", bargain.paula),
    ]
