"""What is wrong with what somebody has typed or sent, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

INPUTS: dict[str, tuple[Words, Words]] = {
    "input.filter_too_long": (_("The filter of “{column}” is too long."), _("Enter at most {most} characters.")),
    "input.missing": (_("The request lacks “{name}”."), ""),
    "input.no_key": (_("The request has no key of idempotency."), _("Reload the page and try again.")),
    "input.not_a_choice": (_("“{value}” is none of the choices: {known}."), _("Tick them in the list.")),
    "input.not_a_count": (_("“{value}” is no number of rows."), ""),
    "input.not_a_date": (_("“{value}” is not a date."), _("Enter it as 28.11.2026.")),
    "input.not_a_key": (_("“{value}” names no row."), ""),
    "input.not_a_number": (_("“{value}” is not a number."), _("Enter digits, with a comma for the fraction.")),
    "input.not_whole": (_("“{value}” is not a whole number."), _("Enter it without a fraction.")),
    "input.not_allowed": (_("Your role does not allow it."), ""),
    "input.not_an_hour": (_("{value} is no hour."), _("Enter it like 9:30.")),
    "input.not_an_object": (_("A JSON object is expected."), ""),
    "input.not_cells": (_("A list of at most {most} cells is expected."), ""),
    "input.not_editable": (_("This cell can't be edited."), ""),
    "input.not_filtered": (
        _("This sheet can't be filtered by “{column}”."),
        _("Use the search or the filters over the sheet."),
    ),
    "input.not_json": (_("The request is not JSON: it breaks at character {place}."), ""),
    "input.nothing_picked": (_("No row is picked."), _("Pick rows with the space bar or at their numbers.")),
    "input.only_post": (_("This address takes POST only."), ""),
    "input.required": (_("This can't be empty."), ""),
    "input.too_fine": (_("“{value}” has too many decimals."), _("Enter at most {most} after the comma.")),
    "input.too_large": (_("“{value}” is too large."), ""),
    "input.too_long": (_("{field}: {length} characters are too many."), _("Enter at most {most}.")),
    "input.too_many_picked": (_("{picked} rows are too many for one act."), _("Pick at most {most}.")),
    "input.unfit": (
        _("Something that you typed is too long or too large to be kept."),
        _("Shorten it; nothing was changed."),
    ),
    "input.unknown_column": (_("The sheet has no column “{name}” to sort by."), ""),
    "input.unprintable": (_("The field “{field}” contains a character that is not text."), _("Type it anew.")),
}
