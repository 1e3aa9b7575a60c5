"""The UPD as people hold it: the official form on a broad sheet."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageChops

from optom.base.tax import WITHOUT_VAT
from optom.domain.billing.upd import UPD_TEMPLATE
from optom.domain.documents.render import render_pdf
from tests.domain.documents.samples import AT, pages_of, text_of
from tests.interfaces.exchange.upd.transfers import SIGNERS, TRADER, goods, upd

GOLDEN = Path(__file__).with_name("upd_golden.png")


def drawn(**changes: Any) -> bytes:
    return render_pdf(UPD_TEMPLATE, upd(**changes), at=AT)


def first_page(document: bytes) -> Image.Image:
    pdf = pypdfium2.PdfDocument(document)
    picture: Image.Image = pdf[0].render(scale=1.25).to_pil().convert("L")
    pdf.close()
    return picture


def test_the_form_has_its_lines_columns_and_sums() -> None:
    text = text_of(drawn())
    for expected in (
        "Счет-фактура № 77 от 23 ноября 2026 г.",
        "Общество с ограниченной ответственностью «ТехСнаб Опт»",
        "7700000016 / 770001001",
        "ООО «Механик», 420030, г. Казань, ул. Складская, д. 2",
        "№ 15 от 20.11.2026",
        "Универсальный передаточный документ, № п/п 1–2, № 77 от 23.11.2026",
        "(5б)",
        "Российский рубль, 643",
        "1 Подшипник 6204 — 796 шт 10 100,00 1 000,00 без акциза 22% 220,00 1 220,00",
        "1 750,00",
        "385,00",
        "2 135,00",
        "Документ составлен на 1 листе",
        "Романов Алексей Николаевич",
        "Действует на основании: приказ № 3 от 12.01.2026",
        "Договор № 15/2025 от 14.02.2025; заказ № 4512, 4530",
        "масса 118,5 кг",
        "[19]",
    ):
        assert expected in text
    for column in ("А", "1а", "1б", "2а", "10а", "12а", "13", "14"):
        assert f" {column} " in text


def test_without_vat_it_hands_over_only_and_no_invoice_is_signed() -> None:
    text = text_of(drawn(signers=replace(SIGNERS, vat="exempt"), items=[goods(rate=WITHOUT_VAT)]))
    assert "122,00 1 220,00 без акциза без НДС без НДС 1 220,00" in text
    assert text.count("Романов Алексей Николаевич") == 1, "only for what was handed over"
    assert "Орлова" not in text


def test_a_trader_signs_for_himself_with_his_number_in_the_register() -> None:
    text = text_of(drawn(seller=TRADER))
    assert "ОГРНИП 304770000000102" in text
    assert "Романов" not in text


def test_many_lines_repeat_the_head_tell_the_sheets_and_keep_the_signatures_together() -> None:
    pages = pages_of(drawn(items=[goods(name=f"Подшипник № {number}") for number in range(150)]))
    assert len(pages) > 2
    assert all("Страна происхождения товара" in page and " 10а 11 12 12а 13 14 " in page for page in pages)
    assert f"Документ составлен на {len(pages)} листах" in pages[-1]
    assert "[8]" in pages[-1]
    assert "[19]" in pages[-1]
    assert "лист 2 из" in pages[1]


def test_it_looks_as_it_did_when_somebody_looked_at_it() -> None:
    """Changed on purpose? Look at the new page, then keep `first_page(drawn())` as the picture beside this file."""
    now, then = first_page(drawn()), Image.open(GOLDEN).convert("L")
    assert now.size == then.size
    histogram = ImageChops.difference(now, then).histogram()
    changed = sum(histogram[64:]) / (now.width * now.height)
    assert changed < 0.0005
