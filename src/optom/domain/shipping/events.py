"""What this room announces."""

DISPATCHED = "shipping.dispatched"  # goods have left; the facts name shipment and contract
CARRIED = "shipping.carried"  # the warehouse has said who carries goods that have left; the facts name the shipment
