"""What is said of marked goods and their codes."""

from django.utils.translation import gettext_lazy as _

from .inputs import Words

MARKING: dict[str, tuple[Words, Words]] = {
    "catalog.commodity_unknown": (
        _("There is no group of marked goods “{named}”."),
        _("Enter it as the how-to names it, or leave it empty."),
    ),
    "catalog.gtin_of_another": (_("{gtin} is the number of another product."), _("Correct one of them.")),
    "catalog.marked_twice": (
        _("A later row says the same product once more: that one is taken."),
        _("Keep one of them."),
    ),
    "catalog.not_a_gtin": (
        _("“{gtin}” is no GTIN."),
        _("It has 8, 12, 13 or 14 digits, the last of which checks the others."),
    ),
    "catalog.needs_brand": (_("Several makers have this article."), _("Enter the brand as well.")),
    "catalog.unknown_product": (_("The catalog has no such article."), _("Enter it as the catalog does.")),
    "marked.heads_missing": (
        _("No row of {file} names the columns."),
        _("Name at least: article, GTIN; and brand, commodity group."),
    ),
    "marking.code_wrong": (
        _("“{code}” is no code of a marked thing or a package."),
        _("Read it once more; a code begins with 01 and the GTIN, that of a pallet has 18 digits."),
    ),
    "marking.other_goods": (
        _("“{code}” is of other goods: its GTIN is {gtin}, theirs is {own}."),
        _("Put the thing back. Is it a package of these goods, add its number to the barcodes of the product."),
    ),
    "shipping.code_beyond": (
        _("“{code}” is beyond what leaves of {article}: there is room for {room} more, it holds {holds}."),
        _("Put it back, or drop another code."),
    ),
    "shipping.code_read_already": (_("“{code}” has been read already."), _("Read the next one.")),
    "shipping.code_used": (
        _("“{code}” leaves or has left with shipment {shipment}."),
        _("Take another thing. Was it read there by mistake, drop it there before that shipment leaves."),
    ),
    "shipping.code_without_count": (
        _("“{code}” is of a package, and it is not said how many things it holds."),
        _("Enter how many are in a package, and read it once more."),
    ),
    "shipping.codes_missing": (
        _("{article} is marked: codes of {missing} are missing, {codes} of {picked} are read."),
        _("Read the codes of what leaves, or send less."),
    ),
    "shipping.codes_over": (
        _("{article}: codes of {codes} are read, and only {picked} leave."),
        _("Drop the codes of what stays."),
    ),
    "shipping.marked_needs_edo": (
        _("{articles}: marked goods go by an electronic UPD only, and {name} has no identifier for it."),
        _("Get one from an operator of electronic documents; it is entered among the requisites of {name}."),
    ),
    "shipping.marked_needs_upd": (
        _("{articles}: marked goods go by an electronic UPD only, and {name} ships by a delivery note."),
        _("Let UPDs go with the shipments of {name}: it is said among its requisites."),
    ),
    "shipping.not_marked": (_("{article} is not marked."), _("It leaves without codes.")),
}
