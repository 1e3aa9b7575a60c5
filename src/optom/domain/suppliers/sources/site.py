"""Pages of a site by selectors: asked for slowly, as its robots.txt allows; rows become a file of JSON lines."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import urldefrag, urljoin

import lxml.html
import orjson
from lxml.cssselect import CSSSelector
from protego import Protego

from optom.base.refusal import Refusal

from .found import Fetched, Finding, Mark, Seen
from .link import digest
from .pages import parsed
from .signing_in import opened
from .terms import Site
from .visiting import NotNow, Visit
from .web import AGENT, Web, is_same_place, told_address

Select = Callable[[lxml.html.HtmlElement], list[lxml.html.HtmlElement]]

_MOST_ROBOTS = 500_000  # bytes that are read of it, as search engines do
_MOST_PAUSE = 300  # seconds; who asks for more does not want to be read


def fetch(terms: Site, seen: Seen, visit: Visit) -> Finding:
    """Refuses ``sources.robots_forbid`` (url), ``sources.rows_missing`` (selector), and what `Web.asked` refuses."""
    web = opened(visit, terms.start[0], terms.sign_in)
    walk = _Walk(web, terms, _rules(web))
    path = visit.land("rows.jsonl", walk.lines())
    if not walk.rows:
        raise Refusal("sources.rows_missing", selector=terms.rows)
    mark = Mark(terms.start[0], f"sha256 {digest(path)}")
    if not seen.has(mark):
        seen.keep_only([terms.start[0]])
        yield Fetched("rows.jsonl", path, mark)


def _rules(web: Web) -> Protego:
    """What the site asks of programs. No such file: nothing. A server that fails might have said no."""
    try:
        _, content = web.page(urljoin(web.home, "/robots.txt"))
    except NotNow:
        raise
    except Refusal:
        content = b""
    return Protego.parse(content[:_MOST_ROBOTS].decode(errors="replace"))


@dataclass
class _Walk:
    web: Web
    terms: Site
    rules: Protego
    rows: int = 0
    _known: set[str] = field(default_factory=set)
    _queue: deque[str] = field(default_factory=deque)

    def lines(self) -> Iterator[bytes]:
        """Rows of all pages, in the order in which links lead there."""
        for url in self.terms.start:
            if not self.rules.can_fetch(url, AGENT):
                raise Refusal("sources.robots_forbid", url=told_address(url))
            self._add(url)
        row, fields = _selector(self.terms.rows), {name: _field(one) for name, one in self.terms.fields.items()}
        for page in self._pages():
            for found in row(page):
                self.rows += 1
                yield orjson.dumps({name: value(found) for name, value in fields.items()}) + b"\n"

    def _pages(self) -> Iterator[lxml.html.HtmlElement]:
        pause, follow = self._pause(), [_selector(one) for one in self.terms.follow]
        while self._queue:
            self.web.visit.pause(pause)
            answer, content = self.web.page(self._queue.popleft())
            if not is_same_place(self.web.home, answer.url):
                continue
            page = parsed(content, answer)
            page.make_links_absolute(answer.url, resolve_base_href=True, handle_failures="ignore")
            for link in (link for selector in follow for link in selector(page)):
                self._add(link.get("href") or "")
            yield page

    def _add(self, url: str) -> None:
        """Once, on the same site, and where programs may go."""
        url = urldefrag(url).url
        is_ours = url.startswith(("http://", "https://")) and is_same_place(self.web.home, url)
        is_new = url not in self._known and len(self._known) < self.terms.most_pages
        if is_ours and is_new and self.rules.can_fetch(url, AGENT):
            self._known.add(url)
            self._queue.append(url)

    def _pause(self) -> int:
        """The longest of what the terms say and what the site asks for, in whole seconds."""
        asked = [self.terms.pause, -int(-(self.rules.crawl_delay(AGENT) or 0) // 1)]
        if rate := self.rules.request_rate(AGENT):
            asked.append(-int(-rate.seconds // rate.requests))
        if max(asked) > _MOST_PAUSE:
            raise Refusal("sources.robots_forbid", url=told_address(self.terms.start[0]))
        return max(asked)


def _selector(told: str) -> Select:
    """All elements within one, itself among them, that a CSS selector means."""
    return cast("Select", CSSSelector(told.partition("@")[0], translator="html"))


def _field(told: str) -> Callable[[lxml.html.HtmlElement], str | None]:
    """What a field of a row says: the text at the selector, or an attribute of it; nothing where it is not there."""
    path, _, attribute = told.partition("@")
    find = _selector(path) if path.strip() else None

    def value(row: lxml.html.HtmlElement) -> str | None:
        found = find(row) if find else [row]
        if not found:
            return None
        text = found[0].get(attribute) if attribute else found[0].text_content()
        return None if text is None else " ".join(text.split())

    return value
