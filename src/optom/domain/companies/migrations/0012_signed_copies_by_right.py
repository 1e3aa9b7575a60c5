"""Signed copies are papers: whom a company gives the right to papers sees and adds them."""

from typing import ClassVar

from django.db import migrations

from optom.base.row_security import own_rows


class Migration(migrations.Migration):
    dependencies: ClassVar = [("companies", "0011_choice_of_papers"), ("documents", "0008_signed_copies")]

    operations: ClassVar = [
        own_rows("documents_signedcopy", "company_id in (select companies_with('papers'))"),
    ]
