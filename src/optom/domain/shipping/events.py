"""What this room announces."""

DISPATCHED = "shipping.dispatched"  # goods have left; the facts name shipment and contract
