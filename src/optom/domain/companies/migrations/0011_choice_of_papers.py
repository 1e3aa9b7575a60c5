"""In which language a company's papers are issued, and which it wants with every shipment: its administrator says so."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

OWN_CHOICE = "grant update (papers_language, papers_wanted) on companies_company to optom_buyer;"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("companies", "0010_advances_of_sellers")]

    operations: ClassVar = [
        migrations.AddField("company", "papers_language", models.CharField(blank=True, db_default="", max_length=2)),
        migrations.AddField(
            "company",
            "papers_wanted",
            ArrayField(
                models.CharField(max_length=12),
                db_default=models.Value([], ArrayField(models.CharField(max_length=12))),
                default=list,
                size=None,
            ),
        ),
        migrations.RunSQL(OWN_CHOICE, migrations.RunSQL.noop),
    ]
