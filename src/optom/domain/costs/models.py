"""What goods cost us: the inputs of pricing, per product. What is sold for it is not known here."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from optom.domain.catalog.models import Product


class Input(models.Model):
    """Something that is told of products one by one: a sum in roubles or a number, by its names in formulas.

    Those that ``is_own`` the director has declared; the others are there from the beginning.
    """

    class Kind(models.TextChoices):
        SUM = "sum"
        NUMBER = "number"

    id = models.SmallAutoField(primary_key=True)
    name = models.CharField(max_length=30, unique=True)
    russian = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    is_own = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class Figure(models.Model):
    """What an input is for a product, per its unit. Narrow; equal to the last ``FigureChange``."""

    pk = models.CompositePrimaryKey("input_id", "product_id")
    input = models.ForeignKey(Input, on_delete=models.PROTECT, related_name="+", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+", db_index=False)
    amount = models.DecimalField(max_digits=15, decimal_places=4)

    class Meta:
        constraints: ClassVar = [
            # a sum of nothing is refused before; a number may be nought
            models.CheckConstraint(condition=Q(amount__gte=0), name="costs_figure_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.input_id} of {self.product_id}: {self.amount}"


class FigureChange(models.Model):
    """What a figure became and when; ``amount`` None: it is not known any more. Append-only."""

    input = models.ForeignKey(Input, on_delete=models.PROTECT, related_name="+", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+", db_index=False)
    amount = models.DecimalField(max_digits=15, decimal_places=4, null=True)
    at = models.DateTimeField()
    source = models.CharField(max_length=100, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["product", "input", "-at", "-id"], name="costs_figurechange_history"),
            BrinIndex(fields=["at"], name="costs_figurechange_moment", autosummarize=True),
        ]

    def __str__(self) -> str:
        return f"{self.input_id} of {self.product_id}: {self.amount} at {self.at}"


class Bounds(models.Model):
    """By which bounds goods are classed, and for how long a price of a competitor counts. One row.

    Shares of what left in a year, in per cent: A takes the first, B the next. Variation of weeks in per cent: X up to
    the first, Y up to the second.
    """

    a_share = models.DecimalField(max_digits=5, decimal_places=2)
    b_share = models.DecimalField(max_digits=5, decimal_places=2)
    x_variation = models.DecimalField(max_digits=6, decimal_places=2)
    y_variation = models.DecimalField(max_digits=6, decimal_places=2)
    market_days = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="costs_bounds_one_row"),
            models.CheckConstraint(
                condition=Q(
                    a_share__gt=0, b_share__gte=0, a_share__lte=100 - F("b_share"),
                    x_variation__gte=0, x_variation__lte=F("y_variation"), market_days__gt=0,
                ),
                name="costs_bounds_sensible",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.a_share}/{self.b_share}"


class Demand(models.Model):
    """How a product sells, as it was measured last: what left in 90 and 365 days, less what came back; its classes.

    Of what left nothing in a year no class is told. ``received_on`` is the day on which it came last. Derived.
    """

    product = models.OneToOneField(Product, on_delete=models.CASCADE, primary_key=True, related_name="+")
    sold_90 = models.DecimalField(max_digits=14, decimal_places=3)
    sold_365 = models.DecimalField(max_digits=14, decimal_places=3)
    abc = models.CharField(max_length=1, blank=True)
    xyz = models.CharField(max_length=1, blank=True)
    received_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.product_id}: {self.abc}{self.xyz}"


class Measured(models.Model):
    """When what is measured of a product, how it sells and what the market asks, was last found to be otherwise."""

    product = models.OneToOneField(Product, on_delete=models.CASCADE, primary_key=True, related_name="+")
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.product_id} at {self.at}"


class Competitor(models.Model):
    """Who sells the same goods."""

    name = models.CharField(max_length=100)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("name"), name="costs_competitor_once")]

    def __str__(self) -> str:
        return self.name


class MarketPrice(models.Model):
    """For what a competitor sells a product, per its unit, when it was seen last."""

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+", db_index=False)
    competitor = models.ForeignKey(Competitor, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=15, decimal_places=4)
    seen_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["product", "competitor"], name="costs_marketprice_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="costs_marketprice_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} at {self.competitor_id}: {self.amount}"


class Market(models.Model):
    """What the market asks for a product, of the prices that are not too old on the day of measuring. Derived."""

    product = models.OneToOneField(Product, on_delete=models.CASCADE, primary_key=True, related_name="+")
    lowest = models.DecimalField(max_digits=15, decimal_places=4)
    median = models.DecimalField(max_digits=15, decimal_places=4)
    highest = models.DecimalField(max_digits=15, decimal_places=4)
    prices = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.product_id}: {self.lowest}..{self.median}"
