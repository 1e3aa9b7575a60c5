"""An act of the other side as XML, of any version: by the names of its attributes. Nothing is fetched or expanded."""

from datetime import date
from decimal import Decimal, InvalidOperation

from lxml import etree

from optom.base.money import kopecks
from optom.base.refusal import Refusal
from optom.domain.reconciliation.rules import Card, TheirLine

from .nodes import Element

_WHOLE, _CONTRACT, _DOCUMENT, _OPERATION = "ТаблАкт", "ДогСв", "ДокСв", "СвОпер"
_MOST_DIGITS = 13


def is_act(content: bytes) -> bool:
    """By the name of its table, in the alphabets in which such files are written."""
    start = content[:200_000]
    return content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and any(
        _WHOLE.encode(alphabet) in start for alphabet in ("cp1251", "utf-8")
    )


def read(content: bytes) -> Card:
    """What it says. Refuses `reconciliation.card_unknown`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refusal("reconciliation.card_unknown") from error
    table = next(root.iter(_WHOLE), None)
    if table is None or root.getroottree().docinfo.internalDTD is not None:
        raise Refusal("reconciliation.card_unknown")
    lines: list[TheirLine] = []
    unread: list[tuple[int, str]] = []
    for place, operation in enumerate(table.iter(_OPERATION), start=1):
        line = _line(place, operation)
        if line is None:
            unread.append((place, " ".join(operation.attrib.values())[:200]))
        else:
            lines.append(line)
    return Card(lines, _balance(table, "СальдоНач"), _balance(table, "СальдоКон"), unread)


def _line(place: int, operation: Element) -> TheirLine | None:
    document = operation.getparent()
    said = {name: document.get(name, "") if document is not None else "" for name in ("НаимДок", "НомДок", "ДатаДок")}
    on = _day(operation.get("ДатаОпер", "")) or _day(said["ДатаДок"])
    debit, credit = _sum(operation.get("СумДебет", "")), _sum(operation.get("СумКредит", ""))
    if on is None or (debit is None and credit is None):
        return None
    title = f"{said['НаимДок']} № {said['НомДок']} от {said['ДатаДок']}"
    return TheirLine(place, on, title[:300], (debit or Decimal(0)) - (credit or Decimal(0)))


def _balance(table: Element, name: str) -> Decimal | None:
    debit, credit = _sum(table.get(f"{name}Деб", "")), _sum(table.get(f"{name}Кр", ""))
    return None if debit is None and credit is None else (debit or Decimal(0)) - (credit or Decimal(0))


def _sum(text: str) -> Decimal | None:
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    return kopecks(value) if value.is_finite() and value.adjusted() < _MOST_DIGITS else None


def _day(text: str) -> date | None:
    try:
        day, month, year = text.split(".")
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
