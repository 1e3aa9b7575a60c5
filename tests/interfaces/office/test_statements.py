"""The finance desk loads statements of banks."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from optom.domain.companies.models import BankAccount
from tests.interfaces.exchange.bank.files import OURS, STRANGER, document, statement
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


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


@pytest.mark.parametrize("page", ["statements/", "statements/load/", "statements/rows"])
def test_statements_are_for_finance_alone(enter: Enter, firm: Firm, alice: int, contract: int, page: str) -> None:
    assert enter(firm.person("boss", "director")).get(f"/office/payments/{page}").status_code == 404
    assert enter(alice).get(f"/office/payments/{page}").status_code == 404
