"""Ask for goods, pick them, send them, say that they have come. Each locks the contract's account first."""

from .carriage import carry
from .claims import attach
from .codes import CodesRead, drop_codes, read_codes
from .delivery import accept, accept_unanswered, await_count, deliver, track
from .dispatch import Dispatched, dispatch, start_picking
from .printing import print_picking_list
from .request import cancel, name_taker, preview, request
from .shared import cover

__all__ = [
    "CodesRead",
    "Dispatched",
    "accept",
    "accept_unanswered",
    "attach",
    "await_count",
    "cancel",
    "carry",
    "cover",
    "deliver",
    "dispatch",
    "drop_codes",
    "name_taker",
    "preview",
    "print_picking_list",
    "read_codes",
    "request",
    "start_picking",
    "track",
]
