"""Requests for quotation and their replies, what was won by them, targets and talks. The firm's own affair."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from optom.domain.catalog.models import Product
from optom.domain.purchasing.models import SupplierLine
from optom.domain.stock.models import Move
from optom.domain.suppliers.models import Offer, Supplier

from .rules import Won


class Request(models.Model):
    """Suppliers are asked for prices of some goods until ``answer_until``; closed, nobody answers any more."""

    title = models.CharField(max_length=120)
    note = models.CharField(max_length=1000, blank=True)
    deliver_on = models.DateField(null=True)
    answer_until = models.DateTimeField()
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.pk}: {self.title}"


class AskedLine(models.Model):
    """So much of a product is asked for. ``baseline`` is what a unit would have cost without asking: the best offer of
    then in our warehouse, in roubles without VAT; None where nobody offered it.
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="+", db_index=False)
    position = models.PositiveIntegerField()
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    baseline = models.DecimalField(max_digits=15, decimal_places=4, null=True)
    baseline_offer = models.ForeignKey(Offer, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "position"], name="bargaining_askedline_position_once"),
            models.UniqueConstraint(fields=["request", "product"], name="bargaining_askedline_product_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="bargaining_askedline_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}/{self.position}"


class Invitation(models.Model):
    """A supplier is asked. What he says of all lines together: whether prices are with VAT, until when they hold.

    ``submissions`` is how often he has sent his prices; those of the last time count.
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="+", db_index=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(blank=True)
    created_at = models.DateTimeField()
    with_vat = models.BooleanField(default=True)
    valid_until = models.DateField(null=True)
    note = models.CharField(max_length=1000, blank=True)
    submissions = models.PositiveSmallIntegerField(default=0)
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "supplier"], name="bargaining_invitation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} to {self.supplier_id}"


class Link(models.Model):
    """Who holds its secret answers an invitation, until it expires. The secret itself is nowhere."""

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    uses = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.pk} until {self.expires_at}"


class Reply(models.Model):
    """What a supplier has typed of a line so far; it counts for nothing before he sends it."""

    pk = models.CompositePrimaryKey("invitation_id", "line_id")
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="+", db_index=False)
    line = models.ForeignKey(AskedLine, on_delete=models.PROTECT, related_name="+", db_index=False)
    price = models.DecimalField(max_digits=15, decimal_places=4, null=True)
    currency = models.CharField(max_length=3, default="RUB")
    quantity = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    multiple = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    lead_days = models.PositiveSmallIntegerField(null=True)
    comment = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(price=None) | Q(price__gt=0))
                & (Q(quantity=None) | Q(quantity__gt=0))
                & (Q(multiple=None) | Q(multiple__gt=0)),
                name="bargaining_reply_positive",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invitation_id}/{self.line_id}: {self.price}"


class Quoted(models.Model):
    """A price that a supplier has sent, per unit of ours, in ``currency``. Append-only."""

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="+", db_index=False)
    submission = models.PositiveSmallIntegerField()
    line = models.ForeignKey(AskedLine, on_delete=models.PROTECT, related_name="+")
    price = models.DecimalField(max_digits=15, decimal_places=4)
    currency = models.CharField(max_length=3)
    with_vat = models.BooleanField()
    quantity = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    multiple = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    lead_days = models.PositiveSmallIntegerField(null=True)
    comment = models.CharField(max_length=300, blank=True)
    valid_until = models.DateField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["invitation", "submission", "line"], name="bargaining_quoted_once"),
            models.CheckConstraint(condition=Q(price__gt=0), name="bargaining_quoted_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.price} {self.currency}"


class Award(models.Model):
    """A quoted price is taken: it became an ``offer`` of the supplier until ``until``. Once a line. Append-only.

    ``landed`` is what a unit costs by it in our warehouse, in roubles without VAT, on the day of the award.
    """

    line = models.OneToOneField(AskedLine, on_delete=models.PROTECT, related_name="+")
    quoted = models.ForeignKey(Quoted, on_delete=models.PROTECT, related_name="+", db_index=False)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="+", db_index=False)
    landed = models.DecimalField(max_digits=15, decimal_places=4)
    until = models.DateField()
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    def __str__(self) -> str:
        return f"{self.line_id}: {self.quoted_id}"


class Talk(models.Model):
    """What was said with a supplier. A next step is due on ``next_on`` until a later talk ``follows``. Append-only."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    said_on = models.DateField()
    said = models.CharField(max_length=1000)
    agreed = models.CharField(max_length=1000, blank=True)
    next_step = models.CharField(max_length=300, blank=True)
    next_on = models.DateField(null=True)
    follows = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(next_on=None, next_step="") | (Q(next_on__isnull=False) & ~Q(next_step="")),
                name="bargaining_talk_next",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id} on {self.said_on}"


class Target(models.Model):
    """What somebody wants to bring down until a day: a product to ``landed`` (in our warehouse, roubles without VAT; of
    one supplier, where he is named), or a supplier by ``percent``.
    """

    product = models.ForeignKey(Product, on_delete=models.PROTECT, null=True, related_name="+")
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, null=True, related_name="+")
    landed = models.DecimalField(max_digits=15, decimal_places=4, null=True)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    until = models.DateField()
    reason = models.CharField(max_length=400)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(product__isnull=False, landed__gt=0, percent=None)
                | Q(product=None, supplier__isnull=False, landed=None, percent__gt=0),
                name="bargaining_target_of_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id or self.supplier_id} until {self.until}"


class Saving(models.Model):
    """A price that was brought down: from ``baseline`` to ``won``, a unit in our warehouse in roubles without VAT.

    It counts for what is ordered of the supplier from ``counts_from`` on and until ``until``. What proves it is the
    award, the talk or the offer. One that was wrong is corrected by another that stands in its place. Append-only.
    """

    at = models.DateTimeField()
    kind = models.CharField(max_length=10)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    baseline = models.DecimalField(max_digits=15, decimal_places=4)
    won = models.DecimalField(max_digits=15, decimal_places=4)
    counts_from = models.DateTimeField()
    until = models.DateField()
    award = models.OneToOneField(Award, on_delete=models.PROTECT, null=True, related_name="+")
    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=list(Won)), name="bargaining_saving_kind"),
            models.CheckConstraint(condition=Q(won__gt=0, baseline__gte=F("won")), name="bargaining_saving_no_loss"),
            models.CheckConstraint(
                condition=Q(kind=Won.AWARD, award__isnull=False)
                | Q(kind=Won.TALK, talk__isnull=False, offer__isnull=False)
                | Q(kind=Won.OFFER, offer__isnull=False)
                | (Q(kind=Won.CORRECTION, corrects__isnull=False) & ~Q(reason="")),
                name="bargaining_saving_proven",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} of {self.supplier_id}: {self.baseline} -> {self.won}"


class Realised(models.Model):
    """What a receipt has saved: so much of an order's line came, each unit ``per_unit`` below the baseline.

    ``move`` is the receipt. Of a saving that was corrected it is taken back by a row that ``reverses`` it. Append-only.
    """

    saving = models.ForeignKey(Saving, on_delete=models.PROTECT, related_name="+")
    supplier_line = models.ForeignKey(SupplierLine, on_delete=models.PROTECT, related_name="+", db_index=False)
    move = models.ForeignKey(Move, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    per_unit = models.DecimalField(max_digits=15, decimal_places=4)
    amount = models.DecimalField(max_digits=15, decimal_places=2)
    at = models.DateTimeField()
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["saving", "move"], condition=Q(reverses=None), name="bargaining_realised_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.saving_id}: {self.amount} on {self.on}"
