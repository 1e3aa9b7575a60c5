"""What is sold: products, their groups, brands, units, taxes, codes and search words."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Lower


class Unit(models.Model):
    """A unit of quantity; ``okei`` is its code in the Russian classifier, empty where the source names none."""

    name = models.CharField(max_length=40, unique=True)
    okei = models.CharField(max_length=4, blank=True)

    def __str__(self) -> str:
        return self.name


class TaxClass(models.Model):
    """A kind of goods for VAT (standard, reduced, none); its rates are dated."""

    code = models.CharField(max_length=20, unique=True)

    def __str__(self) -> str:
        return self.code


class TaxRate(models.Model):
    """The VAT rate of a tax class from a day on; ``percent`` None means "without VAT"."""

    tax_class = models.ForeignKey(TaxClass, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    percent = models.DecimalField(max_digits=4, decimal_places=2, null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tax_class", "valid_from"], name="catalog_taxrate_once"),
        ]

    def __str__(self) -> str:
        return f"{self.tax_class_id}: {self.percent}"


class Brand(models.Model):
    """A maker's mark. ``norm`` is the name as search compares it."""

    name = models.CharField(max_length=120)
    norm = models.CharField(max_length=120, unique=True)
    sort_key = models.CharField(max_length=400, db_collation="C")

    def __str__(self) -> str:
        return self.name


class Group(models.Model):
    """A node of the group tree. Its ancestors, itself included, stand in ``GroupPath``."""

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    external_id = models.CharField(max_length=100, unique=True, null=True)  # noqa: DJ001 -- unknown is not a number that could be taken
    sort_key = models.CharField(max_length=800, db_collation="C")

    def __str__(self) -> str:
        return self.name


class GroupPath(models.Model):
    """Every ancestor of every group, itself at depth 0; ``depth`` counts steps up."""

    pk = models.CompositePrimaryKey("ancestor_id", "descendant_id")
    ancestor = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    descendant = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    depth = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.ancestor_id} above {self.descendant_id}"


class Product(models.Model):
    """What is sold. ``multiple`` and ``minimum`` are in the product's unit; weight in kg, volume in m3."""

    external_id = models.CharField(max_length=150, unique=True, null=True)  # noqa: DJ001 -- unknown is not a number that could be taken
    article = models.CharField(max_length=100, db_collation="C")
    name = models.CharField(max_length=500)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    tax_class = models.ForeignKey(TaxClass, on_delete=models.PROTECT, related_name="+")
    multiple = models.DecimalField(max_digits=14, decimal_places=3, default=1)
    minimum = models.DecimalField(max_digits=14, decimal_places=3, default=0)
    weight = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    volume = models.DecimalField(max_digits=12, decimal_places=6, null=True)
    attributes = models.JSONField(default=dict)
    description = models.TextField(blank=True)
    sort_key = models.CharField(max_length=200, db_collation="C")
    words = SearchVectorField(null=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(multiple__gt=0), name="catalog_product_multiple_positive"),
            models.CheckConstraint(condition=Q(minimum__gte=0), name="catalog_product_minimum_not_negative"),
        ]
        indexes: ClassVar = [
            # what a contract sees is told by group and brand: with them in the index a walk needs no visit to the table
            models.Index(
                fields=["sort_key", "id"],
                name="catalog_product_sorted",
                include=["group", "brand"],
                condition=Q(is_active=True),
            ),
            models.Index(
                fields=["article", "id"],
                name="catalog_product_articles",
                include=["group", "brand"],
                condition=Q(is_active=True),
            ),
            models.Index(
                fields=["id"], name="catalog_product_shelf", include=["group", "brand"], condition=Q(is_active=True)
            ),
            # which products a shelf holds: an entry is a quarter of the one below
            models.Index(fields=["group", "brand", "id"], name="catalog_product_members", include=["is_active"]),
            # a shelf with all that its products are sorted by: what few shelves hold is gathered without the table
            models.Index(
                fields=["group", "brand", "sort_key", "id"],
                name="catalog_product_shelved",
                include=["article"],
                condition=Q(is_active=True),
            ),
            # any part of a name, for who filters by it; a search goes by words
            GinIndex(
                OpClass(Lower("name"), "gin_trgm_ops"),
                name="catalog_product_names",
                fastupdate=False,
                condition=Q(is_active=True),
            ),
            GinIndex(fields=["words"], name="catalog_product_words", fastupdate=False),
            GinIndex(OpClass("attributes", "jsonb_path_ops"), name="catalog_product_attributes", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.article


class Pack(models.Model):
    """A package of a product: ``quantity`` of the product's unit."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    quantity = models.DecimalField(max_digits=14, decimal_places=3)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["product", "name"], name="catalog_pack_once")]

    def __str__(self) -> str:
        return self.name


class ProductChange(models.Model):
    """How a product has been sold from a moment on. Append-only: it answers for past moments (ADR 0026).

    ``at`` None: until its first change. A product without rows has always been sold as it is now; the last row equals
    the product. Written in the statement that changes it, so no key is asked for a second time.
    """

    at = models.DateTimeField(null=True)
    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    tax_class = models.ForeignKey(
        TaxClass, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    multiple = models.DecimalField(max_digits=14, decimal_places=3)
    minimum = models.DecimalField(max_digits=14, decimal_places=3)
    is_active = models.BooleanField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["product", "at", "id"], name="catalog_productchange_history")]

    def __str__(self) -> str:
        return f"{self.product_id} since {self.at}"


class GroupChange(models.Model):
    """Under which group another has stood from a moment on; the same kind of row as ``ProductChange``."""

    at = models.DateTimeField(null=True)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    def __str__(self) -> str:
        return f"{self.group_id} under {self.parent_id} since {self.at}"


class CrossNumber(models.Model):
    """Another number of the same thing."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    brand = models.CharField(max_length=120, blank=True)
    number = models.CharField(max_length=100)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["product", "brand", "number"], name="catalog_crossnumber_once"),
        ]

    def __str__(self) -> str:
        return self.number


