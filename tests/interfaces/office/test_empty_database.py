"""The first day: an empty database, nobody in it, until a client has ordered and his goods have left."""

import getpass
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from optom.config.management.commands.check_books import rooms_with_books
from optom.domain.accounts.models import User
from optom.domain.companies import queries as companies
from optom.domain.credit import queries as credit
from optom.domain.orders import queries as orders
from optom.domain.pricing import queries as pricing
from optom.domain.shipping import queries as shipping
from optom.domain.stock.models import Warehouse
from tests.interfaces.exchange.commerceml.test_load import IMPORT, OFFERS
from tests.interfaces.office.test_first_day import BOLT, SBER, TERMS

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
ALL_DESKS = ["administrator", "finance", "director", "warehouse", "manager"]
OURS = {
    **BOLT, "name": "Подшипникснаб", "full_name": "ООО «Подшипникснаб»", "legal_address": "Тверь", "inn": "7700000009",
    "ogrn": "1027700000008", **SBER, "vat": "payer", "papers": "note", "director": "Романов А. Н.",
}  # fmt: skip


@pytest.fixture
def boss(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The first administrator, who has given himself all desks."""
    monkeypatch.setattr(getpass, "getpass", lambda: "зимний подшипник 6204")
    call_command("administrator", "ilya@example.org", "Илья Петров", verbosity=0)
    ilya = User.objects.get(email="ilya@example.org").pk
    client = enter(ilya)
    assert client.post(f"/office/people/{ilya}/desks/", {"desk": ALL_DESKS}).status_code == 200
    return client


@pytest.fixture
def goods(tmp_path: Path) -> None:
    """Nine chairs at 700 with VAT, by an export of 1C."""
    for name, content in (("import.xml", IMPORT), ("offers.xml", OFFERS)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    call_command("import_commerceml", str(tmp_path), verbosity=0)


@pytest.fixture
def contract(boss: Client, goods: None) -> int:
    """Of a client who was registered, has signed and whose owner got a letter."""
    assert boss.post("/office/sellers/new/", OURS).status_code == 200
    company = int(boss.post("/office/companies/new/", {**BOLT, **SBER}).json()["location"].split("/")[3])
    deal = {
        "seller": companies.sellers()[0][0], "number": "1/26", "signed_on": "01.11.2026", "currency": "RUB",
        "column": pricing.columns()[0].id, "discount": "0", "rounding": "0,01",
    }  # fmt: skip
    assert boss.post(f"/office/companies/{company}/contract/", {**deal, **TERMS}).status_code == 200
    vera = {"email": "vera@example.org", "name": "Вера", "role": "owner"}
    assert boss.post(f"/office/companies/{company}/person/", vera).status_code == 200
    assert [letter.to for letter in mail.outbox] == [["vera@example.org"]]
    return companies.contracts_of_company(company)[0].id


def test_from_an_empty_database_to_goods_that_have_left(boss: Client, enter: Enter, contract: int) -> None:
    vera = User.objects.get(email="vera@example.org").pk
    buyer = enter(vera)
    rows = buyer.get(f"/c/{contract}/catalog/rows").json()
    chair = next(row[0] for row in rows["rows"] if "Стул" in row)
    typed = buyer.post(
        f"/c/{contract}/catalog/cell",
        {"key": chair, "column": "quantity", "value": "4"},
        content_type="application/json",
    )
    assert typed.status_code == 200
    draft = orders.drafts(contract=contract, actor=vera)[0].id
    assert buyer.post(f"/c/{contract}/drafts/{draft}/place/").status_code == 200
    [order] = [row.id for row in orders.orders(contract=contract).all()]
    [line] = orders.lines(order=order)

    wanted = {"lines": line.id, f"q{line.id}": "4", "who": "Иванов", "authority_kind": "passport",
              "authority_number": "14", "authority_until": "01.01.2099"}  # fmt: skip
    assert buyer.post(f"/c/{contract}/shipments/ask/", wanted).status_code == 200
    [shipment] = [row.id for row in shipping.shipments(contract=contract).all()]
    main = Warehouse.objects.get(name="Главный").pk
    boss.post("/office/picking/warehouses/", {"warehouse": main})
    assert boss.post(f"/office/shipments/{shipment}/dispatch/", {f"q{line.id}": "4"}).status_code == 200

    assert credit.headroom(contract, timezone.now()).debt == 2800
    assert [broken for _room, asked in rooms_with_books(timezone.now()) for one in asked for broken in one()] == []
