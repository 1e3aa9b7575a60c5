"""Reading an offer (`Предложение`): the variant it describes, its prices, and what lies in the warehouses."""

from collections.abc import Iterator
from decimal import Decimal

from optom.interfaces.exchange.commerceml.classifier import base_unit
from optom.interfaces.exchange.commerceml.goods import barcodes_of, characteristics_of, property_values_of
from optom.interfaces.exchange.commerceml.nodes import Element, Parts, attribute, is_deleted, listed, parts, text
from optom.interfaces.exchange.commerceml.place import Place
from optom.interfaces.exchange.commerceml.records import OfferRead, PriceRead, Record, RestRead
from optom.interfaces.exchange.commerceml.values import NotANumberError, number

_PRICE_STEP = Decimal("0.0001")


def read_offer(element: Element, place: Place) -> Iterator[Record]:
    """The offer itself when the file describes it, then its prices and rests; files of prices leave it undescribed."""
    found = parts(element)
    external_id = _external_id(found)
    if not external_id:
        yield place.skipped("offer", text(found, "Наименование"), "commerceml.no_id")
        return
    deleted = is_deleted(element, found)
    if deleted or _is_described(found):
        yield _offer(found, external_id, place, deleted=deleted)
    yield from _prices(found, external_id, place)
    yield from _rests(found, external_id, place)


def _external_id(found: Parts) -> str:
    """Change packages of 2.08 give the characteristic apart; elsewhere it follows the product after a hash."""
    external_id, variant = text(found, "Ид"), text(found, "ИдХарактеристики")
    return f"{external_id}#{variant}" if variant and "#" not in external_id else external_id


def _is_described(found: Parts) -> bool:
    return any(
        name in found for name in ("Наименование", "Артикул", "ХарактеристикиТовара", "Штрихкод", "БазоваяЕдиница")
    )


def _offer(found: Parts, external_id: str, place: Place, *, deleted: bool) -> OfferRead:
    return OfferRead(
        external_id=external_id,
        name=text(found, "Наименование"),
        sku=text(found, "Артикул"),
        barcodes=barcodes_of(found),
        unit=base_unit(found),
        characteristics=characteristics_of(found),
        properties=property_values_of(found),
        is_deleted=deleted,
        line=place.line,
    )


def _prices(found: Parts, external_id: str, place: Place) -> Iterator[Record]:
    for element in listed(found, "Цены", "Цена"):
        inside = parts(element)
        kind = text(inside, "ИдТипаЦены")
        if not kind:
            yield place.skipped("price", external_id, "commerceml.price_without_kind")
            continue
        try:
            value = _per_base_unit(inside)
            least = number(text(inside, "МинКоличество")) or Decimal(0)
        except NotANumberError as wrong:
            yield place.skipped("price", external_id, "commerceml.not_a_number", kind=kind, text=str(wrong))
            continue
        if value is None:
            yield place.skipped("price", external_id, "commerceml.empty_price", kind=kind)
        yield PriceRead(external_id, kind, value, text(inside, "Валюта"), max(least, Decimal(0)), place.line)


def _per_base_unit(inside: Parts) -> Decimal | None:
    """A price may be written for a larger unit (`Коэффициент` base units): we keep the price of one base unit."""
    written = number(text(inside, "ЦенаЗаЕдиницу"))
    factor = number(text(inside, "Коэффициент"))
    if written is None or written <= 0:
        return None
    if factor is None or factor <= 0 or factor == 1:
        return written
    return (written / factor).quantize(_PRICE_STEP)


def _rests(found: Parts, external_id: str, place: Place) -> Iterator[Record]:
    """By warehouse where the file says so; the plain total only when it does not."""
    written = list(_by_warehouse(found))
    if not written and text(found, "Количество"):
        written = [("", text(found, "Количество"))]
    for warehouse, quantity in written:
        try:
            known = number(quantity)
        except NotANumberError:
            yield place.skipped("rest", external_id, "commerceml.not_a_number", warehouse=warehouse, text=quantity)
            continue
        yield RestRead(external_id, warehouse, known or Decimal(0), place.line)


def _by_warehouse(found: Parts) -> Iterator[tuple[str, str]]:
    for element in (*found.get("Склад", ()), *found.get("Склады", ())):
        yield from _warehouse(element)
    for rest in listed(found, "Остатки", "Остаток"):
        inside = parts(rest)
        for element in inside.get("Склад", ()):
            yield from _warehouse(element, text(inside, "Количество"))
        if "Склад" not in inside:
            yield "", text(inside, "Количество")


def _warehouse(element: Element, beside: str = "") -> Iterator[tuple[str, str]]:
    """Attributes up to 2.10, child elements since; a holder of several (`Склады` with `Склад` inside) is opened."""
    inside = parts(element)
    if "Склад" in inside:
        for child in inside["Склад"]:
            yield from _warehouse(child)
        return
    yield (
        attribute(element, "ИдСклада") or text(inside, "Ид"),
        attribute(element, "КоличествоНаСкладе") or text(inside, "Количество") or beside,
    )
