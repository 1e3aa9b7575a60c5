"""Files of a folder in a cloud that speaks WebDAV."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from wsgidav.fs_dav_provider import FilesystemProvider
from wsgidav.wsgidav_app import WsgiDAVApp

from optom.base.secrets import Secret
from optom.domain.suppliers.sources.found import Seen
from optom.domain.suppliers.sources.terms import Basic, WebDav
from optom.domain.suppliers.sources.visiting import Bounds

from .bringing import Brought, bring, refused
from .http_server import Said, WebServer


@contextmanager
def dav_server(folder: Path) -> Iterator[str]:
    """User "optom", password "s3same"."""
    app = WsgiDAVApp(
        {
            "provider_mapping": {"/": FilesystemProvider(str(folder), readonly=True)},
            "simple_dc": {"user_mapping": {"*": {"optom": {"password": "s3same"}}}},
            "http_authenticator": {"accept_basic": True, "accept_digest": False, "default_to_digest": False},
            "logging": {"enable": False},
            "verbose": 0,
        }
    )

    class Quiet(WSGIRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the library's name
            pass

    server = make_server("127.0.0.1", 0, app, server_class=WSGIServer, handler_class=Quiet)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "dav" / "Прайсы"
    (made / "архив").mkdir(parents=True)
    return made


@pytest.fixture
def terms(folder: Path) -> Iterator[WebDav]:
    with dav_server(folder.parent) as url:
        yield WebDav(url=f"{url}/Прайсы", sign_in=Basic(user="optom", password=Secret.of("s3same")))


def test_files_of_a_folder_come_once(terms: WebDav, folder: Path, at: datetime, bounds: Bounds) -> None:
    (folder / "прайс 1.xlsx").write_bytes(b"1" * 300_000)
    (folder / "a&b#c%.csv").write_bytes(b"2")
    os.utime(folder / "прайс 1.xlsx", (1_700_000_000, 1_700_000_000))
    seen = Seen()
    assert bring(terms, seen, at, bounds) == [Brought("прайс 1.xlsx", b"1" * 300_000), Brought("a&b#c%.csv", b"2")]
    assert bring(terms, seen, at, bounds) == []
    assert bring(replace(terms, only_newest=True), Seen(), at, bounds) == [Brought("a&b#c%.csv", b"2")]


def test_a_wrong_password_and_a_wrong_folder_are_told(terms: WebDav, at: datetime, bounds: Bounds) -> None:
    wrong = replace(terms, sign_in=Basic(user="optom", password=Secret.of("s3same?")))
    assert refused(wrong, at, bounds).code == "sources.sign_in_refused"
    refusal = refused(replace(terms, url=f"{terms.url}/июль"), at, bounds)
    assert (refusal.code, refusal.facts) == ("sources.folder_missing", {"folder": "/Прайсы/июль/"})


_EVIL = """<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]>
<d:multistatus xmlns:d="DAV:"><d:response><d:href>/f/../../secret&e;</d:href><d:propstat><d:prop>
<d:getcontentlength>3</d:getcontentlength></d:prop></d:propstat></d:response>
<d:response><d:href>http://169.254.169.254/latest/key</d:href></d:response></d:multistatus>"""


def test_a_listing_leads_nowhere_but_into_its_folder(web: WebServer, at: datetime, bounds: Bounds) -> None:
    web.pages["/f/"] = Said(_EVIL.encode(), 207)
    web.pages["/f/*"] = Said(b"abc")
    brought = bring(WebDav(url=f"{web.url}/f"), Seen(), at, bounds)
    assert sorted(one.name for one in brought) == ["key", "secret"]
    assert sorted(web.paths()) == ["/f/", "/f/key", "/f/secret"]


def test_what_is_no_listing_is_told(web: WebServer, at: datetime, bounds: Bounds) -> None:
    web.pages["/f/"] = Said(b"<html><p>hello", 207)
    assert refused(WebDav(url=f"{web.url}/f"), at, bounds).code == "sources.not_a_page"
