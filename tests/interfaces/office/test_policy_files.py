"""The policy goes out as a workbook or a text, is worked over elsewhere, and comes back beside the draft."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some

from optom.base.formula import Kind
from optom.base.spreadsheet import sheets_of
from optom.domain.policy import actions
from optom.domain.policy import queries as policies
from optom.domain.policy.queries import BreakRule, Guard, Named, Policy, Rounding, Rule, Rung, Table
from optom.interfaces.office.policy_brought import brought
from optom.interfaces.office.policy_cells import cells_of
from optom.interfaces.office.policy_workbook import fenced, unfenced, workbook, written
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
PAGE = "/office/prices/policy/"
NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
HTML = {"Accept": "text/html", "Accept-Language": "ru"}

_texts = some.text("aЯ1 \"'=+-@\\\n\r\t_x\u00a0\u2028[]{}#,😀", max_size=8).filter(lambda text: not text.isspace())
_names = some.text("aЯ1=+-@'_", min_size=1, max_size=4)
_numbers = some.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9)
_days = some.none() | some.dates(date(1990, 1, 1), date(2100, 1, 1))


def _rows(of: some.SearchStrategy[Any], most: int = 3) -> some.SearchStrategy[tuple[Any, ...]]:
    return some.lists(of, max_size=most).map(tuple)


_tables = some.builds(
    Table, _names, some.just(Kind.MONEY), some.just(Kind.NUMBER), _rows(some.builds(Rung, _numbers, _numbers))
) | some.builds(Table, _names, some.just(Kind.TEXT), some.just(Kind.MONEY), _rows(some.builds(Rung, _names, _numbers)))
_policies = some.builds(
    Policy,
    names=_rows(some.builds(Named, _names, _texts)),
    tables=some.lists(_tables, max_size=3, unique_by=lambda one: one.name.casefold()).map(tuple),
    rules=_rows(some.builds(Rule, _names, _texts, _texts, _texts, _days, _days, _texts)),
    breaks=_rows(some.builds(BreakRule, _names, _texts, _texts, _texts, _texts, _days, _days, _texts)),
    roundings=_rows(some.builds(Rounding, _names, _texts)),
    guards=_rows(some.builds(Guard, _names, _texts, _names)),
    corridor=_texts,
    cost=_texts,
    four_eyes=some.booleans(),
)


_OF_TWO = Policy(tables=(Table("1", Kind.MONEY, Kind.NUMBER, (Rung(Decimal(0), Decimal("209854079.5892")),)),))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@example(_OF_TWO, "ru", "ru")
@given(_policies, some.sampled_from(["ru", "en"]), some.sampled_from(["ru", "en"]))
def test_what_went_out_as_a_workbook_comes_back_as_the_same_policy(policy: Policy, out: str, back: str) -> None:
    with translation.override(out):
        content = written(cells_of(policy), NOW)
    with translation.override(back):
        read = brought(content, Policy(), NOW)
    assert (read.policy, read.passed, read.stayed) == (policy, [], [])


@given(some.text("'=+-@a\t\r", max_size=6))
def test_no_spreadsheet_takes_a_text_for_a_formula_and_none_is_lost_by_that(text: str) -> None:
    assert not fenced(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unfenced(fenced(text)) == text


def as_openpyxl_saves(content: bytes) -> bytes:
    """The same workbook with its formulas and no word of what they come to; empty texts are told by their type."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(made, "w") as out:
        for part in package.namelist():
            without = re.sub(rb"(</f>)<v>0</v>", rb"\1<v/>", package.read(part))
            out.writestr(part, without.replace(b"<v>none</v>", b"<v></v>"))
    return made.getvalue()


def with_a_formula(sheet_name: str) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        rules = book.add_worksheet("Правила")
        rules.write_row(0, 0, ["Колонка", "Цена"])
        rules.write_row(1, 0, ["Опт", "planned_cost * 2"])
        sheet = rules if sheet_name == "Правила" else book.add_worksheet(sheet_name)
        sheet.write_formula(1, 2, "=1+1")
        sheet.write_formula(2, 2, '=""', None, "none")
    return content.getvalue()


def test_a_formula_whose_value_the_file_does_not_tell_is_not_taken_for_an_empty_cell() -> None:
    with translation.override("ru"):
        read = brought(as_openpyxl_saves(with_a_formula("Правила")), Policy(), NOW)
        assert read.policy is None
        assert [(one.sheet, one.row, one.column) for one in read.faults] == [("Правила", "2", "C")]
        assert "формула" in read.faults[0].text
        counted = brought(with_a_formula("Правила"), Policy(), NOW)
        beside = brought(as_openpyxl_saves(with_a_formula("Заметки")), Policy(), NOW)
    assert counted.policy is not None
    assert beside.policy is not None, "what is no sheet of the policy is none of ours"


@pytest.fixture
def director(enter: Enter, firm: Firm) -> Client:
    return enter(firm.person("boss", "director"))


def send(client: Client, content: bytes, name: str = "policy.xlsx") -> str:
    answer = client.post(f"{PAGE}file/", {"file": SimpleUploadedFile(name, content)}, headers=HTML)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def take(client: Client, page: str, **more: str) -> Any:
    [sha256] = re.findall(r'name="sha256" value="(\w+)"', page)
    [edits] = set(re.findall(r'name="expected" value="(\d+)"', page))
    return client.post(f"{PAGE}file/take/", {"sha256": sha256, "expected": edits, **more})


