"""A paged JSON API: its items become a file of JSON lines, page after page."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import orjson

from optom.base.refusal import Refusal

from .found import Fetched, Finding, Mark, Seen
from .link import digest
from .signing_in import opened
from .terms import JsonApi, Paging, PagingKind
from .visiting import Visit
from .web import Answer, Web, told_address

_MOST_PAGES = 100_000
_LINK = re.compile(r'<([^>]*)>\s*((?:;\s*[\w*]+\s*=\s*(?:"[^"]*"|[^;,"]+)\s*)*)')
_NEXT = re.compile(r'rel\s*=\s*"?(?:[^"]*\s)?next\b', re.IGNORECASE)


def fetch(terms: JsonApi, seen: Seen, visit: Visit) -> Finding:
    """Refuses ``sources.not_json`` (url), ``sources.items_missing`` (url, path), ``sources.paging_stuck`` (url).

    And what `Web.asked` and `opened` refuse.
    """
    web = opened(visit, terms.url, terms.sign_in)
    path = visit.land("items.jsonl", (line for page in _pages(web, terms) for line in page.lines))
    mark = Mark(terms.url, f"sha256 {digest(path)}")
    if not seen.has(mark):
        seen.keep_only([terms.url])
        yield Fetched("items.jsonl", path, mark)


@dataclass(frozen=True)
class Page:
    answer: Answer
    content: Any
    items: list[Any]
    lines: list[bytes] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", [orjson.dumps(item) + b"\n" for item in self.items])


def _pages(web: Web, terms: JsonApi) -> Iterator[Page]:
    """Until there is no next one. A server that leads in a circle is not followed."""
    url: str | None = _first(terms)
    asked: set[str] = set()
    lines: list[bytes] = []
    before = 0
    while url:
        if url in asked or len(asked) == _MOST_PAGES:
            raise Refusal("sources.paging_stuck", url=told_address(url))
        asked.add(url)
        page = _page(web, url, terms.items)
        if page.lines == lines and terms.paging.kind in {PagingKind.PAGE, PagingKind.OFFSET}:
            return  # such servers show their last page for ever
        yield page
        lines, before = page.lines, before + len(page.items)
        url = _next(terms, page, len(asked), before)
        if url and not web.is_home(url):
            raise Refusal("sources.redirected_away", url=told_address(url))


def _page(web: Web, url: str, path: str) -> Page:
    answer, content = web.page(url, headers={"Accept": "application/json"})
    try:
        # Numbers with a point stay as they are written: a price is no binary fraction.
        told = json.loads(content, parse_float=str, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        raise Refusal("sources.not_json", url=told_address(url)) from None
    items = _at(told, path)
    if isinstance(items, dict):
        items = list(items.values())
    if not isinstance(items, list):
        raise Refusal("sources.items_missing", url=told_address(url), path=path)
    return Page(answer, told, items)


def _at(content: Any, path: str) -> Any:
    """What stands at "data.goods" or "pages.0.goods"; nothing where the path breaks off."""
    for part in filter(None, path.split(".")):
        if isinstance(content, dict):
            content = content.get(part)
        elif isinstance(content, list) and part.isdecimal() and int(part) < len(content):
            content = content[int(part)]
        else:
            return None
    return content


def _first(terms: JsonApi) -> str:
    paging = terms.paging
    size = {paging.size_parameter: str(paging.size)} if paging.size_parameter and paging.size else {}
    starts = {PagingKind.PAGE: str(paging.first), PagingKind.OFFSET: "0"}
    start = {paging.parameter: starts[paging.kind]} if paging.kind in starts else {}
    return _with(terms.url, {**size, **start})


def _next(terms: JsonApi, page: Page, pages: int, items: int) -> str | None:
    """The address of the page after this one."""
    paging = terms.paging
    match paging.kind:
        case PagingKind.PAGE if _may_have_more(page, paging):
            return _with(_first(terms), {paging.parameter: str(paging.first + pages)})
        case PagingKind.OFFSET if _may_have_more(page, paging):
            return _with(_first(terms), {paging.parameter: str(items)})
        case PagingKind.CURSOR if cursor := _told(page, paging):
            return _with(_first(terms), {paging.parameter: cursor})
        case PagingKind.ADDRESS if address := _told(page, paging):
            return urljoin(page.answer.url, address)
        case PagingKind.LINK:
            return _linked(page.answer)
    return None


def _may_have_more(page: Page, paging: Paging) -> bool:
    """A page that is not full is the last one."""
    return len(page.items) >= max(paging.size, 1)


def _told(page: Page, paging: Paging) -> str:
    """What the page says of the next one; nothing for null, false and the like."""
    value = _at(page.content, paging.path)
    return str(value) if isinstance(value, str | int) and value is not False else ""


def _linked(answer: Answer) -> str | None:
    for address, parameters in _LINK.findall(answer.response.headers.get("Link", "")):
        if _NEXT.search(parameters):
            return urljoin(answer.url, str(address))
    return None


def _with(url: str, parameters: dict[str, str]) -> str:
    """The address with these parameters in its query, in place of those of the same name."""
    parts = urlsplit(url)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in parameters]
    return parts._replace(query=urlencode([*kept, *parameters.items()])).geturl()
