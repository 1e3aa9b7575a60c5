"""What is free of some products, wherever: one function for who gives out goods and for who asks what is left of them."""

from typing import ClassVar

from django.db import migrations

FREE = """
create function stock_free(of_products bigint[])
    returns table (product bigint, warehouse bigint, arrival bigint, expected_on date, free numeric)
    language sql stable as $$
    select b.product_id, b.warehouse_id, null::bigint, null::date, b.on_hand - b.held
    from stock_balance b
    where b.product_id = any(of_products) and b.on_hand > b.held
    union all
    select a.product_id, a.warehouse_id, a.id, a.expected_on, a.quantity - a.received - a.held
    from stock_arrival a
    where a.product_id = any(of_products) and a.received < a.quantity and a.quantity - a.received > a.held
$$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("stock", "0007_ledger_of_holds")]

    operations: ClassVar = [migrations.RunSQL(FREE, "drop function stock_free")]
