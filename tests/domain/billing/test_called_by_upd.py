"""The ledger calls goods that left by their UPD, as the buyer's books do, from the moment at which there is one."""

from datetime import datetime

import pytest
from django.db import DatabaseError, transaction

from optom.domain.credit import queries as credit
from optom.domain.credit.models import Naming
from tests.books import all_books
from tests.domain.billing.test_upd import complete, heard, leave, upd_of
from tests.domain.shipping.deliveries import Delivery
from tests.trade import Firm

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivery(firm: Firm, contract: int, alice: int, at: datetime) -> Delivery:
    return Delivery(firm, contract, alice, firm.person("walter", "warehouse"), at)


@pytest.mark.parametrize(("papers", "before"), [("upd", "Отгрузка № "), ("both", "Расходная накладная № 1 от ")])
def test_its_entry_has_name_and_paper_of_the_upd(delivery: Delivery, firm: Firm, papers: str, before: str) -> None:
    complete(firm, delivery.contract, papers=papers)
    shipment = leave(delivery, (firm.product("6204", price="122.00", on_hand=10), 4))
    [entry] = credit.ledger(contract=delivery.contract).all()
    assert entry.title.startswith(before)

    heard(delivery.at)

    upd = upd_of(shipment)
    [entry] = credit.ledger(contract=delivery.contract).all()
    assert (entry.title, entry.paper, entry.paper_number) == ("УПД № 1 от 23 ноября 2026 г.", upd.paper, upd.number)
    assert entry.note_number == ("1" if papers == "both" else None), "some books have it"
    [item] = credit.open_items(delivery.contract, delivery.at.date())
    assert (item.title, item.paper) == (entry.title, upd.paper)
    assert all_books() == []
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Naming.objects.update(title="x")
