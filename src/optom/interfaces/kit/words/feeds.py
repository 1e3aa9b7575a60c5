"""Words for what becomes of suppliers' files, of their rows and of offers."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .inputs import Words

FEEDS: dict[str, dict[str, Words]] = {
    "feed_run": {
        "waiting": _("being run"),
        "held": pgettext_lazy("supplier's file", "held"),
        "applied": pgettext_lazy("supplier's file", "let in"),
        "rejected": pgettext_lazy("supplier's file", "rejected"),
        "failed": pgettext_lazy("supplier's file", "failed"),
    },
    "row_fate": {
        "no_price": _("no price"),
        "bad_price": _("no price that could be read"),
        "no_number": _("nothing to know it by"),
        "twice": _("named again further down"),
        "unknown": _("not offered before"),
        "moved": _("moved too far"),
        "tenfold": _("ten times as much, or a tenth"),
        "packed": _("by a dozen, or by what a pack holds"),
        "recoined": _("in another currency"),
    },
    "price_held": {
        "moved": _("moved too far"),
        "tenfold": _("ten times as much, or a tenth"),
        "packed": _("by a dozen, or by what a pack holds"),
        "recoined": _("in another currency"),
    },
    "feed_finding": {
        "first": _("It is the first file that is understood so: look whether the columns are what they are taken for."),
        "column_gone": _("The column “{was}” ({field}) is not there any more."),
        "head_renamed": _("The column “{was}” ({field}) is called “{now}” now."),
        "table_gone": _("The table “{table}” is not there any more."),
        "table_new": _("The table “{table}” is new, and goods stand in it."),
        "misfit": _("In the column {was} stands something else than: {field}."),
        "coined": _("Prices were in {was}, the list says {now} now."),
        "empty": _("No row of it is an offer."),
        "missing": _("Too many offers that were listed before are missing."),
        "moved": _("Too many prices have moved further than the terms of the feed allow."),
        "tenfold": _("Many prices are ten times what they were, or a tenth."),
        "packed": _("Many prices differ by a dozen, or by what goes into a pack: they may be of another unit."),
        "taxed": _("Many prices differ by just a rate of VAT."),
        "recoined": _("Many prices are in another currency than before."),
        "bad_prices": _("Many rows have no price that could be read."),
        "twice": _("Many goods are named several times with different prices."),
        "no_stock": _("It says nothing of stock, and the files before it did."),
    },
    "offer_matched": {
        "": _("not matched"),
        "article": _("brand and article"),
        "barcode": _("barcode"),
        "cross": _("another number"),
        "score": _("likeness"),
        "hand": _("by hand"),
        "created": _("product created"),
        "ignored": _("none of ours"),
    },
    "new_products": {
        "ask": _("somebody is asked"),
        "create": _("they are created"),
        "ignore": _("they are left alone"),
    },
    "offer_field": {
        "number": _("supplier's number"),
        "article": _("article"),
        "brand": _("brand"),
        "name": _("name"),
        "barcode": _("barcode"),
        "price": _("price"),
        "recommended": _("recommended price"),
        "currency": _("currency"),
        "stock": _("stock"),
        "unit": _("unit"),
        "packed": _("holds so many of our units"),
        "multiple": _("multiple"),
        "minimum": _("minimum"),
        "lead_days": _("lead time, days"),
        "category": _("category"),
    },
}
