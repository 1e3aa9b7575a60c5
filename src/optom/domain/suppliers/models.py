"""From whom we buy: feeds and the files that came by them, how these are understood, offers and their history."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q

from optom.domain.catalog.models import Brand, Product

from .rules import Brings, Matched, NewProducts, State


class Supplier(models.Model):
    """From whom we buy. ``inn`` is empty where he is foreign or has not been asked yet.

    A candidate is one from whom we do not buy yet: his feeds are closed, so that his offers promise and cost nothing.
    """

    name = models.CharField(max_length=200, unique=True)
    inn = models.CharField(max_length=12, blank=True)
    note = models.CharField(max_length=400, blank=True)
    sort_key = models.CharField(max_length=800, db_collation="C")
    is_active = models.BooleanField(default=True)
    is_candidate = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inn"], condition=~Q(inn=""), name="suppliers_supplier_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Feed(models.Model):
    """A source of a supplier's files: whence and when they come, what they are, how lists are judged.

    Percents are whole. Prices are in ``currency`` where the list names none, ``with_vat`` or without. A list that
    ``is_full`` takes back what it does not name. ``source`` and ``schedule`` are `sources.terms`, `schedule` as JSON;
    empty, files are sent by hand.
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    brings = models.CharField(max_length=8, default=Brings.PRICES, db_default=Brings.PRICES)
    currency = models.CharField(max_length=3, default="RUB")
    with_vat = models.BooleanField(default=True)
    is_full = models.BooleanField(default=True)
    missing_percent = models.PositiveSmallIntegerField(default=30)
    moved_percent = models.PositiveSmallIntegerField(default=25)
    quarantined_percent = models.PositiveSmallIntegerField(default=10)
    sure_score = models.PositiveSmallIntegerField(default=95)
    likely_score = models.PositiveSmallIntegerField(default=60)
    new_products = models.CharField(max_length=8, default=NewProducts.ASK)
    new_group = models.ForeignKey("catalog.Group", on_delete=models.PROTECT, null=True, related_name="+")
    source = models.JSONField(default=dict)
    schedule = models.JSONField(default=dict)
    seen = models.JSONField(default=dict)  # what was taken from the source: `sources.found.Seen`
    tried_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    failure = models.JSONField(null=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["supplier", "name"], name="suppliers_feed_once"),
            models.CheckConstraint(condition=Q(brings__in=list(Brings)), name="suppliers_feed_brings"),
            models.CheckConstraint(
                condition=Q(missing_percent__lte=100, quarantined_percent__lte=100, moved_percent__gt=0),
                name="suppliers_feed_percents",
            ),
            models.CheckConstraint(
                condition=Q(likely_score__lte=F("sure_score"), sure_score__lte=100), name="suppliers_feed_scores"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_at"], name="suppliers_feed_due", condition=Q(is_active=True)),
        ]

    def __str__(self) -> str:
        return self.name


class Mapping(models.Model):
    """A version of how a feed's files are understood: `mapping.value.Mapping` as JSON. Append-only."""

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["feed", "number"], name="suppliers_mapping_once")]

    def __str__(self) -> str:
        return f"{self.feed_id}: {self.number}"


class FeedRun(models.Model):
    """One file of a feed, and what became of it. It is kept as it came (`base.kept_files`), so it can be run again.

    ``findings`` are what guards held it back for; ``accepted_by`` has let it in all the same. ``failure``: why nothing
    came of it (`reasons`). ``counts`` are of rows by their fates and of offers, or of lines of an answer; ``report`` is
    the hash of the file that names the fate of each row.
    """

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    mark = models.CharField(max_length=400, blank=True)
    received_at = models.DateTimeField()
    received_from = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    mapping = models.ForeignKey(Mapping, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    state = models.CharField(max_length=8, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    findings = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    failure = models.JSONField(null=True)
    report = models.CharField(max_length=64, blank=True)
    report_size = models.BigIntegerField(default=0)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["feed", "-id"], name="suppliers_feedrun_feed"),
            models.Index(fields=["id"], name="suppliers_feedrun_open", condition=Q(state__in=["waiting", "held"])),
            models.Index(fields=["feed"], name="suppliers_feedrun_failed", condition=Q(state="failed")),
        ]

    def __str__(self) -> str:
        return f"{self.feed_id}: {self.name}"


