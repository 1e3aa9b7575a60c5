"""What the heads of columns say: of people's lists in Russian, Ukrainian, English and German, and of formats. Pure."""

import re
from dataclasses import dataclass

from optom.domain.suppliers.fields import Field

_CAMEL = re.compile(r"(?<=[a-zа-я])(?=[A-ZА-Я])")
_WORD = re.compile(r"[^\W_]+")
_ALIKE = str.maketrans("ёіїєґ", "еииег")
_LONGEST = 80
# What is known and none of our fields; a price list itself is no price.
_NO_HEAD = re.compile(r"прайс лист.*|price list.*|preisliste.*|каталог (?:товаров|продукции)")
_OTHER = re.compile(
    r"№|n|no|nr|п п|пп|сумма.*|итого.*|всего.*|(?:ваш )?заказ.*|к заказу|вес.*|масса.*|об ?е?ем.*|дата.*|фото.*|"
    r"изображен.*|картинк.*|ссылка.*|url|picture.*|image.*|photo.*|datasheet|страна.*|країна.*|country.*|"
    r"код (?:тн ?вэд|уктзед|окпд).*|тн ?вэд.*|hs code|резерв.*|рейтинг.*|гарант.*|warranty.*|скидк[аи]|discount|"
    r"ставка ндс|ндс|vat|mwst|примечан.*|комментар.*|note|remark|bemerkung|размер.*|цвет.*|год|характеристик.*|"
    r"свойств.*|weight|total|sum|amount|order|old ?price|category id|продажи|акци[яи]|новинк.*|курс.*|price quantity|"
    r"preiseinheit|коэффициент|пометка удаления|"
    r"reference feature.*|delivery|pickup|store"
)
# The first that fits tells; "whole" is the whole head, "within" any words of it.
_WHOLE = {
    Field.BARCODE: (r"ean(?: ?(?:8|13))?|gtin|штрих ?код\w*|barcode|bar code|шк|upc|international pid"),
    Field.ARTICLE: (
        r"артикул|арт|vendor code|mpn|oem|oe|part(?: (?:no|number))?|mfr part|partnumber|article|каталожный номер|"
        r"manufacturer (?:aid|pid|code)|артикул производителя|номер детали|herstellernummer"
    ),
    Field.NUMBER: (
        r"код|id|ид|sku|item|item (?:no|code|number)|код товара|supplier (?:aid|pid)|артикул поставщика|"
        r"номенклатурный номер|внутренний код|код поставщика|artikelnummer|artikel ?nr|lcsc part|product ?id|code|"
        r"наш код|код номенклатуры|(?:номенклатура|товар) (?:код|ид|id)|part id"
    ),
    Field.NAME: (
        r"наименование(?: товара)?|название|товар|номенклатура|name|title|description(?: short)?|product|"
        r"product name|bezeichnung|kurztext\w*|найменування|описание|model|наименование товаров|продукция|"
        r"полное наименование"
    ),
    Field.BRAND: (
        r"бренд|брэнд|производитель|изготовитель|марка|торговая марка|тм|вендор|vendor|brand|manufacturer|maker|make|"
        r"hersteller|marke|виробник|фирма|manufacturer name"
    ),
    Field.PRICE: (
        r"цена|price|preis|опт|стоимость|ваша цена|цина|прайс|цена за единицу|price amount|netto|опт руб|"
        r"цена (?:руб|usd|eur|с ндс|без ндс|опт|оптовая|дилер\w*|закуп\w*)|unit price|einzelpreis|nettopreis"
    ),
    Field.RECOMMENDED: (
        r"ррц|рц|мрц|rrp|msrp|uvp|розница|розн|retail|retail price|цена розничная|розничная цена|bruttopreis"
    ),
    Field.STOCK: (
        r"остат\w*|наличие|в наличии|доступно|свободно|склад|stock|qty|quantity|available|availability|bestand|"
        r"количество|кол(?: во)?|к во|залишок|count|lagerbestand|свободный остаток|stock quantity|menge|кильк\w*"
    ),
    Field.UNIT: (
        r"ед(?: изм\w*)?|единица(?: измерения)?|unit|uom|einheit|мера|базовая единица|изм|order unit|mengeneinheit|"
        r"me|одиниця|од(?: вим\w*)?"
    ),
    Field.MULTIPLE: (
        r"кратность|упаковка|в упаковке|уп|фасовка|multiple|pack|pack size|vpe|quantity interval|step quantity|"
        r"норма упаковки|кол во в упаковке|шт в уп\w*|moq multiple|verpackungseinheit"
    ),
    Field.MINIMUM: (
        r"минимум|мин(?:имальн\w*)? (?:заказ|партия)|moq|min(?: order)?(?: qty)?|quantity min|min quantity|"
        r"mindestmenge|mindestbestellmenge"
    ),
    Field.CURRENCY: (r"валюта|currency(?: id)?|w[aä]e?hrung|curr|price currency"),
    Field.LEAD_DAYS: (r"срок(?: поставки)?|срок дней|lead time(?: days)?|delivery (?:time|days)|lieferzeit|дней"),
    Field.CATEGORY: (
        r"категория|группа|раздел|подгруппа|рубрика|category|group|warengruppe|группы|группа товар\w*|вид товара|"
        r"тип товара|categories|path|путь|подкатегория|subcategory|hauptwarengruppe"
    ),
}
_WITHIN = {
    Field.MINIMUM: (
        r"минимальн\w* (?:заказ|парти|кол)|мин (?:заказ|кол|парт)\w*|min\w* (?:order|qty|quantity)|moq|mindest\w*"
    ),
    Field.MULTIPLE: (
        r"кратн\w*|упаков\w*|в (?:уп|кор|ящ)\w*|фасовк\w*|норма|multiple|packs?|packing|vpe|verpackung\w*"
    ),
    Field.BARCODE: (r"штрих ?код\w*|ean ?\d*|gtin|barcodes?|upc"),
    Field.CURRENCY: (r"валют[аы]|currency|w[aä]e?hrung"),
    Field.LEAD_DAYS: (r"срок\w*|lead ?time|delivery (?:time|days)|lieferzeit|дней|поставки дн\w*"),
    Field.RECOMMENDED: (
        r"ррц|мрц|nrp|rrp|msrp|uvp|розни[чц]\w*|розн|роздриб\w*|рекоменд\w*|retail|list price|"
        r"brutto\w*"
    ),
    Field.PRICE: (r"цен[аыу]?|цина|prices?|\w*preis|стоимость|опт\w*|закуп\w*|дилер\w*|cost|wholesale|dealer"),
    Field.STOCK: (
        r"остат\w*|налич\w*|доступн\w*|свободн\w*|склад\w*|залишок\w*|stock|available|availability|bestand|lager\w*|"
        r"кол во|количество|qty|quantity"
    ),
    Field.UNIT: (r"ед изм\w*|единиц\w*|unit|uom|einheit"),
    Field.ARTICLE: (
        r"артикул\w*|каталожн\w*|номер детали|oem|mpn|part (?:no|number)|partnumber|обозначение|партномер|чертеж"
    ),
    Field.BRAND: (
        r"бренд\w*|брэнд\w*|производител\w*|изготовител\w*|торгов\w* марк\w*|brands?|manufacturer|vendor|hersteller"
    ),
    Field.CATEGORY: (r"категори\w*|групп\w*|раздел\w*|подгрупп\w*|category|group|warengruppe|рубрик\w*"),
    Field.NAME: (
        r"наименован\w*|найменуван\w*|назван\w*|номенклатур\w*|товар\w*|описани\w*|продукц\w*|name|description|title|"
        r"text|bezeichnung|kurztext\w*"
    ),
    Field.NUMBER: (r"код\w*|sku|id|item (?:no|code|number)|artikel ?(?:nr|nummer)|номер|number|code"),
}
_WHOLE_RE = tuple((field, re.compile(words)) for field, words in _WHOLE.items())
_WITHIN_RE = tuple((field, re.compile(rf"\b(?:{words})\b")) for field, words in _WITHIN.items())
_FROM = re.compile(
    r"(?:^|[\s(|,])(?:от|from|свыше|более|ab|>=?|≥)\s*(\d{1,6})\s*(?:шт\w*|штук|pcs|ед|уп\w*|stk|stück)?\.?\s*(?:$|[)|,/])"
    r"|(?:^|[\s(|,])(\d{1,6})\s*\+\s*(?:шт\w*|pcs)?\.?$|(?:^|[\s(|,])(\d{1,6})\s*[-–]\s*\d{1,6}\s*(?:шт\w*|pcs)\.?"
)
_OURS = (
    (6, re.compile(r"\b(?:ваш\w*|your|персональн\w*|индивидуальн\w*|закуп\w*|входн\w*|netto\w*|нетто|net customer)\b")),
    (5, re.compile(r"\b(?:скидк\w*|discount\w*|партнер\w*|дилер\w*|dealer|спец\w*)\b|-\s?\d+\s?%")),
    (4, re.compile(r"\b(?:опт\w*|wholesale|b2b)\b")),
    (2, re.compile(r"\blist\b")),
    (1, re.compile(r"\bбез ндс\b|\bexcl\b|\bбез скидки\b")),
)
_PLAIN_PRICE = 3
SURE, LIKELY = 95, 80


