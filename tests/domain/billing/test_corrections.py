"""What left was not as it was written: the firm answers, and stock, debt, UKD and books follow."""

import random
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optom.base.refusal import Refusal, reasons_of
from optom.domain.billing import actions as billing
from optom.domain.billing import queries as papers
from optom.domain.billing.correcting import Answer, Change, StandingLine
from optom.domain.billing.models import Correction, CorrectionLine
from optom.domain.companies.models import Contract, Terms
from optom.domain.credit import actions as ledger
from optom.domain.credit import queries as settlements
from optom.domain.documents import queries as documents
from optom.domain.documents.models import Paper
from optom.domain.shipping import actions as shipping
from optom.domain.shipping.rules import Arrived
from optom.domain.stock import actions as stock
from optom.domain.stock import queries as stocked
from optom.domain.stock.models import Balance, Batch, Move
from tests.books import all_books
from tests.domain.billing.test_upd import complete, heard, leave
from tests.domain.shipping.deliveries import Delivery
from tests.statements import counted
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivery(firm: Firm, contract: int, alice: int, at: Any) -> Delivery:
    complete(firm, contract)
    return Delivery(firm, contract, alice, firm.person("walter", "warehouse"), at)


@pytest.fixture
def fiona(firm: Firm) -> int:
    """She works at the finance desk."""
    return firm.person("fiona", "finance")


def sent(delivery: Delivery, *goods: tuple[int, Any]) -> int:
    """What left, with its UPD."""
    shipment = leave(delivery, *goods)
    heard(delivery.at)
    return shipment


def lines_of(shipment: int) -> list[int]:
    return [line.line for line in papers.standing_lines(shipment)]


def count(delivery: Delivery, shipment: int, *arrived: Arrived) -> list[int]:
    """Alice counts what came; the numbers of what she found wrong."""
    answers = dict(zip(lines_of(shipment), arrived, strict=True))
    shipping.accept(shipment=shipment, arrived=answers, actor=delivery.alice, at=delivery.at)
    return [row.id for row in papers.claimed(shipment)]


def answer(delivery: Delivery, shipment: int, fiona: int, *answers: Answer) -> int | None:
    waiting = [row.id for row in papers.claimed(shipment) if row.agreed is None]
    said = dict(zip(waiting, answers, strict=True))
    return billing.answer_claim(shipment=shipment, answers=said, reason="", actor=fiona, at=delivery.at)


def correct(delivery: Delivery, shipment: int, actor: int, key: str = "k", **changes: Change) -> int:
    known = dict(zip(("first", "second"), lines_of(shipment), strict=False))
    said = {known[name]: change for name, change in changes.items()}
    return billing.correct(
        shipment=shipment, changes=said, reason="Соглашение № 3", key=key, actor=actor, at=delivery.at
    )


def said(correction: int) -> dict[str, Any]:
    """What its UKD says."""
    payload: dict[str, Any] = Paper.objects.get(pk=Correction.objects.get(pk=correction).paper_id or 0).payload
    return payload


def on_hand(product: int) -> Decimal:
    return Balance.objects.get(product_id=product).on_hand


def test_a_shortage_that_is_agreed_lessens_the_debt_by_an_ukd_and_the_goods_are_back(
    delivery: Delivery, firm: Firm, fiona: int
) -> None:
    bearing, grease = firm.product("6204", price="122.00", on_hand=10), firm.product("LIT", price="61.00", on_hand=10)
    shipment = sent(delivery, (bearing, 4), (grease, 2))
    count(delivery, shipment, Arrived(dec(3)), Arrived(dec(2), dec(1), "протекла"))
    assert papers.waiting_claims() == 1

    correction = answer(delivery, shipment, fiona, Answer(dec(1), dec(1)), Answer(dec(1)))

    assert delivery.debt == dec("427.00"), "4 x 122 + 2 x 61 = 610, less 122 and 61"
    assert (on_hand(bearing), on_hand(grease)) == (dec(7), dec(8)), "one stands in Moscow still, one is lost"
    assert list(Move.objects.filter(kind="return").values_list("product_id", "quantity")) == [(bearing, dec(1))]
    [entry] = settlements.ledger(contract=delivery.contract).only(kind="correction").all()
    assert (entry.amount, entry.title) == (dec("-183.00"), "УКД № 1 от 23 ноября 2026 г.")
    payload = said(correction or 0)
    first, second = payload["items"]
    assert (payload["status"], payload["original"]["number"]) == ("1", "1")
    assert (first["before"]["quantity"], first["after"]["quantity"], first["less"]["vat"]) == ("4", "3", "22,00")
    assert (second["position"], second["after"]["sum"], second["less"]["sum"]) == ("2", "61,00", "61,00")
    assert payload["less"] == {"net": "150,00", "vat": "33,00", "sum": "183,00"}
    assert payload["more"] == {"net": "", "vat": "", "sum": ""}
    assert documents.paper(entry.paper or 0).kind == "ukd"
    [row] = papers.issued(company=documents.paper(entry.paper or 0).company_id or 0).only(kind="ukd").all()
    assert (row.sum, row.shipment) == (dec("-183.00"), shipment)
    assert papers.waiting_claims() == 0
    assert all_books() == []


