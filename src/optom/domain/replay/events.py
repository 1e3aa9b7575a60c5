"""What this room announces."""

ASKED = "replay.asked"  # many lines are to be replayed; the facts name the replay
