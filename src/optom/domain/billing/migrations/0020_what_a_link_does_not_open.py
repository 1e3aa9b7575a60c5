"""Who holds a link sees no passports, and of our legal entities those with which the company has contracts (ADR 0045)."""

from typing import ClassVar

from django.db import migrations

BOUNDS = """
create policy documents_paper_personal on documents_paper as restrictive for select to optom_link using (kind <> 'm2');
create policy companies_seller_link on companies_seller for select to optom_link using (
    id in (select seller_id from companies_contract));
"""
WIDE = """
drop policy companies_seller_link on companies_seller;
drop policy documents_paper_personal on documents_paper;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("billing", "0019_titles_after_acceptance"), ("companies", "0016_own_sellers")]

    operations: ClassVar = [migrations.RunSQL(BOUNDS, WIDE)]
