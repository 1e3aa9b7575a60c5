"""The page where the director writes by which rules contracts have their columns and discounts, and tries them.

It is the page of the policy of prices with other fields: parts, cells and faults are told in the same way.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from optom.base.formula.checking import LOOKUP
from optom.base.formula.functions import FUNCTIONS
from optom.base.listing import Asked
from optom.base.refusal import Refusal, reasons_of
from optom.domain.agreeing import actions
from optom.domain.agreeing import queries as agreeing
from optom.domain.agreeing.queries import Said
from optom.domain.credit import queries as credit
from optom.domain.policy.queries import Explained
from optom.domain.pricing import queries as pricing
from optom.interfaces.kit import formats
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import json_of
from optom.interfaces.kit.why.steps import rule_called, rule_in_words
from optom.interfaces.kit.why.told import Node, node
from optom.interfaces.kit.words import named, said

from .context import Desk
from .frame import page
from .policy import WORDS, checked, expected_in, faults_in_words, function_in_words, posted, saved, word
from .policy_cells import GIVES, KEYS, PARTS, cells_of, policy_of, sent
from .policy_titles import HEADS
from .policy_tried import branch, value_text

_HELP = {
    "tables": gettext_lazy("For LOOKUP: from which turnover on which discount holds. A row is a step."),
    "rules": gettext_lazy(
        "The first rule whose condition holds gives the contract its column and takes the discount off: 3%, or"
        ' LOOKUP(turnover_last_quarter; "Discounts"). Where none holds, the terms stay.'
    ),
    "four_eyes": gettext_lazy("Whether who has proposed terms may approve them himself."),
}
_TITLES = {
    "tables": gettext_lazy("Tables"),
    "rules": gettext_lazy("Rules of terms"),
    "four_eyes": gettext_lazy("Approval"),
}
_OF_RULE = ("name", "condition", "column", "price", "since", "until", "reason")
_FORMULAS = frozenset({"condition", "price"})
_MOST = 6
_MOST_FOUND = 12
_NOTHING_NAMED = Explained({}, {}, {})


def show(desk: Desk) -> HttpResponse:
    """The rules as they were written last, and how many contracts follow them."""
    written = agreeing.written()
    policy = agreeing.in_language(written.policy, formats.language_of_papers(), at=desk.at)
    cells = cells_of(policy)
    sheet = {
        "parts": [_part(name) for name in _TITLES],
        "cells": cells,
        "edits": written.version,
        "faults": faults_in_words(agreeing.faults(policy, at=desk.at), cells),
        "vocabulary": _vocabulary(desk),
        "writes": desk.may("publish_prices"),
        "words": {**{name: str(words) for name, words in WORDS.items()}, **_words()},
        "urls": {
            "check": desk.url("terms-rules-check"),
            "save": desk.url("terms-rules-save"),
            "try": desk.url("terms-rules-try"),
            "products": desk.url("terms-rules-contracts"),
        },
    }
    facts = {"written": written, "sheet": sheet, "following": agreeing.following()}
    return page(desk, "office/terms_rules.html", "policy", title=_("Terms by rules"), **facts)


def check(desk: Desk) -> JsonResponse:
    """What doesn't fit in the cells as they stand on the page; nothing is kept."""
    return checked(desk, agreeing.faults)


def save(desk: Desk) -> JsonResponse:
    """The rules say what the page does. Of rules that have moved the answer tells their version, to save over it."""
    return saved(desk, actions.write, agreeing.faults)


def propose(desk: Desk) -> HttpResponse:
    """What the rules would make of all contracts that follow them: a proposal that waits to be looked at."""
    given = posted(desk)
    reason = str(given.get("reason", ""))
    made = actions.propose(version=expected_in(given), actor=desk.actor, at=desk.at, reason=reason)
    return done(desk.request, desk.url("terms-proposal", proposal=made), _("Here is what the rules would change"))


def try_on(desk: Desk) -> JsonResponse:
    """What the cells as they stand make of a few contracts."""
    body = json_of(desk.request)
    keys = [key for key in body.get("products") or [] if isinstance(key, int) and 0 < key < 2**63][:_MOST]
    cells = sent(body.get("cells"))
    try:
        told = agreeing.say(policy_of(cells), contracts=keys, at=desk.at)
    except Refusal as refusal:
        count = len(reasons_of(refusal))
        waits = ngettext("%(n)s place does not fit yet", "%(n)s places do not fit yet", count) % {"n": count}
        return JsonResponse({"waits": waits})
    rows = {row.id: row for row in credit.clients(at=desk.at).keyed(keys)}
    columns = pricing.columns()
    names = {one.id: one.name for one in columns}
    tried = [
        Tried(rows[key], scheme_in_words(names[one.column_now], one.discount_now), in_words(one, columns))
        for key in keys
        if (one := told.get(key)) and key in rows
    ]
    return JsonResponse({"html": render_to_string("office/terms_tried.html", {"contracts": tried})})


