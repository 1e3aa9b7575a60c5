"""The director sends what goods cost, sees what it would change, and takes it; nobody else at a desk does."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from optom.domain.costs.models import Figure
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
HTML = {"Accept": "text/html", "Accept-Language": "ru"}
LIST = "Артикул;Название;Плановая себестоимость;РРЦ\n6205;Подшипник;210;\n6206;;дорого;\n7777;;1;"


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "OPTOM_FILES", tmp_path)


@pytest.fixture
def goods(firm: Firm) -> dict[str, int]:
    return {article: firm.product(article, price=100, on_hand=5) for article in ("6205", "6206")}


@pytest.fixture
def director(enter: Enter, firm: Firm, goods: dict[str, int]) -> Client:
    return enter(firm.person("boss", "director"))


def send(client: Client, content: str) -> str:
    file = SimpleUploadedFile("ноябрь.csv", content.encode("cp1251"))
    return client.post("/office/costs/load/", {"file": file}, headers=HTML).content.decode()


def shown(page: str) -> dict[str, str]:
    """What the form below the list would send."""
    form = page.split('action="/office/costs/load/take/"')[1].partition("</form>")[0]
    return dict(re.findall(r'name="(sha256|name|expected)" value="([^"]*)"', form))


def test_a_list_is_shown_then_taken_and_a_second_time_changes_nothing(director: Client) -> None:
    page = send(director, LIST)

    assert "Плановая себестоимость, РРЦ" in page
    assert "Название" in page, "a column that tells nothing is named"
    assert "«дорого» — не число" in page
    assert "В каталоге нет такого артикула" in page
    assert not Figure.objects.exists(), "looking changes nothing"

    assert director.post("/office/costs/load/take/", shown(page)).status_code == 200
    assert list(Figure.objects.values_list("amount", flat=True)) == [dec(210)]
    assert "Ничего не изменится" in send(director, LIST)
    page = send(director, LIST.replace("210", "231"))
    assert "+10" in page, "the greatest moves in per cent"
    assert director.post("/office/costs/load/take/", {**shown(page), "expected": "0.2.0.0.0"}).status_code == 422


def test_costs_are_no_business_of_other_desks(enter: Enter, firm: Firm, alice: int) -> None:
    for desk in ("manager", "warehouse", "finance", "administrator"):
        client = enter(firm.person(desk, desk))
        assert client.get("/office/costs/load/", headers=HTML).status_code == 404
    assert enter(alice).get("/office/costs/load/", headers=HTML).status_code == 404
