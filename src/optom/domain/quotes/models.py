"""Quotes as they were issued, what became of them, links to them; quotes that a dealer makes for his own clients.

What was issued never changes, by trigger. What a dealer makes for his clients is shown to nobody but his company.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from optom.domain.catalog.models import Product
from optom.domain.companies.models import Company, Contract
from optom.domain.documents.models import Paper
from optom.domain.orders.models import Order


class Quote(models.Model):
    """Prices and dates promised to a contract until a moment. ``key`` is the caller's: the same key is the same quote.

    Sums are in the contract's currency, ``total`` with VAT. ``came_from`` is the quote that it was made anew of.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    number = models.CharField(max_length=40)
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    valid_until = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)
    lines = models.PositiveIntegerField()
    total = models.DecimalField(max_digits=15, decimal_places=2)
    vat = models.DecimalField(max_digits=15, decimal_places=2)
    came_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "key"], name="quotes_quote_key_once"),
            models.CheckConstraint(condition=Q(valid_until__gt=F("issued_at")), name="quotes_quote_is_valid_some_time"),
        ]
        indexes: ClassVar = [models.Index(fields=["contract", "-id"], name="quotes_quote_contract")]

    def __str__(self) -> str:
        return self.number


class QuoteLine(models.Model):
    """A product as it was promised: its price per unit as an order would have it, the sums of the whole quantity.

    ``parts`` tells from where it would come: way, day and quantity. ``comes_on`` is when all of it is there, none where
    it is in stock; where some of it ``waits`` for goods that nobody knows of, no day is promised.
    """

    quote = models.ForeignKey(Quote, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    position = models.PositiveIntegerField()
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+", db_index=False)
    article = models.CharField(max_length=100)
    brand = models.CharField(max_length=120)
    group = models.CharField(max_length=200)
    name = models.CharField(max_length=500)
    unit = models.CharField(max_length=40)
    weight = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    price = models.DecimalField(max_digits=15, decimal_places=4)
    vat_percent = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    sum = models.DecimalField(max_digits=15, decimal_places=2)
    vat = models.DecimalField(max_digits=15, decimal_places=2)
    parts = models.JSONField()
    comes_on = models.DateField(null=True)
    waits = models.DecimalField(max_digits=14, decimal_places=3)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["quote", "position"], name="quotes_quoteline_position_once"),
            models.UniqueConstraint(fields=["quote", "product"], name="quotes_quoteline_product_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="quotes_quoteline_quantity_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.quote_id}/{self.position}"


class Acceptance(models.Model):
    """The order that a quote has become, once; ``is_moved`` where it was told before what had moved since."""

    quote = models.OneToOneField(Quote, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+", db_index=False)
    accepted_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    is_moved = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.quote_id}: {self.order_id}"
