"""VAT invoices for advances as the finance desk and the client see them, and how a seller begins with them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from optom.base.business_day import business_day
from optom.domain.billing import actions as billing
from optom.domain.billing import queries as papers
from optom.domain.billing.models import AdvanceInvoice
from optom.domain.companies.models import Seller
from optom.domain.credit import actions as credit
from tests.domain.billing.test_upd import complete, heard, leave
from tests.domain.shipping.deliveries import Delivery
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
DAY = timedelta(days=1)


@pytest.fixture
def advance(firm: Firm, alice: int, contract: int) -> papers.AdvanceRow:
    """Mechanic has paid 1220.00 a week ago and taken nothing since."""
    complete(firm, contract)
    now = timezone.localtime()
    Seller.objects.filter(pk=firm.seller).update(advances="lasting", advances_since=business_day(now - 30 * DAY))
    Delivery(firm, contract, alice, firm.person("walter", "warehouse"), now - 7 * DAY).pay(1220, key="15")
    billing.issue_advances(at=now)
    found: papers.AdvanceRow = papers.advances().all()[0]
    return found


def rows(client: Client, address: str) -> list[list[Any]]:
    found: list[list[Any]] = client.get(f"{address}rows").json()["rows"]
    return found


def test_the_finance_desk_sees_which_there_are_and_takes_the_paper_and_its_file(
    enter: Enter, firm: Firm, advance: papers.AdvanceRow
) -> None:
    client = enter(firm.person("fiona", "finance"))

    assert "Счета-фактуры на аванс" in client.get("/office/reports/advances/").content.decode()
    assert rows(client, "/office/reports/advances/")[0][1] == "А-1"
    pdf = client.get(f"/office/reports/advances/{advance.id}/", follow=True)
    assert pdf.content.startswith(b"%PDF")
    assert 'Функция="СЧФ"' in client.get(f"/office/papers/{advance.paper}/xml/").content.decode("windows-1251")
    AdvanceInvoice.objects.update(paper=None, number="", issued_at=None)
    assert client.get(f"/office/reports/advances/{advance.id}/").status_code == 404
    assert enter(firm.person("walt", "warehouse")).get("/office/reports/advances/").status_code == 404


def test_the_page_of_a_shipment_tells_of_an_advance_taken_back_and_offers_the_corrected_upd(
    enter: Enter, firm: Firm, alice: int, contract: int, advance: papers.AdvanceRow
) -> None:
    delivery = Delivery(firm, contract, alice, firm.person("wanda", "warehouse"), timezone.now())
    shipment = leave(delivery, (firm.product("6204", price="122.00", on_hand=20), 5))
    heard(delivery.at)
    finance = firm.person("fiona", "finance")
    client, address = enter(finance), f"/office/claims/{shipment}/"
    assert "Строка 5б" not in page_of(client, address)
    assert "Строка 5б" not in page_of(client, f"{address}upd/")

    payment = AdvanceInvoice.objects.get(pk=advance.id).payment_id
    credit.reverse_payments(payments=[payment], reason="другого договора", actor=finance, at=timezone.now())
    heard(timezone.now())

    named = f"№ А-1 от {advance.on:%d.%m.%Y}"
    assert f"Строка 5б документа называет счёт-фактуру на аванс {named}" in page_of(client, address)
    assert f'value="Строка 5б: счёт-фактура на аванс {named} этими товарами' in page_of(client, f"{address}upd/")
    assert "исправить 1" in rows(client, "/office/reports/advances/")[0]


def page_of(client: Client, address: str) -> str:
    return client.get(address, headers={"Accept": "text/html"}).content.decode()


def test_the_client_has_it_among_his_papers_and_asks_why(
    enter: Enter, firm: Firm, alice: int, contract: int, advance: papers.AdvanceRow
) -> None:
    client, base = enter(alice), f"/c/{contract}"
    stranger = firm.person("stranger")
    firm.client("Чужой", "7700000016", stranger)

    assert "Счёт-фактура на аванс № А-1" in str(rows(client, f"{base}/papers/"))
    assert client.get(f"{base}/papers/{advance.paper}/xml/").status_code == 200
    why = client.get(f"/why/{contract}/papers/{advance.paper}/").content.decode()
    assert "Платёж № 15" in why
    assert "НДС 22/122" in why
    assert enter(stranger).get(f"{base}/papers/{advance.paper}/").status_code == 404


def test_a_seller_begins_with_them_on_the_day_on_which_he_says_so(enter: Enter, firm: Firm) -> None:
    client, seller = enter(firm.person("anna", "administrator")), Seller.objects.get(pk=firm.seller)
    form = {
        "name": seller.name,
        "inn": seller.inn,
        "kpp": seller.kpp,
        "kind": seller.kind,
        "vat": "payer",
        "papers": "both",
    }
    address = f"/office/sellers/{seller.pk}/"

    assert "на не зачтённые к пятому дню" in client.get(address).content.decode()
    client.post(f"{address}change/", form | {"advances": "lasting"})
    seller.refresh_from_db()
    assert (seller.advances, seller.advances_since) == ("lasting", timezone.localdate())

    Seller.objects.update(advances_since=timezone.localdate() - DAY)
    client.post(f"{address}change/", form | {"advances": "each"})
    seller.refresh_from_db()
    assert (seller.advances, seller.advances_since) == ("each", timezone.localdate() - DAY), "he had begun before"

    refused = client.post(f"{address}change/", form | {"advances": "sometimes"})
    assert refused.status_code in {400, 409, 422}
