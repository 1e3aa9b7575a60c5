"""Why a price, an availability, a date or a limit is what it is, now and at a past moment: ADR 0022."""

from .dates import why_due, why_until
from .goods import why_goods
from .limit import why_limit
from .price import breaks_of, vat_words, why_line_price, why_price
from .told import Question, Told, moment_asked, question
from .unseen import why_unseen
from .waits import why_waits

__all__ = [
    "Question",
    "Told",
    "breaks_of",
    "moment_asked",
    "question",
    "vat_words",
    "why_due",
    "why_goods",
    "why_limit",
    "why_line_price",
    "why_price",
    "why_unseen",
    "why_until",
    "why_waits",
]
