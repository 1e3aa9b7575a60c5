"""The terms of a contract in words."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from optom.domain.companies.rules import TermsNumbers

from . import formats
from .words import named


def terms_in_words(terms: TermsNumbers, currency: str, *, with_limit: bool = True) -> list[tuple[str, str]]:
    """What each number means for the buyer, as name and sentence; the limit where money may be seen."""
    limit = [(_("Credit limit"), formats.with_currency(terms.credit_limit, currency))]
    return [
        (_("Payment"), _payment(terms)),
        *(limit if with_limit else []),
        (_("Reservation"), _reservation(terms, currency)),
        (_("Minimum order"), _least(terms.minimum_order, currency)),
        (_("Minimum shipment"), _least(terms.minimum_shipment, currency)),
        (_("Packs"), named("pack_rule", terms.pack_rule)),
        (_("Undispatched goods"), named("undispatched", terms.undispatched)),
        (_("Delivery"), named("delivery", terms.delivery)),
        (_("Acceptance"), _acceptance(terms)),
        (_("Late-payment penalty"), penalty_in_words(terms.penalty_percent, terms.penalty_grace, terms.penalty_cap)),
        (_("Quotes"), _quotes(terms)),
        (_("Goods of suppliers"), _("promised with a date") if terms.from_suppliers else _("not promised")),
    ]


def _payment(terms: TermsNumbers) -> str:
    if not terms.deferral_days:
        return _("in advance")
    kind = named("deferral_kind", terms.deferral_kind)
    return _("within %(days)s %(kind)s after dispatch") % {"days": terms.deferral_days, "kind": kind}


def _reservation(terms: TermsNumbers, currency: str) -> str:
    hours = ngettext("for %(count)s hour", "for %(count)s hours", terms.reservation_hours) % {
        "count": terms.reservation_hours
    }
    if terms.reservation_limit is None:
        return hours
    limit = formats.with_currency(terms.reservation_limit, currency)
    return _("%(hours)s, goods up to %(limit)s") % {"hours": hours, "limit": limit}


def _acceptance(terms: TermsNumbers) -> str:
    days = terms.acceptance_days
    return ngettext("within %(count)s day of delivery", "within %(count)s days of delivery", days) % {"count": days}


def _quotes(terms: TermsNumbers) -> str:
    days = terms.quote_days
    told = ngettext("valid for %(count)s working day", "valid for %(count)s working days", days) % {"count": days}
    return ", ".join([told, _("goods may be held for them")]) if terms.quote_holds else told


def penalty_in_words(percent: Decimal, grace: int, cap: Decimal | None) -> str:
    """What a day of delay costs, from which day on, and at most."""
    if not percent:
        return _("none")
    told = _("%(percent)s%% a day on what is overdue") % {"percent": formats.plain(percent)}
    since = _("from day %(day)s") % {"day": grace + 1} if grace else ""
    most = _("capped at %(cap)s%% of the debt") % {"cap": formats.plain(cap)} if cap is not None else ""
    return ", ".join(filter(None, (told, since, most)))


def _least(least: Decimal, currency: str) -> str:
    return formats.with_currency(least, currency) if least else _("none")
