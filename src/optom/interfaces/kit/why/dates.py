"""Why a reserve lasts until its moment, and why a paper is due on its day."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from optom.base.business_day import business_day
from optom.domain.companies import queries as companies
from optom.domain.credit import queries as credit
from optom.domain.credit import rules
from optom.domain.orders import queries as orders
from optom.domain.quotes import queries as quotes
from optom.interfaces.kit import formats
from optom.interfaces.kit.deeds import DEEDS
from optom.interfaces.kit.ledger import title_of
from optom.interfaces.kit.words import named

from .told import Node, Question, Told, bounded, link_to, node, told


def why_until(asked: Question, line: int) -> Told:
    """From when and by which terms the time of a reserve runs."""
    found = orders.until_of(contract=asked.contract.id, line=line, at=asked.at)
    if found is None:
        return told(_("The line holds nothing."), [])
    link = link_to("why-until", asked.contract.id, line, at=asked.at)
    if quote := _quote_of(asked, line, found):
        return told(*_as_quoted(asked, line, quote), link)
    words = {"moment": formats.moment(found.until), "hours": _hours(found.hours), "since": formats.moment(found.since)}
    line_said = _("= %(since)s + %(hours)s = %(moment)s") % words
    tree = node(_("Held until"), formats.moment(found.until), children=_made_of(found))
    return told(line_said, [tree, *_before(asked, found), *acts_of(asked, line)], link)


def _quote_of(asked: Question, line: int, found: orders.Until) -> quotes.HoldRow | None:
    """The quote for which the goods are held, as long as its end is theirs."""
    order = orders.line_named(contract=asked.contract.id, line=line)
    held = quotes.hold_of(contract=asked.contract.id, order=order.order) if order else None
    return held if held and held.valid_until == found.until else None


def _as_quoted(asked: Question, line: int, quote: quotes.HoldRow) -> tuple[str, list[Node]]:
    words = {"moment": formats.moment(quote.valid_until), "number": quote.number}
    of = node(_("Quote %(number)s") % words, href=asked.place_of("quote", quote.quote))
    tree = [node(_("Held until"), formats.moment(quote.valid_until), children=[of]), *acts_of(asked, line)]
    return _("= as long as quote %(number)s is valid: %(moment)s") % words, tree


def _before(asked: Question, found: orders.Until) -> Iterator[Node]:
    """A moment before the time began to run anew: what was said then is not kept, what has changed it is."""
    if asked.is_past and asked.at < found.since:
        note = _("since %(moment)s; what it was before is not kept") % {"moment": formats.moment(found.since)}
        yield node(_("It is held so"), note=note)


def acts_of(asked: Question, line: int) -> Iterator[Node]:
    """What the journal tells of a line up to the moment, the latest first."""
    acts = [one for one in orders.told_of(contract=asked.contract.id, line=line) if one.at <= asked.at]
    if acts:
        yield node(_("What happened"), children=bounded([_act(one) for one in acts]))


def _act(one: orders.TaleRow) -> Node:
    title = str(DEEDS[one.act][0]) if one.act in DEEDS else one.act
    note = " · ".join(word for word in (formats.moment(one.at), one.by) if word)
    return node(title, formats.quantity(one.quantity) if one.quantity else "", note=note)


def _made_of(found: orders.Until) -> Iterator[Node]:
    yield _began(found)
    note = _("by the terms since %(moment)s") % {"moment": formats.moment(found.terms_since)}
    yield node(_("Reservation of the contract"), f"+ {_hours(found.hours)}", note=note)


def _began(found: orders.Until) -> Node:
    since = formats.moment(found.since)
    if found.comes_on and business_day(found.since) == found.comes_on:
        return node(_("The last of its goods comes"), since, note=_("the time does not run before it"))
    return node(_("Ordered") if found.is_first else _("Extended, or got goods that came free"), since)


def _hours(hours: int) -> str:
    return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}


def why_due(asked: Question, entry: int) -> Told:
    """From when a paper's days run, how many the terms of then gave, and where its last day came to lie."""
    found = credit.ledger(contract=asked.contract.id).one(entry)
    if found is None or found.due_on is None:
        return told(_("Nothing is to be paid by it."), [])
    steps = list(_steps(asked, found))
    words = [step["value"] for step in steps] or [formats.day(found.on)]
    line = "= " + " ".join(words) + f" = {formats.day(found.due_on)}"
    href = asked.place_of("paper", found.paper)
    title = node(title_of(found), formats.money(found.amount), note=formats.day(found.on), href=href)
    tree = [node(_("To be paid by"), formats.day(found.due_on), children=steps), title]
    return told(line, tree, link_to("why-due", asked.contract.id, entry), is_settled=True)


def _steps(asked: Question, found: credit.EntryRow) -> Iterator[Node]:
    """Day, deferral, day off; only the day itself where what was entered by hand follows no terms."""
    yield node(_("The goods left") if found.kind == "dispatch" else _("Entered for"), formats.day(found.on))
    if found.kind != "dispatch":
        return
    terms = companies.terms(asked.contract.id, found.at)
    days, kind = terms.deferral_days, terms.deferral_kind
    due = rules.due_on(found.on, days, kind)
    if due != found.due_on:
        return
    note = _("by the terms since %(moment)s") % {"moment": formats.moment(terms.valid_from)}
    yield node(_("Deferral of payment"), f"+ {days} {named('deferral_kind', kind)}", note=note)
    fell = rules.counted_from(found.on, days, kind)
    if fell != due:
        moved = (due - fell).days
        words = ngettext("+ %(count)s day", "+ %(count)s days", moved) % {"count": moved}
        note = _("%(day)s is a day off: the next working day counts") % {"day": formats.day(fell)}
        yield node(_("Moved off a day off"), words, note=note)
