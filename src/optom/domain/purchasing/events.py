"""What this room announces."""

AGREED = "purchasing.agreed"  # what offers of suppliers cost beyond their price is another: whose
LET_PROMISE = "purchasing.let_promise"  # what of suppliers' goods may be promised is another: whose
ORDERED = "purchasing.ordered"  # an order to a supplier was sent, confirmed, decided or cancelled: of which products
RECEIVED = "purchasing.received"  # something came of an order to a supplier: by which receipt
