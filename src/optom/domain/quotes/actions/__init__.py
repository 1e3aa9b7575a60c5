"""What can be done with quotes: issued, accepted, made anew, shown by a link, given to a dealer's own clients."""

from .accepting import Accepted, accept
from .client_quotes import Look, issue_client_quote, keep_letterhead
from .holding import hold
from .issuing import issue_quote, requote
from .links import Made, make_link, plead, revoke_link, use_link

__all__ = [
    "Accepted",
    "Look",
    "Made",
    "accept",
    "hold",
    "issue_client_quote",
    "issue_quote",
    "keep_letterhead",
    "make_link",
    "plead",
    "requote",
    "revoke_link",
    "use_link",
]
