"""Drafts, orders, their lines and the quantities of a line's life."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from optom.domain.catalog.models import Product
from optom.domain.companies.models import Company, Contract, CostCentre

from .rules import When


class Draft(models.Model):
    """A tab of lines being picked; nothing is held.

    A private one is seen by its author alone; a standing one stays when it is ordered, to be ordered again. One that
    waits for a colleague's approval is not changed meanwhile. One that was ``poured_into`` another is seen no more, and
    kept as it was for a day: then the pouring can't be taken back any more. ``wish`` is how it is to come
    (`rules.Wish`).
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    is_private = models.BooleanField(default=False)
    is_standing = models.BooleanField(default=False)
    is_waiting = models.BooleanField(default=False, db_default=False)
    cost_centre = models.ForeignKey(CostCentre, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    wish = models.CharField(max_length=10, default=When.NOW, db_default=When.NOW)
    wished_on = models.DateField(null=True)
    poured_into = models.BigIntegerField(null=True)  # no key: who throws the other away may not see this one
    poured_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(wish__in=list(When)) & (Q(wished_on__isnull=False) | ~Q(wish=When.BY)),
                name="orders_draft_wish",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["poured_into"], name="orders_draft_poured", condition=Q(poured_into__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name


class DraftLine(models.Model):
    """A product picked in a draft."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+", db_index=False)
    quantity = models.DecimalField(max_digits=14, decimal_places=3)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "product"], name="orders_draftline_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="orders_draftline_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id}: {self.quantity}"


class KnownLayout(models.Model):
    """What a company's lists of one shape hold in their columns, as its people once said."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+", db_index=False)
    signature = models.CharField(max_length=400)
    roles = ArrayField(models.CharField(max_length=10))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "signature"], name="orders_knownlayout_once"),
        ]

    def __str__(self) -> str:
        return self.signature