def test_a_part_is_agreed_to_the_rest_refused_with_a_reason_that_the_buyer_reads(
    delivery: Delivery, firm: Firm, fiona: int
) -> None:
    shipment = sent(delivery, (firm.product("6204", price="10.00", on_hand=10), 9))
    count(delivery, shipment, Arrived(dec(6)))

    with pytest.raises(Refusal, match=r"billing\.refused_unsaid"):
        answer(delivery, shipment, fiona, Answer(dec(2)))
    answer(delivery, shipment, fiona, Answer(dec(2), text="вес на выезде сошёлся"))

    [told] = papers.claimed(shipment)
    assert (told.agreed, told.answer, told.answered_by) == (dec(2), "вес на выезде сошёлся", "fiona")
    assert delivery.debt == dec("70.00")
    with pytest.raises(Refusal, match=r"billing\.nothing_claimed"):
        answer(delivery, shipment, fiona)
    assert all_books() == []


def test_a_claim_that_is_refused_changes_nothing_but_is_answered(delivery: Delivery, firm: Firm, fiona: int) -> None:
    shipment = sent(delivery, (firm.product("6204", price="10.00", on_hand=10), 9))
    count(delivery, shipment, Arrived(dec(6)))

    assert answer(delivery, shipment, fiona, Answer(dec(0), text="нет")) is None
    assert (delivery.debt, papers.corrections(shipment), papers.waiting_claims()) == (dec("90.00"), [], 0)


def test_a_surplus_that_is_kept_is_paid_for_and_has_left_the_stock(delivery: Delivery, firm: Firm, fiona: int) -> None:
    bearing = firm.product("6204", price="10.00", on_hand=10)
    shipment = sent(delivery, (bearing, 6))
    count(delivery, shipment, Arrived(dec(8)))

    answer(delivery, shipment, fiona, Answer(dec(2)))

    assert (delivery.debt, on_hand(bearing)) == (dec("80.00"), dec(2))
    [entry] = settlements.ledger(contract=delivery.contract).only(kind="correction").all()
    assert (entry.amount, entry.due_on) == (dec("20.00"), delivery.at.date())
    assert all_books() == []


def test_a_surplus_of_batched_goods_leaves_the_oldest_batch_and_its_return_is_of_none(
    delivery: Delivery, firm: Firm, fiona: int
) -> None:
    bearing = firm.product("6204", price="10.00", on_hand=0)
    for quantity in (7, 3):
        stock.receive(
            arrival=firm.arrival(bearing, quantity, delivery.at.date()), quantity=dec(quantity), at=delivery.at
        )
    shipment = sent(delivery, (bearing, 6))

    correct(delivery, shipment, fiona, "a", first=Change(dec(8), back=dec(-2)))

    left = stocked.batches_taken(subject=f"shipping.shipment:{shipment}")
    assert [one.quantity for one in left[lines_of(shipment)[0]]] == [dec(1), dec(1)], "the first batch had one left"
    assert all_books() == [], "no more remains of batches than there is"
    correct(delivery, shipment, fiona, "b", first=Change(dec(5), back=dec(3)))
    assert (on_hand(bearing), sum(Batch.objects.values_list("remains", flat=True))) == (dec(5), dec(2))
    assert all_books() == []