def contracts(desk: Desk) -> JsonResponse:
    """Contracts to try the rules on, by client, INN or number."""
    text = desk.request.GET.get("q", "")[:100].replace("\0", "").strip()
    found = credit.clients(at=desk.at).part(Asked(query=text, count=_MOST_FOUND)).rows if text else []
    hits = [{"id": one.id, "article": one.company, "brand": f"№ {one.number}", "name": one.seller} for one in found]
    return JsonResponse({"products": hits})


@dataclass(frozen=True, slots=True)
class Terms:
    """What the rules say of a contract in words: the column and the discount, or why none; its steps; by which rule."""

    column: str
    discount: str
    rule: str
    held: str
    is_as_now: bool
    tree: Sequence[Node]


@dataclass(frozen=True, slots=True)
class Tried:
    """A contract on which the rules were tried: whose it is, how it buys now, what they say."""

    row: Any
    now: str
    terms: Terms


def now_of(contract: int) -> str:
    """By which column less how much it buys now."""
    schemes = pricing.schemes(contract)
    return scheme_in_words(schemes[0].column_name, schemes[0].discount) if schemes else "—"


def scheme_in_words(column: str, discount: Any) -> str:
    """Dealer, −3 %."""
    return f"{column}, {formats.change(-discount / 100)}" if discount else column


def in_words(told: Said, columns: Iterable[pricing.ColumnRow]) -> Terms:
    """With the rules in turn, step by step."""
    names = {one.code: one.name for one in columns}
    name = next((rule_called(turn.place, turn.name) for turn in told.turns if turn.holds), "")
    discount = formats.change(-told.discount / 100) if told.discount else _("no discount")
    held = named("terms_held", "discount") if told.rule and told.discount is None else ""
    return Terms(names.get(told.column, ""), discount, name, held, told.is_as_now, list(_tree(told)))


def _tree(told: Said) -> Iterator[Node]:
    for turn in told.turns:
        holds = _("holds") if turn.holds else _("does not hold")
        label = rule_in_words(turn.place, turn.name)
        steps = [branch(turn.condition, _NOTHING_NAMED)] if turn.condition else []
        yield node(label, holds, note="" if turn.reason == turn.name else turn.reason, children=steps)
    if told.share:
        yield node(_("Discount"), value_text(told.share.value), children=[branch(told.share, _NOTHING_NAMED)])


def _part(name: str) -> dict[str, Any]:
    columns = _OF_RULE if name == "rules" else PARTS[name]
    facts = {"name": name, "title": str(_TITLES[name]), "help": str(_HELP[name]), "single": name == "four_eyes"}
    return {**facts, "columns": [_column(name, one) for one in columns]}


def _column(part: str, name: str) -> dict[str, Any]:
    kind = "formula" if name in _FORMULAS else "text"
    title = _("Discount") if name == "price" else str(HEADS[name])
    return {"name": name, "title": title, "kind": kind, "choices": _choices(part, name)}


def _choices(part: str, name: str) -> list[list[str]]:
    if (part, name) == ("rules", "column"):
        return [["", _("stays as it is")], *([one.code, one.name] for one in pricing.columns())]
    if name == "four_eyes":
        return [["yes", _("another one approves")], ["no", _("he may approve himself")]]
    kinds = {"key": KEYS, "gives": GIVES}.get(name, ())
    return [[kind.value, said("met_kind", kind.value)] for kind in kinds]


def _vocabulary(desk: Desk) -> Mapping[str, Any]:
    fields = [word(one.name, one.russian, said("met_kind", one.kind.value)) for one in agreeing.fields(at=desk.at)]
    return {"fields": fields, "functions": [function_in_words(one) for one in (*FUNCTIONS, LOOKUP)]}


def _words() -> dict[str, str]:
    return {
        "save": _("Save the rules"),
        "tried": _("Try them on contracts"),
        "find_product": _("Client, INN or number of a contract"),
    }
