"""Two ledgers side by side: what answers what, whichever way round the other side writes it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optom.base.refusal import Refusal
from optom.domain.reconciliation.cards import card_of
from optom.domain.reconciliation.rules import (
    OURS_ONLY,
    SAME,
    SUM_DIFFERS,
    THEIRS_ONLY,
    Compared,
    Operation,
    TheirLine,
    compared,
    numbers_in,
)
from tests.trade import dec

JANUARY = date(2026, 1, 1)


def note(number: object, amount: object, day: int = 12, entry: int = 0) -> Operation:
    title = f"Расходная накладная № {number} от {day} января 2026 г."
    return Operation(
        entry or int(str(number)[-3:]), JANUARY.replace(day=day), "dispatch", title, str(number), dec(amount)
    )


def paid(number: object, amount: object, day: int = 20) -> Operation:
    return Operation(900 + int(str(number)), JANUARY.replace(day=day), "payment", "", str(number), -dec(amount))


def theirs(place: int, title: str, amount: object, day: int = 12) -> TheirLine:
    return TheirLine(place, JANUARY.replace(day=day), title, dec(amount))


def said(found: Compared) -> list[tuple[str, int | None, int | None]]:
    return [
        (one.kind, one.ours.entry if one.ours else None, one.theirs.place if one.theirs else None)
        for one in found.pairs
    ]


def test_lines_are_matched_by_number_and_sum_some_days_apart() -> None:
    ours = [note(15, 1000), note(16, 500), paid(512, 700)]
    own_books = [
        theirs(1, "Поступление товаров 0000-000077 от 14.01.2026 (вх. № УТ-00015 от 12.01.2026)", -1000, day=14),
        theirs(2, "Поступление товаров 0000-000078 от 14.01.2026 (вх. № 16 от 12.01.2026)", -500, day=14),
        theirs(3, "Списание с расчётного счёта 512 от 20.01.2026", 700, day=19),
    ]

    found = compared(ours, own_books)

    assert found.is_mirrored
    assert said(found) == [(SAME, 15, 1), (SAME, 16, 2), (SAME, 1412, 3)]
    assert [one.days for one in found.pairs] == [2, 2, -1]


def test_a_sum_that_differs_a_paper_of_ours_and_one_of_theirs_are_named() -> None:
    ours = [note(15, 1000), note(16, 500), note(17, 300)]
    own_books = [theirs(1, "вх. 15", -900), theirs(2, "вх. 17", -300), theirs(3, "Поступление вх. 99", -42, day=15)]

    found = compared(ours, own_books)

    assert said(found) == [(SUM_DIFFERS, 15, 1), (OURS_ONLY, 16, None), (SAME, 17, 2), (THEIRS_ONLY, None, 3)]
    assert [one.difference for one in found.pairs] == [100, 500, 0, -42]


def test_without_a_number_sum_and_nearest_day_decide_and_far_days_do_not() -> None:
    ours = [paid(1, 700, day=5), paid(2, 700, day=20)]
    own_books = [theirs(1, "Оплата поставщику", 700, day=21), theirs(2, "Оплата поставщику", 700, day=31)]

    assert said(compared(ours, own_books)) == [(OURS_ONLY, 901, None), (SAME, 902, 1), (THEIRS_ONLY, None, 2)]


def test_a_paper_that_was_long_on_its_way_is_found_and_a_sum_without_a_number_may_be_kopecks_off() -> None:
    ours = [note(15, 1000, day=2), paid(1, "700.40", day=5), paid(2, 300, day=5)]
    own_books = [
        theirs(1, "вх. № УТ-15", -1000, day=30), theirs(2, "Оплата", 700, day=6), theirs(3, "Оплата", 301, day=6),
    ]  # fmt: skip

    found = compared(ours, own_books)

    assert said(found) == [
        (SAME, 15, 1), (SUM_DIFFERS, 901, 2), (OURS_ONLY, 902, None), (THEIRS_ONLY, None, 3),
    ]  # fmt: skip
    assert found.pairs[1].difference == dec("-0.40")


def test_our_own_act_sent_back_is_read_the_way_it_is_written() -> None:
    found = compared(
        [note(15, 1000), paid(512, 700)], [theirs(1, "накладная 15", 1000), theirs(2, "512", -700, day=20)]
    )

    assert not found.is_mirrored
    assert found.differing == []


@pytest.mark.parametrize(
    ("title", "numbers"),
    [
        ("Расходная накладная № 15 от 3 января 2026 г.", ["15"]),
        ("Реализация (акт, накладная, УПД) УТ-000123 от 15.01.2026 0:00:00", ["123"]),
        ("Поступление 0000-000045 от 15.01.2026 (вх. № 00БП-000012 от 14.01.2026)", ["12"]),
        ("Оплата", []),
        ("Платежное поручение 512 от 20.01.26", ["512"]),
        ("счёт 40702810000000000777", []),
    ],
)
def test_numbers_are_found_in_titles_without_letters_zeros_and_days(title: str, numbers: list[str]) -> None:
    assert numbers_in(title) == numbers


@given(
    st.lists(st.tuples(st.integers(1, 5), st.integers(1, 3), st.integers(1, 28), st.booleans()), max_size=12),
    st.lists(st.tuples(st.integers(1, 5), st.integers(1, 3), st.integers(1, 28), st.booleans()), max_size=12),
)
def test_every_line_of_both_sides_is_in_one_pair_and_the_differences_add_up(
    left: list[tuple[int, int, int, bool]], right: list[tuple[int, int, int, bool]]
) -> None:
    ours = [
        note(number, amount if owed else -amount, day, entry=place)
        for place, (number, amount, day, owed) in enumerate(left, start=1)
    ]
    lines = [
        theirs(place, f"№ {number}", amount if owed else -amount, day)
        for place, (number, amount, day, owed) in enumerate(right, start=1)
    ]

    found = compared(ours, lines)

    assert sorted(one.ours.entry for one in found.pairs if one.ours) == [one.entry for one in ours]
    assert sorted(one.theirs.place for one in found.pairs if one.theirs) == [one.place for one in lines]
    sign = -1 if found.is_mirrored else 1
    expected = sum(one.amount for one in ours) - sign * sum(one.amount for one in lines)
    assert sum(one.difference for one in found.pairs) == expected
    assert all(one.difference == 0 for one in found.pairs if one.kind == SAME)


CARD = [
    ["ООО «Механик»", "", "", "", "", "", "", "", ""],
    ["Карточка счета 60 за январь 2026 г.", "", "", "", "", "", "", "", ""],
    ["Период", "Документ", "Аналитика Дт", "Аналитика Кт", "Дебет", "", "Кредит", "", "Текущее сальдо"],
    ["", "", "", "", "Счет", "", "Счет", "", ""],
    ["Сальдо на начало", "", "", "", "", "", "", "250,00", ""],
    ["14.01.2026", "Поступление товаров 77 (вх. 15 от 12.01.2026)", "", "", "41.01", "", "60.01", "1 000,00", "К"],
    ["2026-01-20 00:00:00", "Списание с расчётного счёта 512", "", "", "60.01", "700,00", "51", "", "К"],
    ["", "Бухгалтерская справка без даты", "", "", "60.01", "5,00", "91", "", ""],
    ["Обороты за период", "", "", "", "", "700,00", "", "1 000,00", ""],
    ["Сальдо на конец", "", "", "", "", "", "", "550,00", ""],
]


def test_a_card_of_1c_is_read_with_its_balances_and_what_could_not_be_read_is_told() -> None:
    card = card_of(CARD)

    assert [(line.place, line.on.day, line.amount) for line in card.lines] == [(6, 14, -1000), (7, 20, 700)]
    assert (card.opening, card.closing) == (-250, -550)
    assert card.unread == [(8, "Бухгалтерская справка без даты 60.01 5,00 91")]


def test_of_an_act_of_two_sides_the_side_that_was_filled_in_last_counts() -> None:
    heads = ["Дата", "Документ", "Дебет", "Кредит"]
    ours, blank = ["12.01.2026", "Продажа (15 от 12.01.2026)", "1000.00", ""], ["", "", "", ""]
    their = ["14.01.2026", "Приход (15 от 12.01.2026)", "", "900.00"]

    assert [line.amount for line in card_of([heads * 2, ours + blank]).lines] == [1000]
    assert [line.amount for line in card_of([heads * 2, ours + their]).lines] == [-900]


def test_a_single_column_of_sums_with_signs_is_read_too() -> None:
    cells = [["Date", "Document", "Amount"], ["2026-01-12", "Invoice 15", "1,000.50"], ["46042", "Payment 7", "-700"]]

    assert [(line.on, line.amount) for line in card_of(cells).lines] == [
        (date(2026, 1, 12), dec("1000.5")),
        (date(2026, 1, 20), dec(-700)),
    ]


def test_a_table_without_such_columns_is_refused() -> None:
    with pytest.raises(Refusal, match=r"reconciliation\.card_unknown"):
        card_of([["Артикул", "Цена"], ["1", "2"]])


def test_what_left_with_an_upd_is_known_by_its_number_and_still_by_that_of_the_note() -> None:
    """Both papers have series of their own: our note 2 is not their UPD 2."""
    first = replace(note(2, 1000, entry=1), number="1", also="2")
    second = replace(note(3, 500, entry=2), number="2", also="3")

    by_upds = [theirs(1, "УПД № 1 от 12.01.2026", 1000), theirs(2, "УПД № 2 от 12.01.2026", 490)]
    assert said(compared([first, second], by_upds)) == [(SAME, 1, 1), (SUM_DIFFERS, 2, 2)]

    by_notes = [theirs(1, "Накладная № 2 от 12.01.2026", 1000), theirs(2, "Накладная № 3 от 12.01.2026", 500)]
    assert said(compared([first, second], by_notes)) == [(SAME, 1, 1), (SAME, 2, 2)]
    wrong = [theirs(1, "Накладная № 3 от 12.01.2026", 490)]
    assert said(compared([second], wrong)) == [(SUM_DIFFERS, 2, 1)]
