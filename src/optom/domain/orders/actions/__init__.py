"""What can be done with drafts and orders. Every act is journalled and explains its refusals, all at once."""

from .amounts import Changed, change_quantity
from .approvals import Asked, approve, decline, order_draft, withdraw
from .bought import Bought, serve_bought
from .calling_off import call_off
from .drafts import (
    change_draft,
    charge_draft,
    clear_draft,
    close_draft,
    move_lines,
    open_draft,
    set_quantities,
    set_quantity,
    wish_draft,
)
from .layouts import Unread, layouts_of, remember_layouts
from .left_out import Said, drop_left, take_in
from .moving import move
from .noting import note_open_rows, set_notes
from .pad import (
    Formed,
    Pasted,
    alike,
    answer,
    drop,
    paste,
    rewrite,
    set_open_quantities,
    take_brand,
    unanswer,
    unpaste,
)
from .place import Placed, place
from .pouring import merge_drafts, unmerge_drafts
from .replacing import Instead, replace
from .reservations import cancel, expire, extend, extend_running_out, release, stop_waiting
from .serving import serve_waiting
from .shipping import Shipped, accept, request, ship, unrequest
from .splitting import split
from .supplied import Moved, lock_promised, lose_supplies, move_promises
from .warning import want_warnings, warn
from .whole import come_apart, come_together, see_whole

__all__ = [
    "Asked",
    "Bought",
    "Changed",
    "Formed",
    "Instead",
    "Moved",
    "Pasted",
    "Placed",
    "Said",
    "Shipped",
    "Unread",
    "accept",
    "alike",
    "answer",
    "approve",
    "call_off",
    "cancel",
    "change_draft",
    "change_quantity",
    "charge_draft",
    "clear_draft",
    "close_draft",
    "come_apart",
    "come_together",
    "decline",
    "drop",
    "drop_left",
    "expire",
    "extend",
    "extend_running_out",
    "layouts_of",
    "lock_promised",
    "lose_supplies",
    "merge_drafts",
    "move",
    "move_lines",
    "move_promises",
    "note_open_rows",
    "open_draft",
    "order_draft",
    "paste",
    "place",
    "release",
    "remember_layouts",
    "replace",
    "request",
    "rewrite",
    "see_whole",
    "serve_bought",
    "serve_waiting",
    "set_notes",
    "set_open_quantities",
    "set_quantities",
    "set_quantity",
    "ship",
    "split",
    "stop_waiting",
    "take_brand",
    "take_in",
    "unanswer",
    "unmerge_drafts",
    "unpaste",
    "unrequest",
    "want_warnings",
    "warn",
    "wish_draft",
    "withdraw",
]
