"""Which papers go with what a seller ships, who signs them on which basis, and by which regime he is taxed."""

from typing import ClassVar

from django.db import migrations, models

# The rate of a kind of goods as a seller of a regime takes it (ADR 0034). Goods without VAT have none from anybody, and
# what is taxed at nothing is so for those on the reduced rates, too.
VAT = """
create function companies_vat(regime text, percent numeric) returns numeric
    language sql immutable parallel safe as $$
    select case
        when percent is null then null
        when regime = 'payer' then percent
        when regime = 'reduced_5' then least(percent, 5.00)
        when regime = 'reduced_7' then least(percent, 7.00)
    end
$$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("companies", "0008_foreign_companies")]

    operations: ClassVar = [
        migrations.AddField("company", "edo_id", models.CharField(blank=True, db_default="", max_length=46)),
        migrations.AddField("seller", "edo_id", models.CharField(blank=True, db_default="", max_length=46)),
        migrations.AddField(
            "seller",
            "papers",
            models.CharField(
                choices=[("note", "Note"), ("upd", "Upd"), ("both", "Both")],
                db_default="note",
                default="note",
                max_length=4,
            ),
        ),
        *(
            migrations.AddField("seller", name, models.CharField(blank=True, db_default="", max_length=120))
            for name in ("director_post", "director_basis", "accountant_basis")
        ),
        migrations.AlterField(
            "seller",
            "vat",
            models.CharField(
                choices=[
                    ("payer", "Payer"),
                    ("reduced_5", "Reduced 5"),
                    ("reduced_7", "Reduced 7"),
                    ("exempt", "Exempt"),
                ],
                default="payer",
                max_length=20,
            ),
        ),
        migrations.RunSQL(VAT, "drop function companies_vat;"),
    ]
