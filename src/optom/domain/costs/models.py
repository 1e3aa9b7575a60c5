"""What goods cost us: the inputs of pricing, per product. What is sold for it is not known here."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q

from optom.domain.catalog.models import Product


class Input(models.Model):
    """Something that is told of products one by one: a sum in roubles or a number, by its names in formulas.

    Those that ``is_own`` the director has declared; the others are there from the beginning.
    """

    class Kind(models.TextChoices):
        SUM = "sum"
        NUMBER = "number"

    id = models.SmallAutoField(primary_key=True)
    name = models.CharField(max_length=30, unique=True)
    russian = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    is_own = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class Figure(models.Model):
    """What an input is for a product, per its unit. Narrow; equal to the last ``FigureChange``."""

    pk = models.CompositePrimaryKey("input_id", "product_id")
    input = models.ForeignKey(Input, on_delete=models.PROTECT, related_name="+", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+", db_index=False)
    amount = models.DecimalField(max_digits=15, decimal_places=4)

    class Meta:
        constraints: ClassVar = [
            # a sum of nothing is refused before; a number may be nought
            models.CheckConstraint(condition=Q(amount__gte=0), name="costs_figure_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.input_id} of {self.product_id}: {self.amount}"


class FigureChange(models.Model):
    """What a figure became and when; ``amount`` None: it is not known any more. Append-only."""

    input = models.ForeignKey(Input, on_delete=models.PROTECT, related_name="+", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+", db_index=False)
    amount = models.DecimalField(max_digits=15, decimal_places=4, null=True)
    at = models.DateTimeField()
    source = models.CharField(max_length=100, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["product", "input", "-at", "-id"], name="costs_figurechange_history"),
            BrinIndex(fields=["at"], name="costs_figurechange_moment", autosummarize=True),
        ]

    def __str__(self) -> str:
        return f"{self.input_id} of {self.product_id}: {self.amount} at {self.at}"
