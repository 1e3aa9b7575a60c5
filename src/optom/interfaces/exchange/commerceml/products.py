"""Products and offers of an exchange as the catalog takes them: the trade's decisions about what 1C leaves open."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from optom.domain.catalog.importing import ProductRow, UnitRow
from optom.interfaces.exchange.commerceml.dictionary import Dictionary, tax_class_of
from optom.interfaces.exchange.commerceml.place import Place
from optom.interfaces.exchange.commerceml.records import (
    OfferRead,
    PackRead,
    ProductRead,
    PropertyValueRead,
    SkippedRow,
    UnitRead,
)
from optom.interfaces.exchange.commerceml.units import PIECES, unit_row
from optom.interfaces.exchange.commerceml.values import NotANumberError, number

_BRAND = {"производитель", "бренд", "марка", "торговая марка", "изготовитель", "brand"}
_CROSS = {
    *("кросс-номер", "кросс-номера", "кросс номер", "кросс номера", "кроссы", "oem", "oem номер", "oem-номер"),
    *("оригинальный номер", "оригинальные номера", "каталожный номер", "номер производителя", "артикул производителя"),
    *("аналоги", "номера аналогов", "взаимозаменяемость"),
}
_MULTIPLE = {"кратность", "кратность отгрузки", "кратность заказа", "квант", "квант поставки"}
_MINIMUM = {"минимальная партия", "минимальное количество", "минимальный заказ", "мин. партия"}
_SEPARATORS = str.maketrans(";|\n", ",,,")


@dataclass(slots=True)
class _Said:
    """What properties and requisites add up to."""

    attributes: dict[str, str] = field(default_factory=dict)
    brand: str = ""
    crosses: list[tuple[str, str]] = field(default_factory=list)
    numbers: dict[str, Decimal] = field(default_factory=dict)
    has_unknown: bool = False

    def hear(self, name: str, text: str) -> None:
        word = name.casefold().strip(" .:")
        if word in _BRAND:
            self.brand = self.brand or text
        elif word in _CROSS:
            numbers = (number.strip() for number in text.translate(_SEPARATORS).split(","))
            self.crosses += [("", number) for number in numbers if number]
        elif word in _MULTIPLE | _MINIMUM:
            self._measure("multiple" if word in _MULTIPLE else "minimum", text)
        else:
            self.attributes[name] = f"{self.attributes[name]}, {text}" if name in self.attributes else text

    def _measure(self, field_name: str, text: str) -> None:
        try:
            value = number(text)
        except NotANumberError:
            return
        if value is not None and value > 0:
            self.numbers[field_name] = value


class Translation:
    """Turns what was read into what the catalog takes, and tells what it had to decide."""

    def __init__(self, dictionary: Dictionary, report: Callable[[SkippedRow], None]) -> None:
        self._dictionary = dictionary
        self._report = report
        self._units_told: set[str] = set()

    def product(self, file: str, read: ProductRead) -> ProductRow:
        """A card of the catalog. Without a name or an article it still is one: buyers know it by its code."""
        place = Place(file, read.line)
        parent = read.external_id.partition("#")[0] if "#" in read.external_id else None
        if read.is_deleted:
            return ProductRow(read.external_id, is_deleted=True, variant_of=parent, origin=_origin(place))
        said = self._said(read.external_id, read.properties, read.characteristics, place)
        for name, text in read.requisites:
            if name.casefold() in _CROSS | _MULTIPLE | _MINIMUM:
                said.hear(name, text)
        if read.country:
            said.attributes.setdefault("Страна", read.country)
        if read.code and read.code != read.sku:
            said.crosses.append(("", read.code))
        fallback = read.code or read.external_id.replace("#", "-").split("-")[0].upper()
        if not read.sku:
            self._tell(place, "product", read.external_id, "commerceml.no_article", article=fallback)
        return ProductRow(
            read.external_id,
            article=read.sku or None,
            fallback_article=fallback,
            name=self._name(read, fallback, place),
            brand=read.brand or said.brand or None,
            group=read.group_ids[0] if read.group_ids else None,
            unit=self._unit(read.unit, read.external_id, place),
            tax_class=tax_class_of(read.vat_rate),
            multiple=said.numbers.get("multiple"),
            minimum=said.numbers.get("minimum"),
            weight=read.weight or None,
            volume=read.volume or None,
            attributes=said.attributes,
            attributes_add=said.has_unknown,
            description=read.description,
            packs=self._packs(read.packs),
            barcodes=read.barcodes,
            crosses=tuple(dict.fromkeys(said.crosses)),
            is_active=True,
            is_deleted=False,
            variant_of=parent,
            origin=_origin(place),
        )

    def offer(self, file: str, read: OfferRead) -> ProductRow:
        """An offer adds to its product; with a characteristic it is a variant, a thing of its own on the shelf."""
        place = Place(file, read.line)
        if not read.is_variant:
            return ProductRow(
                read.external_id,
                fallback_article=read.sku or None,
                barcodes=read.barcodes or None,
                is_deleted=True if read.is_deleted else None,
                is_patch=True,
                is_offered=not read.is_deleted,
                origin=_origin(place),
            )
        if read.is_deleted:
            return ProductRow(
                read.external_id,
                is_deleted=True,
                variant_of=read.product_external_id,
                is_patch=True,
                origin=_origin(place),
            )
        return self._variant(read, place)

    def _variant(self, read: OfferRead, place: Place) -> ProductRow:
        said = self._said(read.external_id, read.properties, read.characteristics, place)
        suffix = suffix_of(read.name, [value for _, value in read.characteristics])
        return ProductRow(
            read.external_id,
            article=read.sku or None,
            name=f"{read.name}{suffix}" if read.name else None,
            name_suffix="" if read.name else suffix,
            unit=self._unit(read.unit, read.external_id, place) if read.unit != UnitRead() else None,
            attributes=said.attributes or None,
            barcodes=read.barcodes or None,
            is_active=True,
            is_deleted=False,
            variant_of=read.product_external_id,
            is_patch=True,
            is_offered=True,
            origin=_origin(place),
        )

    def _said(
        self,
        external_id: str,
        properties: Iterable[PropertyValueRead],
        characteristics: Iterable[tuple[str, str]],
        place: Place,
    ) -> _Said:
        said = _Said()
        own = list(characteristics)
        named = {name for name, _ in own}
        for value in properties:
            name, text = self._dictionary.name_of(value), self._dictionary.text_of(value)
            if name and text and name not in named:
                said.hear(name, text)
            elif not (name and text):
                said.has_unknown = True
                code = "commerceml.unknown_value" if name else "commerceml.unknown_property"
                self._tell(place, "property", external_id, code, property=name or value.property_id, value=value.text)
        for name, text in own:
            said.hear(name or "Характеристика", text)
        return said

    def _name(self, read: ProductRead, fallback: str, place: Place) -> str:
        name = read.name or read.full_name
        if not name:
            name = read.sku or fallback
            self._tell(place, "product", read.external_id, "commerceml.no_name", name=name)
        return name + suffix_of(name, [value for _, value in read.characteristics])

    def _unit(self, read: UnitRead, external_id: str, place: Place) -> UnitRow:
        unit = unit_row(read, self._dictionary.units)
        if unit is None:
            self._tell(place, "product", external_id, "commerceml.no_unit", unit=PIECES.name)
            return PIECES
        if not unit.okei and unit.name not in self._units_told:
            self._units_told.add(unit.name)
            self._tell(place, "unit", unit.name, "commerceml.unit_without_code", product=external_id)
        return unit

    def _packs(self, packs: Iterable[PackRead]) -> tuple[tuple[str, Decimal], ...]:
        """A conversion of the base unit into itself is no pack."""
        found = ((unit_row(_reference(pack.unit), self._dictionary.units), pack.factor) for pack in packs)
        return tuple((unit.name, factor) for unit, factor in found if unit is not None and factor != 1)

    def _tell(self, place: Place, what: str, external_id: str, code: str, **facts: str) -> None:
        self._report(place.skipped(what, external_id, code, **facts))


def _reference(written: str) -> UnitRead:
    return UnitRead(
        code=written if written.isdecimal() else "",
        short_name="" if written.isdecimal() else written,
        external_id=written,
    )


def suffix_of(name: str, values: Iterable[str]) -> str:
    """The values that tell a variant from its sisters and that its name does not hold yet, in brackets.

    A name that ends in brackets was put together by 1C, which has written there what it found telling.
    """
    folded = name.casefold()
    if folded.endswith(")"):
        return ""
    missing = [value for value in values if value.casefold() not in folded]
    return f" ({', '.join(missing)})" if missing else ""


def _origin(place: Place) -> str:
    return f"{place.file}:{place.line}"
