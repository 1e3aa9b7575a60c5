"""The rate of VAT of one line: a percentage, 0 among them, or no VAT at all ("без НДС")."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Self

from optom.base.money import vat_inside, vat_on_top

_WITHOUT = "без НДС"
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class VatRate:
    """``percent`` is None where the seller owes no VAT; that is not the same as 0 %, to which exports are taxed."""

    percent: Decimal | None

    def __post_init__(self) -> None:
        if self.percent is not None and not 0 <= self.percent < _WHOLE:
            raise ValueError(f"not a rate of VAT: {self.percent}")

    @classmethod
    def of(cls, label: str) -> Self:
        """The rate that is labelled so: "22%", "9.09%", "без НДС". ValueError for anything else."""
        if label == _WITHOUT:
            return cls(None)
        try:
            return cls(Decimal(label.removesuffix("%").replace(",", ".")))
        except InvalidOperation as error:
            raise ValueError(f"not a rate of VAT: {label}") from error

    @property
    def label(self) -> str:
        """The code of the rate in the FNS formats: "22%", "16,67%", "без НДС"."""
        return _WITHOUT if self.percent is None else f"{_plain(self.percent)}%".replace(".", ",")

    @property
    def counted_label(self) -> str:
        """The rate by which the tax is taken out of a sum, as an advance is taxed: "22/122"."""
        if self.percent is None:
            return _WITHOUT
        return f"{_plain(self.percent)}/{_plain(_WHOLE + self.percent)}"

    def printed(self, language: str = "ru") -> str:
        """The rate in the words of a totals row: "НДС 22%", "Без НДС"; in English "VAT 22%", "No VAT"."""
        if self.percent is None:
            return "Без НДС" if language == "ru" else "No VAT"
        return f"НДС {self.label}" if language == "ru" else f"VAT {_plain(self.percent)}%"

    def inside(self, total: Decimal) -> Decimal:
        """The tax contained in a sum with VAT; 0.00 where there is none."""
        return vat_inside(total, self.percent or Decimal(0))

    def on_top(self, net: Decimal) -> Decimal:
        """The tax to add to a sum without VAT; 0.00 where there is none."""
        return vat_on_top(net, self.percent or Decimal(0))


WITHOUT_VAT = VatRate(None)


def _plain(percent: Decimal) -> str:
    """Without the zeros that a numeric(5,2) column brings: 22.00 -> 22, 10 -> 10."""
    text = f"{percent:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
