"""What this room announces."""

FREED = "orders.freed"  # lines gave goods back; the facts name them
