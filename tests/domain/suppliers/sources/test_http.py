"""A file at an address: fetched once, with sign-in, past redirects, within bounds, never into a private network."""

import gzip
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import repeat
from time import sleep
from typing import Any
from urllib.parse import parse_qs

import pytest

from optom.base.secrets import Secret
from optom.domain.suppliers.sources.found import Seen
from optom.domain.suppliers.sources.terms import Basic, Bearer, Form, Http, Key, KeyPlace
from optom.domain.suppliers.sources.visiting import Bounds

from .bringing import Brought, bring, put_off, refused
from .conftest import LOOPBACK, Certificate
from .http_server import Asked, Said, WebServer, web_server


def test_a_file_is_fetched_once_by_its_etag(web: WebServer, at: datetime, bounds: Bounds) -> None:
    def price(asked: Asked) -> Said:
        if asked.headers.get("if-none-match") == '"7"':
            return Said(status=304)
        return Said(b"art;price", headers={"ETag": '"7"'})

    web.pages["/price.csv"] = price
    terms, seen = Http(url=f"{web.url}/price.csv"), Seen()
    assert bring(terms, seen, at, bounds) == [Brought("price.csv", b"art;price")]
    assert bring(terms, Seen.of_json(seen.as_json()), at, bounds) == []
    assert [one.headers.get("if-none-match") for one in web.asked] == [None, '"7"']


def test_a_file_of_a_server_that_tells_nothing_is_known_by_its_content(
    web: WebServer, at: datetime, bounds: Bounds
) -> None:
    web.pages["/price.csv"] = Said(b"one")
    terms, seen = Http(url=f"{web.url}/price.csv"), Seen()
    assert len(bring(terms, seen, at, bounds)) == 1
    assert bring(terms, seen, at, bounds) == []
    web.pages["/price.csv"] = Said(b"two")
    assert bring(terms, seen, at, bounds) == [Brought("price.csv", b"two")]


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("attachment; filename*=UTF-8''%D0%BF%D1%80%D0%B0%D0%B9%D1%81.xlsx", "прайс.xlsx"),
        ('attachment; filename="прайс.xlsx"'.encode().decode("latin-1"), "прайс.xlsx"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="..\\\\..\\\\autoexec.bat"', "autoexec.bat"),
        ('attachment; filename="....."', "file"),
    ],
)
def test_a_file_is_called_as_the_server_says_but_never_leads_elsewhere(
    web: WebServer, at: datetime, bounds: Bounds, told: str, name: str
) -> None:
    web.pages["/get"] = Said(b"x", headers={"Content-Disposition": told})
    assert bring(Http(url=f"{web.url}/get"), Seen(), at, bounds) == [Brought(name, b"x")]


def test_one_signs_in_by_name_and_password(web: WebServer, at: datetime, bounds: Bounds) -> None:
    def price(asked: Asked) -> Said:
        is_in = asked.headers.get("authorization") == "Basic b3B0b206czNzYW1l"
        return Said(b"in") if is_in else Said(status=401)

    web.pages["/p.csv"] = price
    terms = Http(url=f"{web.url}/p.csv", sign_in=Basic(user="optom", password=Secret.of("s3same")))
    assert bring(terms, Seen(), at, bounds)[0].content == b"in"
    wrong = replace(terms, sign_in=Basic(user="optom", password=Secret.of("wrong")))
    refusal = refused(wrong, at, bounds)
    assert (refusal.code, refusal.facts) == ("sources.sign_in_refused", {"host": "127.0.0.1"})


def test_tokens_and_keys_are_sent_where_the_terms_say(web: WebServer, at: datetime, bounds: Bounds) -> None:
    web.pages["/p.csv"] = Said(b"in")
    url = f"{web.url}/p.csv?kind=full"
    bring(Http(url=url, sign_in=Bearer(token=Secret.of("t0ken"))), Seen(), at, bounds)
    bring(Http(url=url, sign_in=Key(name="X-Key", secret=Secret.of("k3y"))), Seen(), at, bounds)
    bring(Http(url=url, sign_in=Key(name="key", place=KeyPlace.QUERY, secret=Secret.of("k3y&"))), Seen(), at, bounds)
    assert web.asked[0].headers["authorization"] == "Bearer t0ken"
    assert web.asked[1].headers["x-key"] == "k3y"
    assert web.asked[2].query == "kind=full&key=k3y%26"


