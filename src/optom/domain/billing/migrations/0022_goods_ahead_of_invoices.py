"""What can still leave by an invoice is said once: for money that comes for it, and for money that waits (ADR 0047)."""

from typing import ClassVar

from django.db import migrations

# By each of these invoices: the lines of orders that may still leave by it, and what that costs. Of a line no more than was
# invoiced, nor than is neither shipped nor cancelled; of an invoice for a shipment, while that one is under way.
AHEAD = """
create function billing_ahead(invoices bigint[]) returns table (invoice bigint, lines bigint[], amount numeric)
    language sql stable as $$
    select i.id, array_agg(l.order_line_id order by l.id), sum(round(l.sum * g.quantity / l.quantity, 2))
    from billing_invoice i
    join billing_invoiceline l on l.invoice_id = i.id
    join orders_line o on o.id = l.order_line_id
    left join shipping_shipment s on s.id = i.shipment_id
    cross join lateral (
        select least(l.quantity, o.ordered - o.cancelled - o.shipped) as quantity
    ) g
    where i.id = any(invoices) and g.quantity > 0 and (s.id is null or s.state in ('requested', 'picking'))
    group by i.id
$$;
grant execute on function billing_ahead to optom_buyer, optom_staff;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("billing", "0021_rare_rows_are_found"),
        ("credit", "0021_money_kept_for_goods"),
        ("orders", "0001_initial"),
        ("shipping", "0001_initial"),
    ]

    operations: ClassVar = [migrations.RunSQL(AHEAD, "drop function billing_ahead")]
