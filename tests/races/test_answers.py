"""Two files answer one order at once, or two workers take one file: the order is confirmed once."""

from pathlib import Path

import pytest
from django.conf import settings

from optom.base.sql import statements
from optom.domain.purchasing.models import Answer
from optom.domain.stock.models import Arrival
from optom.domain.suppliers import queries
from optom.domain.suppliers.models import FeedRun
from optom.interfaces.exchange import answers
from tests.domain.shipping.deliveries import Delivery
from tests.interfaces.exchange.answering import Answering, answering
from tests.races.guards import without_locks
from tests.races.together import met_after_reading, refusals, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def opora(delivery: Delivery, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Answering:
    """His order waits for his word; who has seen that it does waits for the other to see it."""
    monkeypatch.setattr(settings, "OPTOM_FILES", tmp_path)
    made = answering(delivery.firm, delivery.at, tmp_path)
    met_after_reading(monkeypatch, statements("optom.domain.purchasing"), "lines_of")
    return made


def both(opora: Answering, *runs: int) -> list[str]:
    return refusals(together(*(lambda run=run: answers.take(run=run, at=opora.at) for run in runs)))


def two(opora: Answering) -> tuple[int, int]:
    """He says all of it, and in another letter half of it."""
    return opora.comes(opora.book()), opora.comes(opora.book(a6204=("5", "100"), a6205=("5", "100")))


def test_without_the_orders_lock_only_the_database_keeps_the_second_out(
    opora: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_locks(monkeypatch, statements("optom.domain.purchasing"), "lock_order")
    assert both(opora, *two(opora)) == ["IntegrityError"], "the harm: it would have been confirmed twice"
    assert Answer.objects.count() == 1


def test_of_two_answers_to_one_order_one_is_taken_and_the_other_waits_for_a_person(opora: Answering) -> None:
    assert both(opora, *two(opora)) == []
    assert sorted(FeedRun.objects.values_list("state", flat=True)) == ["answered", "failed"]
    late = FeedRun.objects.get(state="failed")
    assert [one.code for one in queries.reasons(late.failure)] == ["purchasing.answered_already"]
    assert (Answer.objects.count(), Arrival.objects.count()) == (1, 2)


def test_two_workers_take_one_file_once(opora: Answering) -> None:
    run = opora.comes(opora.book())
    assert both(opora, run, run) == []
    assert (FeedRun.objects.get().state, Answer.objects.count(), Arrival.objects.count()) == ("answered", 1, 2)
