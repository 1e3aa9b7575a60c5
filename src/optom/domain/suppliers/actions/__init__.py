"""What people and the clock do to suppliers, their feeds and offers."""

from optom.domain.suppliers.answers import (
    Brought,
    answers_left,
    fail_answer,
    lock_answer,
    pass_over,
    take_answer,
    take_up_answer,
)
from optom.domain.suppliers.quoting import QuotedOffer, expire_quoted, take_quoted
from optom.domain.suppliers.running import forgive_try
from optom.domain.suppliers.turns import BUSY

from .candidates import take_on
from .feeds import (
    FeedTerms,
    add_feed,
    add_supplier,
    change_feed,
    close_feed,
    collect_now,
    forget_taken,
    set_source,
)
from .files import accept, left, map_again, map_anew, receive, reject, replay, work
from .matching import (
    NewGoods,
    decide_held,
    ignore_offers,
    make_product,
    match_offers,
    set_factors,
    take_back,
    unmatch_offers,
)

__all__ = [
    "BUSY",
    "Brought",
    "FeedTerms",
    "NewGoods",
    "QuotedOffer",
    "accept",
    "add_feed",
    "add_supplier",
    "answers_left",
    "change_feed",
    "close_feed",
    "collect_now",
    "decide_held",
    "expire_quoted",
    "fail_answer",
    "forget_taken",
    "forgive_try",
    "ignore_offers",
    "left",
    "lock_answer",
    "make_product",
    "map_again",
    "map_anew",
    "match_offers",
    "pass_over",
    "receive",
    "reject",
    "replay",
    "set_factors",
    "set_source",
    "take_answer",
    "take_back",
    "take_on",
    "take_quoted",
    "take_up_answer",
    "unmatch_offers",
    "work",
]
