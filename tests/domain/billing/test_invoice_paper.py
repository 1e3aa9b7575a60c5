"""The invoice (счёт на оплату) that a buyer issues to himself and his accountant pays."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pypdfium2
import pytest
import segno

from optom.base.payment_qr import MASK, Payment, payment_string
from optom.base.tax import WITHOUT_VAT, VatRate
from optom.domain.billing.papers import INVOICE_TEMPLATE, payment_purpose
from optom.domain.documents.render import render_pdf
from tests.domain.billing.invoices import BANK, invoice
from tests.domain.documents.samples import AT, BUYER, SELLER, TODAY, item, pages_of, text_of


def drawn(**changes: Any) -> bytes:
    return render_pdf(INVOICE_TEMPLATE, invoice(**changes), at=AT)


def test_the_accountant_finds_everything_to_pay_by() -> None:
    text = text_of(drawn())
    for expected in (
        "Счёт на оплату № 118 от 23 ноября 2026 г.",
        "БИК 044525225",
        "Сч. № 30101810400000000225",
        "40702810200000000001",
        "Поставщик ООО «ТехСнаб Опт», ИНН 7700000016, КПП 770001001, 115114, г. Москва",
        "Покупатель ООО «Механик», ИНН 7700000023",
        "Основание Договор № 15/2025 от 14 февраля 2025 г., заказ № 4512",
        "1 6204-2RS Подшипник 6204 10 шт 122,00 22% 1 220,00",
        "Итого: 1 220,00",
        "В том числе НДС 22%: 220,00",
        "Всего к оплате: 1 220,00",
        "Всего наименований 1, на сумму 1 220,00 руб.",
        "Одна тысяча двести двадцать рублей 00 копеек",
        "Оплатить не позднее 28.11.2026",
        "Петров И. С.",
        "Сидорова А. В.",
        "лист 1 из 1",
    ):
        assert expected in text


def test_in_english_the_labels_change_and_the_requisites_stay() -> None:
    text = text_of(drawn(language="en"))
    for expected in (
        "Invoice for payment No. 118 of 23 November 2026",
        "Seller ООО «ТехСнаб Опт», INN 7700000016",
        "Basis Contract No. 15/2025 of 14 February 2025, order No. 4512",
        "1 6204-2RS Подшипник 6204 10 шт 122.00 22% 1,220.00",
        "Including VAT 22%: 220.00",
        "Total due: 1,220.00",
        "One thousand two hundred twenty rubles 00 kopecks",
        "Payment due by 28 November 2026",
        "page 1 of 1",
    ):
        assert expected in text
    assert "Покупатель" not in text


def test_every_rate_of_tax_has_its_row() -> None:
    text = text_of(drawn(items=[item(rate=VatRate.of("10%")), item()]))
    assert "Итого: 2 440,00 В том числе НДС 22%: 220,00 В том числе НДС 10%: 110,91 Всего к оплате: 2 440,00" in text


def test_without_tax_it_says_so() -> None:
    text = text_of(drawn(items=[item(rate=WITHOUT_VAT)]))
    assert "Без НДС: —" in text
    assert "В том числе" not in text


def test_what_is_not_known_leaves_no_label() -> None:
    text = text_of(drawn(valid_until=None, order_number="", notice=""))
    assert "Оплатить не позднее" not in text
    assert "заказ" not in text
    assert "Внимание" not in text
    assert "Грузополучатель" not in text
    assert "После указанного срока" not in text_of(drawn(valid_until=None))


def test_a_consignee_of_its_own_is_named() -> None:
    text = text_of(drawn(consignee=replace(BUYER, name="ООО «Механик-Склад»", inn="", kpp="")))
    assert "Грузополучатель ООО «Механик-Склад», 420111" in text


def test_names_with_signs_of_markup_are_printed_as_they_are() -> None:
    name = "Сальник *NBR* _45_ #strong[x] <a> $x$ @b \\ // /* `c` ~ --- \"q\" 'r' = - + 1."
    assert name in text_of(drawn(items=[item(name)]))


def test_many_lines_take_many_pages_each_with_the_head_of_the_table() -> None:
    pages = pages_of(drawn(items=[item(f"Болт М{number}") for number in range(1, 121)]))
    assert len(pages) == 3
    for number, page in enumerate(pages, start=1):
        assert "№ Артикул Товары (работы, услуги) Кол-во Ед. Цена НДС Сумма" in page
        assert f"лист {number} из 3" in page
    assert "Руководитель" not in "".join(pages[:-1])
    assert "Болт М120 " in pages[-1]


def test_two_thousand_lines_are_all_there() -> None:
    text = text_of(drawn(items=[item(f"Болт М{number}") for number in range(1, 2001)]))
    assert all(f" Болт М{number} 10 шт" in text for number in range(1, 2001))
    assert "Два миллиона четыреста сорок тысяч рублей 00 копеек" in text


@pytest.mark.parametrize("lines", range(20, 36))
def test_the_totals_and_signatures_are_never_torn_apart(lines: int) -> None:
    last = pages_of(drawn(items=[item() for _ in range(lines)]))[-1]
    assert "Итого:" in last
    assert "Руководитель" in last
    assert "М. П." in last


def ink_right_of_the_frame(document: bytes) -> bool:
    """Whether anything is printed in the right margin (12 mm, of which 11 are looked at)."""
    page = pypdfium2.PdfDocument(document)[0]
    picture = page.render(scale=2, grayscale=True).to_pil()
    width, height = picture.size
    return bool(picture.crop((int(width * (1 - 11 / 210)), 0, width, height)).getextrema()[0] < 200)


@pytest.mark.parametrize("word", ["Ж" * 120, "6204" * 40, "Подшипник-" * 20, "W" * 90])
def test_a_name_or_article_without_spaces_stays_in_its_column(word: str) -> None:
    document = drawn(
        items=[item(word, article=word[:100])],
        seller=replace(SELLER, name=word),
        buyer=replace(BUYER, address=word),
        bank=replace(BANK, bank=word),
        order_number=word,
    )
    assert not ink_right_of_the_frame(document)


@pytest.mark.parametrize("article", ["W" * 12, "Ж" * 12, "M" * 30])
def test_a_wide_article_does_not_run_into_the_name(article: str) -> None:
    assert not _ink_where_the_name_would_be(drawn(items=[item("", article=article)]))
    assert _ink_where_the_name_would_be(drawn(items=[item("Ж", article=article)]))


def _ink_where_the_name_would_be(document: bytes) -> bool:
    """In the first row of the table, which is 96 to 98 mm below the edge; the article's column ends at 51.5 mm."""
    dot = 4 * 72 / 25.4
    page = pypdfium2.PdfDocument(document)[0].render(scale=4, grayscale=True).to_pil()
    row = page.crop((int(52 * dot), int(96 * dot), int(120 * dot), int(98 * dot)))
    return bool(row.getextrema()[0] < 200)


