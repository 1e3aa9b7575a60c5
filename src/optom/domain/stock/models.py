"""Goods: where they are, what is promised to whom, what is on its way."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from optom.domain.catalog.models import Product, Unit
from optom.domain.companies.models import Contract


class Warehouse(models.Model):
    """A place from which goods leave. What is asked before its ``cut_off`` (the firm's time) can leave the same day."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    external_id = models.CharField(max_length=100, unique=True, null=True)  # noqa: DJ001 -- unknown is not a number that could be taken
    position = models.PositiveSmallIntegerField(default=0)
    cut_off = models.TimeField(null=True)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class ContractWarehouse(models.Model):
    """A warehouse from which a contract may take goods. A contract with no row here may take from every one."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="+")
    warehouse = models.ForeignKey(Warehouse, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "warehouse"], name="stock_contractwarehouse_once"),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id}: {self.warehouse_id}"


class ContractWarehousesChange(models.Model):
    """The warehouses that a contract names from a moment on (none: every one). Append-only (ADR 0026).

    ``at`` None: until its first change. A contract without rows has always named those of now.
    """

    at = models.DateTimeField(null=True)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    warehouses = ArrayField(models.BigIntegerField())

    def __str__(self) -> str:
        return f"{self.contract_id} since {self.at}: {self.warehouses}"


class WarehouseChange(models.Model):
    """Whether goods leave a warehouse from a moment on; the same kind of row."""

    at = models.DateTimeField(null=True)
    warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.warehouse_id} since {self.at}: {self.is_active}"


class Workplace(models.Model):
    """A warehouse in which somebody of the firm works. Who has no row here works for every one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    warehouse = models.ForeignKey(Warehouse, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "warehouse"], name="stock_workplace_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.warehouse_id}"


class Balance(models.Model):
    """What stands in a warehouse and how much of it is held; free = on hand - held. Narrow: it is the hottest table."""

    pk = models.CompositePrimaryKey("product_id", "warehouse_id")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="+", db_index=False)
    on_hand = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    held = models.DecimalField(max_digits=14, decimal_places=3, default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(held__gte=0), name="stock_balance_held_not_negative"),
            models.CheckConstraint(condition=Q(held__lte=F("on_hand")), name="stock_balance_not_oversold"),
        ]
        indexes: ClassVar = [
            # where a warehouse has much; what is held, which changes with every order, is not in it
            models.Index(fields=["warehouse", "on_hand", "product"], name="stock_balance_on_hand"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} in {self.warehouse_id}: {self.on_hand}"


class Move(models.Model):
    """A change of what is on hand. Append-only; a balance is the sum of its moves."""

    class Kind(models.TextChoices):
        COUNT = "count"
        RECEIPT = "receipt"
        DISPATCH = "dispatch"
        RETURN = "return"

    at = models.DateTimeField()
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="+", db_index=False)
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    subject = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.quantity}"


class OfOrigin(models.Model):
    """From where goods come (`base.origin`): country, customs declaration, number of a traced batch (РНПТ).

    ``trace_unit``, ``trace_quantity`` and ``trace_cost`` are those by which the state counts all of the quantity.
    """

    country = models.CharField(max_length=3, blank=True, db_default="")
    declaration = models.CharField(max_length=29, blank=True, db_default="")
    rnpt = models.CharField(max_length=29, blank=True, db_default="")
    trace_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    trace_quantity = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    trace_cost = models.DecimalField(max_digits=15, decimal_places=2, null=True)

    class Meta:
        abstract = True


class SupplyRoute(models.Model):
    """How goods that somebody else has ready come to a warehouse (`rules.Way`), and until when his word counts.

    ``source`` is opaque: whose word it is. ``takes_on`` are the days of the week (1 is Monday) on which he takes
    orders.
    """

    source = models.BigIntegerField(unique=True)
    warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="+", db_index=False)
    fresh_until = models.DateTimeField()
    cut_off = models.TimeField(null=True)
    takes_on = ArrayField(models.PositiveSmallIntegerField())
    closed_on = ArrayField(models.DateField(), default=list)
    late_days = models.PositiveSmallIntegerField(default=0)
    receipt_days = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(takes_on__len__gt=0), name="stock_supplyroute_takes_orders"),
        ]

    def __str__(self) -> str:
        return f"{self.source} to {self.warehouse_id}"


