"""Where goods come from, as forms and lists tell it: fields ``country``, ``declaration``, ``rnpt``, ``trace_...``."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from optom.base.countries import countries, country_name
from optom.base.origin import Origin, read_origin
from optom.base.refusal import Refusal, Refusals, reasons_of
from optom.domain.catalog import queries as catalog

from .formats import language_of_papers, plain
from .input import in_field, number, sum_or_none


def origin_in(given: Mapping[str, str], *, of: str = "") -> Origin:
    """What the fields hold, whose names end in ``of``. Refuses what is no number; the rest `base.origin` judges."""
    said = {name: given.get(f"{name}{of}", "").strip() for name in ("country", "declaration", "rnpt", "trace_unit")}
    quantity = given.get(f"trace_quantity{of}", "").strip()
    return replace(
        read_origin(**said),
        trace_quantity=in_field(f"trace_quantity{of}", number, quantity) if quantity else None,
        trace_cost=sum_or_none(f"trace_cost{of}", given.get(f"trace_cost{of}", "")),
    )


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen in the fields."""

    countries: list[str]
    units: list[str]


def choices() -> Choices:
    """In the language of the page."""
    return Choices(countries(language_of_papers()), [unit.name for unit in catalog.units()])


def country_of(code: str) -> str:
    """The name of a country in the language of the page."""
    return country_name(code, language_of_papers())


@contextmanager
def fields_of(of: str) -> Iterator[None]:
    """What is refused inside of a field is told at the one whose name ends so."""
    try:
        yield
    except Refusal as refusal:
        raise Refusals(_at(one, of) for one in reasons_of(refusal)) from None


def _at(refusal: Refusal, of: str) -> Refusal:
    if not refusal.code.startswith("origin."):
        return refusal
    return Refusal(refusal.code, **{**refusal.facts, "field": f"{refusal.facts['field']}{of}"})


def filled(origin: Origin) -> dict[str, str]:
    """The fields as they stand when they are shown."""
    return {
        "country": country_of(origin.country),
        "declaration": origin.declaration,
        "rnpt": origin.rnpt,
        "trace_unit": origin.trace_unit,
        "trace_quantity": "" if origin.trace_quantity is None else plain(origin.trace_quantity),
        "trace_cost": "" if origin.trace_cost is None else plain(origin.trace_cost),
    }
