"""Row-level security lets an index be used only where no function stands in the way that could tell others' rows."""

import pytest
from django.db import connection

from optom.base.sql import statements
from optom.interfaces.kit.identity import BUYER, working_as

pytestmark = pytest.mark.django_db


def test_the_shipment_of_a_buyers_paper_is_looked_up_by_its_index(alice: int, contract: int) -> None:
    listed = statements("optom.domain.billing").text("issued")
    with working_as(BUYER, user=alice), connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute(f"explain {listed}", {"order": None})
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "on shipping_shipmentline" in plan
    assert "Index Cond: (shipment_id = " in plan, plan
