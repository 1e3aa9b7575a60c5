"""What each function of formulas does, for the editor and the reference."""

from django.utils.translation import gettext_lazy as _

from .inputs import Words

FUNCTION_WORDS: dict[str, tuple[Words, Words]] = {
    "IF": (_("condition; value; otherwise"), _("The value where the condition holds, the other one elsewhere.")),
    "IFS": (_("condition; value; …"), _("The value of the first condition that holds.")),
    "AND": (_("condition; …"), _("Yes where all conditions hold.")),
    "OR": (_("condition; …"), _("Yes where one of the conditions holds.")),
    "NOT": (_("condition"), _("Yes where the condition doesn't hold.")),
    "IFBLANK": (_("value; otherwise"), _("The value, or the other one where it is blank.")),
    "ISBLANK": (_("value"), _("Yes where nothing is known.")),
    "IN": (_("value; one; another; …"), _("Yes where the value is one of those.")),
    "BETWEEN": (_("value; from; to"), _("Yes where the value lies between, both ends included.")),
    "ABS": (_("value"), _("The value without its sign.")),
    "MIN": (_("value; …"), _("The least of the values that are not blank.")),
    "MAX": (_("value; …"), _("The greatest of the values that are not blank.")),
    "ROUND": (_("value; digits"), _("Rounded, a half away from zero; digits below zero: tens, hundreds.")),
    "ROUNDUP": (_("value; digits"), _("Rounded away from zero.")),
    "ROUNDDOWN": (_("value; digits"), _("Rounded towards zero.")),
    "MROUND": (_("value; step"), _("Rounded to the nearest multiple of the step.")),
    "CEILING": (_("value; step"), _("Rounded up to a multiple of the step.")),
    "FLOOR": (_("value; step"), _("Rounded down to a multiple of the step.")),
    "LEFT": (_("text; count"), _("The first characters.")),
    "RIGHT": (_("text; count"), _("The last characters.")),
    "MID": (_("text; from; count"), _("Characters from a place on.")),
    "LEN": (_("text"), _("How many characters it has.")),
    "UPPER": (_("text"), _("In capital letters.")),
    "LOWER": (_("text"), _("In small letters.")),
    "TRIM": (_("text"), _("Without spaces at the ends and with single ones inside.")),
    "CONTAINS": (_("text; part"), _("Yes where the part stands somewhere in the text.")),
    "STARTS": (_("text; part"), _("Yes where the text begins with the part.")),
    "SUBSTITUTE": (_("text; what; by what"), _("With one part put in place of another.")),
    "DATE": (_("year; month; day"), _("The day; months and days beyond their count run on.")),
    "YEAR": (_("date"), _("Its year.")),
    "MONTH": (_("date"), _("Its month, 1 to 12.")),
    "DAY": (_("date"), _("Its day of the month.")),
    "WEEKDAY": (_("date"), _("Its day of the week: Monday is 1.")),
    "EDATE": (_("date; months"), _("The same day so many months on.")),
    "LOOKUP": (
        _("value; table"),
        _("From a named table: the step that the value has reached, or the text that it is."),
    ),
}