def _site_with_a_form(web: WebServer) -> None:
    form = (
        '<form method="post" action="/in"><input type="hidden" name="csrf" value="{}">'
        '<input name="u"><input type="password" name="p"></form>'
    )

    def let_in(asked: Asked) -> Said:
        told = parse_qs(asked.body.decode())
        is_known = told.get("u") == ["optom"] and told.get("p") == ["пароль"]
        has_token = told.get("csrf") == ["tok7"] and "visit=1" in asked.headers.get("cookie", "")
        if is_known and has_token:
            return Said(status=302, headers={"Location": "/home", "Set-Cookie": "session=abc; Path=/; HttpOnly"})
        return Said(form.format("tok8").encode(), headers={"Content-Type": "text/html"})

    def price(asked: Asked) -> Said:
        is_in = "session=abc" in asked.headers.get("cookie", "")
        return Said(b"art;price") if is_in else Said(status=403)

    web.pages["/login"] = Said(form.format("tok7").encode(), headers={"Set-Cookie": "visit=1; Path=/"})
    web.pages["/in"], web.pages["/price.csv"] = let_in, price
    web.pages["/home"] = Said("<p>Здравствуйте</p>".encode(), headers={"Content-Type": "text/html; charset=utf-8"})


def test_one_signs_in_by_a_form_with_its_token_and_cookies(web: WebServer, at: datetime, bounds: Bounds) -> None:
    _site_with_a_form(web)
    form = Form(page=f"{web.url}/login", user_field="u", password_field="p", user="optom", password=Secret.of("пароль"))
    terms = Http(url=f"{web.url}/price.csv", sign_in=form)
    assert bring(terms, Seen(), at, bounds) == [Brought("price.csv", b"art;price")]
    wrong = replace(terms, sign_in=replace(form, password=Secret.of("wrong")))
    assert refused(wrong, at, bounds).code == "sources.sign_in_refused"
    lost = replace(terms, sign_in=replace(form, password_field="passwort"))
    assert refused(lost, at, bounds).code == "sources.form_missing"


def test_a_form_that_sends_the_password_elsewhere_is_not_filled_in(
    web: WebServer, at: datetime, bounds: Bounds
) -> None:
    with web_server({"/in": Said(b"thanks")}) as thief:
        form = f'<form method="post" action="{thief.url}/in"><input name="u"><input name="p"></form>'
        web.pages["/login"] = Said(form.encode())
        told = Form(page=f"{web.url}/login", user_field="u", password_field="p", user="o", password=Secret.of("s3same"))
        assert refused(Http(url=f"{web.url}/p", sign_in=told), at, bounds).code == "sources.redirected_away"
        assert thief.asked == []


def test_a_redirect_is_followed_without_what_one_signs_in_by(web: WebServer, at: datetime, bounds: Bounds) -> None:
    with web_server({"/store/p.xlsx": Said(b"file")}) as store:
        web.pages["/p"] = Said(status=302, headers={"Location": f"{store.url}/store/p.xlsx?signature=1"})
        terms = Http(url=f"{web.url}/p", sign_in=Bearer(token=Secret.of("t0ken")))
        assert bring(terms, Seen(), at, bounds) == [Brought("p.xlsx", b"file")]
        assert web.asked[0].headers["authorization"] == "Bearer t0ken"
        assert "authorization" not in store.asked[0].headers


def test_a_filled_in_form_is_not_sent_on_to_another_server(web: WebServer, at: datetime, bounds: Bounds) -> None:
    with web_server({"/in": Said(b"thanks")}) as thief:
        web.pages["/login"] = Said(b'<form method="post" action="/in"><input name="u"><input name="p"></form>')
        web.pages["/in"] = Said(status=307, headers={"Location": f"{thief.url}/in"})
        told = Form(page=f"{web.url}/login", user_field="u", password_field="p", user="o", password=Secret.of("s3same"))
        assert refused(Http(url=f"{web.url}/p", sign_in=told), at, bounds).code == "sources.redirected_away"
        assert thief.asked == []


@pytest.mark.parametrize(
    "there", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/", "//u:p@127.0.0.1/"]
)
def test_a_redirect_leads_to_the_web_only(web: WebServer, at: datetime, bounds: Bounds, there: str) -> None:
    web.pages["/p"] = Said(status=302, headers={"Location": there})
    assert refused(Http(url=f"{web.url}/p"), at, bounds).code == "sources.redirected_away"


def test_a_circle_of_redirects_ends(web: WebServer, at: datetime, bounds: Bounds) -> None:
    web.pages["/p"] = Said(status=302, headers={"Location": "/p"})
    assert refused(Http(url=f"{web.url}/p"), at, bounds).code == "sources.redirected_away"
    assert len(web.asked) < 10


def test_addresses_of_private_networks_are_refused_also_by_a_redirect(
    web: WebServer, at: datetime, bounds: Bounds
) -> None:
    web.pages["/p"] = Said(b"of the house")
    closed = replace(bounds, networks=())
    assert refused(Http(url=f"{web.url}/p"), at, closed).code == "sources.address_forbidden"
    assert web.asked == []
    web.pages["/away"] = Said(status=302, headers={"Location": "http://[::1]:80/"})
    only_v4 = replace(bounds, networks=LOOPBACK)
    assert refused(Http(url=f"{web.url}/away"), at, only_v4).code == "sources.address_forbidden"


