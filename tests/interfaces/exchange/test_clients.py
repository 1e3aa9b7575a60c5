"""A list of clients becomes companies, contracts at first terms and people; what is wrong is named row by row."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from optom.base.listing import Asked
from optom.domain.companies import queries as companies
from optom.domain.journal import queries as journal
from optom.domain.pricing import queries as pricing
from tests.books import all_books
from tests.trade import Firm

pytestmark = pytest.mark.django_db
HEAD = "Компания;ИНН;КПП;Договор;Дата договора;Колонка;Скидка;Лимит;Отсрочка;E-mail;Контакт;Адрес доставки"
BOLT = "Болт;7707083893;773601001;7/26;01.11.2026;Опт;3;500 000;14;vera@example.org;Вера;Тверь, 1"
GAIKIN = "ИП Гайкин;500100732259;;8/26;;;;;;;;"


def load(folder: Path, *rows: str, head: str = HEAD) -> str:
    told = StringIO()
    path = folder / "clients.csv"
    path.write_text("\n".join([head, *rows]), encoding="cp1251")
    call_command("import_clients", str(path), stdout=told)
    return told.getvalue()


def test_a_row_is_a_client_who_can_order(firm: Firm, tmp_path: Path) -> None:
    told = load(tmp_path, BOLT, GAIKIN)
    assert "2 companies, 2 contracts and 1 people are new" in told

    company = companies.company_with("7707083893", "773601001")
    assert company is not None
    contract = companies.contracts_of_company(company)[0]
    terms = companies.terms(contract.id, timezone.now())
    assert (terms.credit_limit, terms.deferral_days) == (500_000, 14)
    assert [(one.column, one.discount) for one in pricing.schemes(contract.id)] == [(firm.wholesale, 3)]
    assert [(one.email, one.role) for one in companies.people(company)] == [("vera@example.org", "owner")]
    assert [one.address for one in companies.addresses(company)] == ["Тверь, 1"]
    assert all_books() == []


def test_who_names_no_terms_signs_at_the_standing_ones(firm: Firm, tmp_path: Path) -> None:
    load(tmp_path, GAIKIN)

    company = companies.company_with("500100732259")
    assert company is not None
    contract = companies.contracts_of_company(company)[0].id
    standing = pricing.standing_column("RUB")
    assert standing is not None
    assert companies.terms_history(contract)[0].credit_limit == 0
    assert pricing.schemes(contract)[0].column == standing.id


def test_a_second_load_writes_nothing(firm: Firm, tmp_path: Path) -> None:
    load(tmp_path, BOLT, GAIKIN)
    before = len(journal.entries(limit=1000))

    assert "2 rows stand already, 0 were refused" in load(tmp_path, BOLT, GAIKIN)
    assert len(journal.entries(limit=1000)) == before


def test_every_refused_row_is_named_and_leaves_nothing(firm: Firm, tmp_path: Path) -> None:
    wrong = [
        BOLT.replace("7707083893", "7707083890").replace("500 000", "abc"),
        BOLT.replace("Опт", "Нет такой"),
        GAIKIN.replace("8/26;", "8/26;вчера").replace(";;;;;;;", ";;;много;;;;"),
        BOLT.replace("vera@example.org", "vera"),
    ]
    told = load(tmp_path, *wrong)

    assert [line.partition(": ")[0] for line in told.splitlines()[:-1]] == [f"clients.csv:{n}" for n in range(2, 6)]
    assert "abc" in told.splitlines()[0]  # all of a row at once
    assert "7707083890" in told.splitlines()[0]
    assert "0 companies, 0 contracts and 0 people are new, 0 rows stand already, 4 were refused" in told
    assert companies.companies().part(Asked()).rows == []


def test_zeros_that_a_workbook_left_off_come_back(firm: Firm, tmp_path: Path) -> None:
    assert "1 companies" in load(tmp_path, "Болт;277071851;27701001", head="Компания;ИНН;КПП")

    assert companies.company_with("0277071851", "027701001")


def test_a_list_without_names_of_columns_is_not_guessed(firm: Firm, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="first row has to name the columns"):
        load(tmp_path, BOLT, head="a;b;c")
