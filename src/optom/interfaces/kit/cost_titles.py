"""How people call what is told of goods: built-in figures have titles, the firm's own the names that it gave."""

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from optom.domain.costs.queries import InputRow

_TITLES = {
    "receipt_cost": _("Receipt cost"),
    "average_cost": _("Average cost"),
    "offer_cost": _("Best offer"),
    "planned_cost": _("Planned cost"),
    "recommended": _("Recommended price"),
}
_HEADS = {
    "receipt_cost": pgettext_lazy("cost", "Receipt"),
    "average_cost": pgettext_lazy("cost", "Average"),
    "offer_cost": pgettext_lazy("cost", "Best offer"),
    "planned_cost": pgettext_lazy("cost", "Planned"),
    "recommended": pgettext_lazy("cost", "Recommended"),
}


def head_of(row: InputRow) -> str:
    """The same as short as a sheet of costs needs it."""
    return str(_HEADS[row.name]) if row.name in _HEADS else title_of(row)


def title_of(row: InputRow) -> str:
    """The title of a column that holds it."""
    if row.name in _TITLES:
        return str(_TITLES[row.name])
    return in_formulas(row).replace("_", " ").capitalize()


def in_formulas(row: InputRow) -> str:
    """Its name in formulas of the reader's language."""
    return row.russian if (get_language() or "").startswith("ru") else row.name
