"""What an order to a supplier goes through. Pure."""

from enum import StrEnum


class State(StrEnum):
    """A draft is ours alone; sent, it waits for the supplier's word; confirmed, its goods are announced."""

    DRAFT = "draft"
    SENT = "sent"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
