"""Two who follow moved inputs at once: nothing that waits for the director is lost."""

from datetime import datetime

import pytest

from optom.domain.catalog.importing import ProductRow, import_products
from optom.domain.catalog.models import Product
from optom.domain.policy import actions
from optom.domain.policy.models import ProposedPrice
from optom.domain.pricing.importing import ColumnRow, import_columns
from tests.domain.policy.test_publishing import POLICY, costs, in_force
from tests.races.guards import Unhindered
from tests.races.together import Meanwhile, refusals

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def goods(at: datetime) -> dict[str, int]:
    """A drill and a saw whose costs have moved by more than the policy lets publish themselves."""
    import_columns(ColumnRow(code, code.title(), code=code) for code in ("retail", "dealer"))
    import_products((ProductRow(name, name=name) for name in ("drill", "saw")), at=at)
    costs(at, drill="100", saw="200")
    in_force(POLICY, at)
    costs(at, drill="110", saw="220")
    return {name: Product.objects.get(external_id=name).pk for name in ("drill", "saw")}


def test_without_the_turn_what_the_other_has_left_waiting_is_dropped(
    goods: dict[str, int], at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "one_at_a_time", lambda *_given: None)
    other = Unhindered(lambda: actions.follow_inputs(products=[goods["saw"]], at=at))
    monkeypatch.setattr(actions, "_with_waiting", other.after(actions._with_waiting))

    actions.follow_inputs(products=[goods["drill"]], at=at)

    assert refusals([other.answer]) == []
    assert waiting() == {"drill"}, "the harm: nobody is asked about the saw"


def test_who_follows_meanwhile_takes_over_what_waits(
    goods: dict[str, int], at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Meanwhile(lambda: actions.follow_inputs(products=[goods["saw"]], at=at))
    monkeypatch.setattr(actions, "_with_waiting", other.after(actions._with_waiting))

    actions.follow_inputs(products=[goods["drill"]], at=at)

    assert refusals([other.answer()]) == []
    assert waiting() == {"drill", "saw"}


def waiting() -> set[str | None]:
    found = ProposedPrice.objects.filter(publication__approved_at=None, publication__dropped_at=None)
    return set(found.values_list("product__external_id", flat=True))
