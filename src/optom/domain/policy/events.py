"""What this room announces."""

ASKED = "policy.asked"  # a publication of many prices is to be worked out; the facts name it
ADOPTED = "policy.adopted"  # another version is in force: what goods cost is counted anew
PROPOSED = (
    "policy.proposed"  # a publication was worked out and no version is in force yet: its own says what goods cost
)