class Supply(models.Model):
    """Goods that somebody else has ready, so far as they may be promised; ``taken`` is what is promised of them.

    ``source`` is opaque (an offer). What is taken is held of arrivals of this supply, one for each day: the database
    keeps all three equal (trigger ``stock_arrival_of_supply``). Narrow: the grid reads it.
    """

    source = models.BigIntegerField(unique=True)
    route = models.ForeignKey(SupplyRoute, on_delete=models.PROTECT, related_name="+", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    lead_days = models.PositiveSmallIntegerField()
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    taken = models.DecimalField(max_digits=14, decimal_places=3, default=0, db_default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(taken__gte=0), name="stock_supply_taken_not_negative"),
            models.CheckConstraint(condition=Q(taken__lte=F("quantity")), name="stock_supply_not_oversold"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["product"],
                include=["route", "lead_days"],
                name="stock_supply_free",
                condition=Q(taken__lt=F("quantity")),
            ),
            models.Index(
                fields=["route", "lead_days"],
                include=["product"],
                name="stock_supply_soon",
                condition=Q(taken__lt=F("quantity")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.quantity}"


class Arrival(OfOrigin):
    """Goods on their way to a warehouse. What is not yet received and not held can be promised.

    One of a ``supply`` is not ordered yet: it is what clients were promised of it for a day, no more and no less, and
    is never received (ADR 0060). ``reference`` is the paper by which the firm knows them (an order to a supplier),
    ``key`` the caller's of their announcement. Their origin is what is known of it beforehand.
    """

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="+", db_index=False)
    expected_on = models.DateField()
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    received = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    held = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    reference = models.CharField(max_length=60, blank=True, db_default="")
    key = models.CharField(max_length=60, null=True, unique=True)  # noqa: DJ001 -- most have none
    supply = models.ForeignKey(Supply, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["supply", "expected_on"], name="stock_arrival_supply_once"),
            models.CheckConstraint(
                condition=Q(supply=None) | Q(received=0), name="stock_arrival_of_supply_not_received"
            ),
            models.CheckConstraint(condition=Q(held__gte=0), name="stock_arrival_held_not_negative"),
            models.CheckConstraint(
                condition=Q(held__lte=F("quantity") - F("received")), name="stock_arrival_not_oversold"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["product", "expected_on"], name="stock_arrival_open", condition=Q(received__lt=F("quantity"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id}: {self.quantity} on {self.expected_on}"


class Batch(OfOrigin):
    """What came in at once, and what of it ``remains`` in its warehouse; where it comes from never changes.

    Goods that stand beyond the batches of their warehouse are of none: they were there before or were counted in.
    """

    at = models.DateTimeField()
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+", db_index=False)
    warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="+", db_index=False)
    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, null=True, related_name="+")
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    remains = models.DecimalField(max_digits=14, decimal_places=3)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(remains__gte=0, remains__lte=F("quantity")), name="stock_batch_remains_of_it"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["product", "warehouse", "at", "id"], name="stock_batch_remaining", condition=Q(remains__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id}: {self.remains} of {self.quantity}"


class BatchMove(models.Model):
    """So much less of a batch: it left for an ``owner`` (as of a hold) or was counted away. Append-only."""

    at = models.DateTimeField()
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="+")
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    owner = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(quantity__lt=0), name="stock_batchmove_takes_away"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subject"], name="stock_batchmove_subject", condition=Q(owner__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.quantity}"


class Hold(models.Model):
    """Goods kept for somebody until a moment: on hand, or of an arrival. ``owner`` is opaque (an order line).

    ``asked`` is what of it is to leave its warehouse: it is not given back and does not go to another owner (ADR 0024).
    """

    owner = models.BigIntegerField()
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+", db_index=False)
    warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="+", db_index=False)
    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, null=True, related_name="+")
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    asked = models.DecimalField(max_digits=14, decimal_places=3, default=0, db_default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="stock_hold_positive"),
            models.CheckConstraint(
                condition=Q(asked__gte=0, asked__lte=F("quantity")), name="stock_hold_asked_is_held"
            ),
            models.CheckConstraint(condition=Q(asked=0) | Q(arrival=None), name="stock_hold_asked_is_on_hand"),
            models.UniqueConstraint(
                fields=["owner", "warehouse", "arrival"], name="stock_hold_once", nulls_distinct=False
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["product", "warehouse"], name="stock_hold_product")]

    def __str__(self) -> str:
        return f"{self.owner}: {self.quantity}"


class HoldMove(models.Model):
    """A change of what is held, for whom and of what. Append-only; a hold is the sum of its moves.

    Written in the statement that changes the hold, whose own keys prove the same ones: no constraint of this table asks
    for them a second time for every line of an order.
    """

    at = models.DateTimeField()
    owner = models.BigIntegerField()
    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    warehouse = models.ForeignKey(
        Warehouse, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    arrival = models.ForeignKey(
        Arrival, on_delete=models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    quantity = models.DecimalField(max_digits=14, decimal_places=3)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["product", "at"], name="stock_holdmove_product"),
            models.Index(fields=["contract", "product", "at"], name="stock_holdmove_contract"),
        ]

    def __str__(self) -> str:
        return f"{self.owner}: {self.quantity}"


class ArrivalChange(models.Model):
    """What was known of an arrival from a moment on: its day, and how much was still to come. Append-only."""

    class Kind(models.TextChoices):
        ANNOUNCED = "announced"
        CHANGED = "changed"
        RECEIVED = "received"

    at = models.DateTimeField()
    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    expected_on = models.DateField()
    open = models.DecimalField(max_digits=14, decimal_places=3)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["arrival", "-at", "-id"], name="stock_arrivalchange_arrival")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.open} on {self.expected_on}"
