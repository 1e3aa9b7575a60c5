"""Rates of currencies: loaded from a file of the Bank of Russia, or typed."""

from typing import Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.domain.credit import actions
from optom.domain.credit import queries as credit
from optom.domain.credit.actions import RateOf
from optom.interfaces.kit import formats, rate_files
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import day, in_field, number
from optom.interfaces.kit.sheets import Column, Kind, Sheet

from .context import Desk
from .frame import sheet_page

_BY = {"true": gettext_lazy("by hand"), "false": gettext_lazy("Bank of Russia")}

SHEET: Sheet[Desk] = Sheet(
    name="rates",
    title=gettext_lazy("Exchange rates"),
    columns=[
        Column("on", gettext_lazy("Effective from"), Kind.DATE, width=110, is_frozen=True, on_phone=True),
        Column("currency", gettext_lazy("Currency"), width=90, tone="strong", on_phone=True),
        Column("rate", gettext_lazy("Roubles per unit"), Kind.RATE, width=164, on_phone=True),
        Column("is_by_hand", gettext_lazy("Source"), Kind.CHOICE, width=140, choices=_BY,
               value=lambda row: "true" if row.is_by_hand else "false"),
        Column("said_at", gettext_lazy("Entered"), Kind.MOMENT, width=136),
        Column("said_by", gettext_lazy("Entered by"), width=160, grows=True),
    ],
    listed=lambda _desk: credit.rates(),
    empty=gettext_lazy("No rates yet. Contracts in roubles need none."),
)  # fmt: skip


def listing(desk: Desk) -> HttpResponse:
    """All rates, and the two ways to add some."""
    today = business_day(desk.at)
    facts = {"currencies": actions.FOREIGN, "today": formats.day(today), "stale": credit.stale_rates(today)}
    return sheet_page(desk, SHEET, "payments", template="office/rates.html", **facts)


def set_by_hand(desk: Desk) -> HttpResponse:
    """One rate of one day."""
    given = _given(desk)
    rate = RateOf(
        given.get("currency", ""),
        in_field("on", day, given.get("on", "")),
        in_field("rate", number, given.get("rate", "")),
    )
    return _set(desk, [rate], "")


def load(desk: Desk) -> HttpResponse:
    """All that a file tells."""
    _given(desk)
    file = desk.request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise Refusal("input.required", field="file")
    name = file.name or ""
    return _set(desk, rate_files.rates_in(cast("Any", file), name), name)


def _given(desk: Desk) -> dict[str, str]:
    if desk.request.method != "POST":
        raise Http404
    return {name: str(value) for name, value in desk.request.POST.items()}


def _set(desk: Desk, rates: list[RateOf], source: str) -> HttpResponse:
    count = actions.set_rates(rates, source=source, actor=desk.actor, at=desk.at)
    told = ngettext("%(count)s rate is new", "%(count)s rates are new", count) % {"count": count}
    return done(desk.request, desk.url("rates"), told if count else _("These rates are on file already."))
