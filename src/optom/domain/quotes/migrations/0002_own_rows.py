"""A company sees its own quotes; who may pick goods has them issued, who may order accepts them. Nothing of them moves.

A quote is a paper, and papers are for those who may take them: this kind is also for those who may pick goods.
"""

from typing import ClassVar

from django.db import migrations

from optom.base.row_security import append_only, grant

TABLES = {"quotes_quote": "draft", "quotes_quoteline": "draft", "quotes_acceptance": "order"}
OWN = """
alter table {table} enable row level security;
create policy {table}_staff on {table} for select to optom_staff using (true);
create policy {table}_buyer on {table} for select to optom_buyer using (company_id in (select companies_mine()));
create policy {table}_made on {table} for insert to optom_buyer
    with check (company_id in (select companies_with('{right}')));
"""
PAPERS = """
create policy documents_paper_quote on documents_paper to optom_buyer
    using (kind = 'quote' and company_id in (select companies_mine()))
    with check (kind = 'quote' and company_id in (select companies_with('draft')));
create policy documents_paper_quoted on documents_paper as restrictive for select to optom_link using (kind <> 'quote');
"""
NO_PAPERS = """
drop policy documents_paper_quoted on documents_paper;
drop policy documents_paper_quote on documents_paper;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("billing", "0004_links_to_papers"),
        ("documents", "0009_attachments"),
        ("journal", "0002_append_only"),
        ("quotes", "0001_initial"),
    ]

    operations: ClassVar = [
        *(
            operation
            for table, right in TABLES.items()
            for operation in (
                grant(table, buyer="select, insert", staff="select"),
                migrations.RunSQL(OWN.format(table=table, right=right), migrations.RunSQL.noop),
                append_only(table),
            )
        ),
        migrations.RunSQL(PAPERS, NO_PAPERS),
    ]
