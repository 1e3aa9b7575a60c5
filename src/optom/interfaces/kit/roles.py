"""The roles that a person of a company can have, as a form offers them."""

from django.utils.translation import gettext_lazy

from optom.domain.companies import rules

from .words import choices

_MEANINGS = {
    rules.OWNER: gettext_lazy("everything, and who else works here"),
    rules.BUYER: gettext_lazy("orders, shipments, papers, addresses"),
    rules.ACCOUNTANT: gettext_lazy("invoices, papers, settlements"),
    rules.VIEWER: gettext_lazy("only looks"),
}


def choices_of_roles() -> list[tuple[str, str, str]]:
    """Code, name and what it allows."""
    names = choices("role")
    return [(role, str(names[role]), str(_MEANINGS[role])) for role in rules.ROLES]
