"""What is wrong with a policy of prices or a publication, in words."""

from django.utils.translation import gettext_lazy as _

from .inputs import Words

POLICIES: dict[str, tuple[Words, Words]] = {
    "policy.column_of_itself": (
        _("Prices of “{column}” can't be made of themselves (character {place})."),
        _("Name what goods cost, or another column; a rounding names the price as “price”."),
    ),
    "policy.column_unknown": (_("There is no column of prices “{column}”."), _("Choose one from the list.")),
    "policy.columns_in_circle": (
        _("The prices of these columns are made of each other: {columns}."),
        _("Let one of them be made of costs alone."),
    ),
    "policy.draft_moved": (
        _("The draft has been changed meanwhile by {by} ({changed_at})."),
        _("What you typed stays here: save it over the other one, or reload the page to see that."),
    ),
    "policy.four_eyes": (
        _("Who has worked a publication out does not approve it."),
        _("Let a second director or the administrator look at it."),
    ),
    "policy.moment_past": (_("That moment is past."), _("Choose a later one, or publish at once.")),
    "policy.moment_to_come": (_("That moment is still to come."), _("Choose an earlier one.")),
    "policy.name_taken": (
        _("“{name}” already means something in formulas."),
        _("Choose a name that no input, column, function or name above has."),
    ),
    "policy.name_wrong": (
        _("“{name}” can't be a name in formulas."),
        _("Begin it with a letter; letters, digits and underscores, 60 at most."),
    ),
    "policy.file_too_long": (
        _("“{title}” has {rows} rows, and a policy takes {most} of them."),
        _("Put what is alike into one table for LOOKUP."),
    ),
    "policy.formula_without_value": (
        _("A formula stands in this cell, and the file does not say what it comes to."),
        _("Open the workbook in Excel, save it there, and bring it again."),
    ),
    "policy.file_unread": (
        _("Cells that can't be read: {count}."),
        _("Correct them in the file and send it again. Nothing was changed."),
    ),
    "policy.no_such_person": (_("Nobody signs in as {email}."), _("Name the address of a director.")),
    "policy.not_in_force": (
        _("These prices were worked out by a policy that is in force no more."),
        _("Work the policy out anew: what still moves will be in it."),
    ),
    "policy.not_of_list": (_("“{value}” does not stand in the list of this cell."), _("Choose from the list.")),
    "policy.not_worked_out": (
        _("These prices are not worked out yet."),
        _("Wait until they are, then look at them."),
    ),
    "policy.one_row_only": (_("This part has one row."), _("Put it all into the first one.")),
    "policy.publication_ended": (
        _("This publication is in force or was dropped."),
        _("Work prices out anew; what is in force can be led back."),
    ),
    "replay.not_worked_out": (
        _("These prices are not worked out yet."),
        _("Wait until they are, then look at them."),
    ),
    "replay.publication_ended": (
        _("This publication is in force or was dropped: orders can be replayed only before."),
        _("Work prices out anew and replay orders at those."),
    ),
    "replay.weeks_wrong": (_("Orders are replayed over 1 to {most} weeks."), _("Enter such a number.")),
    "policy.rounding_twice": (_("“{column}” has a rounding already."), _("Keep one of the two.")),
    "policy.rung_twice": (_("“{key}” stands twice in the table “{name}”."), _("Keep one of the two.")),
    "policy.since_after_until": (_("The rule ends before it begins."), _("Correct one of the two days.")),
    "policy.sheet_without_heads": (
        _("No column of the sheet “{sheet}” is known by its head."),
        _("Take a workbook from here: its heads tell what stands in which column."),
    ),
    "policy.table_empty": (_("The table “{name}” has no steps."), _("Enter at least one.")),
    "policy.table_twice": (_("There are two tables “{name}”."), _("Call one of them otherwise.")),
    "policy.table_unnamed": (_("This table has no name."), _("Name it: formulas call it by that.")),
    "policy.text_too_long": (
        _("A text of the policy is longer than the {most} characters that a cell of a workbook holds."),
        _("Take the policy as text, or shorten what stands there."),
    ),
    "policy.text_unreadable": (
        _("The text of the policy can't be read: {where}."),
        _("Compare the place with a text that was taken from here. Nothing was changed."),
    ),
    "policy.version_unknown": (_("There is no such version of the policy."), _("Choose one from the list.")),
    "policy.too_many_rules": (_("There are more than {most} rules."), _("Put several into a table for LOOKUP.")),
}
