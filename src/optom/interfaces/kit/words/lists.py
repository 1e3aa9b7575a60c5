"""What is said of price lists and lists of arrivals: why a list or a row of it is not taken."""

from django.utils.translation import gettext_lazy as _

from .inputs import Words

_AS_THE_CATALOG = _("Take the article as the catalog has it; dashes, dots and case don't matter.")
LISTS: dict[str, tuple[Words, Words]] = {
    "arrivals.heads_missing": (
        _("{file}: no row names the columns of articles, quantities and days."),
        _("Call them: article, brand, warehouse, quantity, date, document."),
    ),
    "arrivals.no_article": (_("The row names no article."), _("Enter it, or take the row out.")),
    "files.gone": (_("The file is not kept any more."), _("Send it once more.")),
    "prices.column_unsaid": (
        _("The list has one price and does not say of which column."),
        _("Choose the column, or give the list a column “column”."),
    ),
    "prices.heads_missing": (
        _("{file}: no row names a column of articles and one of prices."),
        _("Call them “article” and as the columns of prices are called, “Wholesale from 10” for a break."),
    ),
    "prices.no_article": (_("The row names no article."), _("Enter it, or clear the price.")),
    "pricing.break_no_cheaper": (
        _("{price} from {from_quantity} on costs no less than one piece in the column “{column}”."),
        _("Enter a lower price for the larger quantity."),
    ),
    "pricing.break_overtaken": (
        _("The break in “{column}” set by hand ends, {price} from {from_quantity} on: the price itself is as low now."),
        _("Set it anew where it is still meant."),
    ),
    "pricing.busy": (_("Prices are being loaded at this very moment."), _("Try again in a minute.")),
    "pricing.named_twice": (
        _("A later row says another price for it in “{column}”: that one is taken."),
        _("Keep one of them."),
    ),
    "pricing.needs_brand": (_("Several makers have this article."), _("Enter the brand as well.")),
    "pricing.not_a_price": (_("{price} is no price."), _("Enter one above zero, or leave the cell empty.")),
    "pricing.number_of_two": (
        _("“{article}” is the article of one product and the identifier of another, {other}."),
        _("Enter the brand, or another number of the one that is meant: its own article or identifier."),
    ),
    "pricing.other_currency": (
        _("It is in {currency}, the column “{column}” is not."),
        _("Enter it in the currency of the column."),
    ),
    "pricing.prices_moved": (
        _("Prices have changed since this was shown."),
        _("Send the file again and look at what it would change now."),
    ),
    "pricing.set_by_hand": (
        _("Breaks of it in “{column}” are set by hand and stay: {price} from {from_quantity} on is left out."),
        _("End those on the page of terms, then load the list again."),
    ),
    "pricing.unknown_column": (_("There is no column of prices “{column}”."), _("Call it as the program does.")),
    "stock.arrival_closed": (
        _("It has come already, and the row says something else of it."),
        _("Announce what else is on its way under another day or paper."),
    ),
    "stock.arrival_moved": (_("{still} are to come now: somebody has received of it."), _("Reload the page.")),
    "stock.expected_in_past": (_("{expected_on} has gone."), _("Enter the day on which the goods are expected.")),
    "stock.named_twice": (_("A later row says the same goods once more: that one is taken."), _("Keep one of them.")),
    "stock.needs_brand": (_("Several makers have this article."), _("Enter the brand as well.")),
    "stock.number_of_two": (
        _("“{article}” is the article of one product and the identifier of another, {other}."),
        _("Enter the brand, or the identifier in a column “ID” of its own."),
    ),
    "stock.numbers_disagree": (
        _("The column “ID” says {other}; article and brand, “{article}”, say something else."),
        _("Correct one of the columns, or leave one of them empty."),
    ),
    "stock.not_a_quantity": (_("{quantity} can't come."), _("Enter a quantity above zero, thousandths at the finest.")),
    "stock.product_unknown": (
        _("There is no such article in the catalog."),
        _("Take the article as the catalog has it."),
    ),
    "stock.unknown_article": (_("The catalog has no such article."), _AS_THE_CATALOG),
    "stock.unknown_warehouse": (
        _("There is no warehouse “{warehouse}”."),
        _("Call it by its code or name; only where there is one it need not be said."),
    ),
    "pricing.unknown_product": (_("The catalog has no such article."), _AS_THE_CATALOG),
}
