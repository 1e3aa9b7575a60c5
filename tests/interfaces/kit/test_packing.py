"""What goes over the wire packed, and what does not; what is kept for ever, because its name tells its content."""

import gzip
import json
import re

import pytest
from django.test import Client

from tests.interfaces.conftest import Enter
from tests.trade import Firm

pytestmark = pytest.mark.django_db
TAKES = {"Accept-Encoding": "gzip, br"}


@pytest.fixture
def buyer(firm: Firm, alice: int, contract: int, enter: Enter) -> Client:
    """Alice, whose catalog has fifty bearings."""
    for number in range(50):
        firm.product(f"A-{number:02}", price="10.00")
    return enter(alice)


def test_rows_go_out_packed_to_whoever_takes_them(buyer: Client, contract: int) -> None:
    address = f"/c/{contract}/catalog/rows?from=0&count=200"
    plain, packed = buyer.get(address), buyer.get(address, headers=TAKES)

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.content)) == plain.json()
    assert len(packed.content) < len(plain.content) / 3


def test_an_export_tells_how_far_it_is_and_is_not_held_back_by_packing(buyer: Client, contract: int) -> None:
    answer = buyer.get(f"/c/{contract}/catalog/export.xlsx", headers=TAKES)
    assert "Content-Encoding" not in answer.headers
    assert answer.streaming
    answer.close()


def test_scripts_and_styles_are_packed_beforehand_and_kept_for_ever() -> None:
    page = Client().get("/accounts/login/").content.decode()
    parts = re.findall(r"/static/kit/build/[^\"]+", page)
    assert len(parts) == 2, "one style sheet, one script"
    for part in parts:
        answer = Client().get(part, headers=TAKES)
        answer.close()
        assert answer.headers["Content-Encoding"] == "br"
        assert "immutable" in answer.headers["Cache-Control"]
