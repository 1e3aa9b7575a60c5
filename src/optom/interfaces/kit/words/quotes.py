"""Refusals about quotes, in words."""

from django.utils.translation import gettext_lazy as _

from .inputs import Words

QUOTES: dict[str, tuple[Words, Words]] = {
    "quotes.all_gone": (_("Nothing of this quote is sold to you any more."), _("Pick other goods in the catalog.")),
    "quotes.moved": (
        _("Lines that are not as they were promised: {lines}. It would be {total} instead of {expected}."),
        _("Look at what has moved, and accept it as it is now."),
    ),
    "quotes.unknown": (_("There is no such quote."), ""),
}
