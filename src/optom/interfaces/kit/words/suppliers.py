"""What is said of suppliers, their feeds and offers: refusals, and why a file is held."""

from django.utils.translation import gettext_lazy as _

from .inputs import Words

SUPPLIERS: dict[str, tuple[Words, Words]] = {
    "suppliers.article_wrong": (
        _("“{article}” is no article: it has neither letters nor digits."),
        _("Enter the maker’s number of the product."),
    ),
    "suppliers.barcode_wrong": (
        _("{barcode} is no barcode: its check digit is another."),
        _("Look at its digits once more, or leave it empty."),
    ),
    "suppliers.broken": (
        _("The file was taken up several times, and each time something broke."),
        _("The administrator finds it in the log; afterwards run the file again."),
    ),
    "suppliers.busy": (_("A file of this supplier is being run at this very moment."), _("Try again in a minute.")),
    "suppliers.currency_unknown": (_("“{currency}” is no currency that we know."), _("Choose one from the list.")),
    "suppliers.decided_already": (_("Somebody has decided about this offer meanwhile."), _("Go on with the next one.")),
    "suppliers.factor_wrong": (
        _("One unit of the supplier can’t hold {factor} of ours."),
        _("Enter a number from 0.001 to 100,000 with at most three decimals."),
    ),
    "suppliers.feed_closed": (_("This feed is closed."), _("Open it, then send the file again.")),
    "suppliers.feed_known": (_("This supplier has a feed “{name}” already."), _("Take another name.")),
    "suppliers.file_empty": (_("{name} is empty."), _("Ask the supplier for it once more.")),
    "suppliers.file_lost": (
        _("The file is not in the store any more."),
        _("Bring it back from a backup, or send it once more."),
    ),
    "suppliers.group_needed": (_("New goods need a group to stand in."), _("Choose the group.")),
    "suppliers.inn_wrong": (_("{inn} is no INN."), _("Look at its digits once more, or leave it empty.")),
    "suppliers.is_candidate": (
        _("We do not buy of {name} yet: his offers count for nothing."),
        _("Take him on, on his page among the candidates."),
    ),
    "suppliers.not_candidate": (_("{name} is a supplier already."), _("Reload the page.")),
    "suppliers.known": (_("There is a supplier “{name}” or one of this INN already."), _("Add a feed to it.")),
    "suppliers.lost": (
        _("The worker died over this file several times."),
        _("It may be too large for this machine; afterwards run the file again."),
    ),
    "suppliers.mapping_broken": (
        _("The document of the mapping is broken at “{where}”."),
        _("Send it as it was read."),
    ),
    "suppliers.mapping_carried": (
        _("Column {letter} can’t hold for the rows under it: only a brand or a category does."),
        _("Take the mark away."),
    ),
    "suppliers.mapping_field": (_("“{name}” is nothing that a list says of an offer."), _("Choose one from the list.")),
    "suppliers.mapping_letter": (_("“{letter}” is no column."), _("Name it as Excel does: A, B, AA.")),
    "suppliers.mapping_quantity": (
        _("A price can’t begin at “{told}”."),
        _("Enter a number above zero, and only for a price."),
    ),
    "suppliers.mapping_twice": (_("Column {letter} says what another column says already."), _("Keep one of them.")),
    "suppliers.mapping_word": (_("“{word}” can’t be {told} in stock."), _("Enter a number, nought or more.")),
    "suppliers.name_reserved": (
        _("The feed “{name}” holds what suppliers have quoted: no other is called so, and its terms are not changed."),
        _("Take another name, or close that feed."),
    ),
    "suppliers.name_needed": (_("It needs a name."), _("Enter one, not too long.")),
    "suppliers.newer_applied": (
        _("A newer file of this feed stands already."),
        _("What this one says is older: reject it."),
    ),
    "suppliers.no_candidate": (
        _("Nothing in the catalog is like this offer."),
        _("Search for the product (O), make a new one (N), or set the offer aside (I)."),
    ),
    "suppliers.no_feed": (_("There is no such feed."), _("Reload the page.")),
    "suppliers.no_offer": (_("There is no such offer."), _("Reload the page.")),
    "suppliers.no_product": (_("There is no such product."), _("Choose one that the catalog has.")),
    "suppliers.no_source": (
        _("Files of this feed are sent by hand: it has no source to look at."),
        _("Say where its files come from, and save."),
    ),
    "suppliers.no_run": (_("There is no such file."), _("Reload the page.")),
    "suppliers.no_such": (_("There is no such supplier."), _("Choose one from the list, or add him.")),
    "suppliers.not_a_percent": (_("This is no share in per cent."), _("Enter a whole number.")),
    "suppliers.not_held": (_("This file does not wait for a decision."), _("Reload the page.")),
    "suppliers.not_made": (_("No formula makes this of an offer."), _("Choose a column for it.")),
    "suppliers.not_mapped": (
        _("Nobody knows yet how this file is to be understood."),
        _("Wait until it has been run."),
    ),
    "suppliers.product_known": (
        _("The catalog has {article} of {brand} already."),
        _("Search for it beside the offer, and choose it."),
    ),
    "suppliers.quotes_closed": (
        _("What {name} quotes counts for nothing: his feed of quoted prices is closed."),
        _("Open it among his feeds, then award once more."),
    ),
    "suppliers.scores_crossed": (
        _("What is likely is above what is sure."),
        _("The first is to be no more than the second."),
    ),
}