class Paste(models.Model):
    """A block that somebody pasted or uploaded into a draft. ``key`` is the caller's: the same key is the same block.

    ``left_out`` counts its rows that say nothing to order, of which the first are kept as ``LeftRow``.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=60)
    pasted_at = models.DateTimeField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    left_out = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "key"], name="orders_paste_key_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PastedRow(models.Model):
    """A row of a block as it was written, and what it was taken for; open while no product is named.

    ``choices`` are the products that it may mean. ``quantity`` is None where it can't be understood. ``price`` is that
    of our own form when it was made, ``before`` how much of the product stood in the draft when such a row set it anew;
    one that took the line out has no quantity, nor has a note that was typed beside a line. ``answer`` is the key of
    the act that named the product, where a person did: such an act is taken back whole.
    """

    paste = models.ForeignKey(Paste, on_delete=models.CASCADE, related_name="+")
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+", db_index=False)
    position = models.PositiveIntegerField()
    text = models.CharField(max_length=400)
    number = models.CharField(max_length=200, blank=True)
    brand = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=200, blank=True)
    quantity = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    odd_quantity = models.CharField(max_length=40, blank=True)
    price = models.DecimalField(max_digits=15, decimal_places=4, null=True)
    before = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    way = models.CharField(max_length=10, blank=True)
    answer = models.CharField(max_length=60, blank=True, default="", db_default="")
    choices = ArrayField(models.BigIntegerField(), default=list)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="orders_pastedrow_positive"),
        ]
        indexes: ClassVar = [models.Index(fields=["draft", "product"], name="orders_pastedrow_draft")]

    def __str__(self) -> str:
        return self.text


class LeftRow(models.Model):
    """A row of a block that says nothing to order, with the reason: it can be put in by hand.

    ``position`` counts the rows of its ``sheet``, which has a name where a workbook has several; ``taken_by`` is the
    block of those that were put in with it.
    """

    paste = models.ForeignKey(Paste, on_delete=models.CASCADE, related_name="+")
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+", db_index=False)
    position = models.PositiveIntegerField()
    sheet = models.CharField(max_length=100, blank=True, default="", db_default="")
    text = models.CharField(max_length=400)
    reason = models.CharField(max_length=12)
    number = models.CharField(max_length=200, blank=True)
    brand = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=200, blank=True)
    taken_by = models.ForeignKey(Paste, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return self.text


class Order(models.Model):
    """The buyer's commitment. ``key`` is the caller's: the same key is the same order.

    ``asked_by`` had asked a colleague for it, who placed it by approving. ``draft`` is the tab that it was, which may
    be gone. Where all of it is wanted together, ``together_on`` is the day on which it is there, and ``whole_at`` since
    when nothing of it is lacking: from then on its reserves run out.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    total = models.DecimalField(max_digits=15, decimal_places=2)
    cost_centre = models.ForeignKey(CostCentre, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    draft = models.BigIntegerField(null=True)
    together_on = models.DateField(null=True)
    whole_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "key"], name="orders_order_key_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["contract", "-id"], name="orders_order_contract"),
            models.Index(fields=["company", "placed_at"], name="orders_order_month"),
            models.Index(fields=["contract", "draft"], name="orders_order_draft", condition=Q(draft__isnull=False)),
            models.Index(
                fields=["id"], name="orders_order_lacking", condition=Q(together_on__isnull=False, whole_at=None)
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Line(models.Model):
    """A product of an order at the price it was ordered, with every quantity of its life (in the product's unit).

    waiting = ordered - reserved - shipped - cancelled; ``requested`` is what of ``reserved`` a shipment asks for.
    ``sum`` is with VAT, ``vat`` the tax inside it, both for ``ordered``, in the contract's currency.
    A line that an act has made of another says so (``came_from``); ``key`` is the caller's of that act. Where it is a
    part of that one, ``part_of`` is the line that both were at first: what was bought for that is for its parts too.
    ``warned_until`` is the end of its reserve of which its company's people were told. ``queued_at`` is since when it
    waits for goods, where that is not since its order was placed. ``ordered_at`` and ``ordered_by`` are when and by
    whom, where it was not with the order: the month and the person that it counts for (ADR 0018).
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+", db_index=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    position = models.PositiveIntegerField()
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    price = models.DecimalField(max_digits=15, decimal_places=4)
    vat_percent = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    sum = models.DecimalField(max_digits=15, decimal_places=2)
    vat = models.DecimalField(max_digits=15, decimal_places=2)
    ordered = models.DecimalField(max_digits=14, decimal_places=3)
    reserved = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    requested = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    confirmed = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    shipped = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    accepted = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    returned = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    cancelled = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    reserved_until = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True, db_default="")
    came_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    part_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    key = models.CharField(max_length=80, null=True)  # noqa: DJ001 -- most lines have none
    warned_until = models.DateTimeField(null=True)
    queued_at = models.DateTimeField(null=True)
    ordered_at = models.DateTimeField(null=True)
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contract", "key"], name="orders_line_key_once", condition=Q(key__isnull=False)
            ),
            models.UniqueConstraint(fields=["order", "position"], name="orders_line_position_once"),
            models.CheckConstraint(condition=Q(ordered__gt=0), name="orders_line_ordered_positive"),
            models.CheckConstraint(
                condition=Q(ordered__gte=F("reserved") + F("shipped") + F("cancelled")),
                name="orders_line_not_more_than_ordered",
            ),
            models.CheckConstraint(
                condition=Q(requested__gte=0, requested__lte=F("reserved")), name="orders_line_requested_is_reserved"
            ),
            models.CheckConstraint(
                condition=Q(reserved__gte=0, shipped__gte=0, cancelled__gte=0), name="orders_line_not_negative"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["contract", "id"], name="orders_line_held", condition=Q(reserved__gt=0)),
            models.Index(fields=["reserved_until"], name="orders_line_expiring", condition=Q(reserved__gt=0)),
            models.Index(fields=["contract", "product", "-id"], name="orders_line_bought"),
            models.Index(
                fields=["contract", "order"], name="orders_line_unshipped", condition=Q(shipped__lt=F("ordered"))
            ),
            models.Index(
                fields=["product", "id"],
                name="orders_line_waiting",
                condition=Q(ordered__gt=F("reserved") + F("shipped") + F("cancelled")),
            ),
            models.Index(
                fields=["company", "ordered_at"], name="orders_line_month", condition=Q(ordered_at__isnull=False)
            ),
            models.Index(fields=["part_of"], name="orders_line_parts", condition=Q(part_of__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.position}"


class Approval(models.Model):
    """A draft that its author may not order on his own word, and what a colleague has said to it.

    ``total`` is what it came to when it was asked, ``why`` the reasons then: codes and facts. Nothing is held for it.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        APPROVED = "approved"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    draft = models.BigIntegerField()  # it is gone when it is ordered or thrown away; who throws it may not write here
    name = models.CharField(max_length=80)
    key = models.CharField(max_length=60)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    total = models.DecimalField(max_digits=15, decimal_places=2)
    lines = models.PositiveIntegerField()
    note = models.CharField(max_length=200, blank=True)
    cost_centre = models.ForeignKey(CostCentre, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    why = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "key"], name="orders_approval_key_once"),
            models.UniqueConstraint(fields=["draft"], condition=Q(state="waiting"), name="orders_approval_one_waits"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["contract", "-id"], name="orders_approval_contract"),
            models.Index(fields=["contract"], condition=Q(state="waiting"), name="orders_approval_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.state}"


class Unwarned(models.Model):
    """A person who wants no letters about reserves that run out."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.user_id)
