"""What this room announces."""

FREED = "orders.freed"  # lines gave goods back; the facts name them
LOST = "orders.lost"  # goods that lines of a contract were promised do not come; the facts name the lines
PROMISED = "orders.promised_of_suppliers"  # lines of an order were promised suppliers' goods: of which products
REDATED = "orders.redated"  # promised goods come on another day than was told; the facts name the lines and both days
RUNNING_OUT = "orders.running_out"  # reserves of a contract run out within a working day; the facts name the lines
