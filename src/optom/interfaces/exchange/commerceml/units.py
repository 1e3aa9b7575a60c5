"""Units of the Russian classifier (OKEI) by code and by the names under which 1C knows them."""

from collections.abc import Mapping

from optom.domain.catalog.importing import UnitRow
from optom.interfaces.exchange.commerceml.records import UnitRead

_NAMES: dict[str, tuple[str, ...]] = {
    "003": ("мм", "миллиметр"),
    "004": ("см", "сантиметр"),
    "006": ("м", "метр", "mtr"),
    "008": ("км", "километр", "kmt"),
    "018": ("пог. м", "погонный метр", "п.м", "пог.м", "м.п", "мп"),
    "055": ("м2", "квадратный метр", "кв.м", "кв. м", "м²", "mtk"),
    "112": ("л", "литр", "л; дм3", "ltr"),
    "111": ("мл", "миллилитр"),
    "113": ("м3", "кубический метр", "куб.м", "куб. м", "м³", "mtq"),
    "163": ("г", "грамм", "гр", "grm"),
    "166": ("кг", "килограмм", "kgm"),
    "168": ("т", "тонна", "тн", "tne"),
    "356": ("ч", "час", "hur"),
    "359": ("сут", "сутки", "дн", "день"),
    "616": ("боб", "бобина"),
    "625": ("лист", "листов", "лст"),
    "642": ("ед", "единица", "услуга", "усл"),
    "657": ("изд", "изделие"),
    "704": ("набор", "наб", "set"),
    "715": ("пар", "пара", "пара (2 шт.)", "пары", "npr"),
    "728": ("пач", "пачка"),
    "736": ("рул", "рулон", "npl"),
    "778": ("упак", "упаковка", "уп", "nmp"),
    "796": ("шт", "штука", "штук", "pce", "nmb", "h87"),
    "798": ("тыс. шт", "тысяча штук", "тыс.шт"),
    "812": ("ящ", "ящик"),
    "839": ("компл", "комплект", "к-т", "кмп", "kit"),
    "840": ("секц", "секция"),
    "868": ("бут", "бутылка"),
    "869": ("бут", "бутылка"),
    "870": ("амп", "ампула"),
    "872": ("флак", "флакон", "фл"),
    "876": ("усл. ед", "условная единица"),
    "5111": ("упак", "условная упаковка"),
}
_CODES = {name: code for code, names in reversed(_NAMES.items()) for name in names}
PIECES = UnitRow("шт", "796")


def unit_row(read: UnitRead, known: Mapping[str, UnitRead]) -> UnitRow | None:
    """The unit as the trade calls it, with its OKEI code where the file or its name tells it; None for no unit at all.

    ``known`` are the units that the exchange describes, by identifier and by code.
    """
    described = known.get(read.external_id) or known.get(read.code) or read
    code = _padded(read.code or described.code)
    names = [name for one in (described, read) for name in (one.short_name, one.full_name, one.sign) if name]
    if code in _NAMES:
        return UnitRow(_NAMES[code][0], code)
    if not names:
        return UnitRow(code, code) if code else None
    found = next((_CODES[_plain(name)] for name in names if _plain(name) in _CODES), "")
    return UnitRow(_NAMES[found][0], found) if found and not code else UnitRow(names[0], code)


def _padded(code: str) -> str:
    """Codes of two digits come without the zeros before them; what is no code at all is none."""
    return code.zfill(3) if code.isdecimal() and len(code) <= 4 else ""  # noqa: PLR2004 -- as OKEI has them


def _plain(name: str) -> str:
    return name.casefold().strip(" .")
