"""What this room announces."""

RECEIVED = "suppliers.received"  # a file of a feed has come and waits to be run
APPLIED = "suppliers.applied"  # offers stand otherwise than before, since a run
MATCHED = "suppliers.matched"  # offers are known to be other products than before: which
