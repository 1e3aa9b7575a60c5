"""Where goods come from, as papers tell it, and the forms of the numbers that customs give."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Literal

from .countries import RUSSIA, country_code, country_name
from .money import kopecks
from .refusal import Refusal

# Customs house, day, number in its journal, and which of the goods. Other states of the union have five digits. The
# forms are those that declarants use; no schema of the tax service holds them.
_DECLARATION = re.compile(r"\d{5}(?:\d{3})?/(\d{6})/[0-9A-ZА-Я]\d{6}(?:/\d{1,3})?", re.ASCII)
_RNPT = re.compile(r"(?=.{25,29}$)[0-9A-ZА-Я]+(?:/[0-9A-ZА-Я]+){2,4}")
_THOUSANDTH = Decimal("0.001")
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Origin:
    """Country by its code, customs declaration; of traced goods the number of their batch (РНПТ).

    ``trace_unit`` (None: the goods' own) and ``trace_quantity`` (None: as many) are those by which the state counts,
    ``trace_cost`` is without VAT, where only a part of the goods is traced (None: all that the goods cost).
    """

    country: str = ""
    declaration: str = ""
    rnpt: str = ""
    trace_unit: str = ""
    trace_okei: str = ""
    trace_quantity: Decimal | None = None
    trace_cost: Decimal | None = None

    @property
    def is_told(self) -> bool:
        """Whether papers have anything to say of it: of what was made at home they say nothing."""
        return bool(self.declaration or self.rnpt or self.country not in {"", RUSSIA})

    def text(self, language: Literal["ru", "en"]) -> str:
        """In one line: "Китай, ДТ 10702070/110226/3001234/1"; empty where there is nothing to say."""
        declaration, traced = ("ДТ", "РНПТ") if language == "ru" else ("customs declaration", "batch")
        said = [
            country_name(self.country, language) if self.country != RUSSIA else "",
            f"{declaration} {self.declaration}" if self.declaration else "",
            f"{traced} {self.rnpt}" if self.rnpt else "",
        ]
        return ", ".join(filter(None, said))

    def of_any_quantity(self) -> "Origin":
        """Without what grows with the quantity; of what papers say nothing, nothing at all."""
        if not self.is_told:
            return NOT_TOLD
        return replace(self, trace_quantity=self.trace_quantity and _NOTHING, trace_cost=self.trace_cost and _NOTHING)

    def plus(self, other: "Origin") -> "Origin":
        """This and more of the same."""
        return replace(
            self,
            trace_quantity=_added(self.trace_quantity, other.trace_quantity),
            trace_cost=_added(self.trace_cost, other.trace_cost),
        )

    def part(self, quantity: Decimal, *, of: Decimal) -> "Origin":
        """The same of so much of the goods."""
        share = quantity / of
        return replace(
            self,
            trace_quantity=None if self.trace_quantity is None else round(self.trace_quantity * share, 3),
            trace_cost=None if self.trace_cost is None else kopecks(self.trace_cost * share),
        )


NOT_TOLD = Origin()


def declaration_of(said: str) -> str:
    """A number of a declaration as it is kept; empty where it is none."""
    text = _number(said)
    found = _DECLARATION.fullmatch(text)
    return text if found and _is_day(found[1]) else ""


def rnpt_of(said: str) -> str:
    """A number of a traced batch as it is kept; empty where it is none."""
    text = _number(said)
    return text if _RNPT.fullmatch(text) else ""


def read_origin(**said: str) -> Origin:
    """What people write of it, kept where it is sound, and else as they wrote it: `objections` tell of that."""
    country, declaration, rnpt = (said.get(name, "").strip() for name in ("country", "declaration", "rnpt"))
    return Origin(
        country=country_code(country) or country,
        declaration=declaration_of(declaration) or declaration,
        rnpt=rnpt_of(rnpt) or rnpt,
        trace_unit=said.get("trace_unit", "").strip(),
    )


def objections(origin: Origin) -> Iterator[Refusal]:
    """`origin.country_unknown`, `origin.declaration_wrong`, `origin.rnpt_wrong`, `origin.traced_without_number`,
    `origin.not_traced_so`.
    """
    if origin.country and not country_name(origin.country):
        yield Refusal("origin.country_unknown", field="country", said=origin.country[:40])
    if origin.declaration and declaration_of(origin.declaration) != origin.declaration:
        yield Refusal("origin.declaration_wrong", field="declaration", said=origin.declaration[:40])
    if origin.rnpt and rnpt_of(origin.rnpt) != origin.rnpt:
        yield Refusal("origin.rnpt_wrong", field="rnpt", said=origin.rnpt[:40])
    told = origin.trace_unit or origin.trace_quantity is not None or origin.trace_cost is not None
    if told and not origin.rnpt:
        yield Refusal("origin.traced_without_number", field="rnpt")
    if origin.trace_quantity is not None and (origin.trace_quantity <= 0 or origin.trace_quantity % _THOUSANDTH):
        yield Refusal("origin.not_traced_so", field="trace_quantity", said=origin.trace_quantity)
    if origin.trace_cost is not None and origin.trace_cost <= 0:
        yield Refusal("origin.not_traced_so", field="trace_cost", said=origin.trace_cost)


def _added(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one + other


def _number(said: str) -> str:
    return "".join(said.split()).upper()


def _is_day(digits: str) -> bool:
    try:
        datetime.strptime(digits, "%d%m%y")  # noqa: DTZ007 -- a day, no moment
    except ValueError:
        return False
    return True
