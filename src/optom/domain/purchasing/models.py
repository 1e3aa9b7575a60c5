"""What was agreed with suppliers, what is short, what is ordered of them. The firm's own affair."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from optom.domain.catalog.models import Product
from optom.domain.companies.models import Seller
from optom.domain.orders.models import Line
from optom.domain.stock.models import Arrival, Warehouse
from optom.domain.suppliers.models import FeedRun, Offer, Supplier

from .rules import Form, State

MOST_DEFERRAL, MOST_PERCENT, LEAST_SERVICE = 365, 99, 50
MOST_FRESH, MOST_RECEIPT = 60, 30


class Agreement(models.Model):
    """What a supplier's goods cost beyond their price. Whom nothing was agreed with has no row.

    Freight is ``freight_percent`` of the price and ``freight_per_kg`` in ``currency``; ``minimum_sum`` is the least
    order, in ``currency`` without VAT. ``deferral_days`` after the receipt we pay; ``lead_days`` where an offer tells
    none. A confirmation within the tolerances (None: those of `Weights`) goes on by itself. What did not come with a
    receipt is awaited where ``awaits_rest``, else called off. ``buyer`` is which of our legal entities buys of him;
    None: the only one that there is.
    """

    supplier = models.OneToOneField(Supplier, on_delete=models.PROTECT, primary_key=True, related_name="+")
    currency = models.CharField(max_length=3, default="RUB")
    freight_percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    freight_per_kg = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    minimum_sum = models.DecimalField(max_digits=15, decimal_places=2, default=0)
    deferral_days = models.PositiveSmallIntegerField(default=0)
    lead_days = models.PositiveSmallIntegerField(default=0)
    email = models.EmailField(blank=True)
    tolerance_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    tolerance_days = models.PositiveSmallIntegerField(null=True)
    awaits_rest = models.BooleanField(default=True)
    form = models.CharField(max_length=8, default=Form.XLSX)
    buyer = models.ForeignKey(Seller, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(form__in=list(Form)), name="purchasing_agreement_form"),
            models.CheckConstraint(
                condition=(Q(tolerance_percent=None) | Q(tolerance_percent__gte=0, tolerance_percent__lte=MOST_PERCENT))
                & (Q(tolerance_days=None) | Q(tolerance_days__lte=MOST_DEFERRAL)),
                name="purchasing_agreement_tolerances",
            ),
            models.CheckConstraint(
                condition=Q(
                    freight_percent__gte=0,
                    freight_per_kg__gte=0,
                    minimum_sum__gte=0,
                    deferral_days__lte=MOST_DEFERRAL,
                    lead_days__lte=MOST_DEFERRAL,
                ),
                name="purchasing_agreement_sensible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id}: {self.deferral_days}"


class Supplying(models.Model):
    """What of a supplier's offers may be promised to clients, and how it comes. Of whom there is no row, nothing is.

    ``share_percent`` of the stock that he tells, for ``fresh_days`` after his last list; of an offer that tells none so
    much as ``by_order_most``. His order is to be sent before ``cut_off`` (the firm's time) on one of ``takes_on`` (1 is
    Monday) that is no holiday and none of ``closed_on``; goods come to ``warehouse``, where it takes ``receipt_days``
    of work to shelve them.
    """

    supplier = models.OneToOneField(Supplier, on_delete=models.PROTECT, primary_key=True, related_name="+")
    warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="+", db_index=False)
    share_percent = models.PositiveSmallIntegerField()
    fresh_days = models.PositiveSmallIntegerField()
    by_order_most = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    cut_off = models.TimeField(null=True)
    takes_on = ArrayField(models.PositiveSmallIntegerField())
    closed_on = ArrayField(models.DateField(), default=list)
    receipt_days = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    share_percent__gt=0,
                    share_percent__lte=100,
                    fresh_days__gt=0,
                    fresh_days__lte=MOST_FRESH,
                    by_order_most__gte=0,
                    receipt_days__lte=MOST_RECEIPT,
                    takes_on__len__gt=0,
                ),
                name="purchasing_supplying_sensible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id}: {self.share_percent}"


class Reliability(models.Model):
    """Of ``lines`` that a supplier had confirmed so many per cent came in full and in time. Derived from receipts.

    Nine of ten lines were there at most ``late_days`` after the day that he had confirmed.
    """

    supplier = models.OneToOneField(Supplier, on_delete=models.PROTECT, primary_key=True, related_name="+")
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    lines = models.PositiveIntegerField()
    late_days = models.PositiveSmallIntegerField(default=0, db_default=0)

    def __str__(self) -> str:
        return f"{self.supplier_id}: {self.percent}"


class Weights(models.Model):
    """What our money and a broken word are worth, in per cent; for how many days of sale we keep goods. One row.

    ``money_percent`` is what money costs in a year, ``failure_percent`` what a supplier who never keeps his word costs
    of his price. In ``service_percent`` of all times goods are to suffice although sales vary. Where the best one's
    least order is not reached, somebody else's goods may be dearer by ``dearer_percent``. A confirmed price may move
    by ``tolerance_percent``, the day by ``tolerance_days``, where nothing else was agreed.
    """

    money_percent = models.DecimalField(max_digits=5, decimal_places=2)
    failure_percent = models.DecimalField(max_digits=5, decimal_places=2)
    cover_days = models.PositiveSmallIntegerField()
    service_percent = models.DecimalField(max_digits=5, decimal_places=2, default=90)
    dearer_percent = models.DecimalField(max_digits=5, decimal_places=2, default=10)
    tolerance_percent = models.DecimalField(max_digits=5, decimal_places=2, default=3)
    tolerance_days = models.PositiveSmallIntegerField(default=2)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="purchasing_weights_one_row"),
            models.CheckConstraint(
                condition=Q(
                    money_percent__gte=0,
                    money_percent__lte=MOST_PERCENT,
                    failure_percent__gte=0,
                    failure_percent__lte=MOST_PERCENT,
                    cover_days__lte=MOST_DEFERRAL,
                    service_percent__gte=LEAST_SERVICE,
                    service_percent__lte=MOST_PERCENT,
                    dearer_percent__gte=0,
                    dearer_percent__lte=MOST_PERCENT,
                    tolerance_percent__gte=0,
                    tolerance_percent__lte=MOST_PERCENT,
                    tolerance_days__lte=MOST_DEFERRAL,
                ),
                name="purchasing_weights_sensible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.money_percent}/{self.failure_percent}"


class Minimum(models.Model):
    """Of a product we keep so much at the least, in its unit, whether it sells or not."""

    product = models.OneToOneField(Product, on_delete=models.CASCADE, primary_key=True, related_name="+")
    quantity = models.DecimalField(max_digits=14, decimal_places=3)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="purchasing_minimum_positive")
        ]

    def __str__(self) -> str:
        return f"{self.product_id}: {self.quantity}"


class Need(models.Model):
    """What is short of a product, as it was measured last, and who offers it best. Derived; ordering takes it away.

    ``quantity`` = waiting + the greater of minimum and forecast - free - coming - ordered, in the product's unit.
    ``ordered`` is what suppliers have not confirmed yet. Of ``forecast`` so much is ``safety``, as sales vary.
    ``to_order`` is what of the best offer would be ordered: in whole multiples, at his minimum at the least.
    """

    product = models.OneToOneField(Product, on_delete=models.CASCADE, primary_key=True, related_name="+")
    waiting = models.DecimalField(max_digits=14, decimal_places=3)
    minimum = models.DecimalField(max_digits=14, decimal_places=3)
    forecast = models.DecimalField(max_digits=14, decimal_places=3)
    safety = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    free = models.DecimalField(max_digits=14, decimal_places=3)
    coming = models.DecimalField(max_digits=14, decimal_places=3)
    ordered = models.DecimalField(max_digits=14, decimal_places=3)
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    offer = models.ForeignKey(Offer, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    landed = models.DecimalField(max_digits=15, decimal_places=4, null=True)
    to_order = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    measured_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(quantity__gt=0), name="purchasing_need_positive")]

    def __str__(self) -> str:
        return f"{self.product_id}: {self.quantity}"


class SupplierOrder(models.Model):
    """What we order of a supplier into a warehouse. It is received when nothing of what he confirmed is to come.

    ``buyer`` is our legal entity that has sent it.
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    warehouse = models.ForeignKey(Warehouse, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=10, default=State.DRAFT)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    sent_at = models.DateTimeField(null=True)
    buyer = models.ForeignKey(Seller, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=list(State)), name="purchasing_supplierorder_state"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.state}"


