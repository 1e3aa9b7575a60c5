"""Who needs it sees it: passports of those who come for goods, and which legal entities the firm has (ADR 0045)."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from optom.base.told_once import hash_of
from optom.domain.billing import actions as billing
from optom.domain.billing import queries
from optom.domain.billing.rules import Bearer
from optom.domain.companies import queries as companies
from optom.domain.companies.models import BankAccount, Contract, Seller
from optom.domain.documents.models import Paper
from optom.domain.orders import actions as orders
from optom.domain.orders import queries as ordered
from optom.domain.orders.rules import OrderLine
from optom.domain.shipping import actions as shipping
from optom.interfaces.kit.identity import BUYER, STAFF, holding_link, working_as
from optom.interfaces.portal import paper_letters
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
HTML = {"Accept": "text/html"}


@pytest.fixture
def shipment(contract: int, alice: int, bearing: int) -> int:
    at = timezone.now()
    order = orders.place(contract=contract, lines=[OrderLine(bearing, dec(10))], key="o", actor=alice, at=at).order
    line = ordered.lines(order=order)[0].id
    return shipping.request(contract=contract, lines=[(line, dec(10))], address=None, key="s", actor=alice, at=at)[0]


@pytest.fixture
def power(shipment: int, alice: int) -> int:
    """Peter comes for the goods, with his passport."""
    at = timezone.now()
    peter = Bearer(name="Зайцев Пётр Ильич", until=timezone.localdate() + timedelta(days=5), passport="92 10 123456")
    return billing.authorise(shipment=shipment, bearer=peter, key="m", actor=alice, at=at)


def link(contract: int, actor: int) -> str:
    today = timezone.localdate()
    company = Contract.objects.get(pk=contract).company_id
    said: dict[str, Any] = {"since": today, "until": today, "days": 7, "note": "", "key": "k", "actor": actor}
    return billing.make_link(company=company, contract=None, at=timezone.now(), **said).secret


def test_a_link_opens_no_passport_and_who_signs_in_takes_the_paper(
    enter: Enter, firm: Firm, alice: int, contract: int, shipment: int, power: int
) -> None:
    shipping.dispatch(shipment=shipment, actor=firm.person("walter", "warehouse"), at=timezone.now())
    secret, visitor = link(contract, alice), Client()

    page = visitor.get(f"/papers/{secret}/", headers=HTML).content.decode()
    assert page.count("?download") == 1, "the delivery note"
    assert visitor.get(f"/papers/{secret}/{power}/", headers=HTML).status_code == 404
    answer: Any = visitor.get(f"/papers/{secret}/papers.zip")
    names = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()
    assert [name for name in names if "оверенность" in name] == []
    with holding_link(hash_of(secret)):
        assert "m2" not in Paper.objects.values_list("kind", flat=True), "the database itself shows none"
    assert enter(alice).get(f"/c/{contract}/papers/{power}/").content.startswith(b"%PDF")


def test_a_letter_leads_to_it_where_one_signs_in(alice: int, contract: int, power: int) -> None:
    company = Contract.objects.get(pk=contract).company_id
    letter = paper_letters._letter(queries.Letter(1, company, alice, "at_once", (power,)), timezone.now())

    assert f"/c/{contract}/papers/{power}/" in str(letter.body)


@pytest.mark.parametrize(
    ("desk", "status"), [("finance", 200), ("administrator", 200), ("director", 422), ("manager", 422)]
)
def test_of_the_firm_those_see_it_who_give_goods_away_or_prove_that_they_were_given(
    enter: Enter, firm: Firm, shipment: int, power: int, desk: str, status: int
) -> None:
    person = enter(firm.person(desk, desk))
    for address in (f"/office/papers/{power}/", f"/office/papers/{power}/signed/"):
        answer = person.get(address, headers=HTML)
        assert answer.status_code == status
        assert ("паспорт" in answer.content.decode(errors="ignore")) == (status != 200)
    walter = enter(firm.person("walter", "warehouse"))
    assert walter.get(f"/office/shipments/{shipment}/papers/{power}/").content.startswith(b"%PDF")


def test_a_buyer_knows_of_our_entities_those_with_which_he_has_contracts(firm: Firm, alice: int, contract: int) -> None:
    other = Seller.objects.create(name="Тайная", inn="7700000016", kpp="770001001")
    BankAccount.objects.create(
        seller=other, account="40702810200000000001", bic="044525225", bank="Банк", correspondent="30101810400000000225"
    )
    own = companies.contract(contract).seller

    def known() -> list[int]:
        return list(Seller.objects.values_list("id", flat=True))

    with working_as(BUYER, user=alice):
        assert known() == [own]
        assert not BankAccount.objects.filter(seller=other.pk).exists()
    with holding_link(hash_of(link(contract, alice))):
        assert known() == [own]
    with working_as(STAFF, user=firm.person("fiona", "finance")):
        assert set(known()) == {own, other.pk}
