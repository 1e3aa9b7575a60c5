"""A buyer moves a part of his line into another contract while the supplier's word of it is taken."""

import pytest

from optom.base.refusal import Refusal
from optom.domain.companies.models import Contract, Terms
from optom.domain.purchasing import promises
from optom.domain.stock.models import Arrival
from tests.domain.orders.reserves import Reserves
from tests.domain.purchasing.promising import bearing_of, confirmed, held, ordered, product_of
from tests.domain.shipping.deliveries import Delivery
from tests.races.together import Meanwhile

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("books_agree")]


def test_the_word_is_taken_anew_and_both_parts_get_theirs(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    firm, at = delivery.firm, delivery.at
    second = firm.contract(Contract.objects.get(pk=delivery.contract).company_id, "119")
    Terms.objects.update(from_suppliers=True)
    anna, buyer = firm.person("anna", "purchaser"), Reserves(delivery.contract, delivery.alice, at)
    [line] = buyer.order((product_of(bearing_of(firm, 9, at)), 9))
    ordered(firm, anna, at)
    meanwhile = Meanwhile(lambda: buyer.move(second, (line, 4)))

    with monkeypatch.context() as patch:
        patch.setattr(promises, "_bought_by", meanwhile.after(promises._bought_by))
        with pytest.raises(Refusal, match=r"purchasing\.busy"):
            confirmed(anna, 9, at)
    [moved] = meanwhile.answer()
    assert not Arrival.objects.filter(supply=None).exists(), "nothing has happened"

    confirmed(anna, 9, at)
    assert (held(line), held(moved), Arrival.objects.get(supply=None).held) == (5, 4, 9)
