"""Buyers issue invoices and let their accountant take papers by a link; UPDs and VAT invoices issue themselves.

What both sides agree to have been otherwise is corrected, and a paper that was wrong is issued anew.
"""

from .advances import ADVANCE_KIND, issue_advances, issue_advances_of, offset_advances, settle_advances
from .beside import authorise, issue_torg12
from .contracts import issue_contract, issue_specification
from .corrections import UKD_KIND, answer_claim, correct
from .invoices import KIND, Wanted, issue_invoice
from .keeping import let_go
from .letters import choose_letters, postpone_letter, stop_letters, tell_of_papers
from .links import Made, make_link, revoke_link, use_link
from .penalties import PENALTY_KIND, charge_penalty
from .revisions import Said, revise_upd
from .signed import archive_signed_copy
from .titles import Taken, take_title
from .upds import UPD_KIND, VAT_INVOICE_KIND, issue_or_await, issue_upd, issue_waiting
from .waybills import WAYBILL, issue_waybill

__all__ = [
    "ADVANCE_KIND",
    "KIND",
    "PENALTY_KIND",
    "UKD_KIND",
    "UPD_KIND",
    "VAT_INVOICE_KIND",
    "WAYBILL",
    "Made",
    "Said",
    "Taken",
    "Wanted",
    "answer_claim",
    "archive_signed_copy",
    "authorise",
    "charge_penalty",
    "choose_letters",
    "correct",
    "issue_advances",
    "issue_advances_of",
    "issue_contract",
    "issue_invoice",
    "issue_or_await",
    "issue_specification",
    "issue_torg12",
    "issue_upd",
    "issue_waiting",
    "issue_waybill",
    "let_go",
    "make_link",
    "offset_advances",
    "postpone_letter",
    "revise_upd",
    "revoke_link",
    "settle_advances",
    "stop_letters",
    "take_title",
    "tell_of_papers",
    "use_link",
]