@dataclass(frozen=True, slots=True)
class Said:
    """What a head says: the field, how surely, of a price column how much it is ours and from how many on it holds.

    ``field`` None: the head is known, and says nothing that we keep.
    """

    field: Field | None
    confidence: int = SURE
    ours: int = 0
    from_quantity: str = ""


def said_by(head: str) -> Said | None:
    """What a head says; None where it is no head that we know. Of heads in several rows the lowest known tells."""
    from_quantity = _from_quantity(head)
    *above, lowest = head.split(" | ")
    own = _said(lowest)
    if above and (own is None or own.field in {None, Field.PRICE, Field.RECOMMENDED}):
        own = _said(" ".join([*above, lowest])) or own or next(filter(None, map(_said, above)), None)
    if from_quantity and (own is None or own.field is Field.PRICE):
        return Said(Field.PRICE, LIKELY, from_quantity=from_quantity)
    return own


def words_of(head: str) -> str:
    """The words of a head in lower case: "ЦенаЗаЕдиницу" is "цена за единицу"."""
    return " ".join(_WORD.findall(_CAMEL.sub(" ", head.strip()).casefold().translate(_ALIKE)))


def _said(head: str) -> Said | None:
    text = words_of(head)
    if not text and head.strip() in {"№", "#"}:
        return Said(None)
    if not text or len(text) > _LONGEST or _NO_HEAD.fullmatch(text):
        return None
    if field := next((field for field, words in _WHOLE_RE if words.fullmatch(text)), None):
        return Said(field, SURE, _how_much_ours(field, head))
    if _OTHER.fullmatch(text):
        return Said(None)
    if field := next((field for field, words in _WITHIN_RE if words.search(text)), None):
        return Said(field, LIKELY, _how_much_ours(field, head))
    return None


def _how_much_ours(field: Field, head: str) -> int:
    if field is not Field.PRICE:
        return 0
    text = head.casefold().replace("_", " ").translate(_ALIKE)
    return next((rank for rank, words in _OURS if words.search(text)), _PLAIN_PRICE)


def _from_quantity(head: str) -> str:
    found = _FROM.search(head.casefold())
    return next(filter(None, found.groups()), "") if found else ""
