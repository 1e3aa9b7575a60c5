"""Acts of reconciliation, what the other side's books say, what both have agreed on and what they have not."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from optom.domain.companies.models import Company, Contract
from optom.domain.documents.models import Paper

from .rules import BUYER, SELLER


class Act(models.Model):
    """An act that was issued: our ledger of a contract from day to day, as it was then. Append-only."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    number = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField()
    closing = models.DecimalField(max_digits=15, decimal_places=2)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "key"], name="reconciliation_act_key_once"),
        ]

    def __str__(self) -> str:
        return self.number


class Comparison(models.Model):
    """A ledger of the other side that somebody has brought; balances are debit - credit as written. Append-only."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=60)
    since = models.DateField()
    until = models.DateField()
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    opening = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    closing = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    unread = models.JSONField(default=list)
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "key"], name="reconciliation_comparison_key_once"),
        ]

    def __str__(self) -> str:
        return self.file_name


class ComparedLine(models.Model):
    """A line of it; ``amount`` is debit - credit as written. Append-only."""

    comparison = models.ForeignKey(Comparison, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    place = models.PositiveIntegerField()
    on = models.DateField()
    title = models.CharField(max_length=300, blank=True)
    amount = models.DecimalField(max_digits=15, decimal_places=2)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["comparison", "place"], name="reconciliation_comparedline_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.amount}"


class Agreement(models.Model):
    """One side says that at the end of a day so much was owed; where both say the same, the period is closed.

    Append-only.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    until = models.DateField()
    balance = models.DecimalField(max_digits=15, decimal_places=2)
    side = models.CharField(max_length=6, choices=[(BUYER, BUYER), (SELLER, SELLER)])
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contract", "until", "side", "balance"], name="reconciliation_agreement_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id}, {self.until}: {self.balance}"


class Disagreement(models.Model):
    """The buyer objects to lines of a comparison, which are kept as they stood; the finance desk answers once."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    comparison = models.ForeignKey(Comparison, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=60)
    note = models.CharField(max_length=1000)
    lines = models.JSONField()
    difference = models.DecimalField(max_digits=15, decimal_places=2)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["comparison", "key"], name="reconciliation_disagreement_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id}: {self.note}"
