"""Articles of DATANORM 4 and 5, the German trade's format: a line a record, from however many files.

Prices are told in hundredths and for many pieces at once; here they are for one. What the buyer pays is worked out
where the files say his discount, by article (DATPREIS) or by group (RAB).
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Context, Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from optom.base.refusal import Refusal
from optom.base.xls import shown

from . import limits
from .encodings import encoding_of
from .frames import Gathered
from .table import Table

_PAGES: Final = ("cp850", "cp1252")
_BEGINS: Final = re.compile(rb"V(?: \d{6}|;0?[45]0?;)")
_UNITS_OF_4: Final = {"": 1, "0": 1, "1": 10, "2": 100, "3": 1000}
_GROSS, _NET = "1", "2"
_DIGITS: Final = 15
_EXACT: Final = Context(prec=_DIGITS)
_GTIN: Final = re.compile(r"\d{8}|\d{12,14}")
_DELETED: Final = "L"
_KINDS: Final = {_GROSS: "brutto", _NET: "netto", "9": "auf Anfrage"}


def is_one(head: bytes) -> bool:
    """By its first line, which tells the version and the day."""
    return bool(_BEGINS.match(head.lstrip(b"\r\n \xef\xbb\xbf")))


def table_of(paths: Sequence[Path], name: str) -> Table:
    """A row an article. Refuses ``files.not_a_table`` where there is none, ``files.larger``, ``files.long``."""
    book = _Book()
    for path in paths:
        limits.refuse_large(path.stat().st_size, limits.MOST_TEXT)
        for fields in _records(path):
            book.hear(fields)
    gathered = Gathered()
    for row in book.rows():
        gathered.add(row)
    if not gathered.count:
        raise Refusal("files.not_a_table")
    return gathered.table(name)


def _records(path: Path) -> Iterator[list[str]]:
    with path.open(encoding=encoding_of(path, _PAGES), errors="replace") as lines:
        for line in lines:
            yield [part.strip() for part in line.rstrip("\r\n").split(";")]


@dataclass(slots=True)
class _Book:
    """What has been heard. Records of one article stand in any order, in any of the files."""

    is_5: bool = False
    currency: str = ""
    articles: dict[str, dict[str, str]] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    discounts: dict[str, tuple[str, str]] = field(default_factory=dict)

    def hear(self, fields: list[str]) -> None:
        """A record too short to say anything says nothing."""
        if fields[0].startswith("V"):
            self._begin(fields)
            return
        reader = {
            "A": self._article_of_5 if self.is_5 else self._article_of_4,
            "B": self._more,
            "P": self._prices_of_5 if self.is_5 else self._prices_of_4,
            "S": self._group,
            "R": self._discount,
        }.get(fields[0])
        if reader:
            reader([*fields, *[""] * 24])

    def _begin(self, fields: list[str]) -> None:
        self.is_5 = len(fields) > 1
        self.currency = fields[4] if self.is_5 and len(fields) > 4 else fields[0].rstrip()[-3:]  # noqa: PLR2004 -- its place

    def _article_of_4(self, f: list[str]) -> None:
        self._article(f, texts=f[4:6], kind=f[6], per=_UNITS_OF_4.get(f[7], 1), unit=f[8], price=f[9], groups=f[10:12])

    def _article_of_5(self, f: list[str]) -> None:
        per = int(f[7]) if f[7].isascii() and f[7].isdigit() and int(f[7]) else 1
        self._article(f, texts=f[3:5], kind=f[6], per=per, unit=f[5], price=f[8], groups=f[9:11])
        row = self.articles.get(f[2], {})
        row["Warengruppe"] = f"{f[10]}/{f[11]}"
        row["EAN"] = next((one for one in f[12:20] if _GTIN.fullmatch(one)), "")

    def _article(
        self, f: list[str], *, texts: list[str], kind: str, per: int, unit: str, price: str, groups: list[str]
    ) -> None:
        if f[1] == _DELETED or not f[2]:
            self.articles.pop(f[2], None)
            return
        row = self.articles.setdefault(f[2], {"Artikelnummer": f[2]})
        row |= {"Kurztext": " ".join(filter(None, texts)), "Mengeneinheit": unit, "Preiseinheit": str(per)}
        row |= {"Preiskennzeichen": _KINDS.get(kind, kind), f"{kind} of A": price, "Währung": self.currency}
        row |= {"Rabattgruppe": groups[0], "Hauptwarengruppe": groups[1]}

    def _more(self, f: list[str]) -> None:
        row = self.articles.get(f[2])
        if row is not None and f[1] != _DELETED:
            row |= {"Matchcode": f[3], "Alternativnummer": f[4]}
            row |= {"EAN": f[9] if _GTIN.fullmatch(f[9]) else "", "Warengruppe": f[11], "Verpackungsmenge": f[13]}

    def _prices_of_4(self, f: list[str]) -> None:
        """Up to three articles in a record, each with up to three discounts, of which the first is the usual one."""
        for place in (2, 11, 20):
            number, kind, price, how, discount = (*f[place : place + 5], *[""] * 5)[:5]
            if number:
                self._priced(number, kind, price, how, discount)

    def _prices_of_5(self, f: list[str]) -> None:
        shift = 1 if f[1] in {"N", "A", "L", "X"} and f[3] in _KINDS else 0
        number, kind, per, price, group = f[1 + shift : 6 + shift]
        self._priced(number, kind, price, "0", group)
        if per.isascii() and per.isdigit() and int(per):
            self.articles[number]["Preiseinheit"] = per

    def _priced(self, number: str, kind: str, price: str, how: str, discount: str) -> None:
        """The record of prices counts for more than the article's, wherever it stands."""
        row = self.articles.setdefault(number, {"Artikelnummer": number})
        row |= {"Währung": self.currency, f"{kind} of P": price}
        if kind == _GROSS:
            row |= {"how": how, "discount": discount}

    def _group(self, f: list[str]) -> None:
        """The main group and one within it, each with its name."""
        self.groups |= {f[2]: f[3], f"{f[2]}/{f[4]}": f[5], f[4]: f[5]}

    def _discount(self, f: list[str]) -> None:
        self.discounts[f[2]] = (f[3], f[4])

    def rows(self) -> Iterator[dict[str, str]]:
        for said in self.articles.values():
            row = {head: text for head, text in said.items() if head[:1].isupper()}
            per = int(row.get("Preiseinheit", "1"))
            gross, net = (
                _price(said.get(f"{kind} of P") or said.get(f"{kind} of A", ""), per) for kind in (_GROSS, _NET)
            )
            row |= {"Preis": gross or net, "Nettopreis": net or _paid(gross, *self._discount_of(said))}
            for head in ("Hauptwarengruppe", "Warengruppe"):
                row[head] = self.groups.get(row.get(head, ""), row.get(head, ""))
            yield row

    def _discount_of(self, said: dict[str, str]) -> tuple[str, str]:
        """That of the article, else that of its group."""
        how, discount = said.get("how", ""), said.get("discount", "")
        if how in {"", "0"}:
            return self.discounts.get(discount or said.get("Rabattgruppe", ""), ("", ""))
        return how, discount


def _price(hundredths: str, per: int) -> str:
    """For one piece. A price of nothing is none: it comes in another file."""
    with suppress(InvalidOperation):
        amount = _EXACT.divide(Decimal(hundredths), Decimal(100 * per))
        return shown(str(amount)) if amount and amount.is_finite() and amount.adjusted() < _DIGITS else ""
    return ""


def _paid(gross: str, how: str, discount: str) -> str:
    """What is left of the list price: less hundredths of a per cent (1), or times thousandths (2)."""
    with suppress(InvalidOperation):
        if how == "1":
            return shown(str(Decimal(gross) * (1 - Decimal(discount) / 10_000)))
        if how == "2":
            return shown(str(Decimal(gross) * Decimal(discount) / 1_000))
    return ""
