"""The director sends a price list, sees what it would change, and puts it into force; then buyers pay it."""

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from optom.base.business_day import business_day
from optom.domain.catalog.models import Product
from optom.domain.journal import queries as journal
from optom.domain.policy.document import Policy, as_json
from optom.domain.policy.models import Version
from optom.domain.pricing import actions
from optom.domain.pricing import queries as pricing
from optom.domain.pricing.models import PriceChange
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
HTML = {"Accept": "text/html", "Accept-Language": "ru"}
LIST = """Прайс-лист ТехСнаб;;;;
Артикул;Бренд;Наименование;Опт;Опт от 100;Розница
6204 2RS;SKF;Подшипник;450,50 руб.;400;
6205;;;210;;250
6206;;;15;;
7777;;;1;;
"""


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "OPTOM_FILES", tmp_path)


@pytest.fixture
def director(enter: Enter, firm: Firm) -> Client:
    firm.product("6205", price=200)
    firm.product("6206", price=10)
    firm.product("6206", brand="FAG", price=12)
    return enter(firm.person("boss", "director"))


def send(client: Client, content: str, **given: str) -> str:
    file = SimpleUploadedFile("весна.csv", content.encode("cp1251"))
    return client.post("/office/prices/", {"file": file, **given}, headers=HTML).content.decode()


def shown(page: str) -> dict[str, str]:
    """What the form below the list would send."""
    form = page.split('action="/office/prices/publish/"')[1].partition("</form>")[0]
    return dict(re.findall(r'name="(sha256|name|column|complete|since|expected)" value="([^"]*)"', form))


def paid(contract: int, product: int, quantity: Decimal | int = 1) -> Any:
    asked = {product: dec(quantity)}
    return pricing.prices(contract=contract, quantities=asked, at=timezone.now())[product].price


def test_a_list_is_shown_then_put_into_force_and_a_second_time_changes_nothing(
    director: Client, contract: int, bearing: int
) -> None:
    page = send(director, LIST)

    assert "Опт, Опт от 100, Розница" in page
    assert "Наименование" in page, "a column that is no price is told"
    assert "В каталоге нет такого артикула" in page
    assert "Такой артикул есть у нескольких производителей" in page
    assert "+9,3" in page, "the greatest moves in per cent"
    assert paid(contract, bearing) == dec("412.3"), "looking changes nothing"

    assert director.post("/office/prices/publish/", shown(page)).status_code == 200
    assert (paid(contract, bearing), paid(contract, bearing, 100)) == (dec("450.5"), dec(400))
    [entry] = [one for one in journal.entries(limit=9) if one.act == "pricing.publish_list"]
    assert (entry.facts["created"], entry.facts["changed"], entry.facts["withdrawn"]) == (2, 2, 0)
    told = PriceChange.objects.count()
    assert "все цены уже такие" in send(director, LIST)
    assert PriceChange.objects.count() == told
    assert pricing.broken_books() == []


@pytest.mark.parametrize(
    "rows",
    ["артикул;колонка;от;цена\n6205;Опт;1;190\n6205;Опт;10;170\n", "артикул;опт от 1;опт от 10\n6205;190;170\n"],
    ids=["a price a row", "a price a column"],
)
def test_a_price_from_one_on_is_the_price_itself(director: Client, firm: Firm, contract: int, rows: str) -> None:
    cable = firm.product("КГ-3", price=100, multiple="0.5")
    bearing = Product.objects.get(article="6205").pk
    rows += "КГ-3;Опт;1;90\n" if "колонка" in rows else "КГ-3;90;\n"

    assert director.post("/office/prices/publish/", shown(send(director, rows))).status_code == 200

    assert (paid(contract, bearing), paid(contract, bearing, 10)) == (dec(190), dec(170))
    assert (paid(contract, cable, dec("0.5")), paid(contract, cable)) == (dec(100), dec(90)), "half a metre costs more"
    assert pricing.broken_books() == []


