"""Marked goods leave with a code of each thing, each code once, and only by an electronic UPD."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from optom.base.refusal import Refusal, reasons_of
from optom.domain.billing import actions as billing
from optom.domain.billing import queries as papers
from optom.domain.billing.correcting import Answer, Change
from optom.domain.billing.goods import items_of
from optom.domain.catalog.importing import MarkedRow, import_marked
from optom.domain.catalog.models import Barcode
from optom.domain.companies import actions as companies
from optom.domain.companies.models import Company, Contract, Seller
from optom.domain.documents.models import Paper
from optom.domain.journal import actions as journal
from optom.domain.shipping import actions as shipping
from optom.domain.shipping import queries as shipments
from optom.domain.shipping.models import MarkCode
from optom.domain.shipping.rules import Arrived, Scanned
from optom.domain.stock.models import Balance
from optom.interfaces.exchange.upd import FORM, write
from optom.interfaces.kit.identity import BUYER, STAFF, working_as
from tests.books import all_books
from tests.domain.billing.test_upd import complete
from tests.domain.shipping.deliveries import Delivery
from tests.statements import counted
from tests.trade import dec

GTIN, PACK, PALLET = "04600000000008", "04600000000015", "346000000000000016"
TAIL = "\x1d91EE08\x1d92" + "x" * 44


def code(number: int, gtin: str = GTIN) -> str:
    return f"01{gtin}21SERIAL{number:07}"


def codes_of(error: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [reason.code for reason in reasons_of(error.value)]


@pytest.fixture
def oil(delivery: Delivery) -> int:
    """Marked, by both sides' electronic papers."""
    firm = delivery.firm
    made = firm.product("И-20А", name="Масло И-20А", price="122.00", on_hand=100)
    import_marked([MarkedRow("И20А", "4600000000008", "SKF", "autofluids")])
    Barcode.objects.create(product_id=made, code="4600000000015")
    complete(firm, delivery.contract, edo_id="2BM-seller", papers="upd")
    Company.objects.filter(pk=Contract.objects.get(pk=delivery.contract).company_id).update(edo_id="2BM-buyer")
    return made


def read(delivery: Delivery, shipment: int, line: int, *scanned: Any) -> tuple[int, list[str]]:
    """How many were kept, and why each of the others was not."""
    said = [one if isinstance(one, Scanned) else Scanned(one) for one in scanned]
    told = shipping.read_codes(shipment=shipment, line=line, scanned=said, actor=delivery.walter, at=delivery.at)
    return told.kept, [reason.code for one in told.refused for reason in reasons_of(one)]


def test_marked_goods_leave_when_each_has_its_code_and_the_file_names_them(delivery: Delivery, oil: int) -> None:
    [line] = delivery.order((oil, 20))
    [shipment] = delivery.request((line, 16))
    with pytest.raises(Refusal) as refused:
        delivery.dispatch(shipment)
    assert codes_of(refused) == ["shipping.codes_missing"]

    assert read(delivery, shipment, line, code(1) + TAIL, code(2), code(2)) == (2, ["shipping.code_read_already"])
    assert read(delivery, shipment, line, code(1)) == (0, ["shipping.code_read_already"])
    assert read(delivery, shipment, line, PALLET, code(7, PACK)) == (0, ["shipping.code_without_count"] * 2)
    assert read(delivery, shipment, line, Scanned(PALLET, 10), Scanned(code(7, PACK), 6)) == (
        1,
        ["shipping.code_beyond"],
    ), "four have room"
    assert read(delivery, shipment, line, Scanned(code(7, PACK), 3)) == (1, [])
    with pytest.raises(Refusal) as refused:
        delivery.dispatch(shipment, {line: 14})
    assert codes_of(refused) == ["shipping.codes_over"]
    delivery.dispatch(shipment, {line: 15})
    journal.deliver(at=delivery.at)

    [upd] = papers.upds([shipment])
    payload = Paper.objects.get(pk=upd.paper or 0).payload
    [item] = payload["items"]
    assert item["marks"] == {
        "gtin": GTIN, "units": [code(1), code(2)], "packs": [code(7, PACK)], "transports": [[PALLET, "10"]],
    }  # fmt: skip
    file = write(payload)
    assert FORM.faults(file) == []
    assert file.name.endswith("_0_1_0_0_0_00.xml")
    said = file.content.decode("cp1251")
    assert f"<КИЗ>{code(1)}</КИЗ><КИЗ>{code(2)}</КИЗ>" in said
    assert f"<НомУпак>{code(7, PACK)}</НомУпак>" in said
    assert f'ИдентТрансУпак="{PALLET}" КолВедМарк="10"' in said
    assert f'ГТИН="{GTIN}"' in said
    assert all_books() == []
    with pytest.raises(DatabaseError, match="stay"), transaction.atomic():
        MarkCode.objects.all().delete()
    with pytest.raises(Refusal, match=r"shipping\.already_dispatched"):
        read(delivery, shipment, line, code(9))