def test_a_file_that_is_too_large_is_given_up_while_it_comes(web: WebServer, at: datetime, bounds: Bounds) -> None:
    web.pages["/p.csv"] = lambda _: Said(pieces=repeat(b"x" * 65_536))
    refusal = refused(Http(url=f"{web.url}/p.csv"), at, bounds)
    assert (refusal.code, refusal.facts) == ("sources.too_large", {"name": "p.csv", "megabytes": 1})


def test_a_small_file_that_unpacks_to_a_huge_one_is_given_up(web: WebServer, at: datetime, bounds: Bounds) -> None:
    bomb = gzip.compress(bytes(8 << 20))
    assert len(bomb) < 1 << 14
    web.pages["/p.csv"] = Said(bomb, headers={"Content-Encoding": "gzip"})
    assert refused(Http(url=f"{web.url}/p.csv"), at, bounds).code == "sources.too_large"


def test_a_connection_that_drops_in_the_middle_brings_nothing(web: WebServer, at: datetime, bounds: Bounds) -> None:
    web.pages["/p.csv"] = lambda _: Said(headers={"Content-Length": "100"}, pieces=iter([b"half"]))
    seen = Seen()
    assert put_off(Http(url=f"{web.url}/p.csv"), at, bounds, seen).code == "sources.no_answer"
    assert seen == Seen()


def _drops() -> Iterator[bytes]:
    while True:
        sleep(0.05)
        yield b"x"


def test_a_server_that_drips_is_hung_up_on(web: WebServer, at: datetime, bounds: Bounds) -> None:
    web.pages["/p.csv"] = lambda _: Said(pieces=_drops())
    assert put_off(Http(url=f"{web.url}/p.csv"), at, replace(bounds, seconds=1)).code == "sources.too_slow"


def test_a_busy_server_is_asked_later_as_it_wishes(
    web: WebServer, at: datetime, bounds: Bounds, pauses: list[int]
) -> None:
    web.pages["/p.csv"] = Said(status=503, headers={"Retry-After": "3600"})
    later = put_off(Http(url=f"{web.url}/p.csv"), at, bounds)
    assert later.code == "sources.busy"
    assert later.not_before is not None
    assert 3600 <= (later.not_before - at).total_seconds() <= 3660
    answers = iter([Said(status=429, headers={"Retry-After": "2"}), Said(b"now")])
    web.pages["/p.csv"] = lambda _: next(answers)
    assert bring(Http(url=f"{web.url}/p.csv"), Seen(), at, bounds)[0].content == b"now"
    assert pauses == [2]


@pytest.mark.parametrize(("status", "code"), [(404, "file_missing"), (418, "answer_unexpected")])
def test_a_no_is_told_to_a_person(web: WebServer, at: datetime, bounds: Bounds, status: int, code: str) -> None:
    web.pages["/p.csv"] = Said(status=status)
    assert refused(Http(url=f"{web.url}/p.csv"), at, bounds).code == f"sources.{code}"


def test_nobody_there_is_tried_again_and_no_such_name_is_told(web: WebServer, at: datetime, bounds: Bounds) -> None:
    with web_server({}) as gone:
        url = gone.url
    assert put_off(Http(url=f"{url}/p.csv"), at, bounds).code == "sources.no_answer"
    assert refused(Http(url=f"http://{'x' * 70}.invalid/"), at, bounds).code == "sources.host_unknown"


def test_certificates_are_verified(certificate: Certificate, at: datetime, bounds: Bounds) -> None:
    with web_server({"/p.csv": Said(b"safe")}, tls=certificate.server) as server:
        terms = Http(url=f"{server.url}/p.csv")
        assert refused(terms, at, bounds).code == "sources.certificate_wrong"
        trusting = replace(bounds, roots_of_trust=certificate.path)
        assert bring(terms, Seen(), at, trusting) == [Brought("p.csv", b"safe")]
        other_name = Http(url=f"{server.url.replace('127.0.0.1', 'localhost')}/p.csv")
        assert refused(other_name, at, trusting).code == "sources.certificate_wrong"


def test_no_secret_stands_in_what_is_told_of_a_failure(web: WebServer, at: datetime, bounds: Bounds) -> None:
    web.pages["/p.csv"] = lambda _: Said(headers={"Content-Length": "9"}, pieces=iter([b"x"]))
    key = Key(name="key", place=KeyPlace.QUERY, secret=Secret.of("s3same"))
    later = put_off(Http(url=f"{web.url}/p.csv", sign_in=key), at, bounds)
    assert web.asked[0].query == "key=s3same"
    assert "s3same" not in repr(later)
    assert later.__cause__ is None


def test_a_name_of_russian_letters_is_asked_for_as_dns_has_it(
    at: datetime, bounds: Bounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def unknown(host: str, *_: Any, **__: Any) -> None:
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "")

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    assert refused(Http(url="https://Сайт.рф:8443/прайс.xlsx"), at, bounds).code == "sources.host_unknown"
    assert asked == ["xn--80aswg.xn--p1ai"]
    assert refused(Http(url=f"https://{'я' * 63}.рф/"), at, bounds).code == "sources.host_unknown"
