"""What this room announces."""

SIGNED = "companies.signed"  # a contract has begun; the facts name it and its company
