"""What this room announces."""

FREED = "orders.freed"  # lines gave goods back; the facts name them
RUNNING_OUT = "orders.running_out"  # reserves of a contract run out within a working day; the facts name the lines
