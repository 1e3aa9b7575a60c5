"""Refusals about quotes, in words."""

from django.utils.translation import gettext_lazy as _

from .inputs import Words

QUOTES: dict[str, tuple[Words, Words]] = {
    "quotes.all_gone": (_("Nothing of this quote is sold to you any more."), _("Pick other goods in the catalog.")),
    "quotes.link_days_wrong": (_("A link opens for so many days: {known}."), _("Choose one of them.")),
    "quotes.link_unknown": (_("There is no such link."), ""),
    "quotes.logo_strange": (_("The logo is no picture that can be read."), _("Choose a PNG, JPEG or WebP.")),
    "quotes.logo_too_large": (
        _("The logo is too large."),
        _("Choose a picture of at most {most} MB and 12 million pixels."),
    ),
    "quotes.no_client_price": (
        _("{article}: your formula gives no price."),
        _("It has to give more than nothing for each line: mend it in your letterhead and mark-up."),
    ),
    "quotes.no_letterhead": (
        _("It is not said yet in whose name and at which mark-up your clients are quoted."),
        _("Fill in your letterhead and mark-up first."),
    ),
    "quotes.no_holding": (
        _("By the terms of your contract no goods are held for quotes."),
        _("Accept the quote: its goods are held for the order."),
    ),
    "quotes.not_all_there": (
        _("Not all of it is there as it was promised, so it can't be held: {articles}."),
        _("Accept the quote as it is now, or make it anew."),
    ),
    "quotes.over": (
        _("The quote is not valid any more, or it is accepted already."),
        _("Make it anew: prices and dates may have moved."),
    ),
    "quotes.moved": (
        _("Lines that are not as they were promised: {lines}. It would be {total} instead of {expected}."),
        _("Look at what has moved, and accept it as it is now."),
    ),
    "quotes.unknown": (_("There is no such quote."), ""),
}
