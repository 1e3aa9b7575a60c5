"""Settlements by contract: an append-only ledger, what of it is open, and the running exposure."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from optom.domain.companies.models import Company, Contract, Seller
from optom.domain.documents.models import Paper


class Account(models.Model):
    """The running figures of a contract, in its currency; the row that every act of the contract locks first.

    ``debt`` is the sum of the ledger (negative: the buyer has paid ahead), ``committed`` what is requested
    for shipment and not dispatched, ``reserved`` the value of goods held. ``kept`` is what of its money waits for goods
    that leave by invoices, ``covered`` what of that shipments have asked for (ADR 0047).
    """

    contract = models.OneToOneField(Contract, on_delete=models.PROTECT, primary_key=True, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    debt = models.DecimalField(max_digits=15, decimal_places=2, default=0)
    committed = models.DecimalField(max_digits=15, decimal_places=2, default=0)
    reserved = models.DecimalField(max_digits=15, decimal_places=2, default=0)
    kept = models.DecimalField(max_digits=15, decimal_places=2, default=0, db_default=0)
    covered = models.DecimalField(max_digits=15, decimal_places=2, default=0, db_default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(covered__gte=0, covered__lte=models.F("kept")), name="credit_account_covered_of_kept"
            ),
            models.CheckConstraint(condition=Q(committed__gte=0), name="credit_account_committed_not_negative"),
            models.CheckConstraint(condition=Q(reserved__gte=0), name="credit_account_reserved_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id}: {self.debt}"


class AccountMove(models.Model):
    """By how much the running figures of a contract have changed. Append-only; an account is their sum."""

    at = models.DateTimeField()
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    committed = models.DecimalField(max_digits=15, decimal_places=2)
    reserved = models.DecimalField(max_digits=15, decimal_places=2)
    kept = models.DecimalField(max_digits=15, decimal_places=2, default=0, db_default=0)
    covered = models.DecimalField(max_digits=15, decimal_places=2, default=0, db_default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["contract", "at"], name="credit_accountmove_contract")]

    def __str__(self) -> str:
        return f"{self.contract_id}: {self.committed} {self.reserved}"


class Entry(models.Model):
    """A line of the settlement ledger: what the buyer owes more (+) or less (-). Append-only."""

    class Kind(models.TextChoices):
        OPENING = "opening"
        DISPATCH = "dispatch"
        PAYMENT = "payment"
        CORRECTION = "correction"
        REVERSAL = "reversal"
        PENALTY = "penalty"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    on = models.DateField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    amount = models.DecimalField(max_digits=15, decimal_places=2)
    due_on = models.DateField(null=True)
    title = models.CharField(max_length=200)
    subject = models.CharField(max_length=60, blank=True)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["contract", "on", "id"], name="credit_entry_contract"),
            models.Index(fields=["on"], include=["contract", "amount"], name="credit_entry_on"),
            models.Index(fields=["at"], name="credit_entry_at"),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.amount}"


class Naming(models.Model):
    """By which paper people call an entry since that paper was issued, where it was written before: goods that left by
    their UPD (ADR 0033).
    """

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.title}"


class OpenItem(models.Model):
    """What of an entry is not yet settled: positive for what is owed, negative for money not yet allocated."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    due_on = models.DateField(null=True)
    amount = models.DecimalField(max_digits=15, decimal_places=2)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(amount=0), name="credit_openitem_not_settled"),
        ]
        indexes: ClassVar = [models.Index(fields=["contract", "due_on", "entry"], name="credit_openitem_contract")]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.amount}"


