"""Which papers go with what leaves, and what they say of who takes it and how heavy it is."""

from collections.abc import Iterable
from decimal import Decimal

from optom.base.russian_dates import in_digits
from optom.domain.companies.rules import FOREIGN, NOTE, NOTE_AND_VAT
from optom.domain.documents.rules import Language

from .marking import without_note
from .wishes import Authority


def papers_due(of_seller: str, buyer: str, *, regime: str = "payer", has_marked: bool = False) -> str:
    """The seller's set; the note alone to a buyer abroad, for whom an UPD has no place, and where nothing has VAT; with
    marked goods no note beside the UPD.
    """
    is_of_nothing = of_seller == NOTE_AND_VAT and regime == "exempt"
    due = NOTE if buyer == FOREIGN or is_of_nothing else of_seller
    return without_note(due) if has_marked else due


def weight_of(left: Iterable[tuple[Decimal | None, Decimal]]) -> Decimal | None:
    """Kilograms of so much of each, by the weight of its unit; None where one of them is not known."""
    parts = [None if weight is None else weight * quantity for weight, quantity in left]
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if len(known) == len(parts) else None


_AUTHORITIES = {
    "ru": {"attorney": "доверенность", "electronic": "машиночитаемая доверенность", "passport": "паспорт"},
    "en": {"attorney": "power of attorney", "electronic": "electronic power of attorney", "passport": "passport"},
}


def authority_text(authority: Authority | None, language: Language) -> str:
    """Who takes the goods and by what: "Зайцев П. И., доверенность № 14 до 30.11.2026"."""
    if authority is None:
        return ""
    kind = _AUTHORITIES[language].get(authority.kind, "")
    number, until = ("№", "до") if language == "ru" else ("No.", "until")
    words = [
        kind,
        f"{number} {authority.number}" if authority.number else "",
        f"{until} {in_digits(authority.until)}" if authority.until else "",
    ]
    return ", ".join(filter(None, [authority.who, " ".join(filter(None, words))]))