def test_a_code_leaves_once_and_is_free_again_when_it_does_not_leave(delivery: Delivery, oil: int) -> None:
    [line, other] = delivery.order((oil, 2)) + delivery.order((oil, 2))
    [first], [second] = delivery.request((line, 2)), delivery.request((other, 2))
    assert read(delivery, first, line, code(1), code(2), code(3)) == (2, ["shipping.code_beyond"])
    assert read(delivery, second, other, code(1)) == (0, ["shipping.code_used"])

    [kept, _more] = shipments.codes(first)
    shipping.drop_codes(shipment=first, codes=[kept.id], actor=delivery.walter, at=delivery.at)
    assert read(delivery, second, other, code(1), code(2)) == (1, ["shipping.code_used"])
    with working_as(BUYER, user=delivery.alice):
        assert [one.code for one in shipments.codes(first)] == [code(2)]
        shipping.cancel(shipment=first, actor=delivery.alice, at=delivery.at)
    assert read(delivery, second, other, code(2)) == (1, [])
    with working_as(STAFF, user=delivery.walter):
        delivery.dispatch(second)
    assert all_books() == []


def test_codes_are_of_marked_goods_of_a_shipment_under_way(delivery: Delivery, oil: int) -> None:
    bearing = delivery.firm.product("6204", price=10, on_hand=5)
    line, plain = delivery.order((oil, 2), (bearing, 2))
    [shipment] = delivery.request((line, 2), (plain, 2))

    assert read(delivery, shipment, line, "12", code(1, "04600000000022")) == (
        0,
        ["marking.code_wrong", "marking.other_goods"],
    )
    for wrong, reason in ((plain, "shipping.not_marked"), (line + 1000, "shipping.line_unknown")):
        with pytest.raises(Refusal) as refused:
            read(delivery, shipment, wrong, code(1))
        assert codes_of(refused) == [reason]


@pytest.fixture
def unknown_to_operators(oil: int) -> int:
    Company.objects.update(edo_id="")
    Seller.objects.update(edo_id="", papers="note")
    return oil


def test_marked_goods_do_not_go_by_paper(delivery: Delivery, unknown_to_operators: int) -> None:
    bearing = delivery.firm.product("6204", price=10, on_hand=5)
    line, plain = delivery.order((unknown_to_operators, 2), (bearing, 2))

    with pytest.raises(Refusal) as refused:
        delivery.request((line, 2), (plain, 2))
    assert codes_of(refused) == ["shipping.marked_needs_edo", "shipping.marked_needs_edo", "shipping.marked_needs_upd"]
    assert [reason.facts.get("side") for reason in reasons_of(refused.value)] == ["seller", "buyer", None]
    with working_as(BUYER, user=delivery.alice):
        assert {reason.code for reason in delivery.preview((line, 2)).reasons} == set(codes_of(refused))

    [shipment] = delivery.request((plain, 2))
    delivery.dispatch(shipment)
    Company.objects.update(kind="foreign")
    assert delivery.request((line, 1)), "what goes abroad leaves the system of marks in another way"


def test_a_vat_invoice_hands_no_marked_goods_over(delivery: Delivery, oil: int) -> None:
    """Beside it they would go by a note on paper."""
    Seller.objects.update(papers="vat")
    [line] = delivery.order((oil, 1))

    with pytest.raises(Refusal) as refused:
        delivery.request((line, 1))

    assert codes_of(refused) == ["shipping.marked_needs_upd"]
    Seller.objects.update(papers="upd")
    assert delivery.request((line, 1))


def test_beside_their_upd_marked_goods_have_neither_a_delivery_note_nor_a_torg12(delivery: Delivery, oil: int) -> None:
    Seller.objects.update(papers="both")
    bearing = delivery.firm.product("6204", price=10, on_hand=5)
    company = Contract.objects.get(pk=delivery.contract).company_id
    companies.choose_papers(company=company, language="", wanted=["torg12"], actor=delivery.alice, at=delivery.at)
    marked, plain = delivery.order((oil, 1), (bearing, 2))
    [mixed] = delivery.request((marked, 1), (plain, 1))
    read(delivery, mixed, marked, code(1))
    delivery.dispatch(mixed)
    [other] = delivery.request((plain, 1))
    delivery.dispatch(other)
    journal.deliver(at=delivery.at)

    issued = [(row.shipment, row.kind) for row in papers.issued(company=company).all()]
    assert sorted(issued) == sorted([(mixed, "upd"), *((other, kind) for kind in ("upd", "delivery_note", "torg12"))])
    with pytest.raises(Refusal) as refused:
        billing.issue_torg12(shipment=mixed, actor=delivery.alice, at=delivery.at)
    assert codes_of(refused) == ["billing.marked_on_paper"]
    assert refused.value.facts["articles"] == ["И-20А"]
    assert all_books() == []

    Company.objects.filter(pk=company).update(kind="foreign")
    assert billing.issue_torg12(shipment=mixed, actor=delivery.alice, at=delivery.at), "abroad marks mean nothing"


