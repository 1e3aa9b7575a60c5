"""What can be done with drafts and orders. Every act is journalled and explains its refusals, all at once."""

from .drafts import close_draft, open_draft, rename_draft, set_quantities, set_quantity
from .place import Placed, place
from .reservations import cancel, expire, extend, release
from .shipping import Shipped, request, ship, unrequest

__all__ = [
    "Placed",
    "Shipped",
    "cancel",
    "close_draft",
    "expire",
    "extend",
    "open_draft",
    "place",
    "release",
    "rename_draft",
    "request",
    "set_quantities",
    "set_quantity",
    "ship",
    "unrequest",
]
