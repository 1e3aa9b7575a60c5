"""Penalties for delay: so much was late for so many days, by which terms; what of it is charged already."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from optom.base.business_day import business_day, day_begins_at
from optom.base.listing import Asked, Listed
from optom.base.money import kopecks
from optom.domain.billing import queries as billing
from optom.domain.companies import rules
from optom.domain.credit import queries as credit
from optom.interfaces.kit import formats
from optom.interfaces.kit.penalties import late_days, title_of_debt
from optom.interfaces.kit.terms import penalty_in_words

from .told import MOST, NOTHING, Node, Question, Told, bounded, link_to, node, told, told_as_now, told_only


def why_penalty(asked: Question, entry: int) -> Told:
    """What the delay of one debt has cost by the end of the day, or by the moment."""
    link = link_to("why-penalty", asked.contract.id, entry, at=asked.at)
    row, found = _counted(asked).one(entry), credit.ledger(contract=asked.contract.id).one(entry)
    if row is None or found is None:
        return told_only(_("Nothing of it was late by terms that have a penalty."), link)
    tree = [
        _debt(asked, row),
        node(pgettext("money", "Late × days"), formats.money(_weight(row)), note=_as_of(asked),
             children=[_part(*part) for part in late_days(row)]),
        node(_("Terms"), penalty_in_words(row.percent, row.grace, row.cap),
             note=_("of the day on which it was entered"),
             href=link_to("why-terms", asked.contract.id, at=found.at)),
        *_at_most(row),
        node(_("Penalty"), asked.money(row.penalty)),
        *_charged(asked, row),
        *told_as_now(asked, _("what was charged")),
    ]  # fmt: skip
    return told(_line(row), tree, link)


def of_day(asked: Question, on: date) -> Question:
    """As of the end of a day, as the list of penalties has it; today it is not over."""
    today = business_day(asked.now)
    last = asked.now if on == today else day_begins_at(on + timedelta(days=1)) - timedelta(microseconds=1)
    return replace(asked, at=last, is_past=on < today, is_future=on > today)


def _counted(asked: Question) -> Listed:
    """As the list of penalties tells it: of a day to come, as if nothing were paid until then."""
    at = asked.now if asked.is_future else asked.at
    return billing.penalties(contract=asked.contract.id, on=_day(asked), at=at)


def _day(asked: Question) -> date:
    return business_day(asked.at)


def _as_of(asked: Question) -> str:
    said = _("until %(day)s, if nothing is paid before") if asked.is_future else _("until %(day)s")
    return said % {"day": formats.day(_day(asked))}


def _weight(row: billing.PenaltyRow) -> Decimal:
    return sum((part * days for part, days in late_days(row)), NOTHING)


def _uncapped(row: billing.PenaltyRow) -> Decimal:
    return kopecks(_weight(row) * row.percent / 100)


def _line(row: billing.PenaltyRow) -> str:
    """= (700,00 × 4 + 300,00 × 6) × 0,1 % = 4,60."""
    count = " + ".join(f"{formats.money(part)} × {days}" for part, days in late_days(row))
    most = _at_most_in_words(row)
    return f"= ({count}) × {formats.plain(row.percent)} %{most} = {formats.money(row.penalty)}"


def _at_most_in_words(row: billing.PenaltyRow) -> str:
    if row.cap is None or row.penalty >= _uncapped(row):
        return ""
    return ", " + _("at most %(cap)s %% of the debt") % {"cap": formats.plain(row.cap)}


def _at_most(row: billing.PenaltyRow) -> Iterator[Node]:
    """Where the terms end it: what it would have been."""
    if said := _at_most_in_words(row):
        without = _("without the bound %(sum)s") % {"sum": formats.money(_uncapped(row))}
        yield node(said.removeprefix(", "), formats.money(row.penalty), note=without)


def _debt(asked: Question, row: billing.PenaltyRow) -> Node:
    due = _("due %(day)s") % {"day": formats.day(row.due_on)}
    late = ngettext("%(count)s day overdue", "%(count)s days overdue", row.days_overdue) % {"count": row.days_overdue}
    href = link_to("why-entry", asked.contract.id, row.id)
    children = [node(pgettext("money", "Not paid"), formats.money(row.open))] if row.open else []
    return node(title_of_debt(row), asked.money(row.amount), note=f"{due} · {late}", href=href, children=children)


def _part(amount: Decimal, days: int) -> Node:
    label = ngettext("%(sum)s × %(count)s day", "%(sum)s × %(count)s days", days)
    return node(label % {"sum": formats.money(amount), "count": days}, formats.money(amount * days))


def _charged(asked: Question, row: billing.PenaltyRow) -> Iterator[Node]:
    """By which papers, to whom may see papers; and what is left."""
    if not row.charged:
        return
    claims = billing.penalties_charged(entry=row.id)
    yield node(pgettext("penalty", "Charged"), formats.money(row.charged),
               children=bounded([_claim(asked, one) for one in claims]))  # fmt: skip
    yield node(pgettext("penalty", "Not charged"), formats.money(row.rest))


def _claim(asked: Question, claim: billing.PenaltyCharged) -> Node:
    href = link_to("why-paper", asked.contract.id, claim.paper) if rules.may_pay(asked.rights) else ""
    label = _("Penalty claim No. %(number)s") % {"number": claim.number}
    return node(label, formats.money(claim.sum), note=formats.day(claim.on), href=href)


def why_penalties(asked: Question) -> Told:
    """What the delay of all debts of the contract has cost, debt by debt."""
    link = link_to("why-penalties", asked.contract.id, at=asked.at)
    part = _counted(asked).part(Asked(count=MOST))
    if not part.total:
        return told_only(_("Nothing was late by terms that have a penalty."), link)
    sums = {name: part.sums[name] or NOTHING for name in ("penalty", "charged", "rest")}
    debts = bounded([_one(asked, row) for row in part.rows], part.total)
    tree = [
        node(_("Debt by debt"), asked.money(sums["penalty"]), note=_as_of(asked), children=debts),
        *([node(pgettext("penalty", "Charged"), formats.money(sums["charged"])),
           node(pgettext("penalty", "Not charged"), formats.money(sums["rest"]))] if sums["charged"] else []),
        *told_as_now(asked, _("what was charged")),
    ]  # fmt: skip
    return told(f"= {asked.money(sums['penalty'])}", tree, link)


def _one(asked: Question, row: billing.PenaltyRow) -> Node:
    href = link_to("why-penalty", asked.contract.id, row.id, at=asked.at)
    note = " + ".join(f"{formats.money(part)} × {days}" for part, days in late_days(row))
    return node(title_of_debt(row), formats.money(row.penalty), note=note, href=href)
