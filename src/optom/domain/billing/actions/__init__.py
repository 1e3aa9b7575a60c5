"""Buyers issue invoices to themselves and let their accountant take papers by a link; UPDs issue themselves."""

from .beside import authorise, issue_torg12
from .contracts import issue_contract, issue_specification
from .invoices import KIND, Wanted, issue_invoice
from .links import Made, make_link, revoke_link, use_link
from .signed import archive_signed_copy
from .upds import UPD_KIND, issue_or_await, issue_upd, issue_waiting

__all__ = [
    "KIND",
    "UPD_KIND",
    "Made",
    "Wanted",
    "archive_signed_copy",
    "authorise",
    "issue_contract",
    "issue_invoice",
    "issue_or_await",
    "issue_specification",
    "issue_torg12",
    "issue_upd",
    "issue_waiting",
    "make_link",
    "revoke_link",
    "use_link",
]
