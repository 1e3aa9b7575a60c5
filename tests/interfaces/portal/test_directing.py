"""A buyer directs his payment in the list of what is open; the finance desk closes periods and sees what is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from optom.base.business_day import business_day
from optom.domain.billing import actions as invoices
from optom.domain.billing import queries as billing
from optom.domain.companies.models import BankAccount
from optom.domain.credit import queries as credit
from optom.domain.orders.models import Line
from tests.domain.credit.settlements import Settlements
from tests.domain.shipping.deliveries import Delivery
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
HTML = {"Accept": "text/html"}


def test_a_payment_is_directed_where_debts_are_listed(enter: Enter, contract: int, alice: int) -> None:
    ledger = Settlements(contract, timezone.localtime())
    old, new = (ledger.dispatch(1500, due_in=days, title=title) for days, title in ((1, "old"), (5, "new")))
    payment, client, sheet = ledger.pay(1500), enter(alice), f"/c/{contract}/money/open/"
    ledger.dispatch(100, due_in=9)

    def act(**given: str) -> Any:
        body = {"keys": [str(new)], **given}
        return client.post(f"{sheet}acts/direct", body, content_type="application/json")

    form = act().json()["form"]
    assert f'name="part-{new}"' in form
    assert f'value="{payment}"' in form
    assert f"part-{old}" not in form, "only what was picked"
    refused = act(payment=str(payment), **{f"part-{new}": "2 000"})
    assert (refused.status_code, list(refused.json()["errors"])) == (422, [f"part-{new}"])
    assert act(payment=str(payment), **{f"part-{new}": "1 500,00"}).status_code == 200
    assert ledger.open[0] == ("old", 1500)

    assert act(payment="", number="15", **{f"part-{old}": "200"}).status_code == 200
    page = client.get(f"/c/{contract}/money/", headers=HTML).content.decode()
    assert "Направленные оплаты" in page
    [waiting] = credit.directions(contract, ledger.today)
    assert client.post(f"/c/{contract}/money/directions/{waiting.direction}/withdraw/").status_code == 200
    assert "Направленные оплаты" not in client.get(f"/c/{contract}/money/", headers=HTML).content.decode()


def test_a_payment_is_directed_to_what_has_left_by_invoices_that_are_chosen_among_papers(
    enter: Enter, firm: Firm, contract: int, alice: int
) -> None:
    bank = {"account": "40702810900000000005", "bic": "044525225", "bank": "Банк"}
    BankAccount.objects.create(seller_id=firm.seller, correspondent="30101810400000000225", **bank)
    bearing = firm.product("6204", price=100, on_hand=90)
    delivery = Delivery(firm, contract, alice, firm.person("walter", "warehouse"), timezone.localtime())
    _old, new, ordered = (invoiced(delivery, bearing, count, leaves=count < 9) for count in (8, 5, 9))
    payment, client, sheet = delivery.pay(500), enter(alice), f"/c/{contract}/papers/"

    def act(paper: int, **given: str) -> Any:
        return client.post(f"{sheet}acts/direct", {"keys": [str(paper)], **given}, content_type="application/json")

    refused = act(ordered)
    assert [one["code"] for one in refused.json()["refusals"]] == ["credit.nothing_left_by_invoices"]
    _first, second = credit.open_items(contract, business_day(delivery.at))
    assert f'name="part-{second.entry}" value="500,00"' in act(new).json()["form"]
    assert act(new, payment=str(payment), **{f"part-{second.entry}": "500"}).status_code == 200
    assert [item.open for item in credit.open_items(contract, business_day(delivery.at))] == [800]


def invoiced(delivery: Delivery, product: int, count: int, *, leaves: bool) -> int:
    """The paper of the invoice for an order, which has left or not."""
    [line] = delivery.order((product, count))
    order = Line.objects.get(pk=line).order_id
    facts: dict[str, Any] = {"contract": delivery.contract, "actor": delivery.alice, "at": delivery.at}
    invoice = billing.invoice(invoices.issue_invoice(key=f"of {order}", order=order, **facts))
    if leaves:
        delivery.dispatch(delivery.request((line, count))[0])
    return invoice.paper


def test_a_closed_period_refuses_in_words_and_is_opened_again(enter: Enter, firm: Firm, contract: int) -> None:
    finance, day = enter(firm.person("fiona", "finance")), "01.11.2020"
    payment = {"number": "7", "on": day, "amount": "1 000", "purpose": "за товар"}
    closing = {"seller": str(firm.seller), "until": day, "reason": "Год", "act": "close"}

    assert finance.post("/office/payments/periods/change/", closing).status_code == 200
    refused = finance.post(f"/office/clients/{contract}/payment/", payment).json()["refusals"][0]
    assert "закрыт по 01.11.2020" in refused["text"]
    assert "02.11.2020" in refused["help"]
    assert "01.11.2020" in finance.get("/office/payments/periods/", headers=HTML).content.decode()
    assert "01.11.2020" in finance.get(f"/office/clients/{contract}/reconciliation/", headers=HTML).content.decode()

    assert (
        finance.post("/office/payments/periods/change/", {**closing, "act": "reopen", "until": ""}).status_code == 200
    )
    assert finance.post(f"/office/clients/{contract}/payment/", payment).status_code == 200
    own = {"until": day, "reason": "", "act": "close"}
    assert finance.post(f"/office/clients/{contract}/period/", own).status_code == 200
    assert credit.closed_until(contract) is not None
    assert finance.post("/office/payments/periods/change/", {**closing, "seller": "999999"}).status_code == 404
    manager = enter(firm.person("mary", "manager"))
    assert manager.post("/office/payments/periods/change/", closing).status_code == 404
