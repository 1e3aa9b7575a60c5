"""Clients are found by any part of their name or of the number of a contract."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    dependencies: ClassVar = [("companies", "0006_delivery_and_acceptance"), ("accounts", "0008_found_by_name_and_address")]

    operations: ClassVar = [
        migrations.AddIndex(
            "company", GinIndex(OpClass(Lower("name"), "gin_trgm_ops"), name="companies_company_names")
        ),
        migrations.AddIndex(
            "contract", GinIndex(OpClass(Lower("number"), "gin_trgm_ops"), name="companies_contract_numbers")
        ),
    ]
