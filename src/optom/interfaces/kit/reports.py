"""Reports of settlements as sheets: what buyers and staff see alike, and the days that an address names."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy

from optom.base.refusal import Refusal

from .input import day
from .notices import leave
from .sheets import Column, Kind
from .words import worded

_CLIENT = [
    Column("company_name", gettext_lazy("Client"), width=220, is_frozen=True, tone="strong", grows=True, on_phone=True),
    Column("inn", gettext_lazy("INN"), width=112),
]
_CONTRACT = [
    Column("number", gettext_lazy("Contract"), width=100, tone="strong", on_phone=True),
    Column("seller", gettext_lazy("Our entity"), width=176),
]
_CURRENCY = Column("currency", gettext_lazy("Currency"), width=76, tone="dim", on_phone=True)
_AGES = [
    Column("total", gettext_lazy("Debt"), Kind.MONEY, width=112, zero="—", tone="strong", on_phone=True),
    Column("not_due", gettext_lazy("Not due yet"), Kind.MONEY, width=134, zero="—"),
    Column("overdue", gettext_lazy("Overdue"), Kind.MONEY, width=104, zero="—", on_phone=True),
    Column("late_7", gettext_lazy("1–7 days"), Kind.MONEY, width=98, zero="—"),
    Column("late_30", gettext_lazy("8–30 days"), Kind.MONEY, width=98, zero="—"),
    Column("late_60", gettext_lazy("31–60 days"), Kind.MONEY, width=98, zero="—"),
    Column("late_90", gettext_lazy("61–90 days"), Kind.MONEY, width=98, zero="—"),
    Column("late_more", gettext_lazy("Over 90 days"), Kind.MONEY, width=98, zero="—"),
    Column("ahead", gettext_lazy("Prepaid"), Kind.MONEY, width=98, zero="—"),
]
_MOVES = [
    Column("opening", gettext_lazy("Opening balance"), Kind.MONEY, width=144, zero="—", on_phone=True),
    Column("debit", gettext_lazy("Charged"), Kind.MONEY, width=134, zero="—"),
    Column("credit", gettext_lazy("Paid"), Kind.MONEY, width=134, zero="—"),
    Column("closing", gettext_lazy("Closing balance"), Kind.MONEY, width=144, zero="—", on_phone=True),
]
EXCHANGE = [
    *_CLIENT,
    Column("number", gettext_lazy("Contract"), width=100, tone="strong", on_phone=True),
    _CURRENCY,
    Column("closing", gettext_lazy("Closing debt"), Kind.MONEY, width=118, zero="—"),
    Column("rate", gettext_lazy("Rate"), Kind.RATE, width=90),
    Column("roubles", gettext_lazy("In roubles"), Kind.MONEY, width=130, zero="—", on_phone=True),
    Column("realised", gettext_lazy("Realised"), Kind.MONEY, width=120, zero="—"),
    Column("revalued", gettext_lazy("Unrealised"), Kind.MONEY, width=120, zero="—"),
    Column("difference", gettext_lazy("Exchange difference"), Kind.MONEY, width=152, zero="—", on_phone=True),
    Column("unrated_on", gettext_lazy("No rate on"), Kind.DATE, width=110, on_phone=True),
]
DUE = [
    Column("due_on", gettext_lazy("Due"), Kind.DATE, width=96, is_frozen=True, on_phone=True),
    Column("days_overdue", gettext_lazy("Days overdue"), Kind.INTEGER, width=132, zero="—", on_phone=True),
    Column("clients", gettext_lazy("Clients"), Kind.INTEGER, width=84),
    Column("papers", gettext_lazy("Papers"), Kind.INTEGER, width=100),
    Column("amount", gettext_lazy("Amount"), Kind.MONEY, width=128, on_phone=True),
    Column("together", gettext_lazy("Running total"), Kind.MONEY, width=170, is_sortable=False),
    _CURRENCY,
]


def aging_columns(*, of_companies: bool = False) -> list[Column]:
    """By how many days what is open is late."""
    contracts = Column("contracts", gettext_lazy("Contracts"), Kind.INTEGER, width=84)
    return [*_CLIENT, *([contracts] if of_companies else _CONTRACT), _CURRENCY, *_AGES]


def turnover_columns(*, link: str) -> list[Column]:
    """What moved in a period; a contract leads to its statement of it."""
    number = Column("number", gettext_lazy("Contract"), width=100, tone="strong", on_phone=True, link=link)
    return [*_CLIENT, number, _CONTRACT[1], *_MOVES, _CURRENCY]


def of_own(columns: Sequence[Column]) -> list[Column]:
    """For a company that sees its own contracts: it knows its name, and our entities are its sellers."""
    shown = [column for column in columns if column.name not in {"company_name", "inn", "clients"}]
    return [replace(one, title=gettext_lazy("Seller"), width=128) if one.name == "seller" else one for one in shown]


def aging_tones(row: Any) -> dict[str, str]:
    """What is late is red, what is paid ahead green."""
    late = dict.fromkeys(("overdue", "late_7", "late_30", "late_60", "late_90", "late_more"), "bad")
    return (late if row.overdue else {}) | ({"ahead": "good"} if row.ahead else {})


def due_tones(row: Any) -> dict[str, str]:
    """A day that is over is red."""
    return {"due_on": "bad", "days_overdue": "bad"} if row.days_overdue else {}


def led(request: HttpRequest, address: Callable[..., str], **typed: str) -> HttpResponse:
    """On to the report of the days that were typed, in any order; back with a word where one of them is no day."""
    try:
        days = sorted(day(text) for text in typed.values())
    except Refusal as refusal:
        leave(request, worded(refusal)[0]["text"], level=messages.ERROR)
        return redirect(request.path)
    return redirect(address(**{name: on.isoformat() for name, on in zip(typed, days, strict=True)}))


def day_in(text: str) -> date:
    """The day that an address names; 404 where it names none."""
    try:
        return day(text)
    except Refusal:
        raise Http404 from None


def span_in(since: str, until: str) -> tuple[date, date]:
    """The first and the last day of a period that an address names."""
    first, last = day_in(since), day_in(until)
    if first > last:
        raise Http404
    return first, last


def exchange_tones(row: Any) -> dict[str, str]:
    """A loss is red, a gain green; a contract of which a rate is missing is marked."""
    if row.unrated_on:
        return {"rate": "warn", "closing": "warn", "unrated_on": "warn"}
    return {"difference": "good" if row.difference > 0 else "bad"} if row.difference else {}
