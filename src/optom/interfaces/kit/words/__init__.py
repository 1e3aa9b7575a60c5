"""Refusals in words: what stands in the way, and what would turn the "no" into a "yes"."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from optom.base.refusal import Refusal
from optom.interfaces.kit import formats
from optom.interfaces.kit.veil import unveiled

from .facts import FACTS
from .reasons import why_of
from .refusals import BEYOND_ALL_HELD, BY_ONE, REFUSALS, WITHOUT_MINIMUM

_MONEY = frozenset(
    {
        "total",
        "minimum",
        "short",
        "pay",
        "limit",
        "over",
        "reserved",
        "wanted",
        "overdue",
        "debt",
        "committed",
        "amount",
    }
    | {"headroom", "sum", "used", "left", "agreed", "expected"}
)


def worded(refusal: Refusal) -> list[dict[str, Any]]:
    """Every reason as ``{code, text, help, suggest, key, why}``; what isn't known is None."""
    return [_worded(reason) for reason in unveiled(refusal)]


def _worded(reason: Refusal) -> dict[str, Any]:
    text, way_out = _words_of(reason)
    facts = _Facts({name: said(name, value, reason) for name, value in reason.facts.items()})
    suggest = reason.facts.get("suggest")
    key = reason.facts.get("key_of_row") or reason.facts.get("line") or reason.facts.get("product")
    return {
        "why": why_of(reason),
        "code": reason.code,
        "text": str(text).format_map(facts),
        "help": str(way_out).format_map(facts) or None,
        "suggest": None if suggest is None else _plain(suggest),
        "key": None if key is None else str(key),
    }


def _words_of(reason: Refusal) -> tuple[Any, Any]:
    """A minimum or packs that there are none of are not spoken of, nor a way out that could not suffice."""
    facts = reason.facts
    others = WITHOUT_MINIMUM if facts.get("minimum") == 0 else {}
    if facts.get("multiple") == 1 and not others and facts["quantity"] < facts.get("minimum", 0):
        others = BY_ONE
    if "reserved" in facts and facts.get("over", 0) > facts["reserved"]:
        others = BEYOND_ALL_HELD
    return others.get(reason.code) or REFUSALS.get(reason.code, (reason.code, ""))


def said(name: str, value: Any, reason: Refusal | None = None) -> str:
    """A fact in words: codes by their names, sums and quantities by the locale."""
    if isinstance(value, list | tuple | frozenset | set):
        return ", ".join(said(name, one, reason) for one in value)
    known = FACTS.get(name, {})
    if isinstance(value, str) and value in known:
        return str(known[value])
    if name in _MONEY and isinstance(value, Decimal | int) and not _is_quantity(name, reason):
        return formats.money(value)
    return "" if value is None else formats.fact(value)


def _is_quantity(name: str, reason: Refusal | None) -> bool:
    """``minimum`` is a quantity where a pack speaks, a sum elsewhere."""
    return name == "minimum" and reason is not None and "multiple" in reason.facts


def _plain(value: Any) -> str:
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)


class _Facts(dict[str, str]):
    """A fact that the words name and the refusal lacks reads as a dash: a gap in words is no reason to fail."""

    def __missing__(self, key: str) -> str:
        return "—"


def named(kind: str, value: str) -> str:
    """The word for a code of a kind: a role, a state, a desk."""
    return str(FACTS.get(kind, {}).get(value, value))


def choices(kind: str) -> Mapping[str, Any]:
    """All codes of a kind with their words, for columns and forms."""
    return FACTS[kind]
