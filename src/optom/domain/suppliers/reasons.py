"""Why nothing came of a file, or why a source was not reached, as it is kept: codes and facts, to be worded anew."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from optom.base.refusal import Refusal, reasons_of


def as_json(refusal: Refusal) -> dict[str, Any]:
    """The first reason, with all others as ``more``."""
    first, *more = map(_told, reasons_of(refusal))
    return {**first, "more": more} if more else first


def of_json(kept: Mapping[str, Any] | None) -> list[Refusal]:
    """The reasons that `as_json` wrote."""
    told: Iterable[Mapping[str, Any]] = [kept, *kept.get("more", [])] if kept else []
    return [Refusal(one["code"], **{name: _fact(fact) for name, fact in one.get("facts", {}).items()}) for one in told]


def _told(reason: Refusal) -> dict[str, Any]:
    return {"code": reason.code, "facts": {name: _kept(fact) for name, fact in reason.facts.items()}}


def _kept(fact: Any) -> Any:
    """Numbers and days stay what they are, for they are worded by the reader's language."""
    match fact:
        case bool() | int() | str() | None:
            return fact
        case Decimal():
            return {"number": str(fact)}
        case date():
            return {"day": fact.isoformat()[:10]}
        case list() | tuple():
            return [_kept(one) for one in fact]
    return str(fact)


def _fact(kept: Any) -> Any:
    match kept:
        case {"number": str(number)}:
            return Decimal(number)
        case {"day": str(day)}:
            return date.fromisoformat(day)
        case [*several]:
            return [_fact(one) for one in several]
    return kept
