"""In which warehouses a worker works: he says it once, and sees what waits there."""

from collections.abc import Iterator

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from optom.domain.stock import actions
from optom.domain.stock import queries as stock
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import whole

from .context import Desk


def own(desk: Desk) -> list[int]:
    """His warehouses; none is every one."""
    return stock.workplaces(desk.person.id)


def offered(desk: Desk) -> Iterator[tuple[stock.WarehouseRow, bool]]:
    """Every warehouse, and whether he works there."""
    chosen = set(own(desk))
    return ((place, place.id in chosen) for place in stock.warehouses())


def choose(desk: Desk) -> HttpResponse:
    """From now on he works here."""
    if desk.request.method != "POST":
        raise Http404
    chosen = [whole(text) for text in desk.request.POST.getlist("warehouse")]
    actions.work_at(warehouses=chosen, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("picking"), _("Saved"))
