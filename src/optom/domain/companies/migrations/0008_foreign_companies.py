"""Firms of other countries: no INN, a number in a register of their own, accounts of any form."""

from typing import ClassVar

from django.db import migrations, models

_KINDS = [("legal_entity", "Legal Entity"), ("sole_trader", "Sole Trader"), ("foreign", "Foreign")]


def _both(name: str, field: models.CharField) -> list[migrations.AlterField]:  # type: ignore[type-arg]
    return [migrations.AlterField(model, name, field.clone()) for model in ("company", "seller")]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("companies", "0007_found_by_name_and_number")]

    operations: ClassVar = [
        *_both("kind", models.CharField(choices=_KINDS, default="legal_entity", max_length=20)),
        *_both("ogrn", models.CharField(blank=True, max_length=40)),
        migrations.AlterField("bankaccount", "account", models.CharField(max_length=34)),
        migrations.AlterField("bankaccount", "bic", models.CharField(max_length=11)),
        migrations.AlterField("bankaccount", "correspondent", models.CharField(blank=True, max_length=34)),
        migrations.RemoveConstraint("company", "companies_company_once"),
        migrations.AddConstraint(
            "company",
            models.UniqueConstraint(
                fields=["inn", "kpp"], condition=~models.Q(inn=""), name="companies_company_once"
            ),
        ),
        migrations.AddConstraint(
            "company",
            models.UniqueConstraint(
                fields=["ogrn"], condition=models.Q(inn=""), name="companies_company_abroad_once"
            ),
        ),
    ]
