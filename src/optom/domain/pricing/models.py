"""Published prices and what one contract makes of them. What a contract pays is derived on read, never stored."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q, Value

from optom.domain.catalog.models import Brand, Group, Product
from optom.domain.companies.models import Contract


class Column(models.Model):
    """A published kind of price: retail, wholesale, dealer..."""

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=100)
    currency = models.CharField(max_length=3, default="RUB")
    vat_included = models.BooleanField(default=True)
    external_id = models.CharField(max_length=100, unique=True, null=True)  # noqa: DJ001 -- unknown is not a number that could be taken
    position = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class ColumnPrice(models.Model):
    """The price in force, per the product's unit. Narrow; equal to the last ``PriceChange`` (the program proves it)."""

    pk = models.CompositePrimaryKey("column_id", "product_id")
    column = models.ForeignKey(Column, on_delete=models.PROTECT, related_name="+", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=15, decimal_places=4)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="pricing_columnprice_positive"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["column", "amount", "product"], name="pricing_columnprice_sorted"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} in {self.column_id}: {self.amount}"


class Break(models.Model):
    """A lower price of a column from a quantity on; equal to the last ``PriceChange`` of that quantity.

    What a person has set has him for its ``owner``, with his reason: no import takes it for its own (ADR 0032).
    """

    column = models.ForeignKey(Column, on_delete=models.PROTECT, related_name="+", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    from_quantity = models.DecimalField(max_digits=14, decimal_places=3)
    amount = models.DecimalField(max_digits=15, decimal_places=4)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    reason = models.CharField(max_length=300, blank=True, db_default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["column", "product", "from_quantity"], name="pricing_break_once"),
            models.CheckConstraint(condition=Q(amount__gt=0, from_quantity__gt=0), name="pricing_break_positive"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["column", "product"], name="pricing_break_by_hand", condition=Q(owner__isnull=False)),
            models.Index(
                fields=["column", "amount", "product"],
                name="pricing_break_of_one",
                condition=Q(from_quantity__lte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} from {self.from_quantity}: {self.amount}"


class ShelfPrice(models.Model):
    """Between which amounts the prices of a column lie on a shelf (a brand within a group), of one unit.

    Derived. What no `Doubt` is about lies on a shelf that is known, between these; they may be wider, never narrower.
    """

    pk = models.CompositePrimaryKey("column_id", "group_id", "brand_id")
    column = models.ForeignKey(Column, on_delete=models.CASCADE, related_name="+", db_index=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    lowest = models.DecimalField(max_digits=15, decimal_places=4)
    highest = models.DecimalField(max_digits=15, decimal_places=4)

    def __str__(self) -> str:
        return f"{self.column_id}, {self.group_id}/{self.brand_id}: {self.lowest}..{self.highest}"


class Doubt(models.Model):
    """What `ShelfPrice` may not know yet: the prices of a ``product`` on the shelf where it stands now; without one,
    all of a ``column``. Written by whoever changes a price or a shelf, in the same act; gone when it was measured.

    No two are ever the same row, so nobody waits for another who doubts.
    """

    column = models.ForeignKey(Column, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)

    def __str__(self) -> str:
        return f"{self.column_id}, {self.product_id}"


class PriceChange(models.Model):
    """What a column's price became and when; ``amount`` None: withdrawn. Append-only: it answers for past moments."""

    column = models.ForeignKey(Column, on_delete=models.PROTECT, related_name="+", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+", db_index=False)
    from_quantity = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    amount = models.DecimalField(max_digits=15, decimal_places=4, null=True)
    at = models.DateTimeField()
    source = models.CharField(max_length=100, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["product", "column", "from_quantity", "-at", "-id"], name="pricing_pricechange_history"
            ),
            BrinIndex(fields=["at"], name="pricing_pricechange_moment", autosummarize=True),
        ]

    def __str__(self) -> str:
        return f"{self.product_id}: {self.amount} at {self.at}"


class PlannedList(models.Model):
    """A price list that is put into force when its day begins, unless it is taken back before; one that
    ``needs_approval`` not before another person than its planner has approved it.

    ``remarks`` counts what of it could not be taken then.
    """

    name = models.CharField(max_length=100)
    is_complete = models.BooleanField()
    begins_on = models.DateField()
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    needs_approval = models.BooleanField(default=False, db_default=False)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    published_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    remarks = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["begins_on"],
                name="pricing_plannedlist_waiting",
                condition=Q(published_at=None, taken_back_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} from {self.begins_on}"


class PlannedPrice(models.Model):
    """A price of a list that waits, as the list says it; ``amount`` None: it can't be read. Gone with its day."""

    of = models.ForeignKey(PlannedList, on_delete=models.CASCADE, related_name="+")
    product = models.TextField()
    brand = models.TextField()
    column_name = models.TextField()
    amount = models.DecimalField(max_digits=15, decimal_places=4, null=True)
    from_quantity = models.DecimalField(max_digits=14, decimal_places=3)
    origin = models.TextField()

    def __str__(self) -> str:
        return f"{self.product}: {self.amount}"


class ContractPricing(models.Model):
    """The column of a contract, its general discount in percent and the step to which its prices are rounded.

    ``reason`` is why: what a person has said, or the rule that has made it, and then ``known`` is what of the contract
    the rule was made of, by the names of fields.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    column = models.ForeignKey(Column, on_delete=models.PROTECT, related_name="+")
    discount = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    rounding = models.DecimalField(max_digits=8, decimal_places=4, default="0.01")
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True, db_default="")
    known = models.JSONField(default=dict, db_default=Value({}, models.JSONField()))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contract"], condition=Q(valid_to=None), name="pricing_contractpricing_one_current"
            ),
            models.CheckConstraint(
                condition=Q(discount__gte=-100, discount__lt=100, rounding__gt=0),
                name="pricing_contractpricing_sensible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id}: column {self.column_id}"


class ContractRule(models.Model):
    """Another column or discount for a brand, a group with all below it, or a brand within a group.

    The most particular one wins: brand within the nearest group, brand, nearest group, then the contract's own.
    ``column`` None: the contract's column. ``owner``, ``reason`` and ``valid_to`` make it a policy object (law 7).
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="+")
    column = models.ForeignKey(Column, on_delete=models.PROTECT, null=True, related_name="+")
    discount = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(brand__isnull=False) | Q(group__isnull=False), name="pricing_contractrule_has_scope"
            ),
            models.CheckConstraint(
                condition=Q(discount__gte=-100, discount__lt=100), name="pricing_contractrule_sensible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id}: -{self.discount} %"


class FixedPrice(models.Model):
    """A price of one product for one contract between two moments; stands above every rule."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+", db_index=False)
    amount = models.DecimalField(max_digits=15, decimal_places=4)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="pricing_fixedprice_positive"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["contract", "product", "-valid_from"], name="pricing_fixedprice_contract"),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id}, {self.product_id}: {self.amount}"
