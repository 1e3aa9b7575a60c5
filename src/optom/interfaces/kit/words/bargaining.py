"""What is said of requests for quotation, savings, targets and talks."""

from django.utils.translation import gettext_lazy as _

from .inputs import Words

BARGAINING: dict[str, tuple[Words, Words]] = {
    "bargaining.a_loss": (
        _("A unit can’t be won at more than it cost before, {baseline}."),
        _("Enter the same price twice where nothing was won."),
    ),
    "bargaining.awarded_already": (_("{article} is awarded already."), _("Reload the page and pick other lines.")),
    "bargaining.candidate": (
        _("We do not buy of {name} yet."),
        _("Take him on, on his page among the candidates, then award."),
    ),
    "bargaining.claimed_already": (
        _("What this price of {article} has won is in the ledger already."),
        _("Claim it again once the price has come down further."),
    ),
    "bargaining.closed": (_("Answers are taken no more."), _("Ask whoever sent the request for another.")),
    "bargaining.corrected_already": (_("Another entry stands in its place already."), _("Correct that one.")),
    "bargaining.currency_unknown": (_("“{currency}” is no currency that we pay in."), _("Choose one of the list.")),
    "bargaining.day_gone": (_("The day is over already."), _("Enter today or a day to come.")),
    "bargaining.day_to_come": (_("That day has not come yet."), _("Enter the day of the talk.")),
    "bargaining.followed_already": (_("A later talk follows this one already."), _("Reload the page.")),
    "bargaining.next_incomplete": (_("A next step has a day, and a day its step."), _("Fill in both, or neither.")),
    "bargaining.no_line": (_("The request has no such line."), _("Reload the page.")),
    "bargaining.no_link": (_("He has no link that is open."), _("Reload the page.")),
    "bargaining.no_offer": (_("This offer does not count any more."), _("Reload the page.")),
    "bargaining.no_product": (_("There is no such product."), _("Reload the page.")),
    "bargaining.no_quote": (
        _("Nobody has quoted a price of it, or he has sent another since."),
        _("Reload the page and pick lines with a price."),
    ),
    "bargaining.no_rate": (
        _("{article}: what {currency} is worth today is not known."),
        _("Enter the rate of the currency, then award."),
    ),
    "bargaining.no_request": (_("There is no such request."), _("Reload the page.")),
    "bargaining.no_saving": (_("There is no such entry."), _("Reload the page.")),
    "bargaining.no_talk": (
        _("No such talk with this supplier is known, or it was about other goods."),
        _("Note it first."),
    ),
    "bargaining.no_target": (
        _("A target is a price of a product, or per cents of a supplier."),
        _("Enter one of them."),
    ),
    "bargaining.nobody_asked": (_("Nobody is picked."), _("Tick the suppliers that are to be asked.")),
    "bargaining.not_an_address": (_("“{email}” is no e-mail address."), _("Look at it once more, or leave it empty.")),
    "bargaining.not_its_book": (
        _("No row of the file is a line of this request."),
        _("Take the workbook of this page; its first column tells lines apart."),
    ),
    "bargaining.not_wanted": (_("The target has ended already."), _("Reload the page.")),
    "bargaining.not_by_talk": (
        _("{article}: the price changed on {day}, not by this talk."),
        _("A talk brings down what changes on its day or later; claim it within {most} days."),
    ),
    "bargaining.not_new": (
        _("{article}: this offer is known since {day}."),
        _("An offer is new for {most} days; later name the talk that brought it down."),
    ),
    "bargaining.nothing_asked": (_("No product is picked."), _("Pick those whose prices you want.")),
    "bargaining.nothing_priced": (_("No line has a price yet."), _("Enter a price for one of them at least.")),
    "bargaining.nothing_won": (
        _("{article}: the offer is not below what it is measured by."),
        _("By a talk it is measured by its own former price, else by the best offer of all the others."),
    ),
    "bargaining.one_a_line": (_("{article} is picked twice."), _("Award a line to one supplier.")),
    "bargaining.out_of_bounds": (_("This must be above nought and at most {most}."), _("Enter another number.")),
    "bargaining.over_already": (_("That moment is over already."), _("Choose a day to come.")),
    "bargaining.quote_expired": (_("The price of {article} held until {day}."), _("Ask the supplier for another.")),
    "bargaining.row_unread": (_("Row {row}: “{value}” can’t be read."), _("Prices, quantities and days are numbers.")),
    "bargaining.too_far": (_("What was won counts for {most} days at the most."), _("Enter an earlier day.")),
    "bargaining.too_long_open": (_("A request is open for {most} days at the most."), _("Choose an earlier day.")),
    "bargaining.too_many_lines": (_("{lines} lines are too many for one request."), _("Ask for at most {most}.")),
    "bargaining.too_many_suppliers": (_("{picked} suppliers are too many at once."), _("Pick at most {most}.")),
    "bargaining.until_needed": (
        _("Somebody has not told until when his price holds."),
        _("Enter until when it counts."),
    ),
}