def test_one_too_much_in_place_of_a_broken_one_has_left_the_stock_and_costs_nothing(
    delivery: Delivery, firm: Firm, fiona: int
) -> None:
    bearing = firm.product("6204", price="10.00", on_hand=10)
    shipment = sent(delivery, (bearing, 6))
    count(delivery, shipment, Arrived(dec(7), dec(1), "разбит"))

    assert answer(delivery, shipment, fiona, Answer(dec(1)), Answer(dec(1))) is None
    assert (delivery.debt, on_hand(bearing)) == (dec("60.00"), dec(3))
    assert all_books() == []


def test_goods_that_are_held_for_others_have_not_left_beyond_the_papers(
    delivery: Delivery, firm: Firm, fiona: int
) -> None:
    bearing = firm.product("6204", price="10.00", on_hand=10)
    shipment = sent(delivery, (bearing, 6))
    count(delivery, shipment, Arrived(dec(8)))
    delivery.order((bearing, 3))

    with pytest.raises(Refusal, match=r"stock\.gone_is_held"):
        answer(delivery, shipment, fiona, Answer(dec(2)))
    assert Correction.objects.count() == 0
    assert documents.numbering_faults() == [], "no number is lost"


def test_however_many_goods_are_held_the_no_costs_the_statements_of_one(delivery: Delivery, firm: Firm) -> None:
    held = [firm.product(f"620{number}", price="10.00", on_hand=1) for number in range(6)]

    def told(products: list[int]) -> tuple[list[Any], int]:
        gone = [stock.Amended(one, one, firm.moscow, dec(-2)) for one in products]
        with pytest.raises(Refusal) as refused, counted() as sent:
            stock.amend(parts=gone, subject="s", actor=None, at=delivery.at)
        return [one.facts["article"] for one in reasons_of(refused.value)], len(sent)

    (one, few), (all_of_them, many) = told(held[:1]), told(held)
    assert (one, all_of_them) == (["6200"], [f"620{number}" for number in range(6)])
    assert many == few


def test_a_second_correction_starts_where_the_first_has_ended(delivery: Delivery, firm: Firm, fiona: int) -> None:
    shipment = sent(delivery, (firm.product("6204", price="122.00", on_hand=10), 4))
    correct(delivery, shipment, fiona, "a", first=Change(dec(3), back=dec(1)))
    second = correct(delivery, shipment, fiona, "b", first=Change(dec(3), dec("100.04")))

    [item] = said(second)["items"]
    assert (item["before"]["sum"], item["after"]["sum"]) == ("366,00", "300,12")
    assert (item["after"]["vat"], item["less"]["vat"]) == ("54,12", "11,88")
    assert said(second)["number"] == "2"
    assert delivery.debt == dec("300.12")
    assert correct(delivery, shipment, fiona, "b", first=Change(dec(1))) == second, "the same key corrects once"
    assert all_books() == []


def test_it_settles_what_was_owed_for_these_very_goods_first(delivery: Delivery, firm: Firm, fiona: int) -> None:
    bearing = firm.product("6204", price="10.00", on_hand=20)
    early, late = sent(delivery, (bearing, 5)), sent(delivery, (bearing, 6))

    correct(delivery, late, fiona, first=Change(dec(4), back=dec(2)))

    open_items = {item.subject: item.open for item in settlements.open_items(delivery.contract, delivery.at.date())}
    assert open_items == {f"shipping.shipment:{early}": dec("50.00"), f"shipping.shipment:{late}": dec("40.00")}
    delivery.pay(90)
    correct(delivery, late, fiona, "c", first=Change(dec(0), back=dec(4)))
    assert delivery.debt == dec("-40.00"), "what was paid for already is money ahead"
    assert all_books() == []


def test_goods_that_went_with_a_note_alone_are_corrected_without_a_paper(
    delivery: Delivery, firm: Firm, fiona: int
) -> None:
    complete(firm, delivery.contract, papers="note")
    shipment = sent(delivery, (firm.product("6204", price="10.00", on_hand=20), 5))

    correct(delivery, shipment, fiona, first=Change(dec(4)))

    [made] = papers.corrections(shipment)
    assert (made.paper, made.number, made.sum) == (None, "", dec("-10.00"))
    assert all_books() == []


