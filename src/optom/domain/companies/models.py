"""Legal entities, ours and theirs; contracts and their terms; addresses; people and what they may do."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from .rules import OWN, RIGHTS


class Requisites(models.Model):
    """What every paper of a legal entity or a sole trader shows."""

    class Kind(models.TextChoices):
        LEGAL_ENTITY = "legal_entity"
        SOLE_TRADER = "sole_trader"
        FOREIGN = "foreign"

    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.LEGAL_ENTITY)
    name = models.CharField(max_length=200)
    full_name = models.CharField(max_length=400, blank=True)
    inn = models.CharField(max_length=12)
    kpp = models.CharField(max_length=9, blank=True)
    ogrn = models.CharField(max_length=40, blank=True)
    legal_address = models.CharField(max_length=400, blank=True)
    postal_address = models.CharField(max_length=400, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    edo_id = models.CharField(max_length=46, blank=True, db_default="")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Seller(Requisites):
    """A legal entity of the distributor: how it is taxed, which papers go with its shipments, who signs them."""

    class Vat(models.TextChoices):
        PAYER = "payer"
        REDUCED_5 = "reduced_5"
        REDUCED_7 = "reduced_7"
        EXEMPT = "exempt"

    class Papers(models.TextChoices):
        NOTE = "note"
        UPD = "upd"
        BOTH = "both"
        NOTE_AND_VAT = "vat"

    class Advances(models.TextChoices):
        NONE = "none"
        LASTING = "lasting"
        EACH = "each"

    vat = models.CharField(max_length=20, choices=Vat.choices, default=Vat.PAYER)
    papers = models.CharField(max_length=4, choices=Papers.choices, default=Papers.NOTE, db_default="note")
    advances = models.CharField(max_length=8, choices=Advances.choices, default=Advances.NONE, db_default="none")
    advances_since = models.DateField(null=True)  # money of earlier days has its invoices elsewhere
    director = models.CharField(max_length=120, blank=True)
    director_post = models.CharField(max_length=120, blank=True, db_default="")
    director_basis = models.CharField(max_length=120, blank=True, db_default="")
    accountant = models.CharField(max_length=120, blank=True)
    accountant_basis = models.CharField(max_length=120, blank=True, db_default="")

    class Meta(Requisites.Meta):
        abstract = False
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inn", "kpp"], name="companies_seller_once"),
            models.CheckConstraint(
                condition=Q(advances="none") | Q(advances_since__isnull=False), name="companies_seller_advances_since"
            ),
        ]


class Company(Requisites):
    """A legal entity or sole trader that buys. Its orders over ``approval_over`` are approved by a colleague.

    ``papers_language`` is in which its papers are issued; empty: as whoever asks for them reads, abroad in English.
    ``papers_wanted`` are those that it wants with every shipment beside the seller's own.
    """

    created_at = models.DateTimeField()
    approval_over = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    papers_language = models.CharField(max_length=2, blank=True, db_default="")
    papers_wanted = ArrayField(
        models.CharField(max_length=12),
        default=list,
        db_default=models.Value([], ArrayField(models.CharField(max_length=12))),
    )

    class Meta(Requisites.Meta):
        abstract = False
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inn", "kpp"], condition=~Q(inn=""), name="companies_company_once"),
            models.UniqueConstraint(fields=["ogrn"], condition=Q(inn=""), name="companies_company_abroad_once"),
        ]
        indexes: ClassVar = [GinIndex(OpClass(Lower("name"), "gin_trgm_ops"), name="companies_company_names")]


class BankAccount(models.Model):
    """A settlement account of a seller or of a company."""

    seller = models.ForeignKey(Seller, on_delete=models.CASCADE, null=True, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, null=True, related_name="+")
    account = models.CharField(max_length=34)
    bic = models.CharField(max_length=11)
    bank = models.CharField(max_length=200)
    correspondent = models.CharField(max_length=34, blank=True)
    is_main = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(seller=None, company__isnull=False) | Q(seller__isnull=False, company=None),
                name="companies_bankaccount_one_owner",
            ),
        ]
        # whose account it is: asked of each document of a bank's statement
        indexes: ClassVar = [models.Index(fields=["account"], name="companies_bankaccount_account")]

    def __str__(self) -> str:
        return self.account


class Contract(models.Model):
    """Seller x company x currency: the context in which a buyer works."""

    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)
    signed_on = models.DateField()
    currency = models.CharField(max_length=3, default="RUB")
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seller", "company", "number"], name="companies_contract_once"),
        ]
        indexes: ClassVar = [GinIndex(OpClass(Lower("number"), "gin_trgm_ops"), name="companies_contract_numbers")]

    def __str__(self) -> str:
        return self.number


class Terms(models.Model):
    """The numbers of a contract from one moment to another; a change closes the old row and adds a new one.

    Terms that name things of rooms above (column, warehouses, groups) live in those rooms: ADR 0005.
    Sums are in the contract's currency.
    """

    class Days(models.TextChoices):
        CALENDAR = "calendar"
        WORKING = "working"

    class PackRule(models.TextChoices):
        STRICT = "strict"
        ROUND_UP = "round_up"
        FREE = "free"

    class Undispatched(models.TextChoices):
        KEEP = "keep"
        RELEASE = "release"

    class Delivery(models.TextChoices):
        ANY = "any"
        PICKUP = "pickup"
        DELIVERY = "delivery"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    deferral_days = models.PositiveSmallIntegerField(default=0)
    deferral_kind = models.CharField(max_length=10, choices=Days.choices, default=Days.CALENDAR)
    credit_limit = models.DecimalField(max_digits=15, decimal_places=2, default=0)
    reservation_hours = models.PositiveIntegerField(default=72)
    reservation_limit = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    minimum_order = models.DecimalField(max_digits=15, decimal_places=2, default=0)
    minimum_shipment = models.DecimalField(max_digits=15, decimal_places=2, default=0)
    pack_rule = models.CharField(max_length=10, choices=PackRule.choices, default=PackRule.STRICT)
    undispatched = models.CharField(max_length=10, choices=Undispatched.choices, default=Undispatched.KEEP)
    delivery = models.CharField(max_length=10, choices=Delivery.choices, default=Delivery.ANY, db_default="any")
    acceptance_days = models.PositiveSmallIntegerField(default=3, db_default=3)
    penalty_percent = models.DecimalField(max_digits=6, decimal_places=4, default=0, db_default=0)
    penalty_grace = models.PositiveSmallIntegerField(default=0, db_default=0)
    penalty_cap = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    quote_days = models.PositiveSmallIntegerField(default=5, db_default=5)
    quote_holds = models.BooleanField(default=False, db_default=False)
    from_suppliers = models.BooleanField(default=False, db_default=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contract"], condition=Q(valid_to=None), name="companies_terms_one_current"
            ),
            models.CheckConstraint(condition=Q(credit_limit__gte=0), name="companies_terms_limit_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} from {self.valid_from}"


class DeliveryAddress(models.Model):
    """Where a company's goods go and who takes them there (consignee)."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=400)
    consignee = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person acts for a company; one person may act for several.

    His rights are those of his role, or, where that is "own", the ones listed. Limits are in the currency of the
    contract in which he orders; over them ``approver`` approves, or any colleague who may.
    """

    class Role(models.TextChoices):
        OWNER = "owner"
        BUYER = "buyer"
        ACCOUNTANT = "accountant"
        VIEWER = "viewer"
        OWN = "own"

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices)
    rights = ArrayField(models.CharField(max_length=12), null=True)
    order_limit = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    month_limit = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    cost_centres = ArrayField(
        models.BigIntegerField(), default=list, db_default=models.Value([], ArrayField(models.BigIntegerField()))
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "user"], name="companies_membership_once"),
            models.CheckConstraint(
                condition=Q(role=OWN, rights__contains=["look"], rights__contained_by=list(RIGHTS))
                | (~Q(role=OWN) & Q(rights=None)),
                name="companies_membership_rights",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.company_id}: {self.role}"


class CostCentre(models.Model):
    """What a company charges its orders to, with what may be spent in a month (None: any sum)."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+", db_index=False)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    budget = models.DecimalField(max_digits=15, decimal_places=2, null=True)
    is_closed = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "code"], name="companies_costcentre_once"),
            models.CheckConstraint(condition=Q(budget__gte=0), name="companies_costcentre_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class SavedView(models.Model):
    """What of a sheet a person wants to see again: ``state`` has its filters, order and columns as the page says them.

    Of a person of a company, or of the staff where there is no company; shared with all of them, or his alone.
    """

    company = models.ForeignKey(Company, on_delete=models.CASCADE, null=True, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sheet = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    state = models.JSONField()
    is_shared = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["author", "company", "sheet", "name"], nulls_distinct=False, name="companies_savedview_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DefaultView(models.Model):
    """The view in which a person finds a sheet when he opens it; it goes with the view, which may be a colleague's."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sheet = models.CharField(max_length=60)
    # the database cascades: whoever removes a view sees no defaults of others
    view = models.ForeignKey(SavedView, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "company", "sheet"], nulls_distinct=False, name="companies_defaultview_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} of {self.person_id}"
