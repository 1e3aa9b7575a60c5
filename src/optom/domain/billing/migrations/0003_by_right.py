"""Invoices are papers: whom a company gives the right to papers sees and issues them."""

from typing import ClassVar

from django.db import migrations

BY_RIGHT = "".join(
    f"""
    drop policy {table}_buyer on {table};
    create policy {table}_buyer on {table} to optom_buyer
        using (company_id in (select companies_with('papers')))
        with check (company_id in (select companies_with('papers')));
    """
    for table in ("billing_invoice", "billing_invoiceline")
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("billing", "0002_own_rows"), ("companies", "0004_rights")]

    operations: ClassVar = [migrations.RunSQL(BY_RIGHT, migrations.RunSQL.noop)]
