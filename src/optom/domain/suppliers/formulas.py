"""Formulas that make a field of an offer of what its row says: `=цена*0,93`, `=IF(brand="SKF"; price*0.9; price)`."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from optom.base.formula import Field as Name
from optom.base.formula import Formula, Kind, Vocabulary
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import execute, statements

from .fields import MADE, Field

_sql = statements(__package__)
_OPEN = ("", "no_price", "bad_price")
_NAMES: Mapping[Field, tuple[str, Kind]] = {
    Field.NUMBER: ("код", Kind.TEXT),
    Field.ARTICLE: ("артикул", Kind.TEXT),
    Field.BRAND: ("бренд", Kind.TEXT),
    Field.NAME: ("наименование", Kind.TEXT),
    Field.BARCODE: ("штрихкод", Kind.TEXT),
    Field.PRICE: ("цена", Kind.MONEY),
    Field.RECOMMENDED: ("ррц", Kind.MONEY),
    Field.CURRENCY: ("валюта", Kind.TEXT),
    Field.STOCK: ("остаток", Kind.NUMBER),
    Field.UNIT: ("единица", Kind.TEXT),
    Field.PACKED: ("вединице", Kind.NUMBER),
    Field.MULTIPLE: ("кратность", Kind.NUMBER),
    Field.MINIMUM: ("минимум", Kind.NUMBER),
    Field.LEAD_DAYS: ("срок", Kind.NUMBER),
    Field.CATEGORY: ("категория", Kind.TEXT),
}
VOCABULARY = Vocabulary([Name(str(field), russian, kind, f"s.{field}") for field, (russian, kind) in _NAMES.items()])


def checked(formulas: Mapping[Field, str]) -> dict[Field, Formula]:
    """The formulas, read. Refuses `suppliers.not_made`, and together what of them can't be read (``formula.…``)."""
    refuse_all(list(_objections(formulas)))
    return {field: _read(field, text) for field, text in formulas.items()}


def _objections(formulas: Mapping[Field, str]) -> Iterator[Refusal]:
    for field, text in formulas.items():
        if field not in MADE:
            yield Refusal("suppliers.not_made", field=f"formula-{field}")
            continue
        try:
            _read(field, text)
        except Refusal as refusal:
            yield Refusal(refusal.code, **{**refusal.facts, "field": f"formula-{field}"})


def _read(field: Field, text: str) -> Formula:
    return Formula.read(text, VOCABULARY, gives=_NAMES[field][1])


def apply(formulas: Mapping[Field, str]) -> None:
    """Staged offers get what the formulas make of them, all at once: each sees what the list says."""
    made = checked(formulas)
    if made:
        sets = ", ".join(f"{field} = {_as_column(field, one.sql)}" for field, one in made.items())
        execute(_sql.text("apply_formulas").replace("--sets--", sets), {})
    if Field.PRICE in made:
        _sql.run("price_anew")


def _as_column(field: Field, text: str) -> str:
    return f"round({text})::int" if field is Field.LEAD_DAYS else f"({text})::numeric"


def tried(formulas: Mapping[Field, str], row: Mapping[str, Any]) -> dict[str, Any]:
    """A mapped row as `apply` would make it, for who writes formulas."""
    made = checked(formulas)
    values = {str(field): _value(kind, row[field]) for field, (_name, kind) in _NAMES.items()}
    found = {str(field): one.value(values) for field, one in made.items()}
    fate = row["fate"] if not found.get(Field.PRICE) or row["fate"] not in _OPEN else ""
    return {**row, **found, "fate": fate}


def _value(kind: Kind, text: str | None) -> str | Decimal | None:
    return text if text is None or kind is Kind.TEXT else Decimal(text)
