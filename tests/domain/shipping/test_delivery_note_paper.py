"""The delivery note (расходная накладная) that goes with the goods."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from optom.domain.documents.render import render_pdf
from optom.domain.shipping.papers import DELIVERY_NOTE_TEMPLATE, DeliveryNoteFacts, delivery_note_payload
from tests.domain.documents.samples import AT, BUYER, SELLER, TODAY, item, pages_of, text_of


def drawn(**changes: Any) -> bytes:
    facts: dict[str, Any] = {
        "number": "77",
        "shipped_on": TODAY,
        "seller": SELLER,
        "buyer": BUYER,
        "warehouse": "Москва, Дербеневская",
        "contract_number": "15/2025",
        "contract_signed_on": date(2025, 2, 14),
        "items": [item(quantity="7.500")],
        "order_numbers": ["4512"],
    }
    payload = delivery_note_payload(DeliveryNoteFacts(**facts | changes))
    return render_pdf(DELIVERY_NOTE_TEMPLATE, payload, at=AT)


def test_the_note_says_what_left_from_where_and_for_whom() -> None:
    text = text_of(
        drawn(
            address="420111, г. Казань, ул. Баумана, д. 44/8",
            authority="№ 15 от 23.11.2026, Иванов Иван Иванович",
            weight_kg=Decimal("118.500"),
            released_by="Кузнецов П. П.",
            released_by_post="кладовщик",
        ),
    )
    for expected in (
        "Расходная накладная № 77 от 23 ноября 2026 г.",
        "Поставщик ООО «ТехСнаб Опт», ИНН 7700000016",
        "Покупатель ООО «Механик», ИНН 7700000023",
        "Грузополучатель ООО «Механик», ИНН 7700000023",
        "Адрес доставки 420111, г. Казань, ул. Баумана, д. 44/8",
        "Склад Москва, Дербеневская",
        "Основание Договор № 15/2025 от 14 февраля 2025 г., заказ № 4512",
        "Доверенность № 15 от 23.11.2026, Иванов Иван Иванович",
        "1 6204-2RS Подшипник 6204 7,5 шт 122,00 22% 915,00",
        "Итого: 915,00 В том числе НДС 22%: 165,00",
        "Девятьсот пятнадцать рублей 00 копеек",
        "Масса: 118,5 кг",
        "Отпустил",
        "Получил",
        "кладовщик",
        "Кузнецов П. П.",
    ):
        assert expected in text
    assert "Всего к оплате" not in text


def test_in_english_the_labels_change() -> None:
    text = text_of(drawn(language="en", order_numbers=["4512", "4530"], weight_kg=Decimal(1200)))
    for expected in (
        "Delivery note No. 77 of 23 November 2026",
        "Consignee ООО «Механик», INN 7700000023",
        "Delivery address Pick-up",
        "Basis Contract No. 15/2025 of 14 February 2025, orders No. 4512, 4530",
        "Weight: 1,200 kg",
        "Released by",
    ):
        assert expected in text


def test_without_an_address_the_buyer_picks_up_and_empty_things_leave_no_label() -> None:
    text = text_of(drawn(order_numbers=[]))
    assert "Адрес доставки Самовывоз" in text
    assert not any(label in text for label in ("Доверенность", "Примечание", "Масса", "заказ"))


def test_a_consignee_of_its_own_is_named() -> None:
    text = text_of(drawn(consignee=replace(BUYER, name="ООО «Склад-Волга»"), note="хрупкое"))
    assert "Грузополучатель ООО «Склад-Волга»" in text
    assert "Примечание хрупкое" in text


def test_many_lines_repeat_the_head_and_keep_the_signatures_together() -> None:
    pages = pages_of(drawn(items=[item() for _ in range(100)]))
    assert len(pages) > 1
    assert all("№ Артикул Товар Кол-во Ед. Цена НДС Сумма" in page for page in pages[:-1])
    assert "Отпустил" in pages[-1]
    assert "Итого:" in pages[-1]
