"""The page where the director writes the policy of prices, tries it on real products and has it worked out.

The page sends all its cells at once: what a formula means depends on names, tables and columns beside it.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from optom.base.formula import Field
from optom.base.formula.checking import LOOKUP
from optom.base.formula.functions import FUNCTIONS
from optom.base.refusal import Refusal, reasons_of
from optom.domain.accounts.rules import DESKS
from optom.domain.catalog import queries as catalog
from optom.domain.policy import actions
from optom.domain.policy import queries as policies
from optom.interfaces.kit import formats
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import Malformed, json_of, whole
from optom.interfaces.kit.words import said, worded
from optom.interfaces.kit.words.functions import FUNCTION_WORDS

from .context import Desk
from .frame import page
from .policy_cells import GIVES, KEYS, PARTS, SINGLE, Cells, cells_of, placed, policy_of, sent
from .policy_titles import HEADS, TITLES
from .policy_trial import trial
from .policy_tried import MOST, MOST_OF_KIND, TriedProduct, lines_in_words, tried

READERS = tuple(DESKS["approve_prices"])
_HELP = {
    "names": gettext_lazy("A name may be used by all formulas below it: cost = IFBLANK(planned_cost; receipt_cost)."),
    "tables": gettext_lazy("For LOOKUP: from which sum, number or for which text which value holds. A row is a step."),
    "rules": gettext_lazy("Of the rules of a column the first whose condition holds makes the price."),
    "breaks": gettext_lazy(
        "Who takes more pays less: all rows that hold make breaks; price is the column's as it is made or stands."
    ),
    "roundings": gettext_lazy("What becomes of the price that a rule has given; without one it is rounded to kopecks."),
    "guards": gettext_lazy("What must hold: price, before and change are known. What does not pass is held back."),
    "corridor": gettext_lazy("When costs move, prices for which this holds are published by themselves."),
    "cost": gettext_lazy(
        "What margin is counted against in replays, charts and on the market; in roubles without VAT."
    ),
    "four_eyes": gettext_lazy("Whether who has worked prices out may approve them himself."),
}
WORDS = {
    "row": gettext_lazy("row"),
    "up": gettext_lazy("Move up"),
    "down": gettext_lazy("Move down"),
    "remove": gettext_lazy("Delete the row"),
    "removed": gettext_lazy("The row is deleted"),
    "left": gettext_lazy("Cells that have no place here:"),
    "save": gettext_lazy("Save the draft"),
    "save_over": gettext_lazy("Save mine over it"),
    "named": gettext_lazy("named formula"),
    "table": gettext_lazy("table"),
    "column": gettext_lazy("price of the column"),
    "tried": gettext_lazy("Try it on products"),
    "find_product": gettext_lazy("Article or name of a product"),
    "of_kind": gettext_lazy("Several at once:"),
    "text": gettext_lazy("words or article"),
    "group": gettext_lazy("group"),
    "brand": gettext_lazy("brand"),
    "show": gettext_lazy("Show"),
}
_FORMULAS = frozenset({"formula", "condition", "from_quantity", "price", "holds", "corridor", "cost"})
_OF_MOVES = ["corridor", "guards"]
_OF_PRICES = {"price": ["breaks", "roundings", *_OF_MOVES], "before": _OF_MOVES, "change": _OF_MOVES}
_MOST_FOUND = 12


def show(desk: Desk) -> HttpResponse:
    """The draft, or the policy in force as long as nobody writes one."""
    draft = policies.draft()
    policy = policies.in_language(draft.policy, formats.language_of_papers(), at=desk.at)
    cells = cells_of(policy)
    sheet = {
        "parts": _parts(),
        "cells": cells,
        "edits": draft.edits,
        "faults": faults_in_words(policies.faults(policy, at=desk.at), cells),
        "vocabulary": vocabulary(desk.at),
        "kinds": {"group": sorted({one.name for one in catalog.groups()}), "brand": catalog.brands()},
        "writes": desk.may("publish_prices"),
        "words": {name: str(words) for name, words in WORDS.items()},
        "urls": {name: desk.url(f"policy-{name}") for name in ("check", "save", "try", "products")},
    }
    facts = {"draft": draft, "sheet": sheet, "publications": desk.url("publications")}
    return page(desk, "office/policy.html", "policy", title=_("Policy of prices"), **facts)


def check(desk: Desk) -> JsonResponse:
    """What doesn't fit in the cells as they stand on the page; nothing is kept."""
    return checked(desk, policies.faults)


