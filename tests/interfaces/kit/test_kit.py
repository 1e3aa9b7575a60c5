"""Numbers as people read and type them; parts of short lists; words for refusals."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from optom.base.listing import Asked, Condition, Op
from optom.base.refusal import Refusal, Refusals
from optom.interfaces.kit import formats
from optom.interfaces.kit.input import count, day, money, number, number_of_program
from optom.interfaces.kit.sheets import Column, Kind, part_of
from optom.interfaces.kit.sheets.cells import harmless
from optom.interfaces.kit.sheets.exporting import csv_text
from optom.interfaces.kit.words import worded


@pytest.mark.parametrize(
    ("language", "value", "said"),
    [("ru", "1234567.5", "1\u202f234\u202f567,50"), ("en", "1234567.5", "1,234,567.50"), ("ru", "-0.01", "\u22120,01")],
)
def test_money_is_written_by_the_locale(language: str, value: str, said: str) -> None:
    with translation.override(language):
        assert formats.money(Decimal(value)) == said


def test_a_quantity_has_no_idle_zeros() -> None:
    with translation.override("ru"):
        assert [formats.quantity(Decimal(text)) for text in ("20.000", "0.500", "1240")] == ["20", "0,5", "1\u202f240"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1 240,5", "1240.5"), ("1,240.50", "1240.50"), ("1.240,50", "1240.50"), (" 7 ", "7"), ("\u22125", "-5")],
)
def test_numbers_are_read_as_people_type_them(typed: str, meant: str) -> None:
    assert number(typed) == Decimal(meant)


@pytest.mark.parametrize(
    ("typed", "russian", "english"),
    [
        ("1,500", "1.5", "1500"),
        ("-1,500,250.75", "-1500250.75", "-1500250.75"),
        ("12,345,678", None, "12345678"),
        ("1,5", "1.5", "1.5"),
        ("0,500", "0.5", "0.5"),
        ("1500,250", "1500.25", "1500.25"),
    ],
)
def test_a_comma_parts_thousands_for_who_reads_english_so_and_decimals_where_they_can_be_nothing_else(
    typed: str, russian: str | None, english: str
) -> None:
    with translation.override("en"):
        assert number(typed) == Decimal(english)
    with translation.override("ru"):
        if russian is None:
            with pytest.raises(Refusal):
                number(typed)
        else:
            assert number(typed) == Decimal(russian)


def test_what_is_shown_to_a_reader_is_read_back_as_the_same() -> None:
    for language in ("ru", "en"):
        with translation.override(language):
            for value in ("1500", "0.5", "1234567.125", "-12345", "999.999"):
                assert (
                    number(formats.quantity(Decimal(value))) == number(formats.plain(Decimal(value))) == Decimal(value)
                )


def test_a_file_of_a_program_says_the_same_to_every_reader() -> None:
    with translation.override("en"):
        assert number_of_program("91,234") == Decimal("91.234")


@pytest.mark.parametrize("typed", ["", "abc", "1,2,3,4", "Infinity", "NaN", "0x10", "1e2", "٣", "1" * 60])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(Refusal):
        number(typed)


def test_half_a_kopeck_and_half_a_day_are_refused() -> None:
    assert (money("1 240,5"), count("14"), count("14,0")) == (Decimal("1240.5"), 14, 14)
    for read, typed, code in ((money, "0,005", "input.too_fine"), (count, "14,7", "input.not_whole")):
        with pytest.raises(Refusal, match=code.replace(".", r"\.")):
            read(typed)


def test_dates_are_read_both_ways() -> None:
    assert day("28.11.2026") == day("2026-11-28") == date(2026, 11, 28)
    with pytest.raises(Refusal):
        day("31.02.2026")


def test_all_reasons_are_said_with_their_way_out() -> None:
    refusals = Refusals(
        [
            Refusal("credit.exceeded", limit=Decimal(10), debt=Decimal(0), wanted=Decimal(15), pay=Decimal(5)),
            Refusal("shipping.below_minimum", minimum=Decimal(20), sum=Decimal(15), short=Decimal(5)),
        ]
    )  # fmt: skip
    with translation.override("ru"):
        first, second = worded(refusals)

    assert first["help"] == "Оплатите 5,00 или запросите меньше."
    assert second["text"] == "Отгрузка на 15,00, минимум по договору — 20,00."


def test_no_minimum_and_no_packs_are_told_where_there_are_none() -> None:
    facts = {"article": "6204", "quantity": Decimal(15), "multiple": Decimal(50), "suggest": Decimal(50)}
    with translation.override("en"):
        [without] = worded(Refusal("orders.not_multiple", **facts, minimum=Decimal(0)))
        [with_one] = worded(Refusal("orders.not_multiple", **facts, minimum=Decimal(100)))
        [by_one] = worded(Refusal("orders.not_multiple", **facts | {"multiple": Decimal(1)}, minimum=Decimal(100)))

    assert (without["text"], without["help"]) == ("6204: 15 does not fit, packs of 50.", "Take 50.")
    assert with_one["text"].endswith("packs of 50, at least 100.")
    assert by_one["text"] == "6204: 15 does not fit, at least 100."


def test_a_refusal_without_words_is_still_an_answer() -> None:
    assert worded(Refusal("nobody.knows", x=1))[0]["text"] == "nobody.knows"


COLUMNS = [Column("name", "Name", value=lambda row: row[0]), Column("sum", "Sum", Kind.MONEY, value=lambda row: row[1])]
ROWS = [("б", Decimal(2)), ("а", Decimal(3)), ("в", None)]


def test_a_short_list_is_sorted_narrowed_and_summed_in_memory() -> None:
    part = part_of(ROWS, COLUMNS, Asked(sort=("-sum",), count=2), sums=["sum"])
    dear = part_of(ROWS, COLUMNS, Asked(conditions=(Condition("sum", Op.FROM, Decimal(3)),)))
    found = part_of(ROWS, COLUMNS, Asked(query="В"))

    assert [row[0] for row in part.rows] == ["а", "б"], "the greatest first, nothing at the end"
    assert (part.total, part.sums) == (3, {"sum": Decimal(5)})
    assert [row[0] for row in dear.rows] == ["а"]
    assert [row[0] for row in found.rows] == ["в"]


def in_csv(*row: object) -> str:
    return b"".join(piece for _, piece in csv_text(COLUMNS, [row])).decode("utf-8-sig")


@pytest.mark.parametrize("text", ["=1+1", "+7", "-1", "@x", "\tx"])
def test_no_text_becomes_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert f"'{text}" in in_csv(text, Decimal(-5))


def test_a_negative_number_stays_a_number() -> None:
    assert "-5" in in_csv("x", Decimal(-5))
    assert "'-5" not in in_csv("x", Decimal(-5))
