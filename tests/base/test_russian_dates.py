"""Dates as papers print them."""

from datetime import date

from optom.base.russian_dates import days_said, in_digits, in_words, numbered


def test_a_paper_is_referred_to_by_number_and_date() -> None:
    assert numbered("118", date(2026, 11, 23)) == "№ 118 от 23 ноября 2026 г."
    assert numbered("118", date(2026, 5, 1), "en") == "No. 118 of 1 May 2026"


def test_every_month_is_in_the_genitive() -> None:
    assert [in_words(date(2026, month, 1)).split()[1][-1] for month in range(1, 13)] == list("яяаяяяяаяяяя")


def test_what_is_said_in_words_is_read_back() -> None:
    days = [date(2025, 2, 14), date(2026, 11, 26)]
    assert days_said(f"Договор {numbered('15/2025', days[0])}, редакция от {in_words(days[1])}") == days
    assert days_said("Договор № 15 от 14.02.2025, 31 марта") == []


def test_digits_keep_their_zeros() -> None:
    assert in_digits(date(2026, 1, 2)) == "02.01.2026"
