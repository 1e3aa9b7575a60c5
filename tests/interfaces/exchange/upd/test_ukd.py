"""The file of an UKD is what the operator's contract demands, whatever was corrected."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from lxml import etree

from optom.base.tax import WITHOUT_VAT, VatRate
from optom.domain.billing.correcting import Amount, Change, StandingLine, corrected
from optom.domain.billing.ukd import UKD_TEMPLATE, Original, UkdFacts, UkdPayload, ukd_payload
from optom.domain.documents.render import render_pdf
from optom.interfaces.exchange.ukd import FORM
from optom.interfaces.kit.xml_papers import XmlFile
from tests.domain.documents.samples import AT, text_of
from tests.interfaces.exchange.upd.transfers import BUYER, SELLER, SIGNERS, TRADER
from tests.trade import dec

BEARINGS = StandingLine(1, 1, 4512, 1, "6204", "Подшипник <6204> ≥ 2", "шт", "796", VatRate(dec(22)), dec("12.20"),
                        Amount(dec(100), dec("1220.00"), dec("220.00")))  # fmt: skip
GREASE = replace(BEARINGS, line=2, position=3, article="L" * 60, name="Смазка", okei="",
                 amount=Amount(dec("7.5"), dec("91.50"), dec("16.50")))  # fmt: skip
SOME_LESS, DEARER = {1: Change(dec(98), back=dec(2))}, {2: Change(dec("7.5"), dec("13.00"))}


def ukd(changes: dict[int, Change], *lines: StandingLine, **said: Any) -> UkdPayload:
    facts: dict[str, Any] = {
        "correction_key": "15:k",
        "number": "7",
        "agreed_on": date(2026, 11, 26),
        "made_at": datetime(2026, 11, 26, 12, 5, 7, tzinfo=ZoneInfo("Europe/Moscow")),
        "original": Original("77", "23.11.2026"),
        "seller": SELLER,
        "signers": SIGNERS,
        "buyer": BUYER,
        "contract_number": "15/2025",
        "contract_signed_on": date(2025, 2, 14),
        "lines": corrected(lines or (BEARINGS, GREASE), changes),
        "reason": "Расхождения при приёмке",
    }
    return ukd_payload(UkdFacts(**facts | said))


def element(file: XmlFile) -> etree._Element:
    return etree.fromstring(file.content)


def said(root: etree._Element, path: str) -> dict[str, str]:
    """The attributes of an element that must be there."""
    found = root.find(path)
    assert found is not None
    return {str(name): str(value) for name, value in found.attrib.items()}


@pytest.mark.parametrize(
    "payload",
    [
        ukd(SOME_LESS),
        ukd(SOME_LESS | DEARER, original=Original("77", "23.11.2026", "1", "24.11.2026")),
        ukd({1: Change(dec(0))}),
        ukd(SOME_LESS, replace(BEARINGS, rate=WITHOUT_VAT, amount=Amount(dec(100), dec(1220), dec(0))),
            seller=TRADER, signers=replace(SIGNERS, vat="exempt")),
    ],
    ids=["less", "both ways", "nothing left", "without VAT"],
)  # fmt: skip
def test_every_file_keeps_the_rules_and_the_same_paper_makes_the_same_file(payload: UkdPayload) -> None:
    file = FORM.write(payload)

    assert FORM.faults(file) == []
    assert FORM.write(payload) == file
    assert render_pdf(UKD_TEMPLATE, dict(payload), at=AT).startswith(b"%PDF")


def test_it_says_before_after_and_by_how_much() -> None:
    file = FORM.write(ukd(SOME_LESS | DEARER))
    root = element(file)
    first, second = root.iter("Item")

    assert (root.get("Function"), root.get("DocumentNumber"), root.get("DocumentDate")) == (
        "КСЧФДИС",
        "7",
        "26.11.2026",
    )
    assert (first.get("OriginalNumber"), first.get("TaxRate"), second.get("OriginalNumber")) == (
        "1",
        "TwentyTwoPercent",
        "3",
    )
    assert said(first, "Quantity") == {"OriginalValue": "100", "CorrectedValue": "98"}
    assert [one.text for one in first.iter("AmountsDec")] == ["20.00", "4.40", "24.40"]
    assert [one.text for one in second.iter("AmountsInc")] == ["4.92", "1.08", "6.00"]
    assert said(root, "Table/TotalsInc")["Subtotal"] == "6.00"
    assert said(root, "Table/TotalsDec")["Vat"] == "4.40"


def test_who_pays_no_vat_agrees_on_the_cost_alone() -> None:
    line = replace(BEARINGS, rate=WITHOUT_VAT, amount=Amount(dec(100), dec(1220), dec(0)))
    root = element(FORM.write(ukd(SOME_LESS, line, signers=replace(SIGNERS, vat="exempt"))))

    assert root.get("Function") == "ДИС"
    assert said(root, "Table/TotalsDec")["WithoutVat"] == "true"


def test_an_ukd_from_before_it_told_who_handed_the_goods_over_stays_as_it_was() -> None:
    told = ukd(SOME_LESS, original=Original("77", "23.11.2026", "1", "24.11.2026"))
    before = {name: value for name, value in told.items() if name != "shipped_by"}
    handed_over = "Универсальный передаточный документ № 77 от 23.11.2026, исправление № 1 от 24.11.2026"

    assert FORM.write(before) == FORM.write(told)
    assert said(element(FORM.write(before)), "EventContent/TransferDocuments/TransferDocument") == {
        "DocumentName": "Универсальный передаточный документ", "DocumentNumber": "77", "DocumentDate": "23.11.2026",
    }  # fmt: skip
    for template, payload in (("billing/ukd.v1", before), (UKD_TEMPLATE, told)):
        assert handed_over in text_of(render_pdf(template, dict(payload), at=AT))


def test_a_file_that_was_tampered_with_is_caught() -> None:
    file = FORM.write(ukd(SOME_LESS))
    broken = XmlFile(file.name, file.content.replace("КСЧФДИС".encode("cp1251"), "СЧФ".encode("cp1251")))

    assert any("Function" in fault for fault in FORM.faults(broken))


def test_the_paper_has_its_lines_columns_and_sums() -> None:
    text = text_of(render_pdf(UKD_TEMPLATE, dict(ukd(SOME_LESS | DEARER)), at=AT))

    for expected in (
        "Корректировочный счет-фактура № 7 от 26 ноября 2026 г.",
        "к счету-фактуре № 77 от 23.11.2026",
        "до изменения А — 796 шт 100 10,00 1 000,00 без акциза 22% 220,00 1 220,00",
        "после изменения Б — 796 шт 98 10,00 980,00 без акциза 22% 215,60 1 195,60",
        "Г Х Х Х Х Х 20,00 — Х 4,40 24,40",
        "Всего увеличение (сумма строк В) 4,92 Х 1,08 6,00",
        "Всего уменьшение (сумма строк Г) 20,00 Х 4,40 24,40",
        "Расхождения при приёмке",
        "Уведомляю об изменении стоимости",
        "С изменением стоимости согласен",
    ):
        assert expected in text
