"""Which contracts follow the rules of terms, versions of those rules, and what came of them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from optom.domain.companies.models import Contract
from optom.domain.pricing.models import Column


def _person() -> "models.ForeignKey[object, object]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )


class Following(models.Model):
    """A contract whose column and discount follow the rules; of all others nothing is changed by them."""

    contract = models.OneToOneField(Contract, on_delete=models.PROTECT, primary_key=True, related_name="+")
    at = models.DateTimeField()
    by = _person()
    reason = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return str(self.contract_id)


class Version(models.Model):
    """The rules as somebody has written them: never changes. In force is the one adopted last, written the last one."""

    document = models.JSONField()
    made_at = models.DateTimeField()
    made_by = _person()
    adopted_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["-adopted_at"], name="agreeing_version_adopted", condition=Q(adopted_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.pk}"


class Proposal(models.Model):
    """A set of new terms that a version makes: looked at, approved, put into force at a moment.

    ``quarter_on`` is the first day of the quarter that it was made for by the clock. ``overtaken`` counts the contracts
    whose terms somebody has changed meanwhile: those stayed as they were.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    proposed_by = _person()
    quarter_on = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    changes = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    approved_at = models.DateTimeField(null=True)
    approved_by = _person()
    begins_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    overtaken = models.PositiveIntegerField(default=0)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["quarter_on"], name="agreeing_proposal_once_a_quarter"),
            models.CheckConstraint(
                condition=Q(applied_at=None) | Q(approved_at__isnull=False), name="agreeing_proposal_was_approved"
            ),
            models.CheckConstraint(condition=Q(dropped_at=None) | Q(applied_at=None), name="agreeing_proposal_one_end"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["begins_at"],
                name="agreeing_proposal_waiting",
                condition=Q(approved_at__isnull=False, applied_at=None, dropped_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}"


class ProposedTerms(models.Model):
    """What a contract's column and discount would become by which rule (from 1), and what of it the rule was made of.

    ``held`` tells why they can't; then ``discount`` may be unknown.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="+", db_index=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    column_before = models.ForeignKey(Column, on_delete=models.PROTECT, related_name="+", db_index=False)
    discount_before = models.DecimalField(max_digits=5, decimal_places=2)
    column = models.ForeignKey(Column, on_delete=models.PROTECT, related_name="+", db_index=False)
    discount = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    rule = models.PositiveSmallIntegerField()
    held = models.CharField(max_length=10, blank=True)
    known = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "contract"], name="agreeing_proposedterms_once"),
            models.CheckConstraint(
                condition=Q(discount__isnull=False) | ~Q(held=""), name="agreeing_proposedterms_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id}: {self.column_id}, -{self.discount} %"