def book(**sheets: list[list[Any]]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"strings_to_formulas": False}) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return content.getvalue()


def test_a_workbook_speaks_the_readers_language_and_tells_what_formulas_know(firm: Firm) -> None:
    policy = Policy(
        names=(Named("base", "IFBLANK(planned_cost, receipt_cost)"),),
        tables=(Table("mark-up", rungs=(Rung(Decimal(0), Decimal("1.5")), Rung(Decimal(1000), Decimal("1.25")))),),
        rules=(Rule("retail", "base * 1.3", 'brand = "Bosch"', since=date(2026, 12, 1)),),
    )
    with translation.override("ru"):
        sheets = {one.name: one.rows for one in sheets_of(workbook(policy, NOW))}
    assert sheets["Имена"][1] == ["base", "ЕСЛИПУСТО(плановая_себестоимость; себестоимость_прихода)"]
    assert [row[3:] for row in sheets["Таблицы"][1:]] == [["0", "1.5"], ["1000", "1.25"]]
    assert sheets["Правила"][1][0] == "Розница"
    assert sheets["Правила"][1][4] == "2026-12-01 00:00:00"
    words = [row[0] for row in list(sheets.values())[-1]]
    assert {"бренд", "цена", "Опт"} < set(words)
    assert any(word.startswith("ПРОСМОТР(") for word in words)


def test_what_a_workbook_would_change_is_shown_before_it_is_the_draft(
    director: Client, enter: Enter, firm: Firm
) -> None:
    rules = [
        ["Цены завода"],
        ["Колонка", "Цена", "Условие", "Заметки"],
        ["розница", "=ррц * 1,5", "", "подумать"],
        [],
        ["Опт", "[Розница] * 90%", 'бренд = "SKF"'],
    ]
    tables: list[list[Any]] = [
        ["Название", "От или какой", "Значение"],
        ["наценка", "от 1 000", 0.25],
        ["", 5000, "20 %"],
    ]
    page = send(director, book(Правила=rules, Таблицы=tables, Черновики=[["мысли"]]))
    for told in ("ррц * 1,5", "колонка «Заметки» листа «Правила»", "лист «Черновики»", "Имена"):
        assert told in page, told
    assert policies.draft().edits == 0, "showing keeps nothing"

    assert take(director, page).status_code == 200
    kept = policies.draft().policy
    assert [(one.column, one.price) for one in kept.rules] == [
        ("retail", "recommended * 1.5"),
        ("wholesale", "retail * 90%"),
    ]
    assert [(one.key, one.value) for one in kept.tables[0].rungs] == [
        (Decimal(1000), Decimal("0.25")),
        (Decimal(5000), Decimal("0.2")),
    ]
    stale = take(director, page)
    assert stale.json()["refusals"][0]["code"] == "policy.draft_moved"
    assert take(enter(firm.person("admin", "administrator")), page).status_code == 404


def test_a_cell_that_cannot_be_read_is_told_by_sheet_and_row_and_nothing_is_guessed(director: Client) -> None:
    tables = [["Table"], ["Name", "Looked up by", "From, or which", "Value"], ["наценка", "цвет", "0", "много"]]
    page = send(director, book(Tables=tables, Approval=[["Four eyes"], ["maybe"]]))
    assert "«много» — не число" in page
    assert re.search(r"<td>Таблицы</td><td class=\"n\">3</td><td>Значение</td>", page)
    assert "«цвет»" in page
    assert "«maybe»" in page
    assert 'name="sha256"' not in page
    wrong = send(director, book(Tables=[["Name", "Value", "From, or which"], ["a", "1", "0"], ["a", "2", "0"]]))
    assert "дважды" in wrong
    assert take(director, wrong).status_code == 200, "what doesn't fit yet is mended in the draft"


def test_a_file_that_is_no_policy_says_why(director: Client) -> None:
    for content, told in (
        (b"PK\x03\x04 no workbook", "таблиц"),
        (book(Rules=[["one", "two"], ["1", "2"]]), "«Rules»"),
        (book(Costs=[["one"]]), "«Costs»"),
        (b"rules = ]", "не читается"),
        (book(Rules=[["Price"], *[["1"]] * 2001]), "2 001 строк"),
    ):
        assert told in send(director, content).split('<p class="refusal">')[1]
    assert policies.draft().edits == 0


def test_a_text_that_was_reviewed_comes_back_too(director: Client, firm: Firm) -> None:
    draft = Policy(rules=(Rule("retail", "220", name="весна"),))
    actions.change_draft(policy=draft, expected=0, actor=firm.person("second", "director"), at=NOW)
    text = director.get(f"{PAGE}text/").content.decode()
    assert 'price = "220"' in text
    page = director.post(f"{PAGE}file/", {"text": text.replace("220", "240")}, headers=HTML).content.decode()
    assert "<del>220</del>" in page
    assert "<ins>240</ins>" in page
    assert take(director, page).status_code == 200
    assert policies.draft().policy.rules[0].price == "240"
    again = director.get(f"{PAGE}workbook/", headers=HTML)
    assert "policy-draft.xlsx" in again["Content-Disposition"]
    assert "Различий нет" in send(director, again.content)
    assert director.get(f"{PAGE}workbook/?version=999", headers=HTML).status_code == 400
