"""Who carries goods and on what, as the warehouse tells it: what a transport waybill is made of."""

from collections.abc import Iterator
from dataclasses import dataclass

from optom.base import identifiers
from optom.base.refusal import Refusal
from optom.base.texts import too_long

_LONGEST = {
    "carrier": 120,
    "carrier_inn": 12,
    "driver": 120,
    "driver_licence": 40,
    "driver_inn": 12,
    "vehicle": 120,
    "plate": 20,
    "trailer": 20,
    "loaded_at": 300,
}
MOST_PLACES = 99_999


@dataclass(frozen=True, slots=True)
class Carriage:
    """Without a carrier the seller carries, or the buyer who picks up. ``places`` are packages, None: not counted.

    ``loaded_at`` is the address at which the goods are loaded, ``vehicle`` the kind and make of the vehicle.
    """

    driver: str
    plate: str
    carrier: str = ""
    carrier_inn: str = ""
    driver_licence: str = ""
    driver_inn: str = ""
    vehicle: str = ""
    trailer: str = ""
    loaded_at: str = ""
    places: int | None = None


def tidied(given: Carriage) -> Carriage:
    """As it is kept: no spaces around texts, plates in capitals."""
    texts = {name: getattr(given, name).strip() for name in _LONGEST}
    return Carriage(
        **{**texts, "plate": texts["plate"].upper(), "trailer": texts["trailer"].upper()}, places=given.places
    )


def objections_to_carriage(given: Carriage) -> list[Refusal]:
    """A waybill names who drives and what; numbers that are told must be sound."""
    missing = [
        Refusal("input.required", field=name) for name in ("driver", "plate") if not getattr(given, name).strip()
    ]
    long = too_long(**{name: (getattr(given, name), most) for name, most in _LONGEST.items()})
    places = given.places
    is_odd = places is not None and not 0 < places <= MOST_PLACES
    odd = [Refusal("shipping.places_wrong", field="places", places=places, most=MOST_PLACES)] if is_odd else []
    return [*missing, *long, *_flaws_of_numbers(given), *odd]


def _flaws_of_numbers(given: Carriage) -> Iterator[Refusal]:
    anybody = identifiers.ORGANISATION + identifiers.ENTREPRENEUR
    for name, allowed in (("carrier_inn", anybody), ("driver_inn", identifiers.ENTREPRENEUR)):
        text = getattr(given, name).strip()
        problem = identifiers.problem_with_inn(text, lengths=allowed) if text else None
        if problem:
            flaw, lengths = problem.flaw.value, list(problem.lengths)
            yield Refusal("companies.requisite_wrong", field=name, value=text, flaw=flaw, lengths=lengths)
