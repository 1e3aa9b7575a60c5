"""What this room announces."""

CHANGED = "costs.changed"  # figures were told anew: what they are since a moment, by the ledger
