"""What is said of costs, of what else is told of goods, and of prices of competitors."""

from django.utils.translation import gettext_lazy as _

from .inputs import Words

COSTS: dict[str, tuple[Words, Words]] = {
    "costs.bounds_wrong": (
        _("Goods can't be classed by these bounds."),
        _("A and B together take at most 100 per cent, X is no more than Y, days are at least one."),
    ),
    "costs.busy": (_("Costs are being loaded at this very moment."), _("Try again in a minute.")),
    "costs.figures_moved": (
        _("Costs have changed since this was shown."),
        _("Send the file again and look at what it would change now."),
    ),
    "costs.heads_missing": (
        _("{file}: no row names a column of articles and one of what is told of them."),
        _("Call them “article” and as formulas call what is told: planned cost, recommended."),
    ),
    "costs.input_told": (_("Something has been told of “{name}” already."), _("It stays; leave it empty.")),
    "costs.input_unknown": (_("There is nothing of this kind that is told of goods."), _("Reload the page.")),
    "costs.inputs_enough": (_("There are {most} of the firm’s own already."), _("Take one back that is not used.")),
    "costs.kind_wrong": (_("It is neither a sum nor a number."), _("Choose one from the list.")),
    "costs.market_heads_missing": (
        _("{file}: no row names a column of articles and one of prices."),
        _("Call them: article, brand, competitor, price, date."),
    ),
    "costs.name_taken": (_("Formulas call something else “{name}”."), _("Take another name.")),
    "costs.name_wrong": (
        _("“{name}” is no name for a formula."),
        _("Write it in small Latin letters, digits and _, a letter first, 30 at most: freight_cost."),
    ),
    "costs.named_twice": (_("A later row says something else of it: that one is taken."), _("Keep one of them.")),
    "costs.needs_brand": (_("Several makers have this article."), _("Enter the brand as well.")),
    "costs.no_competitor": (_("The row names no competitor."), _("Enter the name, {most} characters at most.")),
    "costs.not_a_number": (_("{told} is not possible here."), _("Enter nought or more.")),
    "costs.not_a_sum": (_("{told} is no sum."), _("Enter one above zero, or leave the cell empty.")),
    "costs.number_of_two": (
        _("“{article}” is the article of one product and the identifier of another, {other}."),
        _("Enter the brand, or another number of the one that is meant: its own article or identifier."),
    ),
    "costs.product_unknown": (_("There is no such product."), _("Reload the page.")),
    "costs.russian_wrong": (
        _("“{name}” is no Russian name for a formula."),
        _("Write it in small Russian letters, digits and _, a letter first, 40 at most: стоимость_доставки."),
    ),
    "costs.seen_in_future": (_("{seen_on} has not come yet."), _("Enter the day on which the price was seen.")),
    "costs.unknown_product": (
        _("The catalog has no such article."),
        _("Take the article as the catalog has it; dashes, dots and case don't matter."),
    ),
}
