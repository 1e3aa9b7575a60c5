"""Proposals of terms by rules: whose column and discount would become what; approved, put off, dropped."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from optom.base.business_day import business_day
from optom.domain.agreeing import actions
from optom.domain.agreeing import queries as agreeing
from optom.domain.agreeing.queries import ProposalRow, ProposedRow
from optom.domain.pricing import queries as pricing
from optom.interfaces.kit import formats
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import whole
from optom.interfaces.kit.known_of_contracts import known_in_words
from optom.interfaces.kit.sheets import Column, Facet, Kind, Panel, Sheet
from optom.interfaces.kit.why.steps import rule_called
from optom.interfaces.kit.words import choices, named

from .context import Desk
from .frame import sheet_page
from .publications import moment_in
from .terms_rules import in_words, now_of

_TAB = "policy"
_STATES = choices("proposal_state")
_WAYS = choices("terms_way")
_HELD = choices("terms_held")
_TONES = {"waiting": "warn", "published": "good", "dropped": "dim", "nothing": "dim"}


def _what(row: ProposalRow) -> str:
    if row.quarter_on:
        quarter = agreeing.quarter_of(row.quarter_on)
        return _("by itself, for quarter %(number)s of %(year)s") % {
            "number": quarter.number, "year": quarter.begins_on.year,
        }  # fmt: skip
    return row.reason


SHEET: Sheet[Desk] = Sheet(
    name="terms-proposals",
    title=gettext_lazy("Proposals of terms"),
    columns=[
        Column("id", gettext_lazy("No."), Kind.INTEGER, width=64, link="{key}/", is_frozen=True, tone="strong",
               on_phone=True),
        Column("proposed_at", pgettext_lazy("terms", "Proposed"), Kind.MOMENT, width=136),
        Column("reason", gettext_lazy("Reason"), width=240, value=_what, grows=True),
        Column("state", gettext_lazy("State"), Kind.CHOICE, width=150, choices=_STATES, on_phone=True),
        Column("changes", gettext_lazy("Contracts"), Kind.INTEGER, width=100, on_phone=True),
        Column("held", gettext_lazy("Held back"), Kind.INTEGER, width=100),
        Column("begins_at", gettext_lazy("Begins"), Kind.MOMENT, width=136),
        Column("applied_at", gettext_lazy("In force since"), Kind.MOMENT, width=136),
        Column("proposed_by", gettext_lazy("Who"), width=180),
        Column("approved_by", gettext_lazy("Approved by"), width=150),
    ],
    listed=lambda _desk: agreeing.proposals(),
    empty=gettext_lazy("No terms have been proposed yet."),
    facets=[Facet("state", gettext_lazy("State"), options=_STATES)],
    tones=lambda row: {"state": _TONES[row.state]} if row.state in _TONES else {},
)  # fmt: skip


def _columns(desk: Desk) -> list[Column]:
    rules, day = _rules(desk), business_day(_found(desk).proposed_at)
    columns = {one.code: one.name for one in pricing.columns()}
    return [
        Column("company", gettext_lazy("Client"), width=220, is_frozen=True, tone="strong", on_phone=True),
        Column("number", gettext_lazy("Contract"), width=110),
        Column("inn", gettext_lazy("INN"), width=112, is_hidden=True),
        Column("seller", gettext_lazy("Seller"), width=140, is_hidden=True),
        Column("column_before", gettext_lazy("Column now"), Kind.CHOICE, width=140, choices=columns),
        Column("column", gettext_lazy("Becomes"), Kind.CHOICE, width=120, choices=columns, on_phone=True),
        Column("discount_before", gettext_lazy("Discount now, %"), Kind.QUANTITY, width=150),
        Column("discount", pgettext_lazy("discount", "Becomes, %"), Kind.QUANTITY, width=110, on_phone=True),
        Column("rule", gettext_lazy("Rule"), Kind.CHOICE, width=190, choices=rules, value=lambda row: str(row.rule)),
        Column("known", pgettext_lazy("terms", "Of what"), width=260, value=lambda row: "; ".join(_known(row, day)),
               grows=True, is_sortable=False),
        Column("way", gettext_lazy("Which way"), Kind.CHOICE, width=140, choices=_WAYS),
        Column("held", gettext_lazy("Held back by"), Kind.CHOICE, width=200, choices=_HELD, is_hidden=True),
    ]  # fmt: skip


def _rules(desk: Desk) -> dict[str, str]:
    """The names of the rules, by their places."""
    return {
        str(place): rule_called(place, name)
        for place, name in enumerate(agreeing.names_of_rules(desk.given["proposal"]), 1)
    }


def _known(row: ProposedRow, day: date) -> Iterator[str]:
    return (f"{label}: {value}" for label, value in known_in_words(row.known, day))


def _tones(row: ProposedRow) -> Mapping[str, str]:
    return {"way": "warn", "column": "dim", "discount": "dim"} if row.held else {}


def _panel(desk: Desk, key: str) -> Panel | None:
    """Why the contract's terms become these."""
    found = _found(desk)
    row: ProposedRow | None = agreeing.proposed(found.id).one(whole(key))
    if row is None:
        return None
    told = agreeing.say(agreeing.policy_of(found.version), contracts=[row.contract], at=desk.at).get(row.contract)
    facts: dict[str, Any] = {"row": row, "known": list(known_in_words(row.known, business_day(found.proposed_at)))}
    facts |= {"terms": in_words(told, pricing.columns()) if told else None, "now": now_of(row.contract)}
    facts["held"] = named("terms_held", row.held) if row.held else ""
    return Panel(row.company, "office/panels/proposed_terms.html", facts)


