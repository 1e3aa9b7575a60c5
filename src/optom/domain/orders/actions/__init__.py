"""What can be done with drafts and orders. Every act is journalled and explains its refusals, all at once."""

from .amounts import Changed, change_quantity
from .drafts import change_draft, clear_draft, close_draft, move_lines, open_draft, set_quantities, set_quantity
from .moving import move
from .pad import (
    Pasted,
    alike,
    answer,
    drop,
    layout_of,
    paste,
    remember_layout,
    rewrite,
    set_open_quantities,
    take_brand,
    unpaste,
)
from .place import Placed, place
from .replacing import Instead, replace
from .reservations import cancel, expire, extend, extend_running_out, release, stop_waiting
from .serving import serve_waiting
from .shipping import Shipped, request, ship, unrequest
from .splitting import split
from .warning import want_warnings, warn

__all__ = [
    "Changed",
    "Instead",
    "Pasted",
    "Placed",
    "Shipped",
    "alike",
    "answer",
    "cancel",
    "change_draft",
    "change_quantity",
    "clear_draft",
    "close_draft",
    "drop",
    "expire",
    "extend",
    "extend_running_out",
    "layout_of",
    "move",
    "move_lines",
    "open_draft",
    "paste",
    "place",
    "release",
    "remember_layout",
    "replace",
    "request",
    "rewrite",
    "serve_waiting",
    "set_open_quantities",
    "set_quantities",
    "set_quantity",
    "ship",
    "split",
    "stop_waiting",
    "take_brand",
    "unpaste",
    "unrequest",
    "want_warnings",
    "warn",
]