class SupplierLine(models.Model):
    """So much of an offer at its price when it was ordered, and what the supplier has confirmed of it.

    Quantities in the product's unit, prices in ``currency``; ``landed`` is a unit in our warehouse in roubles without
    VAT. ``arrival`` is what was announced on the confirmation. While there is a ``doubt`` (`rules.Doubt`, several with
    blanks between them) it waits for a person's word, and nothing is announced. ``due_on`` is when it was to come as
    it was sent; None: nobody told.
    """

    order = models.ForeignKey(SupplierOrder, on_delete=models.CASCADE, related_name="+", db_index=False)
    position = models.PositiveIntegerField()
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="+")
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    price = models.DecimalField(max_digits=15, decimal_places=4)
    currency = models.CharField(max_length=3)
    with_vat = models.BooleanField()
    landed = models.DecimalField(max_digits=15, decimal_places=4)
    lead_days = models.PositiveSmallIntegerField(null=True)
    confirmed = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    confirmed_price = models.DecimalField(max_digits=15, decimal_places=4, null=True)
    expected_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    doubt = models.CharField(max_length=40, blank=True, db_default="")
    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["order", "position"], name="purchasing_supplierline_position_once"),
            models.UniqueConstraint(fields=["order", "product"], name="purchasing_supplierline_product_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0, price__gt=0), name="purchasing_supplierline_positive"),
            models.CheckConstraint(
                condition=Q(confirmed=None) | Q(confirmed__gte=0), name="purchasing_supplierline_confirmed"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["order"], name="purchasing_supplierline_doubts", condition=~Q(doubt="")),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.position}"