class Payment(models.Model):
    """Money that came for a contract. ``key`` makes its registration idempotent."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=100, unique=True)
    number = models.CharField(max_length=40)
    on = models.DateField()
    amount = models.DecimalField(max_digits=15, decimal_places=2)
    purpose = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(amount__gt=0), name="credit_payment_positive")]
        indexes: ClassVar = [
            models.Index(fields=["-on", "-id"], name="credit_payment_newest"),
            # of a contract first: a client's numbers are asked for by the thousand when a bank's statement comes
            models.Index(fields=["contract", "number"], name="credit_payment_contract"),
            models.Index(fields=["number", "-id"], name="credit_payment_number"),
            models.Index(fields=["amount", "-id"], name="credit_payment_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.on}: {self.amount}"


class Reversal(models.Model):
    """A payment was not this contract's: ``entry`` takes it back; what it had settled is owed again. Append-only."""

    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, primary_key=True, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.payment_id}: {self.reason}"


class Allocation(models.Model):
    """So much of a payment settles so much of an item; less than nothing takes it back. Append-only."""

    payment_entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    item_entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    amount = models.DecimalField(max_digits=15, decimal_places=2)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(amount=0), name="credit_allocation_not_nothing")]
        indexes: ClassVar = [models.Index(fields=["at"], name="credit_allocation_at")]

    def __str__(self) -> str:
        return f"{self.payment_entry_id} -> {self.item_entry_id}: {self.amount}"


class Earmark(models.Model):
    """So much of a payment that lies open is kept for goods that leave by an invoice; no other debt eats it (ADR 0047).

    ``subject`` is the invoice, whose room is above, ``paper`` its paper, ``goods`` are the lines of orders that may
    leave by it. ``covered`` is what of it goes with shipments that are asked for.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+", db_index=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    subject = models.CharField(max_length=60)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+", db_index=False)
    goods = ArrayField(models.BigIntegerField())
    amount = models.DecimalField(max_digits=15, decimal_places=2)
    covered = models.DecimalField(max_digits=15, decimal_places=2, default=0, db_default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "subject"], name="credit_earmark_once"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, covered__gte=0, covered__lte=models.F("amount")),
                name="credit_earmark_of_something",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["contract", "id"], name="credit_earmark_contract")]

    def __str__(self) -> str:
        return f"{self.entry_id} for {self.subject}: {self.amount}"


class Direction(models.Model):
    """A payer says beforehand which debts his payment settles first; ``number`` is that of his payment order.

    ``items`` are the entries of the debts, ``amounts`` so much of each. It holds for one payment (``payment``) dated
    ``expires_on`` at the latest, unless it is withdrawn before.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=60)
    number = models.CharField(max_length=40)
    items = ArrayField(models.BigIntegerField())
    amounts = ArrayField(models.DecimalField(max_digits=15, decimal_places=2))
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    expires_on = models.DateField()
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "key"], name="credit_direction_key_once"),
            models.UniqueConstraint(
                fields=["contract", "number"],
                condition=Q(payment=None, withdrawn_at=None),
                name="credit_direction_waits_once",
            ),
            models.CheckConstraint(
                condition=Q(payment=None) | Q(withdrawn_at=None), name="credit_direction_followed_or_withdrawn"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.items}"


class Closing(models.Model):
    """From now on a contract (all of a seller, where none is named) is closed through ``until``; none: open again.

    The last word holds. ``is_agreed``: both sides have said what was owed then. Append-only.
    """

    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="+", db_index=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    until = models.DateField(null=True)
    is_agreed = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(contract=None, company=None) | Q(contract__isnull=False, company__isnull=False),
                name="credit_closing_of_whom",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["contract", "-id"], name="credit_closing_contract"),
            models.Index(fields=["seller", "-id"], name="credit_closing_seller", condition=Q(contract=None)),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id or self.seller_id} through {self.until}"


class Rate(models.Model):
    """So many roubles are one unit of a currency from a day on, until another is told."""

    currency = models.CharField(max_length=3)
    on = models.DateField()
    rate = models.DecimalField(max_digits=18, decimal_places=6)
    is_by_hand = models.BooleanField(default=False)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["currency", "on"], name="credit_rate_once"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="credit_rate_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} of {self.on}: {self.rate}"
