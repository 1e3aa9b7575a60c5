"""What this room announces."""

AGREED = "purchasing.agreed"  # what offers of suppliers cost beyond their price is another: whose
RECEIVED = "purchasing.received"  # something came of an order to a supplier: by which receipt
