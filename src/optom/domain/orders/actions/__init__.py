"""What can be done with drafts and orders. Every act is journalled and explains its refusals, all at once."""

from .drafts import change_draft, clear_draft, close_draft, move_lines, open_draft, set_quantities, set_quantity
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
from .reservations import cancel, expire, extend, release
from .shipping import Shipped, accept, request, ship, unrequest

__all__ = [
    "Pasted",
    "Placed",
    "Shipped",
    "accept",
    "alike",
    "answer",
    "cancel",
    "change_draft",
    "clear_draft",
    "close_draft",
    "drop",
    "expire",
    "extend",
    "layout_of",
    "move_lines",
    "open_draft",
    "paste",
    "place",
    "release",
    "remember_layout",
    "request",
    "rewrite",
    "set_open_quantities",
    "set_quantities",
    "set_quantity",
    "ship",
    "take_brand",
    "unpaste",
    "unrequest",
]
