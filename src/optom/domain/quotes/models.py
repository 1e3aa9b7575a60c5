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


class Hold(models.Model):
    """The order by which the goods of a quote are held until it ends, where the terms allow it. Append-only."""

    quote = models.OneToOneField(Quote, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+", db_index=False)
    held_at = models.DateTimeField()
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)

    def __str__(self) -> str:
        return f"{self.quote_id}: {self.order_id}"


class Logo(models.Model):
    """The picture at the head of what a dealer gives his clients: a small PNG, written anew, kept by its hash."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "sha256"], name="quotes_logo_once"),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class Letterhead(models.Model):
    """How a company gives quotes to its own clients: its mark-up, its name and requisites, its logo.

    ``serial`` is the last number of its quotes; ``has_vat`` whether it sells with VAT.
    """

    company = models.OneToOneField(Company, on_delete=models.PROTECT, related_name="+")
    formula = models.TextField()
    name = models.CharField(max_length=300)
    details = models.CharField(max_length=600, blank=True)
    note = models.CharField(max_length=300, blank=True)
    has_vat = models.BooleanField(default=True)
    logo = models.ForeignKey(Logo, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    serial = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)

    def __str__(self) -> str:
        return self.name


class ClientQuote(models.Model):
    """A quote of ours as a dealer gives it to his own client: at his prices, in his name. ``payload`` is all it says.

    Nobody but his company is shown it, our people neither.
    """

    quote = models.ForeignKey(Quote, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=60)
    serial = models.PositiveIntegerField()
    recipient = models.CharField(max_length=200)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    formula = models.TextField()
    payload = models.JSONField()
    logo = models.ForeignKey(Logo, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    total = models.DecimalField(max_digits=15, decimal_places=2)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "key"], name="quotes_clientquote_key_once"),
            models.UniqueConstraint(fields=["company", "serial"], name="quotes_clientquote_serial_once"),
        ]

    def __str__(self) -> str:
        return f"{self.serial}: {self.recipient}"


class Link(models.Model):
    """Who holds its secret sees a quote, or what a dealer made of it for his client, until it expires.

    The secret itself is nowhere: ``secret_hash`` is its hash, which requests of buyers and staff can't read.
    """

    quote = models.ForeignKey(Quote, on_delete=models.PROTECT, related_name="+")
    client_quote = models.ForeignKey(ClientQuote, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    secret_hash = models.CharField(max_length=64, unique=True)
    note = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    last_used_at = models.DateTimeField(null=True)
    uses = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.pk} until {self.expires_at}"


class Plea(models.Model):
    """Whoever holds a link has asked that the quote be accepted: once a link. Append-only."""

    link = models.OneToOneField(Link, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    who = models.CharField(max_length=120)
    note = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["company"], name="quotes_plea_company")]  # each page counts its own

    def __str__(self) -> str:
        return f"{self.who} by link {self.link_id}"
