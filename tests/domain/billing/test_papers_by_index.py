"""Row-level security lets an index be used only where no function stands in the way that could tell others' rows."""

import re

import pytest
from django.db import connection

from optom.base.sql import statements
from optom.interfaces.kit.identity import BUYER, working_as

pytestmark = pytest.mark.django_db
LOOKED_UP = re.compile(r"where (t\.shipment_id .*?)(?: and l\.|$)", re.MULTILINE)


def plan_of(clause: str) -> str:
    """How the lines of shipments are found by the clause alone, whatever else the planner would make of so few rows."""
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off; set local enable_mergejoin = off")
        cursor.execute(f"""
            explain select from shipping_shipment s cross join billing_upd d cross join billing_correction k
            cross join billing_shipmentpaper a cross join lateral (select from shipping_shipmentline t where {clause}) x
            """)  # noqa: S608 -- clauses of our own statements
        return "\n".join(row[0] for row in cursor.fetchall())


def test_the_shipment_of_a_buyers_paper_is_looked_up_by_its_index(alice: int, contract: int) -> None:
    clauses = LOOKED_UP.findall(statements("optom.domain.billing").text("issued"))
    assert len(clauses) == 2

    with working_as(BUYER, user=alice):
        for clause in clauses:
            assert "Index Cond: (shipment_id = " in plan_of(clause), plan_of(clause)
        assert "Index Cond: (shipment_id = " not in plan_of("t.shipment_id = coalesce(s.id, d.shipment_id)")
