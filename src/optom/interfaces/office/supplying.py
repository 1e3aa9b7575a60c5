"""What of a supplier's goods may be promised to clients, and how it comes."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from optom.base.business_day import business_day
from optom.domain.purchasing import actions
from optom.domain.purchasing import queries as purchasing
from optom.domain.purchasing.actions import Supplies
from optom.domain.stock import queries as stock
from optom.interfaces.kit import formats
from optom.interfaces.kit.input import Form, count, day, hour, number, whole
from optom.interfaces.kit.sheets import Done, Picked

from .context import Desk

_WEEK = range(1, 8)
_NOTHING = Decimal(0)


def let_promise(desk: Desk, picked: Picked) -> Done:
    """What of one supplier's goods is promised from now on; an empty share: nothing."""
    supplier = whole(picked.keys[0])
    if "share_percent" not in picked.given:
        return Done(form=render_to_string("office/acts/let_promise.html", _facts(desk, supplier), request=desk.request))
    form = Form(picked.given)
    supplies = _supplies(form) if form.text("share_percent").strip() else None
    form.refuse()
    actions.let_promise(supplier=supplier, supplies=supplies, actor=desk.actor, at=desk.at)
    return Done(_("Promised so from now on") if supplies else _("Nothing of his is promised any more"))


def _supplies(form: Form) -> Supplies:
    return Supplies(
        whole(form.text("warehouse")),
        form.read("share_percent", count, 0),
        form.read("fresh_days", count, 0),
        form.read("by_order_most", number, _NOTHING) if form.text("by_order_most").strip() else _NOTHING,
        form.read("cut_off", hour, None) if form.text("cut_off").strip() else None,
        [one for one in _WEEK if form.text(f"takes_on-{one}")],
        form.read("closed_on", _days, ()),
        form.read("receipt_days", count, 0),
    )


def _days(text: str) -> tuple[date, ...]:
    """Days with spaces or commas between them."""
    return tuple(day(one) for one in text.replace(",", " ").replace(";", " ").split())


def _facts(desk: Desk, supplier: int) -> dict[str, Any]:
    known = purchasing.supplies_of(supplier)
    shown = known or Supplies(0)
    agreed = purchasing.agreements(business_day(desk.at)).one(supplier)
    return {
        "name": agreed.name if agreed else "",
        "known": known,
        "shown": shown,
        "closed_on": ", ".join(formats.day(one) for one in shown.closed_on),
        "warehouses": stock.warehouses(),
        "week": list(_week(shown)),
    }


def _week(shown: Supplies) -> Iterator[tuple[int, str, bool]]:
    """The number of a day, its name, and whether he takes orders on it."""
    for one in _WEEK:
        yield one, str(WEEKDAYS_ABBR[one - 1]), one in shown.takes_on