def checked(desk: Desk, faults: Callable[..., Iterable[Refusal]]) -> JsonResponse:
    """What ``faults`` finds in the cells that a page has sent."""
    cells = sent(json_of(desk.request).get("cells"))
    try:
        found = faults(policy_of(cells), at=desk.at)
    except Refusal as refusal:
        found = reasons_of(refusal)
    return JsonResponse({"faults": faults_in_words(found, cells)})


def save(desk: Desk) -> JsonResponse:
    """The draft says what the page does. Of a draft that has moved the answer tells its number, to save over it."""
    return saved(desk, actions.change_draft, policies.faults)


def saved(desk: Desk, write: Callable[..., int], faults: Callable[..., Iterable[Refusal]]) -> JsonResponse:
    """``write`` keeps the cells that a page has sent, with all that ``faults`` finds in them."""
    posted(desk)
    body = json_of(desk.request)
    cells = sent(body.get("cells"))
    try:
        policy = policy_of(cells)
        edits = write(policy=policy, expected=expected_in(body), actor=desk.actor, at=desk.at)
    except Refusal as refusal:
        facts = {"faults": faults_in_words(reasons_of(refusal), cells), "edits": refusal.facts.get("edits")}
        return JsonResponse({"refusals": worded(refusal), **facts}, status=422)
    return JsonResponse({"edits": edits, "faults": faults_in_words(faults(policy, at=desk.at), cells)})


def drop(desk: Desk) -> HttpResponse:
    """Back to the policy in force."""
    expected = expected_in(posted(desk))
    actions.drop_draft(expected=expected, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("policy"), _("The draft is dropped: this is the policy in force"))


def work_out(desk: Desk) -> HttpResponse:
    """What the draft would make of all prices: a publication that waits to be looked at."""
    given, draft = posted(desk), policies.draft()
    if expected_in(given) != draft.edits:
        raise Refusal("policy.draft_moved", edits=draft.edits, by=draft.changed_by, changed_at=draft.changed_at)
    reason = str(given.get("reason", "")).strip()
    publication = actions.ask(policy=draft.policy, actor=desk.actor, at=desk.at, reason=reason)
    return done(
        desk.request, desk.url("publication", publication=publication), _("Here is what the policy would change")
    )


def try_on(desk: Desk) -> JsonResponse:
    """What the cells as they stand make of a few products, and of some of a kind; rows that don't fit are left out."""
    body = json_of(desk.request)
    cells = sent(body.get("cells"))
    try:
        tried_on = trial(cells, desk.at)
        singles = tried(tried_on, _singles(body), desk.at)
        of_kind, is_more = _of_kind(body.get("kind"))
        together = tried(tried_on, of_kind, desk.at)
    except Refusal as refusal:
        count = len(reasons_of(refusal))
        waits = ngettext("%(n)s place does not fit yet", "%(n)s places do not fit yet", count) % {"n": count}
        return JsonResponse({"waits": waits})
    facts = {
        "without": lines_in_words(tried_on.without),
        "products": singles,
        "together": together,
        "is_asked": bool(_kind_asked(body.get("kind"))),
        "has_cost": bool(tried_on.policy.cost.strip()),
        "has_other": _has_other(together),
        "more": MOST_OF_KIND if is_more else 0,
    }
    return JsonResponse({"html": render_to_string("office/policy_tried.html", facts)})


def _singles(body: dict[str, Any]) -> list[catalog.NamedProduct]:
    """The products that were chosen, in their order."""
    keys = [key for key in body.get("products") or [] if isinstance(key, int) and 0 < key < 2**63][:MOST]
    found = {one.id: one for one in catalog.named(keys)}
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def _kind_asked(kind: object) -> dict[str, str]:
    """By which words, group and brand products are asked for; nothing: by none."""
    if not isinstance(kind, dict):
        return {}
    asked = {name: str(kind.get(name) or "").replace("\0", "").strip()[:200] for name in ("text", "group", "brand")}
    return asked if any(asked.values()) else {}


