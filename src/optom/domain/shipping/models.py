"""What the buyer asks to ship and the warehouse sends."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from optom.domain.catalog.models import Product
from optom.domain.companies.models import Company, Contract, DeliveryAddress
from optom.domain.documents.models import Paper
from optom.domain.orders.models import Line
from optom.domain.stock.models import Warehouse


class Shipment(models.Model):
    """Held lines that leave one warehouse together. ``sum`` is what is asked, ``shipped_sum`` what left.

    After dispatch it is delivered on a day and answered by the buyer; unanswered after ``accept_until`` it is accepted.
    ``papers`` are those that go with it, as the seller had it when it left.
    """

    class State(models.TextChoices):
        REQUESTED = "requested"
        PICKING = "picking"
        DISPATCHED = "dispatched"
        CANCELLED = "cancelled"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    state = models.CharField(max_length=12, choices=State.choices, default=State.REQUESTED)
    address = models.ForeignKey(DeliveryAddress, on_delete=models.PROTECT, null=True, related_name="+")
    taker = models.CharField(max_length=200, blank=True, db_default="")
    authority_kind = models.CharField(max_length=12, blank=True, db_default="")
    authority_number = models.CharField(max_length=60, blank=True, db_default="")
    authority_until = models.DateField(null=True)
    wished_on = models.DateField(null=True)
    wished_from = models.TimeField(null=True)
    wished_until = models.TimeField(null=True)
    earliest_on = models.DateField(null=True)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    dispatched_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    sum = models.DecimalField(max_digits=15, decimal_places=2)
    shipped_sum = models.DecimalField(max_digits=15, decimal_places=2, default=0)
    papers = models.CharField(max_length=4, blank=True, db_default="note")
    delivery_note = models.OneToOneField(Paper, on_delete=models.PROTECT, null=True, related_name="+")
    carrier = models.CharField(max_length=120, blank=True, db_default="")
    tracking_number = models.CharField(max_length=80, blank=True, db_default="")
    tracking_url = models.CharField(max_length=300, blank=True, db_default="")
    delivered_on = models.DateField(null=True)
    accept_until = models.DateField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "key", "warehouse"], name="shipping_shipment_key_once"),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(delivered_on__isnull=False),
                name="shipping_shipment_accepted_is_there",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["contract", "-id"], name="shipping_shipment_contract"),
            models.Index(
                fields=["warehouse", "id"],
                name="shipping_shipment_to_pick",
                condition=Q(state__in=["requested", "picking"]),
            ),
            models.Index(
                fields=["accept_until", "id"],
                name="shipping_shipment_unanswered",
                condition=Q(accepted_at=None, accept_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ShipmentLine(models.Model):
    """So much of an order line: asked, dispatched, and accepted once the buyer has answered.

    ``vat_percent`` is the order's until it leaves, then the rate of that day; None: no VAT.
    """

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    order_line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+", db_index=False)
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    dispatched = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    accepted = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    sum = models.DecimalField(max_digits=15, decimal_places=2)
    vat = models.DecimalField(max_digits=15, decimal_places=2)
    vat_percent = models.DecimalField(max_digits=4, decimal_places=2, null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["shipment", "order_line"], name="shipping_shipmentline_once"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0, dispatched__gte=0, dispatched__lte=F("quantity")),
                name="shipping_shipmentline_not_more_than_asked",
            ),
            models.CheckConstraint(
                condition=Q(accepted=None) | Q(accepted__gte=0, accepted__lte=F("dispatched")),
                name="shipping_shipmentline_accepted_was_dispatched",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shipment_id}: {self.order_line_id}"


class Carriage(models.Model):
    """Who drives a shipment on what; the carrier's name is the shipment's own. What was said last counts."""

    shipment = models.OneToOneField(Shipment, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="+", db_index=False)
    carrier_inn = models.CharField(max_length=12, blank=True)
    driver = models.CharField(max_length=120)
    driver_licence = models.CharField(max_length=40, blank=True)
    driver_inn = models.CharField(max_length=12, blank=True)
    vehicle = models.CharField(max_length=120, blank=True)
    plate = models.CharField(max_length=20)
    trailer = models.CharField(max_length=20, blank=True)
    loaded_at = models.CharField(max_length=300, blank=True)
    places = models.PositiveIntegerField(null=True)
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["warehouse", "-id"], name="shipping_carriage_warehouse")]

    def __str__(self) -> str:
        return f"{self.shipment_id}: {self.plate}"


class MarkCode(models.Model):
    """A code of a marked thing, or of a package of ``holds`` of them, that leaves with a line; without its secret tail.

    Each code stands here once, whoever ships it: the same thing leaves once. What has left with one keeps it.
    """

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    order_line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=60, db_collation="C")
    kind = models.CharField(max_length=10)
    holds = models.PositiveIntegerField()
    at = models.DateTimeField()
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code"], name="shipping_markcode_once"),
            models.CheckConstraint(condition=Q(holds__gt=0), name="shipping_markcode_holds_something"),
        ]
        indexes: ClassVar = [models.Index(fields=["shipment", "order_line"], name="shipping_markcode_line")]

    def __str__(self) -> str:
        return self.code


class Discrepancy(models.Model):
    """In what a line was not as it should be when the buyer counted it. Append-only: what follows is for later."""

    class Kind(models.TextChoices):
        SHORTAGE = "shortage"
        SURPLUS = "surplus"
        DAMAGE = "damage"
        WRONG = "wrong"

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    order_line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["shipment", "order_line", "kind"], name="shipping_discrepancy_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="shipping_discrepancy_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.shipment_id}: {self.kind} {self.quantity}"