def test_a_complete_list_takes_away_what_it_does_not_name_in_its_columns(
    director: Client, firm: Firm, contract: int, bearing: int
) -> None:
    firm.price(bearing, 999, column=firm.retail)
    page = send(director, "артикул;цена\n6205;200\n", column="wholesale", complete="on")
    assert "Отзываются" in page

    director.post("/office/prices/publish/", shown(page))

    assert paid(contract, bearing) is None
    assert pricing.broken_books() == []
    assert PriceChange.objects.filter(column=firm.retail, amount=None).count() == 0, "a column that it does not name"


def test_what_has_changed_since_it_was_shown_is_shown_anew(director: Client, contract: int, bearing: int) -> None:
    first, second = shown(send(director, LIST)), shown(send(director, "артикул;опт\n6205;211\n"))
    assert director.post("/office/prices/publish/", second).status_code == 200

    assert director.post("/office/prices/publish/", {**first, "expected": "1.1.1.1.1"}).json()["refusals"][0][
        "code"
    ] == ("pricing.prices_moved")
    assert paid(contract, bearing) == dec("412.3")
    gone = director.post("/office/prices/publish/", {**first, "sha256": "0" * 64})
    assert gone.json()["refusals"][0]["code"] == "files.gone"


def test_a_list_with_a_day_waits_for_it_unless_it_is_taken_back(director: Client, contract: int, bearing: int) -> None:
    now = timezone.now()
    tomorrow = business_day(now) + timedelta(days=1)
    for text in (f"{tomorrow}", f"{tomorrow + timedelta(days=1)}"):
        page = send(director, LIST, since=text)
        assert "Ввести в действие" in page
        assert director.post("/office/prices/publish/", shown(page)).status_code == 200
    assert "цены прошедших дней не меняются" in send(director, LIST, since=f"{tomorrow - timedelta(days=1)}")
    assert not actions.publish_due(at=now)
    assert paid(contract, bearing) == dec("412.3")

    first, second = pricing.planned_lists(most=9)
    assert director.post(f"/office/prices/{second.id}/take-back/").status_code == 200
    assert director.post(f"/office/prices/{second.id}/take-back/").status_code == 422
    assert actions.publish_due(at=now + timedelta(days=2))
    assert not actions.publish_due(at=now + timedelta(days=3)), "what was taken back never comes"
    assert paid(contract, bearing) == dec("450.5")
    [known] = pricing.planned_lists(most=9)
    assert (known.id, known.remarks, known.planned_by) == (first.id, 2, "boss")
    assert pricing.broken_books() == []


def test_where_the_policy_takes_four_eyes_a_list_waits_for_other_eyes(
    director: Client, enter: Enter, firm: Firm, contract: int, bearing: int
) -> None:
    now = timezone.now()
    Version.objects.create(document=as_json(Policy()), made_at=now, adopted_at=now)
    assert director.post("/office/prices/publish/", shown(send(director, LIST))).status_code == 200
    [planned] = pricing.planned_lists(most=9)
    assert planned.waits_for_approval
    assert not actions.publish_due(at=now)
    assert director.post(f"/office/prices/{planned.id}/").status_code == 422, "not his own"

    administrator = enter(firm.person("root", "administrator"))
    page = administrator.get(f"/office/prices/{planned.id}/", headers=HTML).content.decode()
    assert "450,50" in page
    assert "Согласовать" in page
    assert administrator.post(f"/office/prices/{planned.id}/").status_code == 200
    assert administrator.post(f"/office/prices/{planned.id}/").status_code == 422
    assert actions.publish_due(at=now)
    assert paid(contract, bearing) == dec("450.5")


@pytest.mark.parametrize(
    ("content", "said"),
    [("имя;опт\nа;1\n", "Нет строки"), ("артикул;цена\n6205;1\n", "из какой он колонки"), ("\0\1", "таблиц")],
)
def test_a_file_that_is_no_price_list_says_why(director: Client, content: str, said: str) -> None:
    assert said in send(director, content)


def test_other_desks_and_buyers_see_no_price_lists(enter: Enter, firm: Firm, alice: int, contract: int) -> None:
    for user in (alice, firm.person("hunter", "manager"), firm.person("cashier", "finance")):
        for where in ("", "publish/", "1/", "1/take-back/"):
            assert enter(user).post(f"/office/prices/{where}").status_code == 404
