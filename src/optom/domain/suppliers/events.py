"""What this room announces."""

ASKED = "suppliers.asked"  # somebody wants a feed's source looked at now
RECEIVED = "suppliers.received"  # a file of a feed has come and waits to be run
ANSWERED = "suppliers.answered"  # a file of a feed that brings answers to our orders has come and waits to be read
APPLIED = "suppliers.applied"  # offers stand otherwise than before, since a run
MATCHED = "suppliers.matched"  # offers are known to be other products than before: which
SWITCHED = "suppliers.switched"  # all offers of a feed count no more, or again
