"""What classifiers say once and goods only refer to: properties, units, currencies, rates."""

from dataclasses import dataclass, field

from optom.interfaces.exchange.commerceml.records import PropertyRead, PropertyValueRead, UnitRead

_CURRENCIES = {
    "RUB": ("rub", "rur", "руб", "рубль", "рублей", "р", "₽", "643", "810", "российский рубль"),
    "USD": ("usd", "дол", "долл", "доллар", "$", "840"),
    "EUR": ("eur", "евро", "€", "978"),
    "CNY": ("cny", "юань", "юаней", "¥", "156"),
    "KZT": ("kzt", "тенге", "₸", "398"),
    "BYN": ("byn", "бел.руб", "белорусский рубль", "933"),
}
_CURRENCY_OF = {word: code for code, words in _CURRENCIES.items() for word in words}
_ISO_LENGTH = 3
_TAX_CLASSES = {
    "22": "standard",
    "20": "standard",
    "18": "standard",
    "10": "reduced",
    "0": "zero",
    "без ндс": "none",
    "без налога": "none",
    "безндс": "none",
    "ндс не облагается": "none",
}


def currency_of(written: str) -> str | None:
    """The ISO code of a currency as 1C names it; None when nothing is written, `?` and the text when unknown."""
    word = written.casefold().strip(" .")
    if not word:
        return None
    if word in _CURRENCY_OF:
        return _CURRENCY_OF[word]
    return word.upper() if len(word) == _ISO_LENGTH and word.isascii() and word.isalpha() else f"?{written}"


def tax_class_of(rate: str) -> str | None:
    """The kind of goods behind a rate of VAT: 18, 20 and 22 % were all the standard one in their time.

    None when nothing is written; the text itself when no kind of goods has such a rate.
    """
    word = rate.casefold().strip(" %").replace(",", ".")
    if word.replace(".", "", 1).isdecimal() and "." in word:
        word = word.rstrip("0").rstrip(".")
    return _TAX_CLASSES.get(word, rate) if word else None


@dataclass(slots=True)
class _Property:
    name: str
    values: dict[str, str]


@dataclass(slots=True)
class Dictionary:
    """Filled while files are read; asked when all of them were, so their order does not matter."""

    _properties: dict[str, _Property] = field(default_factory=dict)
    units: dict[str, UnitRead] = field(default_factory=dict)

    def add_property(self, read: PropertyRead) -> None:
        """Partial classifiers add values to what the earlier ones have said."""
        known = self._properties.setdefault(read.external_id, _Property(read.name, {}))
        known.name = read.name or known.name
        known.values.update(read.values)

    def add_unit(self, read: UnitRead) -> None:
        for key in (read.external_id, read.code):
            if key:
                self.units[key] = read

    def name_of(self, value: PropertyValueRead) -> str:
        """The property's name; empty when neither the goods nor any classifier of this exchange tells it."""
        known = self._properties.get(value.property_id)
        return (known.name if known else "") or value.name

    def text_of(self, value: PropertyValueRead) -> str:
        """The value itself; empty when it is a reference that no classifier of this exchange resolves."""
        known = self._properties.get(value.property_id)
        if known is None or not known.values:
            return value.text
        return known.values.get(value.text, "" if _is_reference(value.text) else value.text)


def _is_reference(text: str) -> bool:
    """Looks like the GUIDs by which 1C refers to entries of its dictionaries."""
    parts = text.split("-")
    return [len(part) for part in parts] == [8, 4, 4, 4, 12] and all(c in "0123456789abcdefABCDEF-" for c in text)
