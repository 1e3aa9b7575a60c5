"""A paged JSON API: however the next page is asked for, all items come once, numbers as they are written."""

import json
from collections.abc import Callable
from datetime import datetime
from urllib.parse import parse_qs

import pytest

from optom.base.secrets import Secret
from optom.domain.suppliers.sources.found import Seen
from optom.domain.suppliers.sources.terms import JsonApi, Key, KeyPlace, Paging, PagingKind
from optom.domain.suppliers.sources.visiting import Bounds

from .bringing import bring, put_off, refused
from .http_server import Asked, Said, WebServer, web_server

_GOODS = [{"art": f"A{number}"} for number in range(5)]


def items_of(content: bytes) -> list[object]:
    return [json.loads(line) for line in content.splitlines()]


def _paged(asked: Asked) -> Said:
    """Knows every way: page, offset, cursor, the whole address, the header Link."""
    told = {name: values[0] for name, values in parse_qs(asked.query).items()}
    size = int(told.get("size", 2))
    start = int(told["offset"]) if "offset" in told else (int(told.get("page", 1)) - 1) * size
    start = int(told.get("cursor", start))
    items, after = _GOODS[start : start + size], start + size
    more = after if after < len(_GOODS) else None
    address = f"/api?cursor={more}" if more else None
    body = {"data": {"goods": items}, "next": {"cursor": more, "url": address}}
    link = {"Link": f'</api?cursor=0>; rel="first", <{address}>; title="a, b"; rel="next last"'} if address else {}
    return Said(json.dumps(body).encode(), headers=link)


@pytest.mark.parametrize(
    ("paging", "asked"),
    [
        (Paging(kind=PagingKind.PAGE, parameter="page"), 4),
        (Paging(kind=PagingKind.PAGE, parameter="page", size_parameter="size", size=3), 2),
        (Paging(kind=PagingKind.OFFSET, parameter="offset", size_parameter="size", size=4), 2),
        (Paging(kind=PagingKind.CURSOR, parameter="cursor", path="next.cursor"), 3),
        (Paging(kind=PagingKind.ADDRESS, path="next.url"), 3),
        (Paging(kind=PagingKind.LINK), 3),
    ],
)
def test_all_pages_come_by_any_way(web: WebServer, at: datetime, bounds: Bounds, paging: Paging, asked: int) -> None:
    web.pages["/api"] = _paged
    key = Key(name="key", place=KeyPlace.QUERY, secret=Secret.of("k3y"))
    terms, seen = JsonApi(url=f"{web.url}/api?kind=all", sign_in=key, items="data.goods", paging=paging), Seen()
    [one] = bring(terms, seen, at, bounds)
    assert one.name == "items.jsonl"
    assert items_of(one.content) == _GOODS
    assert len(web.asked) == asked
    assert all("key=k3y" in path for path in web.paths())
    assert bring(terms, seen, at, bounds) == []


def test_numbers_stay_as_they_are_written(web: WebServer, at: datetime, bounds: Bounds) -> None:
    web.pages["/api"] = Said(
        b'[{"price": 12345678901234567.10, "stock": 7, "name": "\\u0413\\u0430\\u0439\\u043a\\u0430"}]'
    )
    [one] = bring(JsonApi(url=f"{web.url}/api"), Seen(), at, bounds)
    assert items_of(one.content) == [{"price": "12345678901234567.10", "stock": 7, "name": "Гайка"}]


def test_items_under_their_numbers_are_items(web: WebServer, at: datetime, bounds: Bounds) -> None:
    web.pages["/api"] = Said(b'{"goods": {"1": {"art": "A"}, "2": {"art": "B"}}}')
    [one] = bring(JsonApi(url=f"{web.url}/api", items="goods"), Seen(), at, bounds)
    assert items_of(one.content) == [{"art": "A"}, {"art": "B"}]


def _always(body: bytes) -> Callable[[Asked], Said]:
    return lambda _: Said(body)


def test_a_server_that_shows_its_last_page_for_ever_is_left(web: WebServer, at: datetime, bounds: Bounds) -> None:
    web.pages["/api"] = _always(b'[{"art": "A"}]')
    terms = JsonApi(url=f"{web.url}/api", paging=Paging(kind=PagingKind.PAGE, parameter="p"))
    [one] = bring(terms, Seen(), at, bounds)
    assert items_of(one.content) == [{"art": "A"}]


def test_a_circle_of_cursors_is_told(web: WebServer, at: datetime, bounds: Bounds) -> None:
    web.pages["/api"] = _always(b'{"items": [{"art": "A"}], "next": "abc"}')
    terms = JsonApi(
        url=f"{web.url}/api", items="items", paging=Paging(kind=PagingKind.CURSOR, parameter="c", path="next")
    )
    assert refused(terms, at, bounds).code == "sources.paging_stuck"
    assert len(web.asked) == 2


def test_the_next_page_is_on_the_same_server(web: WebServer, at: datetime, bounds: Bounds) -> None:
    with web_server({"/api": Said(b"{}")}) as other:
        web.pages["/api"] = Said(json.dumps({"items": [{}], "next": f"{other.url}/api"}).encode())
        terms = JsonApi(url=f"{web.url}/api", items="items", paging=Paging(kind=PagingKind.ADDRESS, path="next"))
        assert refused(terms, at, bounds).code == "sources.redirected_away"
        assert other.asked == []


@pytest.mark.parametrize("body", [b"<html>", b"{", b"[" * 100_000, b"\xff\xfe\x00"])
def test_what_is_no_json_is_told(web: WebServer, at: datetime, bounds: Bounds, body: bytes) -> None:
    web.pages["/api"] = Said(body)
    assert refused(JsonApi(url=f"{web.url}/api"), at, bounds).code == "sources.not_json"


@pytest.mark.parametrize("body", [b'{"data": {"goods": 7}}', b'{"data": []}', b"{}", b"7"])
def test_a_path_that_leads_to_no_list_is_told(web: WebServer, at: datetime, bounds: Bounds, body: bytes) -> None:
    web.pages["/api"] = Said(body)
    refusal = refused(JsonApi(url=f"{web.url}/api", items="data.goods"), at, bounds)
    assert (refusal.code, refusal.facts["path"]) == ("sources.items_missing", "data.goods")


def test_an_api_that_breaks_off_brings_nothing(web: WebServer, at: datetime, bounds: Bounds) -> None:
    answers = iter([Said(b'[{"art": "A"}]'), Said(status=500)])
    web.pages["/api"] = lambda _: next(answers)
    terms, seen = JsonApi(url=f"{web.url}/api", paging=Paging(kind=PagingKind.PAGE, parameter="p")), Seen()
    assert put_off(terms, at, bounds, seen).code == "sources.busy"
    assert seen == Seen()
