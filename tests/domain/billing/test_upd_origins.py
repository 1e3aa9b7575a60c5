"""The UPD tells where goods come from: columns 10 to 14 and the file, a line for each place."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from lxml import etree

from optom.base.origin import Origin
from optom.domain.billing import actions as billing
from optom.domain.billing import queries as papers
from optom.domain.billing.correcting import Change
from optom.domain.catalog.models import Unit
from optom.domain.documents.models import Paper
from optom.domain.journal import actions as journal
from optom.domain.shipping.rules import parted
from optom.domain.stock import actions as stock
from optom.interfaces.exchange import ukd
from optom.interfaces.exchange.upd import FORM, faults, write
from tests.books import all_books
from tests.domain.billing.test_upd import complete, leave
from tests.domain.billing.test_upd_paper import drawn
from tests.domain.documents.samples import text_of
from tests.domain.shipping.deliveries import Delivery
from tests.interfaces.exchange.upd.transfers import goods, upd
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
CHINA = Origin("156", "10702070/110226/3001234/1")
TRACED = Origin("392", "", "10702070/110226/3001234/001", "кг", "166", dec("2.5"))


@pytest.fixture
def delivery(firm: Firm, contract: int, alice: int, at: Any) -> Delivery:
    complete(firm, contract)
    Unit.objects.create(name="кг", okei="166")
    return Delivery(firm, contract, alice, firm.person("walter", "warehouse"), at)


def test_a_line_of_three_places_is_three_lines_and_the_file_is_sound(delivery: Delivery, firm: Firm) -> None:
    bearing = firm.product("6204", price="12.35", on_hand=2)
    for quantity, origin in ((3, CHINA), (5, TRACED)):
        arrival = firm.arrival(bearing, quantity, delivery.at.date())
        stock.receive(arrival=arrival, quantity=dec(quantity), origin=origin, at=delivery.at)
    [line] = delivery.order((bearing, 10))
    [shipment] = delivery.request((line, 9))
    delivery.dispatch(shipment)
    journal.deliver(at=delivery.at)

    [issued] = papers.upds([shipment])
    payload = Paper.objects.get(pk=issued.paper or 0).payload
    told = [(item["quantity"], item["country_code"], item["declaration"], item["sum"]) for item in payload["items"]]
    assert told == [
        ("2", "", "", "24,70"),
        ("3", "156", "10702070/110226/3001234/1", "37,05"),
        ("4", "392", "", "49,40"),
    ]
    assert payload["items"][2]["traced"] == {
        "number": "10702070/110226/3001234/001", "okei": "166", "unit": "кг", "quantity": "2", "cost": "40,49",
    }, "four of five have left"  # fmt: skip
    assert (payload["totals"]["sum"], payload["totals"]["vat"]) == ("111,15", "20,04")
    assert FORM.faults(FORM.write(payload)) == []
    assert all_books() == []


def test_an_ukd_names_the_item_of_the_upd_that_it_corrects_where_a_line_before_it_was_split(
    delivery: Delivery, firm: Firm
) -> None:
    bearing, grease = firm.product("6204", price="12.35", on_hand=2), firm.product("LIT", price="61.00", on_hand=9)
    stock.receive(arrival=firm.arrival(bearing, 3, delivery.at.date()), quantity=dec(3), origin=CHINA, at=delivery.at)
    shipment = leave(delivery, (bearing, 5), (grease, 4))
    journal.deliver(at=delivery.at)
    [upd_row] = papers.upds([shipment])
    issued = Paper.objects.get(pk=upd_row.paper or 0)
    split, whole = papers.standing_lines(shipment)
    assert [(item["position"], item["article"]) for item in issued.payload["items"]] == [
        ("1", "6204"), ("2", "6204"), ("3", "LIT"),
    ]  # fmt: skip
    assert (split.position, whole.position) == (1, 3)

    made_by = firm.person("fiona", "finance")
    correction = billing.correct(
        shipment=shipment, changes={whole.line: Change(dec(3), back=dec(1))}, reason="Соглашение № 3", key="k",
        actor=made_by, at=delivery.at,
    )  # fmt: skip

    [made] = papers.corrections(shipment)
    said = Paper.objects.get(pk=made.paper or 0).payload
    assert (made.id, [item["position"] for item in said["items"]]) == (correction, ["3"])
    assert 'OriginalNumber="3"' in ukd.FORM.write(said).content.decode("cp1251")

    told = billing.Said("Склад", "Казань, Складская, 2", "118", delivery.at.date(), "")
    billing.revise_upd(shipment=shipment, what="грузополучатель", said=told, actor=made_by, at=delivery.at)
    changes = {split.line: Change(dec(4), back=dec(1)), whole.line: Change(dec(2), back=dec(1))}
    billing.correct(shipment=shipment, changes=changes, reason="№ 4", key="l", actor=made_by, at=delivery.at)
    second = Paper.objects.get(pk=papers.corrections(shipment)[1].paper or 0).payload
    assert second["original"]["revision"] == "1"
    assert [(item["position"], item["before"]["quantity"]) for item in second["items"]] == [("1", "5"), ("3", "3")]
    assert all_books() == []


def test_of_a_paper_that_does_not_name_its_lines_they_are_counted(delivery: Delivery, firm: Firm) -> None:
    shipment = leave(delivery, *((firm.product(article, price=10, on_hand=9), 4) for article in ("6204", "6205")))
    journal.deliver(at=delivery.at)
    [issued] = papers.upds([shipment])
    paper = Paper.objects.get(pk=issued.paper or 0)
    del paper.payload["lines"]
    with connection.cursor() as cursor:
        cursor.execute("alter table documents_paper disable trigger documents_paper_immutable")
    paper.save(update_fields=["payload"])
    assert [line.position for line in papers.standing_lines(shipment)] == [1, 2]


def test_the_file_says_what_the_columns_say() -> None:
    items = [replace(goods(), origin=one) for one in (CHINA, TRACED, Origin())]
    file = write(upd(items=items))

    assert [str(one) for one in faults(file.content, name=file.name.removesuffix(".xml"))] == []
    root = etree.fromstring(file.content)
    assert root.xpath("//СведТов/СвДТ/@*") == ["156", "10702070/110226/3001234/1", "392"]
    assert root.xpath("//КрНаимСтрПр/text()") == ["Китай", "Япония"]
    assert root.xpath("//СведПрослеж/@*") == ["10702070/110226/3001234/001", "166", "кг", "2.5", "1000.00"]
    assert root.xpath("count(//СведТов[3]//КрНаимСтрПр | //СведТов[3]/СвДТ)") == 0


def test_a_paper_from_before_has_its_file_still() -> None:
    payload = upd()
    for item in payload["items"]:
        for name in ("country_code", "country", "declaration", "traced"):
            del item[name]  # type: ignore[misc]
    assert FORM.faults(write(payload)) == []


def test_the_form_prints_them_in_their_columns() -> None:
    text = "".join(text_of(drawn(items=[replace(goods(), origin=one) for one in (CHINA, TRACED)])).split())

    assert "156Китай10702070/110226/3001234/1————" in text
    assert "392Япония10702070/110226/3001234/001166кг2,51000,00" in text


def test_parts_with_a_cost_of_their_own_keep_their_share() -> None:
    """Where only a part of a set is traced, its cost is told apart."""
    of_set = replace(TRACED, trace_cost=dec(100))
    [part] = parted([(of_set.part(dec(2), of=dec(5)), dec(2))], country="", quantity=dec(2), total=dec(50), vat=dec(9))
    assert (part.origin.trace_quantity, part.origin.trace_cost) == (1, 40)
