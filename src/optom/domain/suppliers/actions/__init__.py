"""What people and the clock do to suppliers, their feeds and offers."""

from .feeds import FeedTerms, add_feed, add_supplier, change_feed, close_feed, set_source
from .files import accept, left, map_anew, receive, reject, replay, work
from .matching import decide_held, ignore_offers, match_offers, unmatch_offers

__all__ = [
    "FeedTerms",
    "accept",
    "add_feed",
    "add_supplier",
    "change_feed",
    "close_feed",
    "decide_held",
    "ignore_offers",
    "left",
    "map_anew",
    "match_offers",
    "receive",
    "reject",
    "replay",
    "set_source",
    "unmatch_offers",
    "work",
]