class Answer(models.Model):
    """By which file of a feed a supplier has confirmed an order: once. Append-only."""

    order = models.OneToOneField(SupplierOrder, on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey(FeedRun, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.order_id} by {self.run_id}"


class AnswerLine(models.Model):
    """What the file said of a line, nought where it does not name it, and the ``doubt`` that it left. Append-only.

    What stands of the line is in `SupplierLine`: people decide on doubts.
    """

    line = models.OneToOneField(SupplierLine, on_delete=models.PROTECT, primary_key=True, related_name="+")
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="+")
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    price = models.DecimalField(max_digits=15, decimal_places=4)
    expected_on = models.DateField()
    doubt = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"{self.line_id}: {self.quantity}"


class Purpose(models.Model):
    """So much of a line is for an order line of a client that waited for it; ``promised`` of that he was promised of
    a supplier's goods.
    """

    pk = models.CompositePrimaryKey("supplier_line_id", "line_id")
    supplier_line = models.ForeignKey(SupplierLine, on_delete=models.CASCADE, related_name="+", db_index=False)
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    quantity = models.DecimalField(max_digits=14, decimal_places=3)
    promised = models.DecimalField(max_digits=14, decimal_places=3, default=0, db_default=0)

    def __str__(self) -> str:
        return f"{self.supplier_line_id} for {self.line_id}: {self.quantity}"


class Receipt(models.Model):
    """What came of an order to a supplier at once, by his paper. Append-only."""

    order = models.ForeignKey(SupplierOrder, on_delete=models.PROTECT, related_name="+")
    paper = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    def __str__(self) -> str:
        return f"{self.order_id}: {self.paper}"


class ReceiptLine(models.Model):
    """Of a line so much was ``awaited``; so much ``came`` sound, so much ``damaged``. Append-only.

    ``price`` is that of the supplier's paper, in the line's currency. A ``product`` other than the line's came instead
    of it. Quantities in the product's unit.
    """

    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="+", db_index=False)
    supplier_line = models.ForeignKey(SupplierLine, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+", db_index=False)
    awaited = models.DecimalField(max_digits=14, decimal_places=3)
    came = models.DecimalField(max_digits=14, decimal_places=3)
    damaged = models.DecimalField(max_digits=14, decimal_places=3)
    price = models.DecimalField(max_digits=15, decimal_places=4)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["receipt", "supplier_line", "product"], name="purchasing_receiptline_once"),
            models.CheckConstraint(
                condition=Q(awaited__gte=0, came__gte=0, damaged__gte=0, price__gt=0),
                name="purchasing_receiptline_sensible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.receipt_id}: {self.came}"


class SupplierKey(models.Model):
    """A supplier's program that has its secret takes his orders and confirms them, in the name of who made it.

    The secret itself is nowhere: ``secret_hash`` is its hash, which no request reads.
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.supplier_id} since {self.created_at}"
