"""What banks say in their statements, and what was made of it."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from optom.domain.companies.models import Company, Contract, Seller
from optom.domain.credit.models import Payment

from .rules import DIRECTIONS


class StatementFile(models.Model):
    """A file that was read, once by its hash; of its documents so many were taken, known already and refused."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    format = models.CharField(max_length=20)
    size = models.BigIntegerField()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    taken = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class Document(models.Model):
    """Money that moved on an account of ours. ``raw`` is the document as it stood in the file. Append-only.

    ``on`` is the day of the document, ``moved_on`` that on which the money came or went.
    """

    file = models.ForeignKey(StatementFile, on_delete=models.PROTECT, related_name="+", db_index=False)
    place = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="+", db_index=False)
    direction = models.CharField(max_length=3, choices=[(one, one) for one in DIRECTIONS])
    kind = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=40, blank=True)
    on = models.DateField()
    moved_on = models.DateField()
    amount = models.DecimalField(max_digits=15, decimal_places=2)
    currency = models.CharField(max_length=3)
    payer_account = models.CharField(max_length=34, blank=True)
    payer_inn = models.CharField(max_length=12, blank=True)
    payer_name = models.CharField(max_length=300, blank=True)
    payee_account = models.CharField(max_length=34, blank=True)
    payee_inn = models.CharField(max_length=12, blank=True)
    payee_name = models.CharField(max_length=300, blank=True)
    purpose = models.CharField(max_length=1000, blank=True)
    raw = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["payer_account", "number", "on", "amount", "payee_account"], name="bank_document_once"
            ),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="bank_document_positive"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["file", "place"], name="bank_document_file"),
            models.Index(fields=["-moved_on", "-id"], name="bank_document_newest"),
            models.Index(fields=["payee_account", "moved_on"], name="bank_document_payee"),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.on}: {self.amount}"


class Unread(models.Model):
    """A part of a file that was not taken, with its reason; kept so that nothing is lost. Append-only."""

    file = models.ForeignKey(StatementFile, on_delete=models.PROTECT, related_name="+", db_index=False)
    place = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    facts = models.JSONField()
    raw = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "place", "code"], name="bank_unread_once"),
        ]

    def __str__(self) -> str:
        return f"{self.file_id}, {self.line}: {self.code}"


class Turnover(models.Model):
    """What a file says of an account of ours over a period, as it says it. Append-only."""

    file = models.ForeignKey(StatementFile, on_delete=models.PROTECT, related_name="+", db_index=False)
    line = models.PositiveIntegerField()
    account = models.CharField(max_length=34)
    since = models.DateField()
    until = models.DateField()
    opening = models.DecimalField(max_digits=17, decimal_places=2, null=True)
    came = models.DecimalField(max_digits=17, decimal_places=2, null=True)
    went = models.DecimalField(max_digits=17, decimal_places=2, null=True)
    closing = models.DecimalField(max_digits=17, decimal_places=2, null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["file", "line"], name="bank_turnover_once")]

    def __str__(self) -> str:
        return f"{self.account}, {self.since} - {self.until}"


class Waiting(models.Model):
    """Money that came and belongs to no contract yet; whoever takes the row away gives the money to one.

    ``reason`` says why it did not find its contract by itself (empty: nobody has looked yet), ``candidate`` is the
    contract that is nearest. ``is_aside``: it is no client's money, as ``note`` says.
    """

    document = models.OneToOneField(Document, on_delete=models.PROTECT, primary_key=True, related_name="+")
    reason = models.CharField(max_length=40, blank=True)
    candidate = models.ForeignKey(Contract, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    is_aside = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.document_id}: {self.reason}"


class Assignment(models.Model):
    """A document's money was given to a contract, as a payment of it. Append-only; see ``Undoing``.

    ``basis`` says by what: the payer's direction, an invoice of the purpose, an exact sum, a contract of the purpose,
    the payer, a person.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=10)
    invoices = ArrayField(models.BigIntegerField(), default=list)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    def __str__(self) -> str:
        return f"{self.document_id} -> {self.contract_id}"


class Undoing(models.Model):
    """An assignment was undone: its payment is reversed, its document waits again. Append-only."""

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, primary_key=True, related_name="+")
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    def __str__(self) -> str:
        return f"{self.assignment_id}: {self.reason}"


class KnownPayer(models.Model):
    """For whom somebody pays from this account, as a person of the firm has once said."""

    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="+", db_index=False)
    account = models.CharField(max_length=34)
    inn = models.CharField(max_length=12, blank=True)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "inn", "seller"], name="bank_knownpayer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.account} -> {self.contract_id}"


class IntakeKey(models.Model):
    """Whoever holds its secret hands in statements in the name of its maker, until it is revoked (ADR 0041).

    The secret itself is nowhere: ``secret_hash`` is its hash, which no request reads.
    """

    name = models.CharField(max_length=120)
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    last_used_at = models.DateTimeField(null=True)
    uses = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name