def test_who_pays_no_vat_agrees_on_the_cost_alone(delivery: Delivery, firm: Firm, fiona: int) -> None:
    complete(firm, delivery.contract, vat="exempt")
    shipment = sent(delivery, (firm.product("6204", price="10.00", on_hand=20), 5))

    payload = said(correct(delivery, shipment, fiona, first=Change(dec(5), dec("9.00"))))

    assert (payload["status"], payload["has_vat"]) == ("2", False)
    assert payload["less"] == {"net": "5,00", "vat": "", "sum": "5,00"}
    assert all_books() == []


def test_flaws_are_told_all_at_once_and_only_finance_or_the_director_may(
    delivery: Delivery, firm: Firm, fiona: int
) -> None:
    bearings = [firm.product(article, price="10.00", on_hand=20) for article in ("6204", "6205")]
    shipment = sent(delivery, *((one, 5) for one in bearings))
    first, second = lines_of(shipment)
    flaws = {first: Change(dec(-1)), second: Change(dec(4), back=dec(2)), 0: Change(dec(1))}
    with pytest.raises(Refusal) as error:
        billing.correct(shipment=shipment, changes=flaws, reason=" ", key="k", actor=fiona, at=delivery.at)
    assert [one.code for one in reasons_of(error.value)] == [
        "billing.correction_wrong", "billing.back_wrong", "shipping.line_unknown", "billing.reason_missing",
    ]  # fmt: skip
    with pytest.raises(Refusal, match=r"billing\.nothing_corrected"):
        correct(delivery, shipment, fiona, first=Change(dec(5)))
    with pytest.raises(Refusal, match=r"accounts\.may_not"):
        correct(delivery, shipment, firm.person("mark", "manager"), first=Change(dec(4)))
    with pytest.raises(Refusal, match=r"accounts\.may_not"):
        billing.answer_claim(shipment=shipment, answers={}, reason="", actor=delivery.walter, at=delivery.at)


def test_an_upd_that_waits_can_not_be_corrected(delivery: Delivery, firm: Firm, fiona: int) -> None:
    complete(firm, delivery.contract, director="")
    shipment = sent(delivery, (firm.product("6204", price="10.00", on_hand=20), 5))
    with pytest.raises(Refusal, match=r"billing\.upd_not_issued"):
        correct(delivery, shipment, fiona, first=Change(dec(4)))


def test_its_statements_do_not_grow_with_its_lines(delivery: Delivery, firm: Firm, fiona: int) -> None:
    products = [firm.product(f"62{number:02}", price=10, on_hand=9) for number in range(12)]
    short, long = sent(delivery, (products[0], 2)), sent(delivery, *((product, 2) for product in products))

    def of(shipment: int) -> int:
        changes = {line: Change(dec(1), back=dec(1)) for line in lines_of(shipment)}
        with counted() as found:
            billing.correct(shipment=shipment, changes=changes, reason="r", key="k", actor=fiona, at=delivery.at)
        return len(found)

    assert of(short) == of(long)


def test_the_books_tell_of_a_correction_that_is_not_what_its_lines_say(
    delivery: Delivery, firm: Firm, fiona: int
) -> None:
    shipment = sent(delivery, (firm.product("6204", price="10.00", on_hand=20), 5))
    correction = correct(delivery, shipment, fiona, first=Change(dec(4)))
    line = CorrectionLine.objects.get(correction_id=correction)
    CorrectionLine.objects.create(
        correction_id=correct(delivery, shipment, fiona, "b", first=Change(dec(3))), company_id=line.company_id,
        order_line_id=_other_line(delivery, firm),
        before_quantity=1, before_sum=7, before_vat=1, after_quantity=1, after_sum=8, after_vat=2, back=0,
    )  # fmt: skip

    assert {one.what for one in papers.broken_books()} == {
        "correction = sum of its lines",
        "VAT of a correction = VAT of its lines",
    }


