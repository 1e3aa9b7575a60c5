"""What the cells of a column look like, whatever its head says. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from optom.base.identifiers import problem_with_gtin
from optom.domain.catalog.rules import normalise_code

from .currencies import is_currency
from .prices import prices
from .quantities import lead_days, stock_of

_UNIT = re.compile(
    r"(?:шт|штука|штук|уп|упак|упаковка|компл|комплект|к-т|кг|г|гр|т|л|мл|м|м2|м3|м²|м³|п\.?\s?м|пог\.?\s?м|пара|пар|рул|"
    r"рулон|бухта|ед|набор|лист|кор|коробка|ящ|бут|пач|бан|флак|"
    r"тыс\.? ?шт|усл\.? ?ед|компл-т|pcs?|pce|pieces?|ea|each|sets?|kg|g|m|mm|"
    r"mtr|m2|l|ltr|pair|pack|pk|box|ctn|btl|roll|rl|c62|stk?|stück|st|796|шт/уп)\.?",
    re.IGNORECASE,
)
_OF_PACKS = re.compile(
    r"(?:уп|упак|упаковка|кор|коробка|короб|ящ|ящик|пач|пачка|pack|packs|pk|box|ctn)\.?", re.IGNORECASE
)
_CODE = re.compile(r"(?=.*[0-9])[0-9A-Za-zА-Яа-яЁё./_+()#*-]+(?: [0-9A-Za-zА-Яа-яЁё./_+()#*-]+){0,3}")
_PACK = re.compile(
    r"(?:[а-яa-z]{1,9}\.? ?){0,2}[1-9][0-9]{0,5}(?:[.,][0-9]+)?(?: ?[/х*] ?[0-9]+)?(?: ?[а-яa-z]+\.?){0,2}"
    r"(?: ?/ ?[а-яa-z]+\.?)?",
    re.IGNORECASE,
)
_DAYS = re.compile(r"дн|ден|нед|мес|час|день|day|week|tag", re.IGNORECASE)
_FRACTION = re.compile(r"\D*[0-9 ]*[.,=-](?:[0-9]{1,2}|[0-9]{4,12})\D*")
# Keys and moments of databases are no numbers of goods.
_OF_PROGRAMS = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T].*)?")
_LETTER = re.compile(r"[^\W\d_]")
_MOST_ASKED = 200
_FEWEST_COUNTED = 3


@dataclass(frozen=True, slots=True)
class Looks:
    """A column of a sample: its cells that hold something, and which part of them, in per cent, looks like what.

    ``median`` is of its numbers; ``distinct`` tells how many of the cells are different.
    """

    cells: tuple[str, ...]
    priced: int = 0
    fractions: int = 0
    barcodes: int = 0
    currencies: int = 0
    units: int = 0
    in_packs: int = 0
    stock: int = 0
    stock_words: int = 0
    codes: int = 0
    packs: int = 0
    days: int = 0
    texts: int = 0
    distinct: int = 0
    words: int = 0
    median: Decimal | None = None

    @property
    def is_blank(self) -> bool:
        return not self.cells

    @property
    def is_counter(self) -> bool:
        """It only counts the rows: 1, 2, 3."""
        first = self.cells[0] if self.cells else ""
        if first != "1" or len(self.cells) < _FEWEST_COUNTED:
            return False
        return self.cells == tuple(str(number) for number in range(1, len(self.cells) + 1))

    @property
    def norms(self) -> frozenset[str]:
        """Some of its cells as the catalog compares them."""
        return frozenset(filter(None, map(normalise_code, dict.fromkeys(self.cells[:_MOST_ASKED]))))


def looks(cells: Sequence[str | None]) -> Looks:
    """How a column looks; of a column that holds nothing, nothing is told."""
    held = tuple(cell for cell in cells if cell)
    if not held:
        return Looks(())
    values = prices(pl.Series(held), decimal_comma=None)
    numbers = sorted(Decimal(value) for value in values["value"].drop_nulls())
    return Looks(
        held,
        priced=_share(values["value"].is_not_null() | values["is_none"]) if numbers else 0,
        fractions=_part(held, _FRACTION.fullmatch),
        barcodes=_part(held, _is_gtin),
        currencies=_part(held, is_currency),
        units=_part(held, _UNIT.fullmatch),
        in_packs=_part(held, _OF_PACKS.fullmatch),
        stock=_part(held, stock_of),
        stock_words=_part(held, lambda cell: stock_of(cell) and not cell[0].isdigit()),
        codes=_part(held, lambda cell: _CODE.fullmatch(cell) and not _OF_PROGRAMS.fullmatch(cell)),
        packs=_part(held, _PACK.fullmatch),
        days=_share(lead_days(pl.Series(held)).is_not_null() & pl.Series([bool(_DAYS.search(one)) for one in held])),
        texts=_part(held, lambda cell: _LETTER.search(cell) and not _OF_PROGRAMS.fullmatch(cell)),
        distinct=len(set(held)) * 100 // len(held),
        words=sum(len(cell.split()) for cell in held) // len(held),
        median=numbers[len(numbers) // 2] if numbers else None,
    )


def _is_gtin(cell: str) -> bool:
    digits = re.sub(r"[\s'`’-]|\.0$", "", cell)
    return len(digits) >= 8 and problem_with_gtin(digits) is None  # noqa: PLR2004 -- the shortest GTIN


def _part(cells: Sequence[str], fits: Callable[[str], object]) -> int:
    return sum(bool(fits(cell)) for cell in cells) * 100 // len(cells)


def _share(fits: pl.Series) -> int:
    return int(fits.sum()) * 100 // len(fits)
