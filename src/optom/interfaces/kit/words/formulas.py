"""What doesn't fit in a formula, in words; its place counts characters from 1."""

from django.utils.translation import gettext_lazy as _

from .inputs import Words

FORMULAS: dict[str, tuple[Words, Words]] = {
    "formula.bracket_unclosed": (_("A square bracket at character {place} is not closed."), _("Close it with ].")),
    "formula.comma_unclear": (
        _("“{met}” at character {place} may be one number or two values."),
        _("Write the fraction with a point, or put semicolons between values."),
    ),
    "formula.digits_not_written": (
        _("Digits of “{function}” at character {place} are not a whole number from -{most} to {most}."),
        _("Write it as a number: ROUND(price; -1)."),
    ),
    "formula.empty": (_("The formula is empty."), _("Write it as in Excel: =cost * 1.2.")),
    "formula.ends_early": (_("The formula ends at character {place}, where more is expected: {awaited}."), ""),
    "formula.not_called": (
        _("“{function}” at character {place} is a function, and no brackets stand behind it."),
        _("Write in brackets what it takes: ROUND(price; -1)."),
    ),
    "formula.not_in_pairs": (
        _("“{function}” at character {place} takes conditions and values in pairs; {given} are given."),
        _("Add the value that is missing. For all other cases the last condition is TRUE."),
    ),
    "formula.number_too_long": (
        _("The number {met} at character {place} is too long."),
        _("Enter at most 15 digits before the fraction and 12 in it."),
    ),
    "formula.text_unclosed": (_("The text that begins at character {place} is not closed."), _("Close it with {met}.")),
    "formula.too_deep": (
        _("At character {place} brackets and signs stand deeper than {most} in each other."),
        _("Make a table for LOOKUP of it, or several rules."),
    ),
    "formula.too_few": (
        _("“{function}” at character {place} takes at least {least} values; {given} are given."),
        "",
    ),
    "formula.too_long": (_("{length} characters are too many for a formula."), _("Enter at most {most}.")),
    "formula.too_many": (_("“{function}” at character {place} takes at most {most} values; {given} are given."), ""),
    "formula.unexpected": (_("At character {place} stands “{met}”, where this is expected: {awaited}."), ""),
    "formula.unknown_function": (
        _("There is no function “{met}” (character {place})."),
        _("The nearest is {nearest}."),
    ),
    "formula.unknown_ladder": (
        _("There is no table “{met}” (character {place})."),
        _("The nearest is “{nearest}”."),
    ),
    "formula.unknown_name": (_("“{met}” at character {place} is unknown here."), _("The nearest is {nearest}.")),
    "formula.unprintable": (
        _("At character {place} stands a sign that is not text."),
        _("Delete it and type it anew."),
    ),
    "formula.wrong_kind": (
        _("“{function}” takes {expected_kinds} here, and at character {place} stands {met_kind}."),
        "",
    ),
    "formula.wrong_result": (_("The formula gives {met_kind}, and {expected_kinds} is needed."), ""),
}
