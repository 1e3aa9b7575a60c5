"""VAT invoices for advances, and what of each has gone where since (ADR 0037)."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import append_only, grant, own_rows

BY_RIGHT = "company_id in (select companies_with('papers'))"
LINKS = """
grant select (paper_id, sum) on billing_advanceinvoice to optom_link;
create policy billing_advanceinvoice_link on billing_advanceinvoice for select to optom_link using (
    exists (select from documents_paper p where p.id = paper_id));
"""
# What of each advance that has an invoice has gone to which entry of the ledger, by what was allocated until a moment: of
# one contract, or (null) of all. What a payment had settled before its invoice fell due is no part of the advance; all
# that goes of one advance together is no more than the invoice says.
GONE = """
create function billing_advances_gone(only_contract bigint, moment timestamptz)
    returns table (invoice bigint, entry bigint, amount numeric) language sql stable as $$
    select g.invoice, g.entry, least(g.amount, g.sum - g.before)
    from (
        select m.*, coalesce(sum(m.amount) over (
            partition by m.invoice order by m.entry rows between unbounded preceding and 1 preceding), 0) as before
        from (
            select v.id as invoice, v.sum, a.item_entry_id as entry, sum(a.amount) as amount
            from billing_advanceinvoice v
            join credit_payment p on p.id = v.payment_id
            join credit_allocation a on a.payment_entry_id = p.entry_id and a.at > v.due_at and a.at <= moment
            where only_contract is null or v.contract_id = only_contract
            group by v.id, a.item_entry_id
            having sum(a.amount) > 0
        ) m
    ) g
    where g.before < g.sum
$$;
"""


def _key(to: str, *, is_indexed: bool = False) -> models.ForeignKey[object, object]:
    return models.ForeignKey(
        db_index=is_indexed, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("billing", "0007_upds"),
        ("companies", "0010_advances_of_sellers"),
        ("credit", "0010_ledger_reports"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="AdvanceInvoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_at", models.DateTimeField()),
                ("on", models.DateField()),
                ("sum", models.DecimalField(decimal_places=2, max_digits=15)),
                ("vat", models.DecimalField(decimal_places=2, max_digits=15)),
                ("vat_percent", models.DecimalField(decimal_places=2, max_digits=5)),
                ("number", models.CharField(blank=True, max_length=40)),
                ("issued_at", models.DateTimeField(null=True)),
                ("company", _key("companies.company")),
                ("contract", _key("companies.contract", is_indexed=True)),
                ("seller", _key("companies.seller")),
                ("paper", models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.paper")),
                ("payment", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="credit.payment")),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("paper", None)), fields=["id"], name="billing_advance_waiting")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sum__gt", 0), ("vat__gt", 0), ("vat_percent__gt", 0)),
                        name="billing_advance_of_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("issued_at", None), ("number", ""), ("paper", None)),
                            models.Q(
                                ("issued_at__isnull", False),
                                ("paper__isnull", False),
                                models.Q(("number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="billing_advance_issued_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AdvanceOffset",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=15)),
                ("vat", models.DecimalField(decimal_places=2, max_digits=15)),
                ("at", models.DateTimeField()),
                ("company", _key("companies.company")),
                ("entry", _key("credit.entry", is_indexed=True)),
                ("invoice", _key("billing.advanceinvoice", is_indexed=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount", 0), _negated=True), name="billing_offset_not_nothing"
                    )
                ],
            },
        ),
        *(grant(table, buyer="select", staff="select") for table in ("billing_advanceinvoice", "billing_advanceoffset")),
        *(own_rows(table, BY_RIGHT) for table in ("billing_advanceinvoice", "billing_advanceoffset")),
        append_only("billing_advanceoffset"),
        migrations.RunSQL(LINKS, migrations.RunSQL.noop),
        migrations.RunSQL(GONE, "drop function billing_advances_gone"),
    ]
