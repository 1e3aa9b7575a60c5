"""Buyers issue invoices and let their accountant take papers by a link; UPDs and VAT invoices issue themselves."""

from .advances import ADVANCE_KIND, issue_advances, issue_advances_of, offset_advances, settle_advances
from .invoices import KIND, Wanted, issue_invoice
from .links import Made, make_link, revoke_link, use_link
from .penalties import PENALTY_KIND, charge_penalty
from .upds import UPD_KIND, VAT_INVOICE_KIND, issue_or_await, issue_upd, issue_waiting

__all__ = [
    "ADVANCE_KIND",
    "KIND",
    "PENALTY_KIND",
    "UPD_KIND",
    "VAT_INVOICE_KIND",
    "Made",
    "Wanted",
    "charge_penalty",
    "issue_advances",
    "issue_advances_of",
    "issue_invoice",
    "issue_or_await",
    "issue_upd",
    "issue_waiting",
    "make_link",
    "offset_advances",
    "revoke_link",
    "settle_advances",
    "use_link",
]
