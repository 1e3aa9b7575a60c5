"""Reading a product (`Товар`) with everything that a trade needs of it."""

from collections.abc import Iterator
from decimal import Decimal

from optom.interfaces.exchange.commerceml.classifier import base_unit
from optom.interfaces.exchange.commerceml.nodes import Element, Parts, is_deleted, listed, parts, raw_text, text
from optom.interfaces.exchange.commerceml.place import Place
from optom.interfaces.exchange.commerceml.records import PackRead, ProductRead, PropertyValueRead, Record, SkippedRow
from optom.interfaces.exchange.commerceml.values import NotANumberError, number, one_line

_FILE_REMARKS = {"ОписаниеФайла", "Файл"}


def read_product(element: Element, place: Place) -> Iterator[Record]:
    """The product, after a note about each of its numbers that can't be read; only one without `Ид` is left out."""
    found = parts(element)
    external_id = text(found, "Ид")
    if not external_id:
        yield place.skipped("product", text(found, "Наименование"), "commerceml.no_id")
        return
    notes: list[SkippedRow] = []
    product = _product(element, found, external_id, place, notes)
    yield from notes
    yield product


def _product(element: Element, found: Parts, external_id: str, place: Place, notes: list[SkippedRow]) -> ProductRead:
    requisites = requisites_of(found)
    named = dict(reversed(requisites))

    def measure(name: str, written: str) -> Decimal | None:
        try:
            return number(written)
        except NotANumberError:
            notes.append(place.skipped("product", external_id, "commerceml.not_a_number", field=name, text=written))
            return None

    return ProductRead(
        external_id=external_id,
        sku=text(found, "Артикул"),
        name=text(found, "Наименование"),
        full_name=named.get("Полное наименование", ""),
        description=raw_text(found, "Описание"),
        unit=base_unit(found),
        group_ids=tuple(filter(None, (one_line(child.text) for child in listed(found, "Группы", "Ид")))),
        brand=_brand(found, named),
        barcodes=barcodes_of(found),
        vat_rate=_vat_rate(found),
        weight=measure("Вес", text(found, "Вес") or named.get("Вес", "")),
        volume=measure("Объем", text(found, "Объем") or named.get("Объем", "") or named.get("Объём", "")),
        country=text(found, "Страна"),
        code=text(found, "Код") or named.get("Код", ""),
        packs=_packs(found, external_id, place, notes),
        properties=property_values_of(found),
        characteristics=characteristics_of(found),
        requisites=requisites,
        pictures=tuple(filter(None, (one_line(picture.text) for picture in found.get("Картинка", ())))),
        is_deleted=is_deleted(element, found),
        line=place.line,
    )


def _brand(found: Parts, named: dict[str, str]) -> str:
    if "Изготовитель" in found:
        maker = found["Изготовитель"][0]
        return text(parts(maker), "Наименование") or one_line(maker.text)
    return text(found, "ТорговаяМарка") or named.get("Производитель", "") or named.get("Бренд", "")


def _vat_rate(found: Parts) -> str:
    for tax in listed(found, "СтавкиНалогов", "СтавкаНалога"):
        inside = parts(tax)
        if text(inside, "Наименование").casefold() in {"", "ндс"}:
            return text(inside, "Ставка")
    return ""


def _packs(found: Parts, external_id: str, place: Place, notes: list[SkippedRow]) -> tuple[PackRead, ...]:
    packs = []
    for conversion in listed(found, "БазоваяЕдиница", "Пересчет"):
        inside = parts(conversion)
        unit, written = text(inside, "Единица"), text(inside, "Коэффициент")
        try:
            factor = number(written)
        except NotANumberError:
            factor = None
        if unit and factor is not None and factor > 0:
            packs.append(PackRead(unit, factor))
        else:
            notes.append(place.skipped("pack", external_id, "commerceml.pack_unclear", unit=unit, factor=written))
    return tuple(packs)


def barcodes_of(found: Parts) -> tuple[str, ...]:
    elements = [*found.get("Штрихкод", ()), *listed(found, "Штрихкоды", "Штрихкод")]
    return tuple(dict.fromkeys(filter(None, (one_line(element.text) for element in elements))))


def property_values_of(found: Parts) -> tuple[PropertyValueRead, ...]:
    """Every filled value; a property with several values gives several rows, empty ones none."""
    return tuple(
        PropertyValueRead(text(inside, "Ид"), text(inside, "Наименование"), written)
        for inside in map(parts, listed(found, "ЗначенияСвойств", "ЗначенияСвойства"))
        for value in inside.get("Значение", ())
        if (written := one_line(value.text))
    )


def characteristics_of(found: Parts) -> tuple[tuple[str, str], ...]:
    pairs = (parts(entry) for entry in listed(found, "ХарактеристикиТовара", "ХарактеристикаТовара"))
    return tuple((text(pair, "Наименование"), text(pair, "Значение")) for pair in pairs if text(pair, "Значение"))


def requisites_of(found: Parts) -> tuple[tuple[str, str], ...]:
    pairs = (parts(entry) for entry in listed(found, "ЗначенияРеквизитов", "ЗначениеРеквизита"))
    named = ((text(pair, "Наименование"), text(pair, "Значение")) for pair in pairs)
    return tuple((name, value) for name, value in named if name and value and name not in _FILE_REMARKS)
