"""Invoices that the buyer issues to himself, UPDs that issue themselves, links by which papers are taken."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from optom.domain.companies.models import Company, Contract, Seller
from optom.domain.credit.models import Entry, Payment
from optom.domain.documents.models import Paper
from optom.domain.orders.models import Line, Order
from optom.domain.shipping.models import Shipment


class Invoice(models.Model):
    """A request to pay. ``sum`` is with VAT, in the contract's currency; ``key`` makes issuing idempotent."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, related_name="+")
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    number = models.CharField(max_length=40)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    valid_until = models.DateField(null=True)
    sum = models.DecimalField(max_digits=15, decimal_places=2)
    vat = models.DecimalField(max_digits=15, decimal_places=2)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "key"], name="billing_invoice_key_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["seller", "number"], name="billing_invoice_number"),
            models.Index(fields=["seller", "sum"], name="billing_invoice_sum"),
        ]

    def __str__(self) -> str:
        return self.number


class InvoiceLine(models.Model):
    """A line to pay for."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    order_line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    sum = models.DecimalField(max_digits=15, decimal_places=2)
    vat = models.DecimalField(max_digits=15, decimal_places=2)

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.order_line_id}"


class Upd(models.Model):
    """The UPD of a shipment: due since the goods left, and without a paper until the facts for it are there.

    ``sum`` is with VAT, ``vat`` the tax inside it, in the contract's currency.
    """

    shipment = models.OneToOneField(Shipment, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="+", db_index=False)
    due_at = models.DateTimeField()
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, null=True, related_name="+")
    number = models.CharField(max_length=40, blank=True)
    issued_at = models.DateTimeField(null=True)
    sum = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    vat = models.DecimalField(max_digits=15, decimal_places=2, null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(paper=None, number="", issued_at=None, sum=None, vat=None)
                | (
                    models.Q(paper__isnull=False, issued_at__isnull=False, sum__isnull=False, vat__isnull=False)
                    & ~models.Q(number="")
                ),
                name="billing_upd_issued_whole",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["id"], name="billing_upd_waiting", condition=models.Q(paper=None)),
        ]

    def __str__(self) -> str:
        return self.number or f"of {self.shipment_id}"


class PaperLink(models.Model):
    """Who holds its secret sees the papers of a company (of one contract) issued within a period, until it expires.

    The secret itself is nowhere: ``secret_hash`` is its hash, which requests of buyers and staff can't read.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    issued_from = models.DateTimeField()
    issued_before = models.DateTimeField()
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

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(issued_from__lt=models.F("issued_before")), name="billing_paperlink_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} until {self.expires_at}"


class AdvanceInvoice(models.Model):
    """The VAT invoice for what of a payment lay idle when it fell due (ADR 0037); no paper yet while something lacks.

    ``sum`` is that money, ``vat`` the tax inside it at ``vat_percent``, in the contract's currency.
    """

    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="+", db_index=False)
    due_at = models.DateTimeField()
    on = models.DateField()
    sum = models.DecimalField(max_digits=15, decimal_places=2)
    vat = models.DecimalField(max_digits=15, decimal_places=2)
    vat_percent = models.DecimalField(max_digits=5, decimal_places=2)
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, null=True, related_name="+")
    number = models.CharField(max_length=40, blank=True)
    issued_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(sum__gt=0, vat__gt=0, vat_percent__gt=0), name="billing_advance_of_something"
            ),
            models.CheckConstraint(
                condition=models.Q(paper=None, number="", issued_at=None)
                | (models.Q(paper__isnull=False, issued_at__isnull=False) & ~models.Q(number="")),
                name="billing_advance_issued_whole",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["id"], name="billing_advance_waiting", condition=models.Q(paper=None)),
        ]

    def __str__(self) -> str:
        return self.number or f"of {self.payment_id}"


class AdvanceOffset(models.Model):
    """So much of an advance has gone to an entry of the ledger, mostly goods that left. Append-only.

    ``vat`` is the tax of the advance's invoice in that part; less than nothing takes back what was written before.
    """

    invoice = models.ForeignKey(AdvanceInvoice, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    amount = models.DecimalField(max_digits=15, decimal_places=2)
    vat = models.DecimalField(max_digits=15, decimal_places=2)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(amount=0), name="billing_offset_not_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id} -> {self.entry_id}: {self.amount}"


class PenaltyClaim(models.Model):
    """A penalty for delay, charged by the finance desk: ``entry`` owes it, ``paper`` says how it was counted."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="+")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)
    on = models.DateField()
    sum = models.DecimalField(max_digits=15, decimal_places=2)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(sum__gt=0), name="billing_penalty_positive")]

    def __str__(self) -> str:
        return f"{self.number}: {self.sum}"


class PenaltyLine(models.Model):
    """So much of a claim is for the delay of one debt."""

    claim = models.ForeignKey(PenaltyClaim, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    sum = models.DecimalField(max_digits=15, decimal_places=2)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(sum__gt=0), name="billing_penaltyline_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.sum}"
