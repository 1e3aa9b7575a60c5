"""By what names the columns of buyers' lists go. Pure."""

import re
from collections.abc import Sequence
from enum import StrEnum

from optom.domain.catalog.rules import plain_words


class Role(StrEnum):
    """What a column of a list holds."""

    NUMBER = "number"
    BRAND = "brand"
    NAME = "name"
    QUANTITY = "quantity"
    UNIT = "unit"
    NOTE = "note"
    PRICE = "price"
    FREE = "free"
    PACK = "pack"
    MINIMUM = "minimum"
    KEY = "key"
    BEFORE = "before"
    OTHER = "other"


# The hidden column of our own order forms: its cells are keys of products, which no way of writing can blur.
KEY_HEAD = "#optom"
# Beside it: the quantity with which a row went out, so that a cleared cell is told from an empty one.
BEFORE_HEAD = "#before"
# The last hidden column has nothing but its head: of which contract the form is.
_CONTRACT = re.compile(r"#contract ([0-9]{1,18}) (.*)")
_HIDDEN = {KEY_HEAD: Role.KEY, BEFORE_HEAD: Role.BEFORE}
_SHOWN = {
    "моя цена": Role.PRICE, "my price": Role.PRICE, "свободно": Role.FREE, "free": Role.FREE,
    "упаковка": Role.PACK, "pack": Role.PACK, "минимум": Role.MINIMUM, "minimum": Role.MINIMUM,
}  # fmt: skip
# A head is known by a phrase of its first words. Those of other columns are here too: a price is not a quantity.
_PHRASES: dict[Role, str] = {
    Role.NUMBER: (
        "артикул|арт|код|номер детали|номер товара|каталожный номер|кат номер|обозначение|маркировка|штрихкод|"
        "штрих код|ваш артикул|наш артикул|part|part number|part no|article|sku|item|item no|item code|code|barcode|"
        "ean|gtin|number"
    ),
    Role.BRAND: "бренд|производитель|марка|изготовитель|торговая марка|фирма|brand|manufacturer|maker|make",
    Role.NAME: "наименование|название|товар|номенклатура|описание|продукция|материал|name|description|product|title",
    Role.QUANTITY: (
        "количество|кол|кол во|к во|заказ|заказать|в заказ|потребность|нужно|требуется|кол во заказа|заявка|"
        "quantity|qty|order|amount|pcs|count|need"
    ),
    Role.UNIT: "ед|единица|ед изм|единица измерения|изм|unit|uom",
    Role.NOTE: "примечание|прим|комментарий|коммент|заметка|пояснение|note|notes|comment|comments|remark",
    Role.OTHER: (
        "п п|n|no|пп|цена|сумма|стоимость|ндс|остаток|наличие|свободно|"
        "кратность|упаковка|упак|уп|вес|дата|склад|ожидается|моя цена|price|sum|total|stock|vat|weight|pack"
    ),
}
_KNOWN = {tuple(phrase.split()): role for role, phrases in _PHRASES.items() for phrase in phrases.split("|")}
_LONGEST = max(map(len, _KNOWN))
_MOST_WORDS = 6
_MOST_BESIDE = 2


def role_of(cell: str) -> Role | None:
    """What a head says its column holds; None where it is no head that we know."""
    words = tuple(plain_words(cell))
    if cell.strip() in {"№", "#"}:
        return Role.OTHER
    if len(words) > _MOST_WORDS:
        return None
    return next(
        (_KNOWN[words[:n]] for n in range(_LONGEST, 0, -1) if words[:n] in _KNOWN and len(words) - n <= _MOST_BESIDE),
        None,
    )


def _role_in_ours(cell: str) -> Role | None:
    """In our own forms prices, goods and packs are what they were when the form was made."""
    if cell in _HIDDEN:
        return _HIDDEN[cell]
    return _SHOWN.get(" ".join(plain_words(cell))) or role_of(cell) or Role.OTHER


def contract_head(contract: int, number: str) -> str:
    """The head by which a form of ours knows its contract."""
    return f"#contract {contract} {number}"


def contract_said(head: Sequence[str]) -> tuple[int, str] | None:
    """The contract that the heads of a form name, and its number; older forms name none."""
    found = next(filter(None, map(_CONTRACT.fullmatch, head)), None) if KEY_HEAD in head else None
    return (int(found[1]), found[2]) if found else None


def roles(head: Sequence[str], width: int) -> list[Role | None]:
    """The roles that a row of heads names. One column of each, but for numbers: firms write two of them."""
    found: list[Role | None] = []
    is_ours = KEY_HEAD in head
    for cell in [*head, *[""] * (width - len(head))]:
        role = _role_in_ours(cell) if is_ours else role_of(cell)
        is_taken = role in found and role not in {Role.NUMBER, Role.OTHER}
        found.append(Role.OTHER if is_taken else role)
    return found
