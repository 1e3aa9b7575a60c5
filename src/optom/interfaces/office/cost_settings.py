"""What else is told of goods, and by which bounds they are classed: the director says it."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from optom.domain.costs import actions
from optom.domain.costs import queries as costs
from optom.domain.costs.queries import BoundsRow
from optom.domain.costs.rules import InputNames
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.cost_titles import title_of
from optom.interfaces.kit.input import count, in_field, number

from .context import Desk
from .frame import page


def show(desk: Desk) -> HttpResponse:
    """All that is told, and the bounds."""
    inputs = [(title_of(one), one) for one in costs.inputs()]
    facts = {"inputs": inputs, "bounds": costs.bounds()}
    return page(desk, "office/cost_settings.html", "costs", title=_("Figures and classes"), **facts)


def declare(desk: Desk) -> HttpResponse:
    """Something else is told from now on."""
    given = _given(desk)
    names = InputNames(given.get("name", "").strip(), given.get("russian", "").strip(), given.get("kind", ""))
    actions.declare_input(names=names, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("cost-settings"), _("Declared: %(name)s") % {"name": names.name})


def forget(desk: Desk) -> HttpResponse:
    """It was a mistake."""
    _given(desk)
    actions.forget_input(input=desk.given["input"], actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("cost-settings"), _("Taken back"))


def set_bounds(desk: Desk) -> HttpResponse:
    """Goods are classed by them at once."""
    given = _given(desk)
    shares = {
        name: in_field(name, number, given.get(name, ""))
        for name in ("a_share", "b_share", "x_variation", "y_variation")
    }
    wanted = BoundsRow(**shares, market_days=in_field("market_days", count, given.get("market_days", "")))
    actions.set_bounds(wanted=wanted, actor=desk.actor, at=desk.at)
    actions.measure(at=desk.at)
    return done(desk.request, desk.url("cost-settings"), _("Classes are measured"))


def _given(desk: Desk) -> dict[str, str]:
    if desk.request.method != "POST":
        raise Http404
    return desk.request.POST.dict()
