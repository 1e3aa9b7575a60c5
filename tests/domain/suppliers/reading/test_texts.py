"""Text files with columns: whatever wrote them, the rows are those that were written."""

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optom.domain.suppliers.reading import limits, texts
from optom.domain.suppliers.reading.table import BLOCK_ROWS

from .written import Rows, only, put, refused, rows, text_file

PAGES = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "cp866", "koi8-r"]
PRICE = [
    ("Артикул", "Наименование", "Цена", "Остаток"),
    ("6205-2RS", "Подшипник шариковый радиальный", "120,50", "> 20"),
    ("00123", "Манжета армированная 1.2-45х65", "87,00", "под заказ"),
    ("ГОСТ 7798", "БОЛТ М8Х20 ОЦИНКОВАННЫЙ", "3,15", "1200"),
]


def padded(cells: list[tuple[str, ...]]) -> Rows:
    return [tuple(cell if cell.strip() else None for cell in row) for row in cells]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("separator", [";", ",", "\t", "|", "^"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_page_separator_and_end_of_line(tmp_path: Path, page: str, separator: str, end: str) -> None:
    path = put(tmp_path / "list.csv", text_file(PRICE, separator).replace("\n", end), page)

    assert rows(only(path)) == PRICE


words = st.sampled_from(["подшипник", "Болт", "ГАЙКА", "шайба", "манжета", "кольцо", "втулка", "ремень"])
sizes = st.sampled_from(["М8х20", "6205-2RS", "12,5", "1/2", "N 7", "00123", "45 мм"])
plain_cells = st.lists(words | sizes, min_size=1, max_size=4).map(" ".join)
odd_cells = plain_cells | st.just("") | plain_cells.map(lambda text: f'{text} "люкс"\nс {text}; со скидкой')


@given(
    cells=st.integers(2, 6).flatmap(
        lambda width: st.lists(st.lists(odd_cells, min_size=width, max_size=width).map(tuple), min_size=2, max_size=20)
    ),
    separator=st.sampled_from([";", "\t", "|"]),
    page=st.sampled_from(PAGES),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_whatever_rows_are_written_are_read(
    tmp_path: Path, cells: list[tuple[str, ...]], separator: str, page: str
) -> None:
    """Under a head in full, as lists have it: of rows of nothing but blanks nobody could tell what parts them."""
    head = tuple(f"Столбец {place}" for place in range(len(cells[0])))
    usual = [tuple("обычный товар" for _ in head)] * (len(cells) + 1)
    path = put(tmp_path / "any.csv", text_file([head, *usual, *cells], separator), page)

    found = rows(only(path))

    expected = padded([head, *usual, *cells])
    while not any(expected[-1]):
        expected.pop()
    assert found[: len(expected)] == expected
    assert not any(cell for row in found[len(expected) :] for cell in row)


@pytest.mark.parametrize("page", ["cp1251", "koi8-r", "cp866", "mac-cyrillic"])
@pytest.mark.parametrize("text", ["ПОДШИПНИК РАДИАЛЬНЫЙ ШАРИКОВЫЙ", "втулка стальная", "Цена, руб. с НДС"])
def test_the_page_is_told_by_the_letters(tmp_path: Path, page: str, text: str) -> None:
    path = put(tmp_path / "list.csv", f"{text};10\n" * 3, page)

    assert rows(only(path))[0] == (text, "10")


@pytest.mark.parametrize("page", ["cp1252", "cp850"])
def test_western_letters(tmp_path: Path, page: str) -> None:
    path = put(tmp_path / "liste.csv", "Größe;Kugellager für Geräte;Öl\n10;München;7\n", page)

    assert rows(only(path)) == [("Größe", "Kugellager für Geräte", "Öl"), ("10", "München", "7")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Труба 1/2";10\nТруба 3/4";12\n', [('Труба 1/2"', "10"), ('Труба 3/4"', "12")]),
        ('"Ромашка" ООО;1/2";3\na;b;4\n', [("Ромашка ООО", '1/2"', "3"), ("a", "b", "4")]),
        (';"abc;12\nd;e;1\nf;g;2\nh;i;3\n', [(None, '"abc', "12"), ("d", "e", "1"), ("f", "g", "2"), ("h", "i", "3")]),
        ('a;"b\nc;d"\n"e ""f""";g\n', [("a", "b\nc;d"), ('e "f"', "g")]),
        ('"x, y",1\n"z",2\n', [("x, y", "1"), ("z", "2")]),
    ],
    ids=["inches", "inches beside quotes", "never closed", "over lines", "separator within"],
)
def test_quotes_as_people_and_programs_use_them(tmp_path: Path, text: str, expected: Rows) -> None:
    assert rows(only(put(tmp_path / "list.csv", text))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a;b\n\n\nc;d;e\n", [("a", "b", None), (None,) * 3, (None,) * 3, ("c", "d", "e")]),
        ("Прайс-лист\n\nартикул;цена\n1;2\n3;4\n5;6\n", [("Прайс-лист", None), (None, None),
         ("артикул", "цена"), ("1", "2"), ("3", "4"), ("5", "6")]),
        ("sep=,\na,b\n", [("a", "b")]),
        ("one\n\ntwo", [("one",), (None,), ("two",)]),
        ("a; \u00a0;\t\nb;c;d\n", [("a", None, None), ("b", "c", "d")]),
        ("1,5;2,5\n3,5;4,5\n", [("1,5", "2,5"), ("3,5", "4,5")]),
        ("\n\na;b\nc;d\n", [(None, None), (None, None), ("a", "b"), ("c", "d")]),
        ("a$b$c\nd$e$f\n", [("a", "b", "c"), ("d", "e", "f")]),
        ("sales@a.ru\ninfo@b.ru\n", [("sales@a.ru",), ("info@b.ru",)]),
    ],
    ids=[
        "blank lines", "a letterhead", "said above", "one column", "blanks", "decimal commas", "blank at first",
        "an odd separator", "addresses",
    ],
)  # fmt: skip
def test_row_n_is_row_n_of_the_file(tmp_path: Path, text: str, expected: Rows) -> None:
    assert rows(only(put(tmp_path / "list.csv", text))) == expected


def test_a_cell_never_has_a_nul(tmp_path: Path) -> None:
    """The database has no place for it. One far inside of a text does not make it a picture."""
    assert rows(only(put(tmp_path / "list.csv", "a;b\n" * 2000 + "c;d\0e\n")))[-1] == ("c", "de")


def test_blocks_are_bounded_alike_and_read_again(tmp_path: Path) -> None:
    path = put(tmp_path / "list.csv", "a;b\n" * BLOCK_ROWS + "c;d;e\n")
    table = only(path)

    first, second = table.blocks()

    assert (first.height, second.height) == (BLOCK_ROWS, 1)
    assert first.columns == second.columns == ["A", "B", "C"]
    assert table.sample(2).rows() == [("a", "b", None)] * 2
    assert table.heads == ()
    assert rows(table) == rows(table)


def test_pieces_of_a_file_meet_within_lines_and_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "_PIECE", 7)
    for page in PAGES:
        path = put(tmp_path / "list.csv", text_file(PRICE, quoting=csv.QUOTE_ALL).replace("\n", "\r\n"), page)
        assert rows(only(path)) == PRICE, page


def test_what_is_too_long_or_too_wide_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_ROWS", 10)
    assert refused(put(tmp_path / "long.csv", "a;b\n" * 11)) == "files.long"
    assert refused(put(tmp_path / "odd.csv", 'a;"b\nc"\n' * 11)) == "files.long"
    assert refused(put(tmp_path / "wide.csv", ";".join("a" * 100_000))) == "files.wide"


def test_a_text_larger_than_any_list_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.write(b"a;b\n")
        file.truncate(limits.MOST_TEXT + 1)

    assert refused(path) == "files.larger"


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    assert refused(put(tmp_path / "x.csv", b"\0\1\2\3" * 500)) == "files.not_a_table"
    assert refused(put(tmp_path / "x.pdf", b"%PDF-1.7\n")) == "files.unknown"


def test_an_empty_file_has_a_table_without_rows(tmp_path: Path) -> None:
    assert rows(only(put(tmp_path / "empty.csv", b""))) == []
