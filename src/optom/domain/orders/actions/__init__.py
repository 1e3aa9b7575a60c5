"""What can be done with drafts and orders. Every act is journalled and explains its refusals, all at once."""

from .drafts import clear_draft, close_draft, open_draft, rename_draft, set_quantities, set_quantity
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
from .shipping import Shipped, request, ship, unrequest

__all__ = [
    "Pasted",
    "Placed",
    "Shipped",
    "alike",
    "answer",
    "cancel",
    "clear_draft",
    "close_draft",
    "drop",
    "expire",
    "extend",
    "layout_of",
    "open_draft",
    "paste",
    "place",
    "release",
    "remember_layout",
    "rename_draft",
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
