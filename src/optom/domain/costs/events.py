"""What this room announces."""

from datetime import datetime

CHANGED = "costs.changed"  # figures were told or measured anew: what they are since a moment


def changed(at: datetime) -> list[tuple[str, dict[str, str]]]:
    """The announcement of what was told or measured at ``at``."""
    return [(CHANGED, {"since": at.isoformat()})]
