"""Invoices that the buyer issues to himself, UPDs that issue themselves, links by which papers are taken."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from optom.domain.companies.models import Company, Contract, Seller
from optom.domain.credit.models import Entry, Payment
from optom.domain.documents.models import Paper
from optom.domain.orders.models import Line, Order
from optom.domain.shipping.models import Discrepancy, Shipment

from .rules import LETTERS


class Invoice(models.Model):
    """A request to pay. ``sum`` is with VAT, in the contract's currency; ``key`` makes issuing idempotent.

    ``shipment`` is the one that it was issued for, if it was for one.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, related_name="+")
    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, null=True, related_name="+")
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


class ShipmentPaper(models.Model):
    """A paper beside a shipment that is neither its UPD nor its note: TORG-12, a waybill, a power of attorney.

    ``sum`` is with VAT, where the paper has one; ``key`` makes issuing idempotent, and TORG-12 issued once. Of a
    waybill it is the hash of who carries the goods.
    """

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=40)
    sum = models.DecimalField(max_digits=15, decimal_places=2, null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["shipment", "kind", "key"], name="billing_shipmentpaper_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class ContractPaper(models.Model):
    """The text of a contract, or a specification of goods under it, maybe of an order.

    ``sum`` is with VAT. ``key`` makes issuing idempotent: of a contract it is the hash of what it says.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    key = models.CharField(max_length=64)
    number = models.CharField(max_length=40)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, related_name="+")
    sum = models.DecimalField(max_digits=15, decimal_places=2, null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "kind", "key"], name="billing_contractpaper_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


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
        indexes: ClassVar = [
            # what was taken back is rare, and asked for on every page that shows advances
            models.Index(
                fields=["invoice", "entry"], condition=models.Q(amount__lt=0), name="billing_offset_taken_back"
            )
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id} -> {self.entry_id}: {self.amount}"


class Correction(models.Model):
    """What both sides have agreed to have been otherwise with a shipment that left. Append-only.

    ``sum`` and ``vat`` are by how much more (+) or less (-) is owed, with ``entry`` in the ledger where it is not
    nothing. ``paper`` is the UKD; none where the shipment has no UPD. ``key`` makes it once.
    """

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="+", db_index=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=60)
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, null=True, related_name="+")
    number = models.CharField(max_length=40, blank=True)
    agreed_on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    reason = models.CharField(max_length=300)
    sum = models.DecimalField(max_digits=15, decimal_places=2)
    vat = models.DecimalField(max_digits=15, decimal_places=2)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["shipment", "key"], name="billing_correction_key_once"),
        ]

    def __str__(self) -> str:
        return self.number or f"of {self.shipment_id}"


class CorrectionLine(models.Model):
    """A line of a shipment before and after a correction. ``back`` is in the warehouse after all (-: has left beyond).

    The next correction of the line starts from what it is after this one. Append-only.
    """

    correction = models.ForeignKey(Correction, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    order_line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    vat_percent = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    before_quantity = models.DecimalField(max_digits=14, decimal_places=3)
    before_sum = models.DecimalField(max_digits=15, decimal_places=2)
    before_vat = models.DecimalField(max_digits=15, decimal_places=2)
    after_quantity = models.DecimalField(max_digits=14, decimal_places=3)
    after_sum = models.DecimalField(max_digits=15, decimal_places=2)
    after_vat = models.DecimalField(max_digits=15, decimal_places=2)
    back = models.DecimalField(max_digits=14, decimal_places=3)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["correction", "order_line"], name="billing_correctionline_once"),
            models.CheckConstraint(
                condition=models.Q(after_quantity__gte=0, after_sum__gte=0), name="billing_correctionline_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.correction_id}: {self.order_line_id}"


class ClaimAnswer(models.Model):
    """How much of what the buyer found wrong is agreed to, and why not all of it. Append-only."""

    discrepancy = models.OneToOneField(Discrepancy, on_delete=models.PROTECT, primary_key=True, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    correction = models.ForeignKey(Correction, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    agreed = models.DecimalField(max_digits=14, decimal_places=3)
    back = models.DecimalField(max_digits=14, decimal_places=3)
    text = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(agreed__gte=0, back__gte=0, back__lte=models.F("agreed")),
                name="billing_claimanswer_back_was_agreed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.discrepancy_id}: {self.agreed}"


class UpdRevision(models.Model):
    """An UPD that was issued anew because the paper itself was wrong: ``what`` was. It replaces the one before it.

    Append-only; the sums of the goods are those of the first.
    """

    upd = models.ForeignKey(Upd, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="+")
    revised_on = models.DateField()
    what = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["upd", "number"], name="billing_updrevision_once"),
        ]

    def __str__(self) -> str:
        return f"{self.upd_id}: {self.number}"


class PaperReader(models.Model):
    """How a person is told by mail of the papers of a company; of papers up to the ``after``-th he is told no more.

    ``told_at`` is when he was told last; a letter that could not be sent is tried again at ``retry_at``.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    how = models.CharField(max_length=7, choices=[(one, one) for one in LETTERS])
    after = models.BigIntegerField()
    told_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "company"], name="billing_paperreader_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["company"], name="billing_paperreader_waits", condition=~models.Q(how="none")),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.how}"


class PaperTold(models.Model):
    """A person was told of a paper by mail. Append-only."""

    reader = models.ForeignKey(PaperReader, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["reader", "paper"], name="billing_papertold_once")]

    def __str__(self) -> str:
        return f"{self.reader_id}: {self.paper_id}"


class BuyerTitle(models.Model):
    """What a buyer says of an UPD by his half of the electronic document; the last one counts. Append-only."""

    upd = models.ForeignKey(Upd, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    sha256 = models.CharField(max_length=64)
    file_id = models.CharField(max_length=255)
    outcome = models.CharField(max_length=1)
    accepted_on = models.DateField()
    says = models.CharField(max_length=300, blank=True)
    discrepancy_paper = models.CharField(max_length=300, blank=True)
    taken_by = models.CharField(max_length=200, blank=True)
    was_accepted_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["upd", "sha256"], name="billing_buyertitle_once"),
        ]
        indexes: ClassVar = [
            # the count of claims asks for titles that object, of which there are few
            models.Index(fields=["upd"], condition=~models.Q(outcome="1"), name="billing_buyertitle_objects")
        ]

    def __str__(self) -> str:
        return f"{self.upd_id}: {self.outcome}"


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