def test_an_identifier_that_was_taken_away_keeps_the_goods_here(delivery: Delivery, oil: int) -> None:
    [line] = delivery.order((oil, 1))
    [shipment] = delivery.request((line, 1))
    read(delivery, shipment, line, code(1))
    Company.objects.update(edo_id="")

    with pytest.raises(Refusal) as refused:
        delivery.dispatch(shipment)
    assert codes_of(refused) == ["shipping.marked_needs_edo"]


def test_a_correction_moves_no_marked_goods_for_their_codes_stay_with_what_left(delivery: Delivery, oil: int) -> None:
    bearing = delivery.firm.product("6204", price=10, on_hand=5)
    marked, plain = delivery.order((oil, 3), (bearing, 3))
    [shipment] = delivery.request((marked, 3), (plain, 3))
    read(delivery, shipment, marked, *(code(number) for number in range(3)))
    delivery.dispatch(shipment)
    journal.deliver(at=delivery.at)
    told: dict[str, Any] = {"shipment": shipment, "actor": delivery.firm.person("fiona", "finance"), "at": delivery.at}

    def correct(change: Change) -> None:
        changes = {marked: change, plain: Change(dec(2), back=dec(1))}
        billing.correct(changes=changes, reason="r", key="k", **told)

    for change, field in ((Change(dec(2), back=dec(1)), "b"), (Change(dec(4), back=dec(-1)), "q")):
        with pytest.raises(Refusal) as refused:
            correct(change)
        assert [(one.code, one.facts["field"]) for one in reasons_of(refused.value)] == [
            ("billing.marked_moved", f"{field}{marked}")
        ]
    arrived = {marked: Arrived(dec(4), dec(1), "течёт"), plain: Arrived(dec(3))}
    shipping.accept(shipment=shipment, arrived=arrived, actor=delivery.alice, at=delivery.at)
    waiting = {row.kind: row.id for row in papers.claimed(shipment)}
    swap = {waiting["surplus"]: Answer(dec(1)), waiting["damage"]: Answer(dec(1), dec(1))}
    with pytest.raises(Refusal) as refused:
        billing.answer_claim(answers=swap, reason="", **told)
    assert sorted(str(one.facts["field"]) for one in reasons_of(refused.value)) == sorted(
        [f"a{waiting['surplus']}", f"b{waiting['damage']}"]
    ), "one in place of another moves two, though the quantity stays"

    lost = {waiting["surplus"]: Answer(dec(0), text="отгрузим с кодом"), waiting["damage"]: Answer(dec(1))}
    billing.answer_claim(answers=lost, reason="", **told)
    correct(Change(dec(2), dec("100.00")))
    assert [line.amount.sum for line in papers.standing_lines(shipment)] == [dec("200.00"), dec("20.00")]
    assert Balance.objects.get(product_id=oil).on_hand == 97
    assert all_books() == []


def test_a_thousand_codes_cost_the_statements_of_one(delivery: Delivery, oil: int) -> None:
    [line] = delivery.order((oil, 100))
    [shipment] = delivery.request((line, 100))

    with counted() as one:
        read(delivery, shipment, line, code(0))
    with counted() as many:
        read(delivery, shipment, line, *(code(number) for number in range(1, 99)))
    assert len(many) == len(one)


def test_the_codes_of_a_shipment_are_gone_through_once_however_many_its_lines(delivery: Delivery, oil: int) -> None:
    lines = [*delivery.order((oil, 2)), *delivery.order((oil, 1))]
    [shipment] = delivery.request(*zip(lines, (2, 1), strict=True))
    for number, line in enumerate((lines[1], *lines[:1] * 2)):
        read(delivery, shipment, line, code(number))
    delivery.dispatch(shipment)

    items = items_of(shipments.lines(shipment), {}, iter(shipments.codes(shipment)))
    assert [one.marks.units for one in items if one.marks] == [(code(1), code(2)), (code(0),)]
