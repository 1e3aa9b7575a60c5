"""What this room announces."""

RATES = "credit.rates_set"  # currencies have another rate from the day on which it was told; the facts name them