PROPOSED: Sheet[Desk] = Sheet(
    name="proposed-terms",
    title=gettext_lazy("Proposed terms"),
    columns=_columns,
    listed=lambda desk: agreeing.proposed(desk.given["proposal"]),
    filters=lambda name: None if name == "known" else name,
    empty=gettext_lazy("Nothing would change: all contracts that follow the rules have the terms that they make."),
    facets=[
        Facet("way", gettext_lazy("Which way"), options=_WAYS),
        Facet("rule", gettext_lazy("Rule"), options=_rules),
    ],
    panel=_panel,
    tones=_tones,
)


def listing(desk: Desk) -> HttpResponse:
    """All proposals, the newest first."""
    return sheet_page(desk, SHEET, _TAB, template="office/terms_proposals.html")


def show(desk: Desk) -> HttpResponse:
    """One proposal: what it would change or has changed, and what can be done with it."""
    found = _found(desk)
    is_open = found.state in {"waiting", "approved"}
    return sheet_page(
        desk,
        PROPOSED,
        _TAB,
        template="office/terms_proposal.html",
        title=_("Proposal of terms %(number)s") % {"number": found.id},
        proposal=found,
        state=named("proposal_state", found.state),
        what=_what(found),
        may_approve=is_open and found.changes > 0 and desk.may("approve_prices"),
        is_own=agreeing.needs_others_eyes(found.id, actor=desk.actor),
        may_drop=is_open and desk.may("publish_prices"),
    )


def approve(desk: Desk) -> HttpResponse:
    """It comes into force at once, or at the beginning of a day or at a moment."""
    found, given = _posted(desk), desk.request.POST
    begins_at = moment_in(given.get("on", ""), given.get("hour", "")) if given.get("when") == "later" else None
    moved = actions.approve(proposal=found.id, actor=desk.actor, at=desk.at, begins_at=begins_at)
    return done(desk.request, desk.url("terms-proposal", proposal=found.id), _told(moved, begins_at))


def _told(moved: int | None, begins_at: datetime | None) -> str:
    if begins_at:
        return _("The terms come into force on %(moment)s") % {"moment": formats.moment(begins_at)}
    words = ngettext(
        "The terms of %(n)s contract are in force", "The terms of %(n)s contracts are in force", moved or 0
    )
    return words % {"n": formats.quantity(Decimal(moved or 0))}


def drop(desk: Desk) -> HttpResponse:
    """It never comes into force."""
    found = _posted(desk)
    actions.drop(proposal=found.id, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("terms-proposals"), _("The proposal is dropped"))


def _found(desk: Desk) -> ProposalRow:
    found = agreeing.proposal(desk.given["proposal"])
    if found is None:
        raise Http404
    return found


def _posted(desk: Desk) -> ProposalRow:
    if desk.request.method != "POST":
        raise Http404
    return _found(desk)
