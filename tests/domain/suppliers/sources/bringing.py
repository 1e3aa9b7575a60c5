"""How the tests fetch: all that comes, with its content, taken over as the feed would take it."""

from datetime import datetime
from typing import NamedTuple

import pytest

from optom.base.refusal import Refusal
from optom.domain.suppliers.sources.fetching import fetch
from optom.domain.suppliers.sources.found import Seen
from optom.domain.suppliers.sources.terms import Terms
from optom.domain.suppliers.sources.visiting import Bounds, NotNow


class Brought(NamedTuple):
    name: str
    content: bytes


def bring(terms: Terms, seen: Seen, at: datetime, bounds: Bounds) -> list[Brought]:
    """Everything new, and it is seen from now on."""
    brought = []
    for one in fetch(terms, seen, at=at, bounds=bounds):
        brought.append(Brought(one.name, one.path.read_bytes()))
        seen.take(one)
    return brought


def refused(terms: Terms, at: datetime, bounds: Bounds, seen: Seen | None = None) -> Refusal:
    """Why nothing comes, for a person to mend."""
    with pytest.raises(Refusal) as caught:
        bring(terms, seen or Seen(), at, bounds)
    assert not isinstance(caught.value, NotNow), caught.value
    return caught.value


def put_off(terms: Terms, at: datetime, bounds: Bounds, seen: Seen | None = None) -> NotNow:
    """Why nothing comes for now."""
    with pytest.raises(NotNow) as caught:
        bring(terms, seen or Seen(), at, bounds)
    return caught.value
