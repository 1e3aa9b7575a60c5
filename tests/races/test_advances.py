"""Two workers come for one advance at the same moment: it has one VAT invoice, and no number is lost."""

from typing import Any

import pytest

from optom.domain.billing import actions as billing
from optom.domain.billing import rules
from optom.domain.billing.models import AdvanceInvoice
from optom.domain.companies.models import Seller
from optom.domain.credit import actions as credit
from optom.domain.credit.queries import AccountRow
from optom.domain.documents import queries as documents
from optom.domain.documents.models import Paper
from tests.books import all_books
from tests.domain.billing.paid_ahead import advances, days_pass
from tests.domain.billing.test_upd import complete
from tests.domain.shipping.deliveries import Delivery
from tests.races.together import met_after, together
from tests.trade import dec

pytestmark = pytest.mark.django_db(transaction=True)
WHO = "Романов Алексей Николаевич"


@pytest.fixture
def waiting(delivery: Delivery) -> Delivery:
    """An advance fell due and waited for the name of the director, which is known now."""
    complete(delivery.firm, delivery.contract, director="")
    advances(delivery.firm, "each")
    delivery.pay(1000)
    days_pass(delivery, 2)
    assert AdvanceInvoice.objects.get().paper_id is None
    Seller.objects.filter(pk=delivery.firm.seller).update(director=WHO)
    return delivery


def issued_twice(waiting: Delivery, patch: pytest.MonkeyPatch) -> list[Any]:
    patch.setattr(rules, "objections_to_upd", met_after(rules.objections_to_upd))
    return together(*[lambda: billing.issue_advances_of(contract=waiting.contract, at=waiting.at)] * 2)


def test_without_the_lock_an_advance_has_two_invoices(waiting: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(credit, "lock", lambda _contract: AccountRow(dec(0), dec(0), dec(0)))

    issued_twice(waiting, monkeypatch)

    assert Paper.objects.filter(kind="advance_invoice").count() == 2, "the harm: VAT of one advance on two papers"


def test_an_advance_has_one_invoice(waiting: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    assert issued_twice(waiting, monkeypatch) == [None, None]

    [paper] = Paper.objects.filter(kind="advance_invoice")
    assert AdvanceInvoice.objects.get().paper_id == paper.pk
    assert documents.numbering_faults() == []
    assert all_books() == []