def test_in_another_currency_a_correction_has_the_rate_of_the_day_on_which_its_goods_left(
    delivery: Delivery, firm: Firm, fiona: int
) -> None:
    Contract.objects.filter(pk=delivery.contract).update(currency="USD")
    days = [(delivery.at.date() + timedelta(days=step), rate) for step, rate in ((-1, 80), (3, 90), (6, 70))]
    rates = [ledger.RateOf("USD", day, dec(rate)) for day, rate in days]
    ledger.set_rates(rates, source="", actor=None, at=delivery.at)
    shipment = sent(delivery, (firm.product("6204", price=10, on_hand=20), 10))
    began = delivery.at.date()
    delivery.at += timedelta(days=4)

    correct(delivery, shipment, fiona, first=Change(dec(7), back=dec(3)))
    delivery.pay(70)

    rows = [(row.kind, row.rate, row.roubles, row.difference)
            for row in reversed(settlements.ledger_in_roubles(contract=delivery.contract).all())]  # fmt: skip
    assert rows == [("dispatch", 80, 8000, None), ("correction", 80, -2400, None), ("payment", 90, -6300, 700)]
    assert 8000 - 2400 - 6300 + 700 == 0
    [row] = settlements.exchange(since=began, until=delivery.at.date()).all()
    assert (row.closing, row.realised, row.revalued) == (0, 700, 0)


def _other_line(delivery: Delivery, firm: Firm) -> int:
    """A line that is not in the shipment."""
    return delivery.order((firm.product("X", price=1, on_hand=1), 1))[0]


@pytest.fixture
def products(delivery: Delivery, firm: Firm) -> list[int]:
    """At prices that leave kopecks over."""
    Terms.objects.filter(contract_id=delivery.contract).update(deferral_days=30)
    priced = zip(("6204", "6205", "6206"), ("9.99", "0.07", "33.33"), strict=True)
    return [firm.product(article, price=price, on_hand=90) for article, price in priced]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=st.lists(st.sampled_from(("dispatch", "correct", "correct", "count", "pay")), min_size=4, max_size=8),
       seed=st.integers(0, 2**16))  # fmt: skip
def test_after_any_mix_of_dispatches_corrections_and_payments_the_books_agree(
    delivery: Delivery, fiona: int, products: list[int], story: list[str], seed: int
) -> None:
    chance, began = random.Random(seed), delivery.at  # noqa: S311 -- a story, no secret
    with transaction.atomic():
        left = [sent(delivery, *((one, 7) for one in products))]
        for number, act in enumerate(story):
            delivery.at += timedelta(hours=chance.choice((1, 30)))
            try:
                _live(delivery, fiona, products, left, act, chance, number)
            except Refusal:
                continue
        assert all_books() == [], "among them: corrections = their lines = the ledger, VAT by the line's own sum"
        standing = sum((line.amount.sum for one in left for line in papers.standing_lines(one)), dec(0))
        paid = settlements.ledger(contract=delivery.contract).only(kind="payment").all()
        assert delivery.debt == standing + sum((row.amount for row in paid), dec(0))
        delivery.at = began
        transaction.set_rollback(True)


def _live(
    delivery: Delivery, fiona: int, products: list[int], left: list[int], act: str, chance: random.Random, number: int
) -> None:
    shipment = chance.choice(left)
    if act == "dispatch":
        left.append(sent(delivery, *((one, chance.randint(1, 5)) for one in products)))
    elif act == "pay":
        delivery.pay(dec(chance.randint(1, 30_000)) / 100)
    elif act == "correct":
        changes = {line.line: _any_change(line, chance) for line in papers.standing_lines(shipment)}
        billing.correct(shipment=shipment, changes=changes, reason="r", key=f"k{number}", actor=fiona, at=delivery.at)
    else:
        found = papers.standing_lines(shipment)
        counts = [Arrived(dec(chance.randint(0, 8))) for _ in found]
        count(delivery, shipment, *counts)
        answers = [Answer(dec(chance.randint(0, int(row.quantity))), text="r") for row in papers.claimed(shipment)]
        answer(delivery, shipment, fiona, *answers)


def _any_change(line: StandingLine, chance: random.Random) -> Change:
    """What is more has left, what is less is lost."""
    quantity = dec(chance.randint(0, 8))
    back = min(line.amount.quantity - quantity, dec(0))
    return Change(quantity, chance.choice((None, dec("1.23"))), back)
