"""Buyers issue invoices to themselves and let their accountant take papers by a link; UPDs issue themselves."""

from .corrections import UKD_KIND, answer_claim, correct
from .invoices import KIND, Wanted, issue_invoice
from .links import Made, make_link, revoke_link, use_link
from .revisions import REVISION_KIND, Said, revise_upd
from .titles import Taken, take_title
from .upds import UPD_KIND, issue_or_await, issue_upd, issue_waiting

__all__ = [
    "KIND",
    "REVISION_KIND",
    "UKD_KIND",
    "UPD_KIND",
    "Made",
    "Said",
    "Taken",
    "Wanted",
    "answer_claim",
    "correct",
    "issue_invoice",
    "issue_or_await",
    "issue_upd",
    "issue_waiting",
    "make_link",
    "revise_upd",
    "revoke_link",
    "take_title",
    "use_link",
]
