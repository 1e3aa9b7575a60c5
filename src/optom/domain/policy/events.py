"""What this room announces."""

ASKED = "policy.asked"  # a publication of many prices is to be worked out; the facts name it
ADOPTED = "policy.adopted"  # another version is in force; the facts name the publication that brought it
PROPOSED = "policy.proposed"  # prices were worked out and no version is in force yet: theirs says what goods cost
