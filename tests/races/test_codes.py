"""Two pickers read the same code for two shipments at once: it leaves with one of them."""

from typing import Any

import pytest

from optom.domain.catalog.importing import MarkedRow, import_marked
from optom.domain.companies.models import Company, Seller
from optom.domain.shipping import actions as shipping
from optom.domain.shipping.actions import codes
from optom.domain.shipping.models import MarkCode
from optom.domain.shipping.rules import Scanned
from tests.domain.shipping.deliveries import Delivery
from tests.domain.shipping.test_codes import code
from tests.races.guards import without_constraint
from tests.races.together import met_after, together

pytestmark = pytest.mark.django_db(transaction=True)


def read_by_both(delivery: Delivery, bob: Delivery, patch: pytest.MonkeyPatch) -> list[Any]:
    """Alice's and Bob's oil is picked; both pickers know what the code is before either keeps it."""
    oil = delivery.firm.product("И-20А", price=10, on_hand=10)
    import_marked([MarkedRow("И-20А", "04600000000008")])
    Seller.objects.update(edo_id="2BM-seller", papers="upd")
    Company.objects.update(edo_id="2BM-buyer")
    of_both = []
    for one in (delivery, bob):
        [line] = one.order((oil, 1))
        [shipment] = one.request((line, 1))
        of_both.append({"shipment": shipment, "line": line, "actor": one.walter, "at": one.at})
    with patch.context() as meeting:
        meeting.setattr(codes, "_marked", met_after(codes._marked))
        return together(
            *[lambda facts=facts: shipping.read_codes(scanned=[Scanned(code(1))], **facts) for facts in of_both]
        )


def test_without_the_guard_one_thing_leaves_twice(
    delivery: Delivery, bob: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = codes._sql.text("keep_codes")
    with without_constraint("shipping_markcode", "shipping_markcode_once"):
        monkeypatch.setitem(codes._sql._texts, "keep_codes", text.replace("on conflict (code) do nothing", ""))
        answers = read_by_both(delivery, bob, monkeypatch)
        assert [answer.kept for answer in answers] == [1, 1], "the harm"
        assert MarkCode.objects.filter(code=code(1)).count() == 2


@pytest.mark.usefixtures("books_agree")
def test_a_code_leaves_with_one_of_them_and_the_other_is_told_with_which(
    delivery: Delivery, bob: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = read_by_both(delivery, bob, monkeypatch)

    assert sorted(answer.kept for answer in answers) == [0, 1]
    [refused] = [refusal for answer in answers for refusal in answer.refused]
    [kept] = MarkCode.objects.all()
    assert (refused.code, refused.facts["shipment"]) == ("shipping.code_used", kept.shipment_id)
