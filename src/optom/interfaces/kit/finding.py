"""One search for everything: every room declares what of its own is found, and where it leads.

An interface lists its finders; what is typed is read once (``sought``) and each of them answers with a few hits.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any, Generic, TypeVar

from django.http import JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from optom.base.refusal import Refusal
from optom.base.sought import Sought, sought

from .input import number

MOST = 5
_LANGUAGES = ("ru", "en")

D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found: its name, where it leads, and what else tells it from others."""

    title: str
    url: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Finder(Generic[D]):
    """What one room finds. ``may`` says to whom; ``rest`` is where all that is found can be seen."""

    name: str
    title: str | Promise
    find: Callable[[D, Sought], Iterable[Hit]]
    may: Callable[[D], bool] = lambda _desk: True
    rest: Callable[[D, Sought], str] | None = None


@dataclass(frozen=True, slots=True)
class Place(Generic[D]):
    """A page that is found by its title or by any of its words, in both languages."""

    title: str | Promise
    url: Callable[[D], str]
    words: str | Promise = ""
    may: Callable[[D], bool] = lambda _desk: True


def _sum(text: str) -> Decimal | None:
    try:
        return abs(number(text))
    except Refusal:
        return None


def found(desk: D, finders: Sequence[Finder[D]], given: Mapping[str, str]) -> JsonResponse:
    """What each finder finds of what was typed (``q``); ``without`` names one whose hits the page shows itself."""
    text = given.get("q", "")
    asked = sought(text, _sum(text))
    able = [one for one in finders if asked.text and one.name != given.get("without") and one.may(desk)]
    groups = [group for one in able if (group := _group(desk, one, asked))["hits"]]
    return JsonResponse({"query": asked.text, "groups": groups})


def _group(desk: D, finder: Finder[D], asked: Sought) -> dict[str, Any]:
    hits = list(islice(finder.find(desk, asked), MOST + 1))
    rest = finder.rest(desk, asked) if finder.rest and len(hits) > MOST else ""
    return {
        "name": finder.name,
        "title": str(finder.title),
        "hits": [{"title": hit.title, "url": hit.url, "text": hit.text} for hit in hits[:MOST]],
        "rest": {"title": _("All that is found"), "url": rest} if rest else None,
    }


def places(*listed: Place[D]) -> Callable[[D, Sought], Iterator[Hit]]:
    """Find pages by the beginnings of their words, whichever of the languages somebody thinks in."""

    def find(desk: D, asked: Sought) -> Iterator[Hit]:
        typed = asked.text.casefold()
        for place in listed:
            if place.may(desk) and any(word.startswith(typed) for word in _words(place)):
                yield Hit(str(place.title), place.url(desk))

    return find


def _words(place: Place[D]) -> Iterator[str]:
    for language in _LANGUAGES:
        with override(language):
            told = [str(place.title), *str(place.words).split(",")]
        for words in (one.casefold().split() for one in told):
            yield from (" ".join(words[start:]) for start in range(len(words)))
