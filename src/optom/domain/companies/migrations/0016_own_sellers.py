"""A buyer sees those of our legal entities with which he has contracts, and their accounts; of others not even the name."""

from typing import ClassVar

from django.db import migrations

from optom.base.row_security import own_rows

ACCOUNTS = """
drop policy companies_bankaccount_buyer on companies_bankaccount;
create policy companies_bankaccount_buyer on companies_bankaccount to optom_buyer
    using ({ours} or company_id in (select companies_mine()))
    with check ({ours} or company_id in (select companies_mine()));
"""
_OWN = "seller_id in (select seller_id from companies_contract)"  # of whom the database shows him his own


class Migration(migrations.Migration):
    dependencies: ClassVar = [("companies", "0015_attachments_by_company")]

    operations: ClassVar = [
        own_rows("companies_seller", "id in (select seller_id from companies_contract)"),
        migrations.RunSQL(ACCOUNTS.format(ours=_OWN), ACCOUNTS.format(ours="seller_id is not null")),
    ]