def test_an_article_that_fits_is_copied_as_it_was_printed() -> None:
    assert "1 AB12CD34EF56G Подшипник" in text_of(drawn(items=[item(article="AB12CD34EF56G")]))


def test_the_largest_sums_stay_in_their_columns() -> None:
    dear = item("Станок", quantity="99999.999", price="9999999.9999")
    document = drawn(items=[dear])
    assert not ink_right_of_the_frame(document)
    assert "999 999 989 990,00" in text_of(document)


def test_the_purpose_names_invoice_and_tax_as_banks_ask() -> None:
    assert payment_purpose("118", TODAY, [item()]) == "Оплата по счету № 118 от 23.11.2026. В т.ч. НДС 22% - 220.00"
    assert payment_purpose("118", TODAY, [item(), item(rate=VatRate.of("10%"))]) == (
        "Оплата по счету № 118 от 23.11.2026. В т.ч. НДС 22% - 220.00, НДС 10% - 110.91"
    )
    assert payment_purpose("118", TODAY, [item(rate=WITHOUT_VAT)]) == "Оплата по счету № 118 от 23.11.2026. Без НДС"


def test_the_code_on_the_paper_is_the_payment_of_this_invoice() -> None:
    """Every module of the printed code is compared with the code of the payment as it should be."""
    payment = Payment(
        name=SELLER.name,
        account=BANK.account,
        bank=BANK.bank,
        bic=BANK.bic,
        correspondent_account=BANK.correspondent,
        total=Decimal("1220.00"),
        purpose="Оплата по счету № 118 от 23.11.2026. В т.ч. НДС 22% - 220.00",
        inn=SELLER.inn,
        kpp=SELLER.kpp,
    )
    expected = [
        [bool(dark) for dark in row] for row in segno.make(payment_string(payment), error="m", mask=MASK).matrix
    ]
    assert _printed_code(drawn(notice=""), modules=len(expected)) == expected


def _printed_code(document: bytes, *, modules: int) -> list[list[bool]]:
    """The square of 30 mm in the top right corner: 31 mm of column centred, 12 mm margins."""
    scale = 8
    picture = pypdfium2.PdfDocument(document)[0].render(scale=scale, grayscale=True).to_pil()
    dot = scale * 72 / 25.4
    left, top, side = (210 - 12 - 30.5) * dot, 12 * dot, 30 * dot / modules

    def is_dark(row: int, column: int) -> bool:
        return bool(picture.getpixel((int(left + (column + 0.5) * side), int(top + (row + 0.5) * side))) < 128)

    return [[is_dark(row, column) for column in range(modules)] for row in range(modules)]


def test_there_is_no_code_where_none_can_pay_by_it() -> None:
    assert invoice(currency="USD")["qr_code"] == ""
    assert invoice(items=[item(price="0")])["qr_code"] == ""
    text = text_of(drawn(currency="USD"))
    assert "QR" not in text
    assert "Одна тысяча двести двадцать долларов США 00 центов" in text


def test_an_advance_is_one_line() -> None:
    advance = item("Предоплата по договору № 15/2025", article="", quantity="1", price="50000")
    text = text_of(drawn(items=[advance], valid_until=date(2026, 12, 1)))
    assert "1 Предоплата по договору № 15/2025 1 шт 50 000,00 22% 50 000,00" in text