class Offer(models.Model):
    """What a supplier sells, by his own number of it, and which product that is. What it costs now is `Terms`."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+", db_index=False)
    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=150, db_collation="C")
    article = models.CharField(max_length=100, blank=True)
    norm = models.CharField(max_length=100, blank=True, db_collation="C")
    brand = models.CharField(max_length=120, blank=True)
    brand_norm = models.CharField(max_length=120, blank=True, db_collation="C")
    name = models.CharField(max_length=500, blank=True)
    barcode = models.CharField(max_length=14, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    factor = models.DecimalField(max_digits=14, decimal_places=3, null=True)  # see `Terms`; None: as the list says
    category = models.CharField(max_length=400, blank=True)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    matched = models.CharField(max_length=8, default=Matched.NOT)
    sought_at = models.DateTimeField(null=True)  # when candidates were looked for; None: not yet since it is as it is

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["supplier", "number"], name="suppliers_offer_once"),
            models.CheckConstraint(
                condition=Q(product=None, matched__in=["", "ignored"])
                | (Q(product__isnull=False) & ~Q(matched__in=["", "ignored"])),
                name="suppliers_offer_matched",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["product"], name="suppliers_offer_product", condition=Q(product__isnull=False)),
            models.Index(fields=["id"], name="suppliers_offer_unsought", condition=Q(matched="", sought_at=None)),
            models.Index(fields=["supplier", "id"], name="suppliers_offer_unmatched", condition=Q(matched="")),
        ]

    def __str__(self) -> str:
        return self.number


class Terms(models.Model):
    """At what an offer stands now; equal to the last `OfferChange`. Narrow, for lists change it daily.

    All is told in the unit of our product, of which one of the supplier's holds ``factor``: a price of 1200 for a pack
    of 100 stands as 12, rounded half up to four decimals. ``said_price`` is what the list says, where that is another.
    ``stock`` None: not said. ``breaks`` are "10:95.00 100:90.00". ``is_listed`` False: the last full list lacks it.
    """

    offer = models.OneToOneField(Offer, on_delete=models.CASCADE, primary_key=True, related_name="+")
    price = models.DecimalField(max_digits=15, decimal_places=4)
    currency = models.CharField(max_length=3)
    with_vat = models.BooleanField()
    recommended = models.DecimalField(max_digits=15, decimal_places=4, null=True)
    stock = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    stock_said = models.CharField(max_length=40, blank=True)
    multiple = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    minimum = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    lead_days = models.PositiveSmallIntegerField(null=True)
    breaks = models.CharField(max_length=200, blank=True)
    factor = models.DecimalField(max_digits=14, decimal_places=3, default=1, db_default=1)
    said_price = models.DecimalField(max_digits=15, decimal_places=4, null=True)
    is_listed = models.BooleanField(default=True)
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(price__gt=0), name="suppliers_terms_price"),
            models.CheckConstraint(condition=Q(factor__gt=0), name="suppliers_terms_factor"),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id}: {self.price} {self.currency}"


class Expiry(models.Model):
    """Until when an offer that was given for some time stands; it is listed no more after that day."""

    offer = models.OneToOneField(Offer, on_delete=models.CASCADE, primary_key=True, related_name="+")
    until = models.DateField(db_index=True)

    def __str__(self) -> str:
        return f"{self.offer_id} until {self.until}"


class OfferChange(models.Model):
    """At what an offer stood from a moment on, in what unit (see `Terms`). Append-only.

    ``with_vat`` None: not remembered.
    """

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    run = models.ForeignKey(FeedRun, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    at = models.DateTimeField()
    price = models.DecimalField(max_digits=15, decimal_places=4)
    currency = models.CharField(max_length=3)
    stock = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    lead_days = models.PositiveSmallIntegerField(null=True)
    is_listed = models.BooleanField()
    factor = models.DecimalField(max_digits=14, decimal_places=3, default=1, db_default=1)
    with_vat = models.BooleanField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["offer", "-id"], name="suppliers_offerchange_history"),
            BrinIndex(fields=["run"], name="suppliers_offerchange_run", autosummarize=True),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} at {self.at}"


class Quarantined(models.Model):
    """A price that a guard held back: its offer stands at the former one until somebody decides, or a newer list."""

    offer = models.OneToOneField(Offer, on_delete=models.CASCADE, primary_key=True, related_name="+")
    run = models.ForeignKey(FeedRun, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=120)
    reason = models.CharField(max_length=12)
    price = models.DecimalField(max_digits=15, decimal_places=4)
    currency = models.CharField(max_length=3)
    breaks = models.CharField(max_length=200, blank=True)
    factor = models.DecimalField(max_digits=14, decimal_places=3, default=1, db_default=1)
    said_price = models.DecimalField(max_digits=15, decimal_places=4, null=True)

    def __str__(self) -> str:
        return f"{self.offer_id}: {self.reason}"


class Remark(models.Model):
    """A row of a file that is no offer as it stands, and why: at most so many of each kind; the report names all.

    ``was`` is the price that stands. Of a file that is held also what it does not name any more, with no place.
    """

    run = models.ForeignKey(FeedRun, on_delete=models.CASCADE, related_name="+", db_index=False)
    seq = models.PositiveIntegerField()
    place = models.CharField(max_length=120)
    fate = models.CharField(max_length=12)
    number = models.CharField(max_length=150, blank=True)
    name = models.CharField(max_length=500, blank=True)
    price = models.CharField(max_length=60, blank=True)
    was = models.DecimalField(max_digits=15, decimal_places=4, null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["run", "seq", "fate"], name="suppliers_remark_once")]

    def __str__(self) -> str:
        return f"{self.place}: {self.fate}"


class BrandSynonym(models.Model):
    """As suppliers write a brand that the catalog calls otherwise; learnt from who matches an ``offer`` by hand."""

    norm = models.CharField(max_length=120, primary_key=True, db_collation="C")
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    said = models.CharField(max_length=120)
    offer = models.ForeignKey(Offer, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return self.said


class Candidate(models.Model):
    """A product that an unmatched offer may be; ``score`` in per cent, ``why`` is what they have in common."""

    pk = models.CompositePrimaryKey("offer_id", "product_id")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="+", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=20)

    def __str__(self) -> str:
        return f"{self.offer_id} ~ {self.product_id}: {self.score}"
