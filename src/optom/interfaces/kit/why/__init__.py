"""Why a price, goods, a date, a sum, a limit or a "no" is what it is, now and at a past moment: ADR 0022, 0031."""

from .agreed import reasons_of, why_approval
from .bounds import why_budget
from .dates import why_due, why_until
from .goods import why_goods
from .late import of_day, why_penalties, why_penalty
from .limit import why_limit
from .lives import why_held, why_line, why_shipment
from .papers import why_paper
from .price import breaks_of, vat_words, why_line_price, why_price
from .settled import why_entry
from .told import Question, Told, link_to, moment_asked, question
from .totals import why_total
from .unseen import why_unseen
from .waits import why_waits

__all__ = [
    "Question",
    "Told",
    "breaks_of",
    "link_to",
    "moment_asked",
    "of_day",
    "question",
    "reasons_of",
    "vat_words",
    "why_approval",
    "why_budget",
    "why_due",
    "why_entry",
    "why_goods",
    "why_held",
    "why_limit",
    "why_line",
    "why_line_price",
    "why_paper",
    "why_penalties",
    "why_penalty",
    "why_price",
    "why_shipment",
    "why_total",
    "why_unseen",
    "why_until",
    "why_waits",
]
