"""All prices that are no column's own, in one sheet: who answers for each, why, until when, what it gives away."""

from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from optom.base.refusal import Refusal
from optom.domain.accounts.rules import DESKS
from optom.domain.agreeing import queries as agreeing
from optom.domain.agreeing.queries import ExceptionRow
from optom.domain.pricing import actions
from optom.domain.pricing.actions import Exceptions
from optom.interfaces.kit.input import day, in_field, whole
from optom.interfaces.kit.sheets import Act, Column, Done, Facet, Kind, Picked, Sheet
from optom.interfaces.kit.words import choices

from .context import Desk
from .frame import sheet_page
from .terms_acts import reason_asked

READERS = tuple(DESKS["set_terms"])
_KINDS = choices("exception_kind")
_TERMS = choices("exception_term")
_UNREASONED = {"true": gettext_lazy("without reason"), "false": gettext_lazy("with a reason")}


def _whose(row: ExceptionRow) -> str:
    return row.company or _("all who buy by the column")


def _end(desk: Desk, picked: Picked) -> Done:
    """From now on the columns and rules of the contracts hold again."""
    if "reason" not in picked.given:
        return reason_asked(desk, _("These hold no more from now on; what has not begun never will."))
    of = _picked(picked)
    count = actions.end_exceptions(of=of, actor=desk.actor, at=desk.at, reason=picked.given["reason"])
    return Done(ngettext("%(n)s exception ended", "%(n)s exceptions ended", count) % {"n": count})


def _prolong(desk: Desk, picked: Picked) -> Done:
    """Until another day, or for good."""
    if "reason" not in picked.given:
        return Done(form=render_to_string("office/acts/prolong.html", {}, request=desk.request))
    given = picked.given
    until = in_field("until", day, given["until"]) if given.get("until", "").strip() else None
    said: dict[str, Any] = {"actor": desk.actor, "at": desk.at, "reason": given["reason"]}
    count = actions.prolong_exceptions(of=_picked(picked), until=until, **said)
    return Done(ngettext("%(n)s exception prolonged", "%(n)s exceptions prolonged", count) % {"n": count})


def _picked(picked: Picked) -> Exceptions:
    """By their kinds. Refuses `agreeing.promotion_is_policy`: a promotion ends with its rule."""
    keys: dict[str, list[int]] = {"fixed": [], "rule": [], "breaks": [], "promotion": []}
    for row in picked.keys:
        kind, key = agreeing.kind_and_key(whole(row))
        keys[kind].append(key)
    if keys["promotion"]:
        raise Refusal("agreeing.promotion_is_policy")
    return Exceptions(keys["fixed"], keys["rule"], keys["breaks"])


def _columns(desk: Desk) -> list[Column]:
    owners = {name: name for name in agreeing.owners(at=desk.at)}
    return [
        Column("company", gettext_lazy("Client"), width=176, value=_whose, is_frozen=True, tone="strong",
               on_phone=True),
        Column("kind", pgettext_lazy("exception", "Kind"), Kind.CHOICE, width=150, choices=_KINDS, on_phone=True),
        Column("number", gettext_lazy("Contract"), width=90, is_hidden=True),
        Column("what", pgettext_lazy("exception", "Of what"), width=170, grows=True, on_phone=True),
        Column("column_name", gettext_lazy("Column"), width=104),
        Column("price", gettext_lazy("Price"), Kind.PRICE, width=84),
        Column("discount", gettext_lazy("Discount, %"), Kind.QUANTITY, width=96),
        Column("base", gettext_lazy("Without it"), Kind.PRICE, width=90),
        Column("off", gettext_lazy("Less by"), Kind.PRICE, width=90),
        Column("given", gettext_lazy("Given in 13 weeks"), Kind.MONEY, width=160, on_phone=True,
               hint=gettext_lazy("By what has left in 13 weeks: how much less than without the exception, VAT as in the"
                                 " column. Of a rule without goods that have a fixed price.")),
        Column("currency", gettext_lazy("Currency"), width=76, tone="dim", is_hidden=True),
        Column("owner", gettext_lazy("Responsible"), Kind.CHOICE, width=140, choices=owners),
        Column("reason", gettext_lazy("Reason"), width=180),
        Column("since", gettext_lazy("From"), Kind.DATE, width=90),
        Column("until", gettext_lazy("Last day"), Kind.DATE, width=96, on_phone=True),
        Column("days_left", gettext_lazy("Days left"), Kind.INTEGER, width=90),
        Column("term", pgettext_lazy("exception", "Term"), Kind.CHOICE, width=130, choices=_TERMS),
        Column("is_unreasoned", gettext_lazy("Has a reason"), Kind.CHOICE, width=110, choices=_UNREASONED,
               value=lambda row: "true" if row.is_unreasoned else "false", is_hidden=True),
    ]  # fmt: skip


def _tones(row: ExceptionRow) -> dict[str, str]:
    tones = {"soon": {"until": "warn", "days_left": "warn"}, "unlimited": {"term": "warn"}}.get(row.term, {})
    return {**tones, "reason": "bad"} if row.is_unreasoned else tones


SHEET: Sheet[Desk] = Sheet(
    name="exceptions",
    title=gettext_lazy("Exceptions"),
    columns=_columns,
    listed=lambda desk: agreeing.exceptions(at=desk.at),
    empty=gettext_lazy("None: everybody buys by the columns and the terms of his contract."),
    facets=[
        Facet("kind", pgettext_lazy("exception", "Kind"), options=_KINDS),
        Facet("owner", gettext_lazy("Responsible"), options=lambda desk: {o: o for o in agreeing.owners(at=desk.at)}),
        Facet("term", pgettext_lazy("exception", "Term"), options=_TERMS),
        Facet("is_unreasoned", gettext_lazy("without reason"), "flag", {"true": gettext_lazy("without reason")}),
    ],
    acts=[
        Act("prolong", gettext_lazy("Prolong…"), _prolong, key="P"),
        Act("end", gettext_lazy("End…"), _end, is_dangerous=True, is_leaving=True),
    ],
    tones=_tones,
)  # fmt: skip


def listing(desk: Desk) -> HttpResponse:
    """The first to end first."""
    return sheet_page(desk, SHEET, "exceptions")
