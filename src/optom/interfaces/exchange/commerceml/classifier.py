"""Reading what a classifier or the head of an offers package lists: properties, price kinds, warehouses, units."""

from collections.abc import Iterator

from optom.interfaces.exchange.commerceml.nodes import Element, Parts, is_deleted, listed, parts, text
from optom.interfaces.exchange.commerceml.place import Place
from optom.interfaces.exchange.commerceml.records import PriceKindRead, PropertyRead, Record, UnitRead, WarehouseRead
from optom.interfaces.exchange.commerceml.values import one_line, switch


def read_property(element: Element, place: Place) -> Iterator[Record]:
    found = parts(element)
    external_id = text(found, "Ид")
    if not external_id:
        yield place.skipped("property", text(found, "Наименование"), "commerceml.no_id")
        return
    yield PropertyRead(external_id, text(found, "Наименование"), _dictionary(found))


def _dictionary(found: Parts) -> tuple[tuple[str, str], ...]:
    entries = (parts(entry) for entry in listed(found, "ВариантыЗначений", "Справочник"))
    return tuple((text(entry, "ИдЗначения"), text(entry, "Значение")) for entry in entries)


def read_price_kind(element: Element, place: Place) -> Iterator[Record]:
    found = parts(element)
    name = text(found, "Наименование")
    external_id = text(found, "Ид")
    if not external_id:
        yield place.skipped("price_kind", name, "commerceml.no_id")
        return
    yield PriceKindRead(external_id, name, text(found, "Валюта"), _vat_included(found), is_deleted(element, found))


def _vat_included(found: Parts) -> bool | None:
    """Price kinds may name several taxes; only what is said of VAT matters."""
    for tax in found.get("Налог", ()):
        inside = parts(tax)
        if text(inside, "Наименование").casefold() in {"", "ндс"}:
            return switch(text(inside, "УчтеноВСумме"))
    return None


def read_warehouse(element: Element, place: Place) -> Iterator[Record]:
    found = parts(element)
    name = text(found, "Наименование")
    external_id = text(found, "Ид")
    if not external_id:
        yield place.skipped("warehouse", name, "commerceml.no_id")
        return
    yield WarehouseRead(external_id, name, _address(found), is_deleted(element, found))


def _address(found: Parts) -> str:
    return text(parts(found["Адрес"][0]), "Представление") if "Адрес" in found else ""


def read_unit(element: Element, place: Place) -> Iterator[Record]:
    found = parts(element)
    unit = UnitRead(
        code=text(found, "Код"),
        short_name=text(found, "НаименованиеКраткое") or text(found, "Наименование"),
        full_name=text(found, "НаименованиеПолное"),
        sign=text(found, "МеждународноеСокращение"),
        external_id=text(found, "Ид"),
    )
    if unit == UnitRead():
        yield place.skipped("unit", "", "commerceml.no_id")
        return
    yield unit


def base_unit(found: Parts) -> UnitRead:
    """The unit of a product or an offer: attributes up to 2.10, a bare OKEI code or reference as text since 3.0."""
    if "БазоваяЕдиница" not in found:
        return UnitRead()
    element = found["БазоваяЕдиница"][0]
    written = one_line(element.text)
    code = one_line(element.get("Код"))
    return UnitRead(
        code=code or (written if written.isdecimal() else ""),
        short_name=one_line(element.get("НаименованиеКраткое")) or ("" if written.isdecimal() else written),
        full_name=one_line(element.get("НаименованиеПолное")),
        sign=one_line(element.get("МеждународноеСокращение")),
        external_id=written,
    )
