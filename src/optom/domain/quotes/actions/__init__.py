"""What can be done with quotes: issued, accepted, made anew."""

from .accepting import Accepted, accept
from .issuing import issue_quote, requote

__all__ = ["Accepted", "accept", "issue_quote", "requote"]
