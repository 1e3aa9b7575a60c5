"""What shipments under way have asked for is asked of the holds behind it (ADR 0024).

Goods that were given back although they were asked for are not there to be asked for: `optom check` names their lines, and
their shipments can be taken back, or sent as far as there are goods.
"""

from typing import ClassVar

from django.db import migrations

ASKED = """
update stock_hold h set asked = least(s.quantity, h.quantity)
from (
    select sl.order_line_id, s.warehouse_id, sum(sl.quantity) as quantity
    from shipping_shipmentline sl
    join shipping_shipment s on s.id = sl.shipment_id
    where s.state in ('requested', 'picking')
    group by 1, 2
) s
where h.owner = s.order_line_id and h.warehouse_id = s.warehouse_id and h.arrival_id is null
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("shipping", "0005_when_cancelled"),
        ("stock", "0012_asked_for"),
    ]

    operations: ClassVar = [migrations.RunSQL(ASKED, migrations.RunSQL.noop)]
