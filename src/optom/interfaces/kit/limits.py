"""How often somebody may do what costs us much, or try what he should not: counted in the cache of all processes."""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def is_too_often(what: str, who: str, *, most: int, seconds: int) -> bool:
    """Whether he has done it ``most`` times within the last ``seconds`` already; if not, once more is counted."""
    if reached(what, who, most=most, seconds=seconds):
        return True
    key, now = _key(what, who), time.time()
    cache.set(key, [*_recent(key, now - seconds), now], seconds)
    return False


def reached(what: str, who: str, *, most: int, seconds: int) -> bool:
    """The same question, asked without counting."""
    return len(_recent(_key(what, who), time.time() - seconds)) >= most


def count(what: str, who: str, *, seconds: int) -> None:
    """He has done it once more."""
    key, now = _key(what, who), time.time()
    cache.set(key, [*_recent(key, now - seconds), now], seconds)


def address_of(request: HttpRequest) -> str:
    """Where the request comes from, as the sign-in library reads it behind a proxy."""
    return str(get_adapter().get_client_ip(request))


def _recent(key: str, since: float) -> list[float]:
    return [moment for moment in cache.get(key, []) if moment > since]


def _key(what: str, who: str) -> str:
    return f"limit:{what}:{who}"
