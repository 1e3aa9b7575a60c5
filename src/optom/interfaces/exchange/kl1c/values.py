"""Sums and days as banks write them, and the sides of a payment, each of whose fields has several names."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from optom.base.money import kopecks
from optom.base.refusal import Refusal
from optom.domain.bank.rules import Side
from optom.interfaces.kit.input import day, number_of_program

_DAY_LENGTH, _SHORT_YEAR = 10, 8


def sum_of(text: str) -> Decimal:
    """More than nothing, in whole kopecks: 1234.56, 1 234,56, 1,234.56, 1234-56.

    Refuses `bank.sum_wrong`.
    """
    try:
        value = number_of_program(_with_point(text))
    except Refusal as refusal:
        raise Refusal("bank.sum_wrong", text=text[:40]) from refusal
    if value <= 0 or value != kopecks(value):
        raise Refusal("bank.sum_wrong", text=text[:40])
    return kopecks(value)


def balance_of(text: str) -> Decimal | None:
    """A balance or a turnover, which may be nothing and below it; None where none can be read."""
    try:
        value = number_of_program(_with_point(text))
    except Refusal:
        return None
    return kopecks(value) if value == kopecks(value) else None


def _with_point(text: str) -> str:
    """Some banks part roubles and kopecks with a dash, as papers do."""
    roubles, dash, rest = text.partition("-")
    return f"{roubles}.{rest}" if dash and roubles.strip() and len(rest) == 2 and rest.isdigit() else text  # noqa: PLR2004


def day_of(text: str) -> date | None:
    """A day, None where none is written. Refuses `bank.day_wrong`."""
    bare = text.strip().replace("/", ".")[:_DAY_LENGTH].strip()
    if not bare.strip("."):
        return None
    if len(bare) == _SHORT_YEAR and bare.count(".") == 2:  # noqa: PLR2004 -- 01.11.26
        bare = f"{bare[:6]}20{bare[6:]}"
    try:
        return day(bare)
    except Refusal as refusal:
        raise Refusal("bank.day_wrong", text=text[:40]) from refusal


def side_of(fields: Mapping[str, str], who: str) -> Side:
    """``who`` is "плательщик" or "получатель". The account of the client goes before that of his bank's bookkeeping."""

    def said(*names: str) -> str:
        return next((fields[who + name] for name in names if fields.get(who + name)), "")

    parts = [fields.get(f"{who}{place}", "") for place in "1234"]
    return Side(
        account="".join(said("счет", "расчсчет").split()),
        inn="".join(said("инн").split()),
        name=said("") or " ".join(filter(None, parts)),
    )


def purpose_of(fields: Mapping[str, str]) -> str:
    """In one field, or over six."""
    parts = (fields.get(f"назначениеплатежа{place}", "") for place in "123456")
    return fields.get("назначениеплатежа", "") or " ".join(filter(None, parts))
