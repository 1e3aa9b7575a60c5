"""Terms of a source as JSON, both ways, and every fault named by its setting."""

import json
from dataclasses import replace
from typing import Any

import pytest

from optom.base.refusal import Refusal, reasons_of
from optom.base.secrets import Secret
from optom.domain.suppliers.sources.telling import as_json, checked, of_json
from optom.domain.suppliers.sources.terms import (
    KINDS,
    S3,
    Basic,
    Bearer,
    Folder,
    Form,
    Ftp,
    Http,
    JsonApi,
    Key,
    KeyPlace,
    Mailbox,
    Paging,
    PagingKind,
    Security,
    Sftp,
    Site,
    Terms,
    WebDav,
)

_PASSWORD = Secret(sealed="gAAAA")
_FORM = Form(page="https://vega.ru/in", user_field="u", password_field="p", user="we", password=_PASSWORD)
_SITE = Site(start=("https://vega.ru/",), follow=("a.next",), rows="tr", fields={"art": "td.a@href", "all": ""})
_ALL: list[Terms] = [
    Mailbox(host="imap.yandex.ru", user="we@firm.ru", password=_PASSWORD, security=Security.STARTTLS, folder="Прайсы"),
    Ftp(host="ftp.vega.ru", encoding="cp1251"),
    Ftp(host="192.168.7.4", user="we", password=_PASSWORD),
    Sftp(host="2001:db8::1", user="we", key=_PASSWORD, files="*.csv", only_newest=True),
    Http(url="https://vega.ru/price.xlsx"),
    Http(url="https://vega.ru:8443/p?a=1", sign_in=_FORM),
    WebDav(url="https://webdav.yandex.ru/Прайсы", sign_in=Basic(user="we", password=_PASSWORD)),
    S3(url="https://storage.yandexcloud.net", bucket="b", key_id="k", secret_key=_PASSWORD, prefix="in/"),
    JsonApi(
        url="http://api.vega.ru/goods",
        sign_in=Key(name="key", place=KeyPlace.QUERY, secret=_PASSWORD),
        paging=Paging(kind=PagingKind.CURSOR, parameter="c", path="next"),
    ),
    JsonApi(url="https://api.vega.ru/", sign_in=Bearer(token=_PASSWORD)),
    _SITE,
    Folder(path="вега"),
]


@pytest.mark.parametrize("terms", _ALL, ids=lambda terms: type(terms).__name__)
def test_terms_of_every_kind_go_to_json_and_back(terms: Terms) -> None:
    assert of_json(json.loads(json.dumps(as_json(terms)))) == terms


def test_every_kind_is_tried_above() -> None:
    assert {type(terms) for terms in _ALL} == set(KINDS.values())


def test_secrets_are_sealed_in_json_and_show_in_no_repr() -> None:
    terms = Mailbox(host="imap.ru", user="we", password=Secret.of("s3same"))
    told = json.dumps(as_json(terms))
    assert "s3same" not in told + repr(terms)
    read = of_json(json.loads(told))
    assert isinstance(read, Mailbox)
    assert read.password.reveal() == "s3same"


def faults(told: Any) -> set[tuple[str, str, str | None]]:
    """Code, setting and expectation of each."""
    with pytest.raises(Refusal) as refused:
        of_json(told)
    return {(one.code, one.facts.get("setting", ""), one.facts.get("instead")) for one in reasons_of(refused.value)}


_MISSING, _WRONG = "sources.setting_missing", "sources.setting_wrong"


def test_all_faults_are_told_at_once() -> None:
    told = {**as_json(_ALL[0]), "host": "", "port": 70_000, "folder": "a\r\nDELETE INBOX", "days": 0}
    assert faults(told) == {
        (_MISSING, "host", None),
        (_WRONG, "port", "1…65535"),
        (_WRONG, "folder", "one_line"),
        (_WRONG, "days", "1…366"),
    }


def test_what_is_not_told_is_as_the_kind_has_it_or_missing() -> None:
    assert faults({"kind": "mailbox"}) == {(_MISSING, name, None) for name in ("host", "user", "password")}
    assert of_json({"kind": "folder"}) == Folder()


@pytest.mark.parametrize("told", [None, [], "ftp", {}, {"kind": "telex"}, {"kind": ["ftp"]}, {"kind": "basic"}])
def test_a_kind_that_there_is_not(told: Any) -> None:
    assert {code for code, _, _ in faults(told)} == {"sources.kind_unknown"}


@pytest.mark.parametrize(
    ("setting", "value", "expected"),
    [
        ("port", "21", "type"),
        ("port", True, "type"),
        ("host", 7, "type"),
        ("host", "ftp.vega.ru:21", "host"),
        ("host", "ftp://vega.ru", "host"),
        ("host", "a b", "host"),
        ("host", "-x.ru", "host"),
        ("security", "ssl", "choice"),
        ("security", 7, "choice"),
        ("security", ["tls"], "choice"),
        ("only_newest", 1, "type"),
        ("password", "s3same", "type"),
        ("password", {"sealed": 7}, "type"),
        ("folder", "x" * 3000, "shorter"),
        ("encoding", "klingon", "encoding"),
        ("encoding", "base64", "encoding"),
    ],
)
def test_a_wrong_value_is_told_with_what_is_expected(setting: str, value: Any, expected: str) -> None:
    assert faults({"kind": "ftp", "host": "ftp.vega.ru", setting: value}) == {(_WRONG, setting, expected)}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("file:///etc/passwd", "url"),
        ("ftp://vega.ru/", "url"),
        ("vega.ru", "url"),
        ("https://", "url"),
        ("https://vega.ru:99999/", "url"),
        ("https://[::1", "url"),
        ("https://we:s3same@vega.ru/", "url_without_password"),
        ("https://vega.ru/\r\nHost: x", "one_line"),
    ],
)
def test_an_address_is_of_the_web_and_has_no_password_in_it(url: str, expected: str) -> None:
    assert faults({"kind": "http", "url": url}) == {(_WRONG, "url", expected)}


def test_settings_of_signing_in_are_named_with_it() -> None:
    told = {"kind": "http", "url": "https://vega.ru/", "sign_in": {"kind": "basic", "user": "we"}}
    assert faults(told) == {(_MISSING, "sign_in-password", None)}
    assert faults({**told, "sign_in": {"kind": "ftp"}}) == {(_WRONG, "sign_in", "choice")}
    assert faults({**told, "sign_in": 7}) == {(_WRONG, "sign_in", "type")}


@pytest.mark.parametrize(
    ("setting", "value"),
    [("rows", "tr[["), ("follow", ["a:nonsense("]), ("fields", {"art": "td@hr ef"}), ("fields", {"art": "("})],
)
def test_a_selector_is_read_before_it_is_kept(setting: str, value: Any) -> None:
    assert faults({**as_json(_SITE), setting: value}) == {(_WRONG, setting, "selector")}


def test_what_one_setting_asks_of_another() -> None:
    with pytest.raises(Refusal, match=r"setting_missing.*password"):
        checked(Sftp(host="vega.ru", user="we"))
    for paging, setting in [
        (Paging(kind=PagingKind.PAGE), "paging-parameter"),
        (Paging(kind=PagingKind.ADDRESS), "paging-path"),
    ]:
        with pytest.raises(Refusal) as refused:
            checked(replace(JsonApi(url="https://vega.ru/"), paging=paging))
        assert refused.value.facts == {"setting": setting}