def _of_kind(kind: object) -> tuple[list[catalog.NamedProduct], bool]:
    """Products of a kind, the first of them, and whether there are more."""
    asked = _kind_asked(kind)
    if not asked:
        return [], False
    text = asked["text"]
    sought = list(catalog.search(text).ranks) if text else None
    found = catalog.sold(products=sought, group=asked["group"], brand=asked["brand"], most=MOST_OF_KIND + 1)
    return found[:MOST_OF_KIND], len(found) > MOST_OF_KIND


def _has_other(together: Iterable[TriedProduct]) -> bool:
    return any(price.standing for one in together for price in one.prices)


def products(desk: Desk) -> JsonResponse:
    """Products to try the policy on, by article or words."""
    text = desk.request.GET.get("q", "")[:100]
    ranks = catalog.search(text, most=_MOST_FOUND).ranks if text.strip() else {}
    keys = [int(key) for key in desk.request.GET.getlist("id")[:_MOST_FOUND] if key.isascii() and key.isdecimal()]
    found = catalog.named([*ranks, *(key for key in keys if key < 2**63)])
    found.sort(key=lambda one: (ranks.get(one.id, 0), one.article))
    hits = [{"id": one.id, "article": one.article, "brand": one.brand, "name": one.name} for one in found]
    return JsonResponse({"products": hits[:_MOST_FOUND]})


def posted(desk: Desk) -> dict[str, Any]:
    if desk.request.method != "POST":
        raise Http404
    return {name: str(value) for name, value in desk.request.POST.items()}


def expected_in(given: dict[str, Any]) -> int:
    value = given.get("expected")
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return whole(value) if isinstance(value, str) and value else _malformed()


def _malformed() -> int:
    raise Malformed("input.missing", name="expected")


def faults_in_words(refusals: Iterable[Refusal], cells: Cells) -> list[dict[str, Any]]:
    return [_fault(placed(one, cells)) for one in refusals]


def _fault(refusal: Refusal) -> dict[str, Any]:
    where = {name: refusal.facts.get(name) for name in ("part", "row", "cell", "place")}
    words = worded(refusal)[0]
    return {**where, "text": words["text"], "help": words["help"]}


def _parts() -> list[dict[str, Any]]:
    return [
        {
            "name": part,
            "title": str(TITLES[part]),
            "help": str(_HELP[part]),
            "columns": [_column(part, name) for name in names],
            "single": part in SINGLE,
        }
        for part, names in PARTS.items()
    ]


def _column(part: str, name: str) -> dict[str, Any]:
    kind = "formula" if name in _FORMULAS else "text"
    return {"name": name, "title": str(HEADS[name]), "kind": kind, "choices": choices(part, name)}


def choices(part: str, name: str) -> list[list[str]]:
    """What a cell may hold, with its words; nothing: anything."""
    if name == "column":
        everywhere = [["", _("all columns")]] if part in {"guards", "breaks"} else [["", ""]]
        return [*everywhere, *([one.code, one.name] for one in policies.columns())]
    if name == "four_eyes":
        return [["yes", _("another one approves")], ["no", _("he may approve himself")]]
    kinds = {"key": KEYS, "gives": GIVES}.get(name, ())
    return [[kind.value, said("met_kind", kind.value)] for kind in kinds]


def vocabulary(at: datetime) -> dict[str, Any]:
    """What the editor completes: names in the reader's language, in the other one, and what they mean."""
    columns = [word(one.code, one.name, _("price of the column")) for one in policies.columns()]
    return {
        "fields": [
            *(_named(one) for known in (False, True) for one in policies.fields(of_price=known, at=at)),
            *columns,
        ],
        "functions": [function_in_words(one) for one in (*FUNCTIONS, LOOKUP)],
    }


def _named(field: Field) -> dict[str, Any]:
    """A field of a price is known in some parts only."""
    told = word(field.name, field.russian, said("met_kind", field.kind.value))
    return {**told, "only_in": _OF_PRICES.get(field.name, [])}


def word(english: str, russian: str, kind: str) -> dict[str, Any]:
    here, other = (russian, english) if formats.is_russian() else (english, russian)
    return {"name": here, "other": other, "kind": kind, "only_in": []}


def function_in_words(function: Any) -> dict[str, Any]:
    arguments, text = FUNCTION_WORDS[function.name]
    language = formats.language_of_papers()
    other = function.called("en" if language == "ru" else "ru")
    return {"name": function.called(language), "other": other, "arguments": str(arguments), "text": str(text)}
