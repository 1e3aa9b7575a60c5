"""Every real list that we have goes the whole way: sent, understood, let in, and its goods are offers."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings

from optom.domain.suppliers import actions, knowing
from optom.domain.suppliers.mapping.guessing import guess
from optom.domain.suppliers.mapping.rows import rows
from optom.domain.suppliers.models import Feed, FeedRun, Offer, Supplier
from optom.domain.suppliers.reading.files import tables_of
from tests.domain.suppliers.mapping.test_documented import _FILES, _SAMPLES
from tests.trade import Firm

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not _SAMPLES.exists(), reason=f"the shared samples are not at {_SAMPLES}"),
]
LISTS = {row["file"]: ":price" in row["columns"] for row in _FILES if row["offers"] not in {"", "0"}}
_MOST = 40_000_000  # bytes: the greatest are the bench's


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "OPTOM_FILES", tmp_path)


def numbers(path: Path) -> Iterator[str]:
    """By what the goods of a list are known."""
    tables = list(tables_of(path, path.name))
    mapping = guess(tables, knowing.Catalog())
    for block in rows(zip(tables, mapping.tables, strict=True), words={}):
        yield from block.filter(block["fate"] == "")["number"].to_list()


@pytest.mark.parametrize("name", LISTS)
def test_a_real_list_becomes_offers(firm: Firm, at: datetime, name: str) -> None:
    path, buyer = _SAMPLES / name, firm.person("purchaser", "purchaser")
    if path.stat().st_size > _MOST:
        pytest.skip("as great as those of the bench")
    feed = Feed.objects.create(supplier=Supplier.objects.create(name="Вега", sort_key=""), name="Прайс")
    run = actions.receive(feed=feed.pk, path=path, name=path.name, actor=buyer, at=at)
    actions.work(run=run, at=at)
    held = FeedRun.objects.get(pk=run)
    assert (held.state, held.failure) == ("held", None), "nobody has looked at it yet"
    actions.accept(run=run, actor=buyer, at=at)
    actions.work(run=run, at=at)
    assert FeedRun.objects.get(pk=run).state == "applied"
    assert set(Offer.objects.values_list("number", flat=True)) <= set(numbers(path))
    assert Offer.objects.count() == held.counts["offers"]
    assert (held.counts["offers"] > 0) is LISTS[name], "a list of stock alone brings no offers"