class Analog(models.Model):
    """What can be taken instead of a product. One direction; what goes both ways stands twice."""

    class Kind(models.TextChoices):
        SAME = "same"
        SIMILAR = "similar"

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+", db_index=False)
    analog = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, default=Kind.SAME)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["product", "analog"], name="catalog_analog_once"),
            models.CheckConstraint(condition=~Q(product=F("analog")), name="catalog_analog_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} -> {self.analog_id}"


class Barcode(models.Model):
    """A barcode printed on the thing or on its package."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["product", "code"], name="catalog_barcode_once")]
        indexes: ClassVar = [models.Index(fields=["code"], name="catalog_barcode_code")]

    def __str__(self) -> str:
        return self.code


class Marked(models.Model):
    """Goods of which each leaves with a code of its own: their number (GTIN), the commodity group that law names."""

    product = models.OneToOneField(Product, on_delete=models.CASCADE, primary_key=True, related_name="+")
    commodity = models.CharField(max_length=20)
    gtin = models.CharField(max_length=14, unique=True)

    def __str__(self) -> str:
        return f"{self.product_id}: {self.gtin}"


class Code(models.Model):
    """Every number by which a product can be found, as ``rules.normalise_code`` writes it. Derived."""

    class Kind(models.TextChoices):
        ARTICLE = "a"
        CROSS = "c"
        BARCODE = "b"

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=1, choices=Kind.choices)
    norm = models.CharField(max_length=100, db_collation="C")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["product", "kind", "norm"], name="catalog_code_once")]
        indexes: ClassVar = [
            models.Index(fields=["norm", "product"], name="catalog_code_norm"),
            # not of barcodes: nobody types the middle of one, and half of them begin alike; an expression, and not a
            # condition, so that the planner counts among what it holds
            GinIndex(
                OpClass(Case(When(~Q(kind="b"), then=F("norm"))), "gin_trgm_ops"),
                name="catalog_code_parts",
                fastupdate=False,
            ),
        ]

    def __str__(self) -> str:
        return self.norm


class Word(models.Model):
    """A word that occurs in product names, for "did you mean". Derived."""

    word = models.CharField(max_length=80, unique=True)
    products = models.PositiveIntegerField()

    class Meta:
        indexes: ClassVar = [GinIndex(OpClass("word", "gin_trgm_ops"), name="catalog_word_trigrams")]

    def __str__(self) -> str:
        return self.word


class Shelf(models.Model):
    """How many active products a brand has in a group. Derived: counts and facets cost the tree, not the catalog.

    The milestones of its first and last product, in the order of names and in that of articles, tell which shelves a
    page can come from. They may be wider than the shelf is, never narrower.
    """

    pk = models.CompositePrimaryKey("group_id", "brand_id")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="+")
    products = models.IntegerField()
    sort_key_from = models.IntegerField(default=0)
    sort_key_to = models.IntegerField(default=0)
    article_from = models.IntegerField(default=0)
    article_to = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.group_id}/{self.brand_id}: {self.products}"


class Milestone(models.Model):
    """Every thousandth active product, from the first on, by name and by article: where row N of the catalog stands.

    A product lies at the last milestone that is not behind it. Derived.
    """

    number = models.IntegerField(primary_key=True)
    sort_key = models.CharField(max_length=200, db_collation="C")
    sort_key_id = models.BigIntegerField()
    article = models.CharField(max_length=100, db_collation="C")
    article_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.number}: {self.sort_key}"


class Picture(models.Model):
    """A picture of a product as it is shown, and as a thumbnail; the first ``place`` is the main one.

    Files are kept under their hashes (``base.kept_files``); ``source_sha256`` is that of the file that was given.
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+", db_index=False)
    place = models.PositiveSmallIntegerField()
    source_sha256 = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    thumb_sha256 = models.CharField(max_length=64)
    thumb_size = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["product", "place"], name="catalog_picture_place_once"),
            models.CheckConstraint(condition=Q(place__gt=0), name="catalog_picture_place_positive"),
        ]
        indexes: ClassVar = [models.Index(fields=["source_sha256"], name="catalog_picture_source")]

    def __str__(self) -> str:
        return f"{self.product_id}: {self.place}"


class GoodsPaper(models.Model):
    """A paper about goods that somebody else has issued: certificate, declaration, manual, drawing; a PDF kept by hash.

    By its ``identity`` it is known again: kind and number of what is registered, of all others the hash of the file.
    """

    identity = models.CharField(max_length=140, unique=True)
    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=200, blank=True)
    issued_by = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lte=F("valid_until")),
                name="catalog_goodspaper_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Coverage(models.Model):
    """For which goods a paper holds: a product; or a group with all below it, a brand, or a brand within a group."""

    paper = models.ForeignKey(GoodsPaper, on_delete=models.CASCADE, related_name="+", db_index=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, null=True, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, related_name="+")
    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["paper", "product", "group", "brand"], name="catalog_coverage_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(product__isnull=False, group=None, brand=None)
                | (Q(product=None) & (Q(group__isnull=False) | Q(brand__isnull=False))),
                name="catalog_coverage_of_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id}: {self.product_id} {self.group_id} {self.brand_id}"
