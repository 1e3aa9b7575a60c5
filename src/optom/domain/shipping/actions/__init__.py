"""Ask for goods, pick them, send them, say that they have come. Each locks the contract's account first."""

from .delivery import accept, accept_unanswered, await_count, deliver, track
from .dispatch import Dispatched, dispatch, start_picking
from .request import cancel, name_taker, preview, request

__all__ = [
    "Dispatched",
    "accept",
    "accept_unanswered",
    "await_count",
    "cancel",
    "deliver",
    "dispatch",
    "name_taker",
    "preview",
    "request",
    "start_picking",
    "track",
]
