"""The UPDs of shipments: due since the goods left, issued as soon as the facts for them are there (ADR 0033)."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import grant, own_rows

# Who holds a link sees the sums of the UPDs among its papers, and takes the certificates of their goods (ADR 0019).
LINKS = """
grant select (paper_id, sum) on billing_upd to optom_link;
create policy billing_upd_link on billing_upd for select to optom_link using (
    exists (select from documents_paper p where p.id = paper_id));
"""
GOODS = """
create or replace function billing_linked_goods(papers bigint[])
    returns table (paper bigint, product bigint, article text, brand text, name text)
    language sql stable security definer set search_path = public, pg_temp as $$
    select p.id, g.id, g.article, b.name, g.name
    from billing_held_link() h
    join documents_paper p
        on p.company_id = h.company and (h.contract is null or p.contract_id = h.contract)
        and p.issued_at >= h.issued_from and p.issued_at < h.issued_before
    cross join lateral (
        select l.product_id
        from billing_invoice i
        join billing_invoiceline v on v.invoice_id = i.id
        join orders_line l on l.id = v.order_line_id
        where i.paper_id = p.id
        union
        select d.product_id
        from shipping_shipment s
        join shipping_shipmentline d on d.shipment_id = s.id and d.dispatched > 0
        where s.delivery_note_id = p.id
{upds}    ) bought
    join catalog_product g on g.id = bought.product_id
    left join catalog_brand b on b.id = g.brand_id
    where p.id = any(papers)
    order by p.id, g.article, g.id
$$;
"""
OF_UPDS = """        union
        select d.product_id
        from billing_upd u
        join shipping_shipmentline d on d.shipment_id = u.shipment_id and d.dispatched > 0
        where u.paper_id = p.id
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("billing", "0006_found_by_number_and_sum"),
        ("companies", "0009_papers_and_vat_of_sellers"),
        ("documents", "0006_found_by_number"),
        ("shipping", "0007_papers_and_vat_of_what_left"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Upd",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_at", models.DateTimeField()),
                ("number", models.CharField(blank=True, max_length=40)),
                ("issued_at", models.DateTimeField(null=True)),
                ("sum", models.DecimalField(decimal_places=2, max_digits=15, null=True)),
                ("vat", models.DecimalField(decimal_places=2, max_digits=15, null=True)),
                ("company", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="companies.company")),
                ("contract", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="companies.contract")),
                ("seller", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="companies.seller")),
                ("paper", models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.paper")),
                ("shipment", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shipping.shipment")),
            ],
            options={
                "indexes": [models.Index(condition=models.Q(("paper", None)), fields=["id"], name="billing_upd_waiting")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("issued_at", None), ("number", ""), ("paper", None), ("sum", None), ("vat", None)),
                            models.Q(
                                ("issued_at__isnull", False),
                                ("paper__isnull", False),
                                ("sum__isnull", False),
                                ("vat__isnull", False),
                                models.Q(("number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="billing_upd_issued_whole",
                    ),
                ],
            },
        ),
        grant("billing_upd", buyer="select", staff="select"),
        own_rows("billing_upd"),
        migrations.RunSQL(LINKS, migrations.RunSQL.noop),
        migrations.RunSQL(GOODS.format(upds=OF_UPDS), GOODS.format(upds="")),
    ]
