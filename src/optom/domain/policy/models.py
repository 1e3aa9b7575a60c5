"""Versions of the policy, and what came of them: proposals that were looked at, approved, published."""

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import NullIf, Round

from optom.domain.catalog.models import Product
from optom.domain.pricing.models import Column


class Version(models.Model):
    """A policy as it was at one time: never changes. In force is the one adopted last."""

    document = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    reason = models.CharField(max_length=300, blank=True)
    adopted_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["-adopted_at"], name="policy_version_adopted", condition=Q(adopted_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"version {self.pk}"


class Draft(models.Model):
    """The policy that is being written; there is one, of the firm. ``edits`` counts changes, so that none is lost."""

    base = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, related_name="+")
    document = models.JSONField()
    edits = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(pk=1), name="policy_draft_is_one")]

    def __str__(self) -> str:
        return f"draft {self.edits}"


class Publication(models.Model):
    """A set of price changes that a version proposes: worked out, approved, put into force at a moment, reversible.

    ``worked_out_at`` is empty as long as the worker is at it: since ``begun_at``, its prices stand since ``priced_at``,
    taken up ``tries`` times. Where it could not be done, ``failure`` says why.
    ``restores`` is the past moment to whose prices it leads back, where no version proposes it. ``overtaken`` counts
    the prices that were others than it had seen when it came into force: those stayed as they were.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, related_name="+")
    restores = models.DateTimeField(null=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    is_automatic = models.BooleanField(default=False)
    begun_at = models.DateTimeField(null=True)
    priced_at = models.DateTimeField(null=True)
    worked_out_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=20, blank=True)
    prices = models.PositiveIntegerField(default=0)
    dearer = models.PositiveIntegerField(default=0)
    cheaper = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    begins_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    overtaken = models.PositiveIntegerField(default=0)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(approved_at__isnull=False), name="policy_publication_was_approved"
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None) | Q(worked_out_at__isnull=False), name="policy_publication_was_worked_out"
            ),
            models.CheckConstraint(
                condition=Q(dropped_at=None) | Q(published_at=None), name="policy_publication_one_end"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["begins_at"],
                name="policy_publication_waiting",
                condition=Q(approved_at__isnull=False, published_at=None, dropped_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"publication {self.pk}"


class ProposedPrice(models.Model):
    """One price of a publication. ``guard``: the first guard that it does not satisfy, 0: it could not be worked out.

    ``from_quantity`` is above zero for a break. ``rule`` counts rules from 1, rows of breaks from 1 above `OF_BREAKS`.

    They are laid down with the greatest moves first, so that ``id`` has them in the order in which people look.
    ``change`` is by which part of itself a price moves; unknown where there is no price before or after.

    No key is checked row by row: a million come at once, out of the tables to which they point.
    """

    publication = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    column = models.ForeignKey(
        Column, on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    product = models.ForeignKey(
        Product, on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    from_quantity = models.DecimalField(max_digits=14, decimal_places=3, default=Decimal(0), db_default=Decimal(0))
    before = models.DecimalField(max_digits=15, decimal_places=4, null=True)
    amount = models.DecimalField(max_digits=15, decimal_places=4, null=True)
    change = models.GeneratedField(
        expression=Round((F("amount") - F("before")) / NullIf(F("before"), Decimal(0)), 6),
        output_field=models.DecimalField(max_digits=22, decimal_places=6, null=True),
        db_persist=True,
    )
    rule = models.PositiveSmallIntegerField(null=True)
    guard = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["publication", "product", "column", "from_quantity"], name="policy_proposedprice_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["publication", "id"], name="policy_proposedprice_listed")]

    def __str__(self) -> str:
        return f"{self.product_id} in {self.column_id}: {self.before} -> {self.amount}"


class Total(models.Model):
    """How many prices a publication moves in one part of it, counted when it was worked out.

    ``of`` says of which part: column, group, brand, rule, guard (``key`` is its number), or step: those prices of
    ``column`` that move by the ``key``-th step of `STEPS`. ``moved`` is by which part of itself a price moves, on an
    average.
    """

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="+", db_index=False)
    of = models.CharField(max_length=6)
    key = models.BigIntegerField(null=True)
    column = models.ForeignKey(Column, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    prices = models.PositiveIntegerField()
    dearer = models.PositiveIntegerField()
    cheaper = models.PositiveIntegerField()
    held = models.PositiveIntegerField()
    moved = models.DecimalField(max_digits=22, decimal_places=6, null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["publication", "of", "-prices"], name="policy_total_of")]

    def __str__(self) -> str:
        return f"{self.of} {self.key}: {self.prices}"


class Margin(models.Model):
    """What a publication does to the margins of a column, counted when it was worked out.

    ``of`` before or after: so many ``prices`` have a margin of the ``key``-th step of `margins.STEPS`. ``of`` group:
    what stands on hand of so many goods of the group ``key`` is worth at cost, at prices now and then, in roubles.
    """

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="+", db_index=False)
    column = models.ForeignKey(Column, on_delete=models.CASCADE, related_name="+", db_index=False)
    of = models.CharField(max_length=6)
    key = models.BigIntegerField(null=True)
    prices = models.PositiveIntegerField()
    at_cost = models.DecimalField(max_digits=20, decimal_places=2)
    at_now = models.DecimalField(max_digits=20, decimal_places=2)
    at_then = models.DecimalField(max_digits=20, decimal_places=2)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["publication", "of", "column"], name="policy_margin_of")]

    def __str__(self) -> str:
        return f"{self.of} {self.key}: {self.prices}"


class UnitCost(models.Model):
    """What a product costs us as the policy in force says, in roubles; as it was counted last. Derived.

    As long as no policy is in force, as the one says that was worked out last.
    """

    product = models.OneToOneField(Product, on_delete=models.CASCADE, primary_key=True, related_name="+")
    amount = models.DecimalField(max_digits=20, decimal_places=4)

    def __str__(self) -> str:
        return f"{self.product_id}: {self.amount}"
