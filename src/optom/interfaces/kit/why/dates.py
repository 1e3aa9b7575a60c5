"""Why a reserve lasts until its moment, and why a paper is due on its day."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from optom.base.business_day import business_day
from optom.base.listing import Asked, Condition, Op, Part
from optom.domain.companies import queries as companies
from optom.domain.credit import queries as credit
from optom.domain.credit import rules
from optom.domain.orders import queries as orders
from optom.domain.quotes import queries as quotes
from optom.interfaces.kit import formats
from optom.interfaces.kit.deeds import DEEDS
from optom.interfaces.kit.ledger import title_of
from optom.interfaces.kit.words import named

from .told import MOST, Node, Question, Told, bounded, link_to, node, told, told_as_now

_LACKING = Condition("lacking", Op.ABOVE, Decimal(0))
_NAMED = 3  # of what an order waits for


def why_until(asked: Question, line: int) -> Told:
    """From when and by which terms the time of a reserve runs."""
    found = orders.until_of(contract=asked.contract.id, line=line, at=asked.at)
    if found is None:
        return told(_("The line holds nothing."), [])
    link = link_to("why-until", asked.contract.id, line, at=asked.at)
    order = _order_of(asked, line)
    if order and order.together_on and not order.whole_at:
        return told(*_until_whole(asked, line, order, found.hours), link)
    if order and (quote := _quote_of(asked, order.id, found)):
        return told(*_as_quoted(asked, line, quote), link)
    words = {"moment": formats.moment(found.until), "hours": _hours(found.hours), "since": formats.moment(found.since)}
    line_said = _("= %(since)s + %(hours)s = %(moment)s") % words
    tree = node(_("Held until"), formats.moment(found.until), children=_made_of(found, order))
    return told(line_said, [tree, *_before(asked, found), *acts_of(asked, line)], link)


def _order_of(asked: Question, line: int) -> orders.OrderRow | None:
    found = orders.line_named(contract=asked.contract.id, line=line)
    return orders.order(contract=asked.contract.id, order=found.order) if found else None


def _until_whole(asked: Question, line: int, order: orders.OrderRow, hours: int) -> tuple[str, list[Node]]:
    """The order is wanted together: nothing of it is given back while something of it is not there."""
    lacks = orders.lines_of(order=order.id).part(Asked(conditions=(_LACKING,), count=MOST))
    words = {"order": order.id, "hours": _hours(hours), "what": _in_short(lacks)}
    said = _("= until all of order %(order)s is there, and %(hours)s more; it waits for %(what)s")
    note = _("the order is wanted together; from then on for %(hours)s by the terms") % words
    missing = bounded([_lacking(asked, one) for one in lacks.rows], lacks.total)
    tree = [
        node(_("Held until"), _("all of the order is there"), note=note, children=missing),
        *acts_of(asked, line),
        *told_as_now(asked, _("what the order waits for")),
    ]
    return (said if lacks.rows else _("= all of order %(order)s is there: %(hours)s from now on")) % words, tree


def _in_short(lacks: Part) -> str:
    said = [f"{one.article} {formats.quantity(one.lacking)} {one.unit}{_by(one)}" for one in lacks.rows[:_NAMED]]
    more = lacks.total - len(said)
    return ", ".join([*said, *([ngettext("%(count)s more", "%(count)s more", more) % {"count": more}] if more else [])])


def _by(one: orders.LineRow) -> str:
    return f" ({formats.day(one.comes_on)})" if one.comes_on and not one.waiting else ""


def _lacking(asked: Question, one: orders.LineRow) -> Node:
    """How much of a line is not there, and by when it is; what nobody has promised yet has no day."""
    coming = _("%(quantity)s on its way, here on %(day)s") % {
        "quantity": formats.quantity(one.coming), "day": formats.day(one.comes_on) if one.comes_on else ""
    }  # fmt: skip
    waiting = _("%(quantity)s waits: nobody has it yet") % {"quantity": formats.quantity(one.waiting)}
    notes = [*([coming] if one.coming else []), *([waiting] if one.waiting else [])]
    href = link_to("why-line", asked.contract.id, one.id)
    value = f"{formats.quantity(one.lacking)} {one.unit}"
    return node(f"{one.article} {one.name}", value, note=" · ".join(notes), href=href)


def _quote_of(asked: Question, order: int, found: orders.Until) -> quotes.HoldRow | None:
    """The quote for which the goods are held, as long as its end is theirs."""
    held = quotes.hold_of(contract=asked.contract.id, order=order)
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


def _made_of(found: orders.Until, order: orders.OrderRow | None) -> Iterator[Node]:
    yield _began(found, order.whole_at if order else None)
    note = _("by the terms since %(moment)s") % {"moment": formats.moment(found.terms_since)}
    yield node(_("Reservation of the contract"), f"+ {_hours(found.hours)}", note=note)


def _began(found: orders.Until, whole_at: datetime | None) -> Node:
    since = formats.moment(found.since)
    if whole_at and found.since == whole_at:
        return node(_("All of the order is there"), since, note=_("the time does not run before it"))
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
