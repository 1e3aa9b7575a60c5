"""The company's journal: who did what, when, with what facts; for its administrators."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.listing import Listed
from optom.domain.companies import queries as companies
from optom.interfaces.kit import formats
from optom.interfaces.kit.deeds import DEEDS, count_of, of_lines
from optom.interfaces.kit.input import whole
from optom.interfaces.kit.sheets import Column, Facet, Kind, Panel, Sheet
from optom.interfaces.kit.words import choices, named

from .context import Desk
from .frame import sheet_page

_ACTS = {act: title for act, (title, _sentence) in DEEDS.items()}
_PEOPLE = frozenset({"user", "approver", "approvers", "asked_by"})
_CODES = {"role": "role", "rights": "right", "desks": "desks"}
_SUMS = frozenset(
    {"order_limit", "month_limit", "approval_over", "budget", "credit_limit", "reservation_limit"}
    | {"minimum_order", "minimum_shipment", "total", "sum", "amount"}
)
_PAIR = 2
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Where what an act was done to can be looked at.
_PLACES = {
    "orders.order": "order",
    "orders.approval": "approval",
    "quotes.quote": "quote",
    "shipping.shipment": "shipment",
}


def _deeds(desk: Desk) -> Listed:
    return companies.deeds(company=desk.contract.company, with_money=desk.may("money"), with_papers=desk.may("papers"))


def _who(row: companies.DeedRow) -> str:
    if row.actor is None:
        return _("by itself")
    return row.person or _("the supplier")


def _columns(desk: Desk) -> list[Column]:
    names = {one.user: one.name for one in companies.people(desk.contract.company)}
    return [
        Column("at", _("When"), Kind.MOMENT, width=136, is_frozen=True, on_phone=True),
        Column("person", _("Who"), width=150, value=_who, on_phone=True),
        Column("act", _("Act"), Kind.CHOICE, width=190, choices=_ACTS, on_phone=True),
        Column("facts", _("What exactly"), width=380, value=lambda row: sentence(row, names, desk.contract),
               grows=True, is_sortable=False),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Words:
    """How facts are put into words: who is who, and in which currency sums are; "" where that is not known."""

    names: Mapping[int, str]
    currency: str


def sentence(row: companies.DeedRow, names: Mapping[int, str], here: companies.ContractRow | None = None) -> str:
    """What was done, in the words of the act. Sums of another contract than ``here`` are told without a currency."""
    _title, text = DEEDS.get(row.act, (row.act, ""))
    is_here = here is not None and row.facts.get("contract", here.id) == here.id
    words = _Words(names, here.currency if here and is_here else "")
    facts = _Facts({name: _said(name, value, words) for name, value in row.facts.items()})
    if "lines" in row.facts:
        facts["lines_count"] = str(count_of(row.facts["lines"]))
    if "{of_lines}" in str(text):
        facts["of_lines"] = of_lines(row.facts)
    facts["changes"] = "; ".join(_changes(row.facts, words))
    return str(text).format_map(facts).strip()


class _Facts(dict[str, str]):
    """A fact that an older entry lacks reads as a dash."""

    def __missing__(self, key: str) -> str:
        return "—"


def _changes(facts: Mapping[str, Any], words: _Words) -> list[str]:
    """Whatever has an old and a new value: deferral, days: 14 → 30."""
    told = facts.get("changes", facts)
    pairs = {name: pair for name, pair in told.items() if isinstance(pair, list) and len(pair) == _PAIR}
    return [
        f"{named('field', name)}: {_one(name, old, words) or '—'} → {_one(name, new, words) or '—'}"
        for name, (old, new) in pairs.items()
    ]


def _said(name: str, value: Any, words: _Words) -> str:
    if name in _CODES and isinstance(value, list) and len(value) == _PAIR:
        return " → ".join(_one(name, one, words) for one in value)
    return _one(name, value, words)


def _one(name: str, value: Any, words: _Words) -> str:
    """A value in words: people by their names, codes by theirs, sums as sums."""
    if value is None or value == "":
        return ""
    if isinstance(value, list):
        return ", ".join(_one(name, one, words) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_one(key, one, words)}" for key, one in value.items())
    if name in _PEOPLE:
        return words.names.get(value, f"№ {value}")
    if name in _SUMS:
        return _sum(value, words.currency)
    if name in _CODES or name in choices("field"):
        value = named(_CODES.get(name, name), str(value))
    return _plain(value)


def _sum(value: Any, currency: str) -> str:
    try:
        sum_ = Decimal(str(value))
    except InvalidOperation:
        return _plain(value)
    return formats.with_currency(sum_, currency) if currency else formats.money(sum_)


def _plain(value: Any) -> str:
    """A number or a date as the reader writes it, any other text as it is."""
    text = str(value)
    with suppress(ValueError, InvalidOperation):
        if _DAY.fullmatch(text):
            return formats.day(date.fromisoformat(text))
        if "." in text:
            return formats.fact(Decimal(text))
    return text


def _panel(desk: Desk, key: str) -> Panel | None:
    """The entry, and the way to what it is about."""
    row = _deeds(desk).one(whole(key))
    if row is None:
        return None
    names = {one.user: one.name for one in companies.people(desk.contract.company)}
    facts = {"row": row, "who": _who(row), "sentence": sentence(row, names, desk.contract), "url": _place(desk, row)}
    return Panel(str(_ACTS.get(row.act, row.act)), "portal/panels/deed.html", facts)


def _place(desk: Desk, row: companies.DeedRow) -> str:
    """In the contract of the page only: what another contract has is looked at there."""
    thing, _colon, number = row.subject.partition(":")
    contract = row.facts.get("contract")
    if thing not in _PLACES or contract not in {None, desk.contract.id}:
        return ""
    return desk.url(_PLACES[thing], **{_PLACES[thing]: int(number)})


def _people(desk: Desk) -> dict[str, str]:
    return {str(one.user): one.name for one in companies.people(desk.contract.company)}


SHEET: Sheet[Desk] = Sheet(
    name="journal",
    title=gettext_lazy("Journal"),
    columns=_columns,
    listed=_deeds,
    empty=gettext_lazy("Nothing has been done yet."),
    facets=[
        Facet("actor", gettext_lazy("Who"), options=_people),
        Facet("act", gettext_lazy("Act"), options=_ACTS),
    ],
    tones=lambda row: {"person": "dim"} if not row.person else {},
    panel=_panel,
)


def page(desk: Desk) -> HttpResponse:
    """Everything, newest first."""
    return sheet_page(desk, SHEET, "company", template="portal/journal.html")
