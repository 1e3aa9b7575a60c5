"""The finance desk loads statements of banks."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from optom.domain.companies.models import BankAccount, Contract, Seller
from optom.domain.credit.models import Payment
from tests.interfaces.exchange.bank.files import OURS, STRANGER, document, statement
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
NOBODYS_INN = "7700000030"


@pytest.fixture
def cashier(enter: Enter, firm: Firm) -> Client:
    BankAccount.objects.create(seller_id=firm.seller, account=OURS, bic="044525225", bank="Банк", correspondent="")
    client = enter(firm.person("cashier", "finance"))
    client.defaults["HTTP_ACCEPT"] = "text/html"
    return client


def load(client: Client, **files: bytes) -> str:
    sent = [SimpleUploadedFile(f"{name}.txt", content) for name, content in files.items()]
    answer = client.post("/office/payments/statements/load/", {"file": sent})
    assert answer.status_code == 200
    return answer.content.decode()


def test_several_files_are_loaded_at_once_and_each_has_its_report(cashier: Client) -> None:
    foreign = statement(document(3, payee=STRANGER), accounts=(STRANGER,))

    page = load(cashier, one=statement(document(1), document(2)), two=foreign, three=b"invalid")

    assert "one.txt" in page
    assert "Принято: 2, уже были: 0, не принято: 0." in page
    assert "Принято: 0, уже были: 0, не принято: 1." in page
    assert f"Ни счёт плательщика 40702810000000000777, ни счёт получателя {STRANGER} не наш." in page
    assert "three.txt — не выписка банка" in page


def test_a_file_tells_later_what_became_of_it(cashier: Client) -> None:
    load(cashier, one=statement(document(1), document(2, "x")))

    [row] = cashier.get("/office/payments/statements/rows").json()["rows"]
    page = cashier.get(f"/office/payments/statements/{row[0]}/").content.decode()

    assert row[2:] != []
    assert "«x» — не сумма." in page
    assert cashier.get("/office/payments/statements/999/").status_code == 404


@pytest.mark.parametrize("page", ["statements/", "statements/load/", "statements/rows", "queue/", "documents/rows"])
def test_statements_are_for_finance_alone(enter: Enter, firm: Firm, alice: int, contract: int, page: str) -> None:
    assert enter(firm.person("boss", "director")).get(f"/office/payments/{page}").status_code == 404
    assert enter(alice).get(f"/office/payments/{page}").status_code == 404


def queue_of(client: Client) -> Any:
    return client.get("/office/payments/queue/rows").json()["rows"]


def act(client: Client, address: str, keys: list[str], **given: str) -> Any:
    sent = {"content_type": "application/json", "HTTP_ACCEPT": "application/json"}
    return client.post(f"/office/payments/{address}", {"keys": keys, **given}, **sent)  # type: ignore[arg-type]


def test_money_finds_its_contract_while_it_is_loaded(cashier: Client, contract: int) -> None:
    page = load(cashier, one=statement(document(1), document(2, inn=NOBODYS_INN)))

    assert "разнесено: 1, ждут: 1, не подлежат разнесению: 0" in page
    assert len(queue_of(cashier)) == 1


def test_the_nearest_contract_is_accepted(cashier: Client, contract: int, firm: Firm) -> None:
    firm.contract(Contract.objects.get(pk=contract).company_id, "119")
    load(cashier, one=statement(document(1)))
    [row] = queue_of(cashier)

    assert act(cashier, "queue/acts/accept", [row[0]]).status_code == 200

    assert queue_of(cashier) == []
    assert Payment.objects.get().contract_id == contract


def test_the_dialog_offers_what_is_near_and_the_panel_tells_why_and_the_way_out(
    cashier: Client, contract: int, firm: Firm
) -> None:
    other = Seller.objects.create(name="Другой", inn="7700000047", kpp="770001001").pk
    second = firm.contract(Contract.objects.get(pk=contract).company_id, "119")
    Contract.objects.filter(pk=contract).update(seller_id=other)
    load(cashier, one=statement(document(1), document(2, inn=NOBODYS_INN, payer=STRANGER)))
    [row] = queue_of(cashier)

    form = act(cashier, "queue/acts/give", [row[0]]).json()["form"]
    assert f'name="contract" value="{second}" checked autofocus' in form, "by his name alone"
    assert act(cashier, "queue/acts/give", [row[0]], q="", asked="", contract=str(second)).status_code == 200
    assert queue_of(cashier) == []

    Contract.objects.filter(pk=second).update(seller_id=other)
    load(cashier, two=statement(document(3)))
    [row] = queue_of(cashier)
    panel = cashier.get("/office/payments/queue/panel", {"key": row[0]}).content.decode()
    assert "у него нет договора с" in panel
    assert "с Другой: эти деньги пришли другому нашему юрлицу" in panel


def test_another_contract_is_looked_for_and_taken(cashier: Client, contract: int) -> None:
    load(cashier, one=statement(document(1, inn=NOBODYS_INN), document(2, inn=NOBODYS_INN)))
    keys = [row[0] for row in queue_of(cashier)]

    assert act(cashier, "queue/acts/accept", keys[:1]).status_code == 422
    form = act(cashier, "queue/acts/give", keys[:1], q="Механик").json()["form"]
    assert f'<option value="{contract}">' in form
    given = {"q": "Механик", "asked": "Механик", "contract": str(contract), "remember": "1"}
    answer = act(cashier, "queue/acts/give", keys[:1], **given)

    assert answer.json()["message"] == "разнесено 2 платежа", "the other one came from the same account"
    assert queue_of(cashier) == []


def test_what_was_given_is_taken_back_with_a_reason(cashier: Client, contract: int) -> None:
    load(cashier, one=statement(document(1)))
    [row] = cashier.get("/office/payments/documents/rows").json()["rows"]

    refused = act(cashier, "documents/acts/undo", [row[0]], reason="")
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["reason"])
    assert act(cashier, "documents/acts/undo", [row[0]], reason="Чужой платёж").status_code == 200

    assert [one[0] for one in queue_of(cashier)] == [row[0]]
    panel = cashier.get("/office/payments/queue/panel", {"key": row[0]}).content.decode()
    assert "отнесение отменено" in panel
    assert "СекцияДокумент=Платежное поручение" in panel


def test_money_is_put_aside_and_back(cashier: Client, contract: int) -> None:
    load(cashier, one=statement(document(1, inn=NOBODYS_INN)))
    [row] = queue_of(cashier)

    assert act(cashier, "queue/acts/aside", [row[0]], note="").status_code == 422
    assert act(cashier, "queue/acts/aside", [row[0]], note="Возврат налога").status_code == 200
    assert queue_of(cashier) == []
    assert act(cashier, "documents/acts/back", [row[0]]).status_code == 200
    assert len(queue_of(cashier)) == 1
