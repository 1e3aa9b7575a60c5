"""Words for the codes that stand in books of settlements: states of closing and of objections, kinds of entries."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

BOOKS: dict[str, dict[str, str | Promise]] = {
    "closing_state": {
        "closed": _("closed"),
        "open": pgettext_lazy("period", "open"),
        "past": _("replaced by a later word"),
    },
    "objection_state": {
        "waiting": pgettext_lazy("objection", "waiting"),
        "answered": pgettext_lazy("objection", "answered"),
    },
    "entry_kind": {
        "opening": _("opening balance"),
        "dispatch": _("dispatch"),
        "payment": _("payment"),
        "correction": _("correction"),
        "reversal": _("payment taken back"),
        "penalty": _("penalty for delay"),
    },
}
