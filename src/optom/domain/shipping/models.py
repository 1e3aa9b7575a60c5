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
    """Held lines that leave one warehouse together. ``sum`` is what is asked, ``shipped_sum`` what left."""

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
    authority = models.CharField(max_length=200, blank=True)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    dispatched_at = models.DateTimeField(null=True)
    sum = models.DecimalField(max_digits=15, decimal_places=2)
    shipped_sum = models.DecimalField(max_digits=15, decimal_places=2, default=0)
    delivery_note = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "key", "warehouse"], name="shipping_shipment_key_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["contract", "-id"], name="shipping_shipment_contract"),
            models.Index(
                fields=["warehouse", "id"],
                name="shipping_shipment_to_pick",
                condition=Q(state__in=["requested", "picking"]),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ShipmentLine(models.Model):
    """So much of an order line: asked, and dispatched."""

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    order_line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+", db_index=False)
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    dispatched = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    sum = models.DecimalField(max_digits=15, decimal_places=2)
    vat = models.DecimalField(max_digits=15, decimal_places=2)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["shipment", "order_line"], name="shipping_shipmentline_once"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0, dispatched__gte=0, dispatched__lte=F("quantity")),
                name="shipping_shipmentline_not_more_than_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shipment_id}: {self.order_line_id}"
