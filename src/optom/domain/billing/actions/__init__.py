"""Buyers issue invoices to themselves and let their accountant take papers by a link; UPDs issue themselves."""

from .invoices import KIND, Wanted, issue_invoice
from .links import Made, make_link, revoke_link, use_link
from .upds import UPD_KIND, issue_or_await, issue_upd, issue_waiting

__all__ = [
    "KIND",
    "UPD_KIND",
    "Made",
    "Wanted",
    "issue_invoice",
    "issue_or_await",
    "issue_upd",
    "issue_waiting",
    "make_link",
    "revoke_link",
    "use_link",
]
