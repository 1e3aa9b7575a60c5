"""What suppliers have of a product that may be promised: days for the buyer, what they are made of for the staff."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from optom.base.business_day import business_moment
from optom.domain.stock.rules import Source, Way, days_of
from optom.interfaces.kit import formats

from .told import NOTHING, Node, Question, bounded, node


def in_short(supplied: Sequence[tuple[Source, Way]]) -> list[str]:
    """30 to order, here on 02.12.2026: of the soonest."""
    if not supplied:
        return []
    day = supplied[0][0].expected_on
    free = sum((source.free for source, _way in supplied if source.expected_on == day), NOTHING)
    facts = {"quantity": formats.quantity(free), "day": formats.day(day) if day else ""}
    return [_("%(quantity)s to order, here on %(day)s") % facts]


def nodes(asked: Question, supplied: Sequence[tuple[Source, Way]]) -> Iterator[Node]:
    """Nothing where the terms promise nothing of it. Neither a name nor a cost is known here."""
    if supplied:
        free = sum((source.free for source, _way in supplied), NOTHING)
        children = bounded([_node(asked, source, way) for source, way in supplied])
        note = _("suppliers have it ready; the day is that of an order placed now")
        yield node(_("To order"), formats.quantity(free), note=note, children=children)


def _node(asked: Question, source: Source, way: Way) -> Node:
    day = formats.day(source.expected_on) if source.expected_on else ""
    children = list(_made_of(asked, way)) if asked.is_staff else []
    return node(day, formats.quantity(source.free), children=children)


def _made_of(asked: Question, way: Way) -> Iterator[Node]:
    """Each step of the day."""
    taken, handed, comes, shelved = (formats.day(one) for one in days_of(way, business_moment(asked.at)))
    hour = _("orders before %(hour)s") % {"hour": f"{way.cut_off:%H:%M}"} if way.cut_off else _("at any hour")
    yield node(_("the supplier takes the order"), taken, note=hour)
    yield node(_("he hands the goods over"), handed, note=_days(way.lead_days))
    yield node(_("they come"), comes, note=_("nine of ten lines: %(days)s late") % {"days": _days(way.late_days)})
    yield node(_("they are shelved"), shelved, note=_days(way.receipt_days))


def _days(count: int) -> str:
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}
