"""A seller who sends delivery notes has a VAT invoice follow the goods instead of an UPD."""

from datetime import datetime, timedelta

import pytest

from optom.domain.billing import queries as papers
from optom.domain.billing.upd import upd_items
from optom.domain.billing.vat_invoice import VAT_INVOICE_TEMPLATE, goods_payload
from optom.domain.documents import queries as documents
from optom.domain.documents.render import render_pdf
from optom.domain.shipping import queries as shipments
from optom.interfaces.exchange.upd import FORM
from tests.books import all_books
from tests.domain.billing.paid_ahead import advances, days_pass
from tests.domain.billing.test_upd import complete, heard, leave, said, sound, upd_of
from tests.domain.documents.samples import AT, text_of
from tests.domain.shipping.deliveries import Delivery
from tests.interfaces.exchange.upd.transfers import facts
from tests.trade import Firm, dec


@pytest.fixture
def delivery(firm: Firm, contract: int, alice: int, at: datetime) -> Delivery:
    complete(firm, contract, papers="vat")
    return Delivery(firm, contract, alice, firm.person("walter", "warehouse"), at)


@pytest.mark.django_db
def test_it_refers_to_the_note_and_names_the_advances_that_it_offsets(delivery: Delivery, firm: Firm) -> None:
    advances(firm)
    delivery.pay("122.00")
    days_pass(delivery, 5)
    shipment = leave(delivery, (firm.product("6204", price="122.00", on_hand=10), 4))
    heard(delivery.at)

    issued = upd_of(shipment)
    assert (issued.number, issued.sum, issued.vat) == ("СФ-1", dec("488.00"), dec("88.00"))
    paper = documents.paper(issued.paper or 0)
    assert (paper.kind, paper.title) == ("vat_invoice", "Счёт-фактура № СФ-1 от 28 ноября 2026 г.")
    note = shipments.shipment(shipment).delivery_note_number
    assert said(shipment)["shipped_by"] == {"name": "Расходная накладная", "number": note, "date": "28.11.2026"}
    assert said(shipment)["advances"] == [{"number": "А-1", "date": "27.11.2026"}]
    content = FORM.write(said(shipment)).content.decode("windows-1251")
    assert 'Функция="СЧФ"' in content
    assert f'<ДокПодтвОтгрНом РеквНаимДок="Расходная накладная" РеквНомерДок="{note}"' in content
    assert "СвПродПер" not in content
    assert sound(shipment)
    assert papers.late(delivery.at + timedelta(hours=2)) == []
    assert all_books() == []


@pytest.mark.django_db
def test_who_is_exempt_from_vat_sends_the_note_alone(delivery: Delivery, firm: Firm) -> None:
    complete(firm, delivery.contract, papers="vat", vat="exempt")
    shipment = leave(delivery, (firm.product("6204", price="122.00", on_hand=10), 4))
    heard(delivery.at)

    assert shipments.shipment(shipment).delivery_note is not None
    assert papers.upds([shipment]) == []
    assert papers.late(delivery.at + timedelta(hours=2)) == []


@pytest.mark.parametrize("template", ["billing/vat_invoice.v1", VAT_INVOICE_TEMPLATE])
def test_the_form_has_its_lines_columns_and_sums(template: str) -> None:
    text = text_of(render_pdf(template, goods_payload(facts(number="СФ-77"), upd_items(facts()), note="31"), at=AT))

    for expected in (
        "Счет-фактура № СФ-77 от 23 ноября 2026 г. (1) Исправление № — от — (1а)",
        "он же",
        "ООО «Механик», 420030, г. Казань, ул. Складская, д. 2",
        "Расходная накладная, № п/п 1–2, № 31 от 23.11.2026",
        "796 шт 10 100,00 1 000,00 без акциза 22% 220,00 1 220,00",
        "1 750,00",
        "2 135,00",
        "Романов Алексей Николаевич",
        "Орлова Мария Павловна",
    ):
        assert expected in text
    assert "Статус" not in text
