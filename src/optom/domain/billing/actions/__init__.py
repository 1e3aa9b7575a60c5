"""Buyers issue invoices to themselves and let their accountant take papers by a link; UPDs issue themselves."""

from .invoices import KIND, Wanted, issue_invoice
from .letters import choose_letters, postpone_letter, stop_letters, tell_of_papers
from .links import Made, make_link, revoke_link, use_link
from .upds import UPD_KIND, issue_or_await, issue_upd, issue_waiting

__all__ = [
    "KIND",
    "UPD_KIND",
    "Made",
    "Wanted",
    "choose_letters",
    "issue_invoice",
    "issue_or_await",
    "issue_upd",
    "issue_waiting",
    "make_link",
    "postpone_letter",
    "revoke_link",
    "stop_letters",
    "tell_of_papers",
    "use_link",
]
