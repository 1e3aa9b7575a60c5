"""A small firm to tell stories about: Alice and Bob buy for Mechanic, the stranger buys for somebody else.

Rows are made as their rooms' importers make them, so that the books agree from the first moment.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from optom.domain.accounts.models import StaffRole, User
from optom.domain.assortment.models import Visibility
from optom.domain.catalog import rules as catalog
from optom.domain.catalog.importing import GroupRow, ProductRow, import_groups, import_products, measure_shelves
from optom.domain.catalog.models import (
    Brand,
    Code,
    CrossNumber,
    Group,
    GroupPath,
    Product,
    TaxClass,
    TaxRate,
    Unit,
    Word,
)
from optom.domain.companies.models import Company, Contract, DeliveryAddress, Membership, Seller, Terms
from optom.domain.pricing.models import Break, Column, ColumnPrice, ContractPricing, Doubt, PriceChange
from optom.domain.stock import actions as stock
from optom.domain.stock.models import Balance, Move, Warehouse

FIRST_INN, SECOND_INN, SELLER_INN = "7700000009", "7700000016", "7700000023"
KPP = "770001001"


def dec(value: Any) -> Decimal:
    return Decimal(str(value))


@dataclass
class Firm:
    """The seller with its catalog; every method adds something and gives its id."""

    at: datetime
    seller: int = 0
    moscow: int = 0
    kazan: int = 0
    wholesale: int = 0
    retail: int = 0
    unit: int = 0
    standard: int = 0
    groups: dict[str, int] = field(default_factory=dict)
    brands: dict[str, int] = field(default_factory=dict)

    def person(self, name: str, *roles: str) -> int:
        user = User.objects.create(email=f"{name}@example.org", name=name, created_at=self.at)
        StaffRole.objects.bulk_create(StaffRole(user=user, role=role) for role in roles)
        return user.pk

    def group(self, name: str, parent: str | None = None) -> int:
        made = Group.objects.create(name=name, parent_id=self.groups.get(parent or ""), sort_key=catalog.sort_key(name))
        GroupPath.objects.create(ancestor=made, descendant=made, depth=0)
        for path in GroupPath.objects.filter(descendant_id=made.parent_id):
            GroupPath.objects.create(ancestor_id=path.ancestor_id, descendant=made, depth=path.depth + 1)
        self.groups[name] = made.pk
        return made.pk

    def brand(self, name: str) -> int:
        if name not in self.brands:
            norm = catalog.normalise_code(name)
            self.brands[name] = Brand.objects.create(name=name, norm=norm, sort_key=catalog.sort_key(name)).pk
        return self.brands[name]

    def product(
        self,
        article: str,
        *,
        name: str | None = None,
        brand: str = "SKF",
        group: str = "Подшипники",
        price: Any = None,
        multiple: Any = 1,
        minimum: Any = 0,
        on_hand: Any = 0,
        kazan: Any = 0,
        crosses: tuple[str, ...] = (),
        attributes: dict[str, str] | None = None,
        is_active: bool = True,
    ) -> int:
        name = name or f"Подшипник {article}"
        if group not in self.groups:
            self.group(group)
        made = Product.objects.create(
            article=article,
            name=name,
            brand_id=self.brand(brand),
            group_id=self.groups[group],
            unit_id=self.unit,
            tax_class_id=self.standard,
            multiple=dec(multiple),
            minimum=dec(minimum),
            sort_key=catalog.sort_key(name),
            attributes=attributes or {},
            is_active=is_active,
            weight=dec("0.1"),
        )
        self._index(made, article, crosses)
        for warehouse, quantity in ((self.moscow, on_hand), (self.kazan, kazan)):
            self.stock(made.pk, quantity, warehouse=warehouse)
        if price is not None:
            self.price(made.pk, price)
        return made.pk

    def now_sold(self, product: int, *, at: datetime, group: str | None = None, **said: Any) -> None:
        """From a moment on the source says something else of a product that it knows."""
        Product.objects.filter(pk=product).update(external_id=f"p{product}")
        if group:
            Group.objects.filter(pk=self.groups[group]).update(external_id=group)
        import_products([ProductRow(f"p{product}", group=group, is_patch=True, **said)], at=at)

    def now_under(self, group: str, parent: str | None, *, at: datetime) -> None:
        """From a moment on a group stands under another."""
        for name in filter(None, (group, parent)):
            Group.objects.filter(pk=self.groups[name]).update(external_id=name)
        import_groups([GroupRow(group, parent, group)], at=at)

    def _index(self, made: Product, article: str, crosses: tuple[str, ...]) -> None:
        from django.contrib.postgres.search import SearchVector  # noqa: PLC0415 -- only here
        from django.db.models import Value  # noqa: PLC0415

        vector = SearchVector(Value(catalog.search_text(made.name)), config="russian")
        Product.objects.filter(pk=made.pk).update(words=vector)
        Code.objects.create(product=made, kind="a", norm=catalog.normalise_code(article))
        for number in crosses:
            CrossNumber.objects.create(product=made, brand="FAG", number=number)
            Code.objects.create(product=made, kind="c", norm=catalog.normalise_code(number))
        for word in set(catalog.plain_words(made.name)):
            Word.objects.get_or_create(word=word, defaults={"products": 1})
        measure_shelves()  # as an import does at its end

    def stock(self, product: int, quantity: Any, *, warehouse: int | None = None) -> None:
        place = warehouse or self.moscow
        if dec(quantity):
            Balance.objects.create(product_id=product, warehouse_id=place, on_hand=dec(quantity))
            Move.objects.create(
                at=self.at, product_id=product, warehouse_id=place, quantity=dec(quantity), kind="count"
            )

    def arrival(self, product: int, quantity: Any, on: date, *, at: datetime | None = None) -> int:
        return stock.announce(
            product=product, warehouse=self.moscow, quantity=dec(quantity), expected_on=on, at=at or self.at
        )

    def price(self, product: int, amount: Any, *, column: int | None = None, from_quantity: Any = 0) -> None:
        column = column or self.wholesale
        PriceChange.objects.create(
            column_id=column, product_id=product, from_quantity=dec(from_quantity), amount=dec(amount), at=self.at
        )
        if dec(from_quantity):
            Break.objects.create(
                column_id=column, product_id=product, from_quantity=dec(from_quantity), amount=dec(amount)
            )
        else:
            ColumnPrice.objects.create(column_id=column, product_id=product, amount=dec(amount))
        Doubt.objects.create(column_id=column, product_id=product)  # as whoever changes a price says

    def client(self, name: str, inn: str, *people: int, discount: Any = 0, **terms: Any) -> int:
        """A company with one contract under the terms; the contract's id. The first of the people owns it."""
        company = Company.objects.create(name=name, inn=inn, kpp=KPP, created_at=self.at)
        for user in people:
            Membership.objects.create(company=company, user_id=user, role="owner" if user == people[0] else "buyer")
        DeliveryAddress.objects.create(company=company, name="Склад", address="Москва, Рабочая, 1")
        return self.contract(company.pk, "118", discount=discount, **terms)

    def contract(self, company: int, number: str, *, discount: Any = 0, **terms: Any) -> int:
        made = Contract.objects.create(
            seller_id=self.seller, company_id=company, number=number, signed_on=date(2025, 2, 14)
        )
        Terms.objects.create(contract=made, valid_from=self.at, **{"credit_limit": dec(1_000_000), **terms})
        ContractPricing.objects.create(
            contract=made, column_id=self.wholesale, discount=dec(discount), valid_from=self.at
        )
        return made.pk

    def deny(self, contract: int, *, group: str | None = None, brand: str | None = None) -> None:
        self._say(contract, group, brand, is_allowed=False)

    def allow(self, contract: int, *, group: str | None = None, brand: str | None = None) -> None:
        self._say(contract, group, brand, is_allowed=True)

    def _say(self, contract: int, group: str | None, brand: str | None, *, is_allowed: bool) -> None:
        Visibility.objects.create(
            contract_id=contract,
            group_id=self.groups[group] if group else None,
            brand_id=self.brands[brand] if brand else None,
            is_allowed=is_allowed,
        )


def found_firm(at: datetime) -> Firm:
    """The seller, two warehouses, two columns, the unit and the standard rate: 22 % since 2026, 20 % before."""
    firm = Firm(at)
    firm.seller = Seller.objects.create(name="ТехСнаб", inn=SELLER_INN, kpp=KPP).pk
    firm.moscow = Warehouse.objects.create(code="MSK", name="Москва", position=1).pk
    firm.kazan = Warehouse.objects.create(code="KZN", name="Казань", position=2).pk
    firm.wholesale = Column.objects.create(code="wholesale", name="Опт", position=1).pk
    firm.retail = Column.objects.create(code="retail", name="Розница", position=2).pk
    firm.unit = Unit.objects.create(name="шт", okei="796").pk
    firm.standard = TaxClass.objects.get_or_create(code="standard")[0].pk
    for since, percent in ((date(2019, 1, 1), 20), (date(2026, 1, 1), 22)):
        TaxRate.objects.get_or_create(tax_class_id=firm.standard, valid_from=since, defaults={"percent": dec(percent)})
    return firm
