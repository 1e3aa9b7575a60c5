"""Which part of the catalog a contract sees."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from optom.domain.catalog.models import Brand, Group, Product
from optom.domain.companies.models import Company, Contract


class Visibility(models.Model):
    """A group (with all below it) or a brand that a contract may or may not see.

    Where any group is allowed, only allowed groups are seen; brands likewise; what is denied is never seen.
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, related_name="+")
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, null=True, related_name="+")
    is_allowed = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(group=None, brand__isnull=False) | Q(group__isnull=False, brand=None),
                name="assortment_visibility_one_scope",
            ),
            models.UniqueConstraint(
                fields=["contract", "group", "brand"], name="assortment_visibility_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id}: {'+' if self.is_allowed else '-'}"


class VisibilityChange(models.Model):
    """Which groups and brands a contract names from a moment on. Append-only (ADR 0026).

    ``at`` None: until its first change. A contract without rows has always seen what it sees now.
    """

    at = models.DateTimeField(null=True)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    allowed_groups = ArrayField(models.BigIntegerField())
    denied_groups = ArrayField(models.BigIntegerField())
    allowed_brands = ArrayField(models.BigIntegerField())
    denied_brands = ArrayField(models.BigIntegerField())

    def __str__(self) -> str:
        return f"{self.contract_id} since {self.at}"


class OwnNumber(models.Model):
    """What a company itself calls a product: a number of its own, or the answer it once gave when asked what it meant.

    ``code`` is the number as numbers are compared. ``is_given``: the company gave the number itself, one a product;
    others are remembered from what it wrote.
    """

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    number = models.CharField(max_length=100)
    code = models.CharField(max_length=100, db_collation="C")
    is_given = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "code"], name="assortment_ownnumber_once"),
            models.UniqueConstraint(
                fields=["company", "product"], condition=Q(is_given=True), name="assortment_ownnumber_one_given"
            ),
            models.CheckConstraint(condition=~Q(code=""), name="assortment_ownnumber_says_something"),
        ]
        indexes: ClassVar = [models.Index(fields=["company", "product"], name="assortment_ownnumber_product")]

    def __str__(self) -> str:
        return self.number
