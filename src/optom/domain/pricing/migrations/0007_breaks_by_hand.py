"""What a person has set has an owner and a reason; what happened last is found without reading the ledger."""

from typing import ClassVar

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

# Until now the ledger alone knew who had set a break: only people did so with their names.
OWNERS = """
update pricing_break b
set owner_id = l.actor_id, reason = l.source
from (
    select distinct on (h.product_id, h.column_id, h.from_quantity)
        h.product_id, h.column_id, h.from_quantity, h.actor_id, h.source
    from pricing_pricechange h
    where h.from_quantity > 0
    order by h.product_id, h.column_id, h.from_quantity, h.at desc, h.id desc
) l
where l.actor_id is not null
    and b.product_id = l.product_id and b.column_id = l.column_id and b.from_quantity = l.from_quantity
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("pricing", "0006_prices_then"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.AddField(
            "break",
            "owner",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("break", "reason", models.CharField(blank=True, db_default="", max_length=300)),
        migrations.RunSQL(OWNERS, migrations.RunSQL.noop),
        migrations.RunSQL("set constraints all immediate", migrations.RunSQL.noop),
        migrations.AddIndex(
            "break",
            models.Index(fields=["column", "product"], name="pricing_break_by_hand", condition=Q(owner__isnull=False)),
        ),
        migrations.AddIndex(
            "pricechange",
            django.contrib.postgres.indexes.BrinIndex(
                autosummarize=True, fields=["at"], name="pricing_pricechange_moment"
            ),
        ),
        # who set a price for everybody, and why, is the firm's own
        migrations.RunSQL(
            """
            revoke select on pricing_break from optom_buyer;
            grant select (id, column_id, product_id, from_quantity, amount) on pricing_break to optom_buyer;
            """,
            "grant select on pricing_break to optom_buyer;",
        ),
    ]
