"""Pages of a site by selectors: asked for slowly and only where robots may go."""

import json
from dataclasses import replace
from datetime import datetime

import pytest

from optom.domain.suppliers.sources.found import Seen
from optom.domain.suppliers.sources.terms import Site
from optom.domain.suppliers.sources.visiting import Bounds

from .bringing import bring, put_off, refused
from .http_server import Said, WebServer, web_server

_HTML = {"Content-Type": "text/html; charset=utf-8"}
_ROW = '<tr class="g"><td class="a"><a href="goods/{0}#top">{0}</a></td><td class="p"> {1}\n руб. </td></tr>'


def page(*goods: tuple[str, str], links: str = "") -> Said:
    """A page of goods with their prices."""
    rows = "".join(_ROW.format(*one) for one in goods)
    return Said(
        f"<html><body><table><tr><th>Артикул</th></tr>{rows}</table>{links}</body></html>".encode(), headers=_HTML
    )


def terms_of(web: WebServer) -> Site:
    return Site(
        start=(f"{web.url}/catalog/",),
        follow=("a.next",),
        rows="tr.g",
        fields={"art": "td.a", "price": "td.p", "link": "td.a a@href", "stock": "td.s"},
        pause=2,
    )


def test_rows_of_all_pages_come_with_a_pause_before_each(
    web: WebServer, at: datetime, bounds: Bounds, pauses: list[int]
) -> None:
    first = page(("A1", "10,50"), links='<a class="next" href="?p=2">дальше</a><a href="/admin">x</a>')
    second = page(("A2", "20"), links='<a class="next" href="/catalog/">назад</a>')
    web.pages["/catalog/"] = lambda asked: second if asked.query == "p=2" else first
    web.pages["/robots.txt"] = Said(b"User-agent: *\nDisallow: /admin")
    seen = Seen()
    [one] = bring(terms_of(web), seen, at, bounds)
    assert [json.loads(line) for line in one.content.splitlines()] == [
        {"art": "A1", "price": "10,50 руб.", "link": f"{web.url}/catalog/goods/A1#top", "stock": None},
        {"art": "A2", "price": "20 руб.", "link": f"{web.url}/catalog/goods/A2#top", "stock": None},
    ]
    assert web.paths() == ["/robots.txt", "/catalog/", "/catalog/?p=2"]
    assert pauses == [2, 2]
    assert bring(terms_of(web), seen, at, bounds) == []


def test_robots_are_obeyed(web: WebServer, at: datetime, bounds: Bounds, pauses: list[int]) -> None:
    web.pages["/catalog/"] = page(("A1", "1"), links='<a class="next" href="/secret/1">x</a>')
    web.pages["/secret/1"] = page(("A2", "2"))
    web.pages["/robots.txt"] = Said(b"User-agent: OptomBot\nCrawl-delay: 6.5\nDisallow: /secret/*")
    [one] = bring(terms_of(web), Seen(), at, bounds)
    assert len(one.content.splitlines()) == 1
    assert "/secret/1" not in web.paths()
    assert pauses == [7]
    web.pages["/robots.txt"] = Said(b"User-agent: *\nDisallow: /")
    assert refused(terms_of(web), at, bounds).code == "sources.robots_forbid"


def test_a_site_whose_robots_fail_is_not_read(web: WebServer, at: datetime, bounds: Bounds) -> None:
    web.pages["/catalog/"] = page(("A1", "1"))
    web.pages["/robots.txt"] = Said(status=500)
    assert put_off(terms_of(web), at, bounds).code == "sources.busy"
    assert web.paths() == ["/robots.txt"]


def test_a_rebuilt_site_is_told(web: WebServer, at: datetime, bounds: Bounds) -> None:
    web.pages["/catalog/"] = page()
    refusal = refused(terms_of(web), at, bounds)
    assert (refusal.code, refusal.facts) == ("sources.rows_missing", {"selector": "tr.g"})


def test_links_to_other_sites_are_not_followed(web: WebServer, at: datetime, bounds: Bounds) -> None:
    with web_server({"/": page(("X", "1"))}) as other:
        links = f'<a class="next" href="{other.url}/">x</a><a class="next" href="javascript:alert(1)">y</a>'
        web.pages["/catalog/"] = page(("A1", "1"), links=links)
        assert len(bring(terms_of(web), Seen(), at, bounds)) == 1
        assert other.asked == []


def test_a_site_without_end_is_left_where_the_terms_say(web: WebServer, at: datetime, bounds: Bounds) -> None:
    web.pages["/catalog/"] = lambda asked: page(
        ("A", "1"), links=f'<a class="next" href="?p={int(asked.query[2:] or 0) + 1}">x</a>'
    )
    [one] = bring(replace(terms_of(web), most_pages=5), Seen(), at, bounds)
    assert len(one.content.splitlines()) == 5


@pytest.mark.parametrize("body", [b"", b"\x00\x01\x02", b"<" * 10_000, b"<div>" * 5_000, "ж".encode("cp1251")])
def test_pages_that_are_none_break_nothing(web: WebServer, at: datetime, bounds: Bounds, body: bytes) -> None:
    web.pages["/catalog/"] = Said(body, headers={"Content-Type": "text/html; charset=none-such"})
    assert refused(terms_of(web), at, bounds).code in {"sources.rows_missing", "sources.not_a_page"}
