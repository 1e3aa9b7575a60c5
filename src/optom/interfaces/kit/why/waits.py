"""Why a line waits: its place among all who wait, what stops it, and what there is of its goods."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from optom.domain.companies import rules
from optom.domain.orders import queries as orders
from optom.interfaces.kit import formats

from .goods import Goods, goods_of, what_stands
from .told import NOTHING, Node, Question, Told, link_to, node, told


def why_waits(asked: Question, line: int) -> Told:
    """What stands between a line and its goods. Of now, whatever moment is asked for: the queue has no past."""
    asked = asked.of_now
    found = orders.waits_of(contract=asked.contract.id, line=line, at=asked.at)
    goods = goods_of(asked, found.product) if found else None
    if found is None or goods is None:
        return told(_("The line waits for nothing."), [])
    stops = list(_stops(asked, found))
    said = [_("place %(place)s in the queue") % {"place": found.place}, *(stop["label"] for stop in stops)]
    waits = f"{formats.quantity(found.quantity)} {goods.offer.unit}"
    tree = [node(_("Waits"), waits, children=[_place(found), _when(found, goods), *stops]), *what_stands(asked, goods)]
    line_said = f"{_('Waits')} {waits}: {' · '.join(said)}"
    return told(line_said, tree, link_to("why-waits", asked.contract.id, line), is_settled=True)


def _place(found: orders.Waits) -> Node:
    before = _("those before it wait for %(quantity)s") % {"quantity": formats.quantity(found.before)}
    return node(_("Place in the queue"), str(found.place), note=before if found.before else _("nobody is before it"))


def _when(found: orders.Waits, goods: Goods) -> Node:
    """The day by which what is on its way reaches the line, if nobody before it gives up."""
    wanted, label = found.before + found.quantity, _("Expected")
    there = sum((one.there - one.held for one in goods.stood if one.arrival is None), NOTHING)
    for one in goods.coming:
        there += one.there - one.held
        if there >= wanted and one.expected_on:
            return node(label, formats.day(one.expected_on), note=_("by then so much has come as all before it want"))
    return node(label, "—", note=_("what is on its way does not reach so far: more has to be announced"))


def _stops(asked: Question, found: orders.Waits) -> Iterator[Node]:
    """What else than goods is missing, all of it at once."""
    if not found.is_active:
        yield node(_("the contract is closed: nothing more is held under it"))
    if found.may_hold < found.quantity:
        yield _limited(asked, found)
    if found.elsewhere:
        free = formats.quantity(found.elsewhere)
        yield node(_("free goods stand where your contract takes none"), free)


def _limited(asked: Question, found: orders.Waits) -> Node:
    """What the limit leaves is told to who sees money."""
    label = _("the reservation limit stops it")
    if not rules.may_see_money(asked.rights):
        return node(label)
    may = _("may be held of it: %(quantity)s") % {"quantity": formats.quantity(found.may_hold)}
    return node(label, note=may, href=link_to("why-limit", asked.contract.id))
