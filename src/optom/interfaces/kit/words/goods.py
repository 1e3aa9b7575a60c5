"""What is said of goods: why they are not found, sorted or seen, and what is wrong with their numbers."""

from django.utils.translation import gettext_lazy as _

from .inputs import Words

_NARROW_TO_SORT = _(
    "Narrow to {most} at most, by a group, a brand or a filter. By name, article or my price any number is sorted."
)

GOODS: dict[str, tuple[Words, Words]] = {
    "assortment.allowed_and_denied": (_("The same group or brand is both allowed and denied."), _("Keep one of them.")),
    "assortment.own_number_taken": (
        _("“{number}” is already your number of {article}."),
        _("Give it another number, or take this one from {article} first."),
    ),
    "assortment.own_number_twice": (
        _("“{number}” stands at two products at once."),
        _("Give each of them a number of its own."),
    ),
    "assortment.own_number_wrong": (
        _("“{number}” is no number."),
        _("It has letters or digits, and at most {most} signs."),
    ),
    "assortment.reason_missing": (
        _("The reason is missing."),
        _("Say why the client sees other goods: it is kept in the journal."),
    ),
    "assortment.scope_unknown": (_("There is no such group or brand."), _("Choose another one.")),
    "assortment.too_many_to_sort": (
        _("Found {found}: too many to be sorted by “{column}”."),
        _NARROW_TO_SORT,
    ),
    "assortment.uncounted_to_sort": (
        _("More is found than is counted: too many to be sorted by “{column}”."),
        _NARROW_TO_SORT,
    ),
    "assortment.unpriced_not_found": (
        _("Goods without a price can't be looked for here."),
        _("Sort by price and go to the end of the list: there they stand."),
    ),
    "assortment.window_too_large": (_("Too many rows at once."), _("Ask for at most {most}.")),
    "catalog.article_of_several": (
        _("Several makers have the article {name}."),
        _("Put the brand before it, SKF_{name}, or into the list."),
    ),
    "catalog.ends_before_it_begins": (
        _("It would hold from {since} until {until}."),
        _("Correct the days in the list."),
    ),
    "catalog.group_of_several": (
        _("Several groups are called “{name}”."),
        _("Enter the path to it: Bearings / Ball bearings."),
    ),
    "catalog.no_such_article": (
        _("No product has the article {name}."),
        _("Name the file by the article as the catalog has it; dashes, dots and case don't matter."),
    ),
    "catalog.no_such_brand": (_("There is no brand {name}."), _("Enter it as the catalog does.")),
    "catalog.no_such_group": (_("There is no group {name}."), _("Enter its name or its path as the catalog does.")),
    "catalog.no_such_kind": (_("“{name}” is no kind of paper about goods."), _("There are: {known}.")),
    "catalog.not_a_pdf": (_("It is no PDF, whatever its name says."), _("Save the paper as PDF.")),
    "catalog.not_a_picture": (
        _("It is no JPEG, PNG or WebP, whatever its name says."),
        _("Save the picture as one of these."),
    ),
    "catalog.number_of_two_files": (
        _("Another file has the number {number} too."),
        _("Scan a paper and its annex into one file, or correct the number in the list."),
    ),
    "catalog.number_too_long": (_("A number has {most} signs at most."), _("Correct it in the list.")),
    "catalog.paper_of_nothing": (
        _("Of the goods that are named for it none is known."),
        _("Name an article, a brand or a group of the catalog."),
    ),
    "catalog.paper_too_large": (_("It has more than {most} MB."), _("Scan it in black and white, 300 dpi.")),
    "catalog.pdf_cut_off": (_("The PDF has no end: it was cut off on its way."), _("Take it from its source again.")),
    "catalog.picture_damaged": (_("The picture is damaged."), _("Take it from its source again.")),
    "catalog.picture_too_large": (
        _("It has more than {most} MB."),
        _("Save it smaller: 1600 pixels a side are enough."),
    ),
    "catalog.place_taken": (
        _("Another file is picture {place} of this product already."),
        _("Number them: 6204_1.jpg, 6204_2.jpg."),
    ),
    "catalog.too_many_pictures": (_("A product has {most} pictures at most."), ""),
    "catalog.too_many_pixels": (
        _("{width} × {height} are more than {most} million pixels."),
        _("Save it smaller: 1600 pixels a side are enough."),
    ),
    "catalog.too_many_pixels_in_passes": (
        _("{width} × {height} are more than {most} million pixels, the most for a progressive JPEG."),
        _("Save it without “progressive”, or smaller: 1600 pixels a side are enough."),
    ),
}
