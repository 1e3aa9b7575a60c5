"""Who carries a shipment, as forms say it and pages tell it."""

from collections.abc import Mapping
from dataclasses import fields

from optom.domain.shipping.rules import Carriage

from .input import count, in_field

_TEXTS = [field.name for field in fields(Carriage) if field.name != "places"]


def read_carriage(given: Mapping[str, str]) -> Carriage | None:
    """The carriage of a form; None where all of it is empty."""
    texts = {name: given.get(name, "").strip() for name in _TEXTS}
    places = given.get("places", "").strip()
    if not places and not any(text for name, text in texts.items() if name != "loaded_at"):
        return None  # the usual address stands there already
    return Carriage(**texts, places=in_field("places", count, places) if places else None)


def carriage_told(carriage: Carriage) -> str:
    """Зайцев Пётр Ильич, А123ВС716, АМ5868 16: who comes, and how he is known."""
    return ", ".join(filter(None, (carriage.driver, carriage.vehicle, carriage.plate, carriage.trailer)))
