"""How prices are brought down: suppliers are asked, their prices are taken, and what it has saved is proven."""

from .answering import CURRENCIES, OfAll, keep, objections, send, use_link
from .awarding import Awarded, award
from .requests import Asked, Made, ask, close, invite, revoke
from .saving import Claim, claim, correct, realise
from .wanting import Said, Wanted, end_targets, note_talk, set_target

__all__ = [
    "CURRENCIES",
    "Asked",
    "Awarded",
    "Claim",
    "Made",
    "OfAll",
    "Said",
    "Wanted",
    "ask",
    "award",
    "claim",
    "close",
    "correct",
    "end_targets",
    "invite",
    "keep",
    "note_talk",
    "objections",
    "realise",
    "revoke",
    "send",
    "set_target",
    "use_link",
]
