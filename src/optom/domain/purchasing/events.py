"""What this room announces."""

AGREED = "purchasing.agreed"  # what offers of suppliers cost beyond their price is another: whose
