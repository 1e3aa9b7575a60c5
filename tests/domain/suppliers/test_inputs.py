"""What a form is told of a source, and what comes of its answers: each kind there and back, secrets one way."""

from dataclasses import asdict
from typing import Any

import pytest

from optom.base.refusal import Refusal, reasons_of
from optom.base.secrets import Secret
from optom.domain.suppliers import inputs
from optom.domain.suppliers.schedule import AtTimes, Every
from optom.domain.suppliers.sources import telling
from optom.domain.suppliers.sources.terms import (
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

SECRET = "пароль-7"
ONE = Secret.of(SECRET)
ALL: list[Terms] = [
    Mailbox(host="imap.vega.ru", port=143, security=Security.NONE, user="we", password=ONE, sender="vega.ru", days=3),
    Ftp(host="ftp.vega.ru", password=ONE, only_newest=True, encoding="cp1251"),
    Ftp(host="ftp.vega.ru"),
    Sftp(host="vega.ru", user="we", key=ONE),
    Http(url="https://vega.ru/price.xlsx", sign_in=Key(name="X-Key", place=KeyPlace.QUERY, secret=ONE)),
    Http(url="https://vega.ru/price.xlsx"),
    WebDav(url="https://webdav.yandex.ru/Прайсы", sign_in=Basic(user="we", password=ONE)),
    S3(url="https://storage.ru", bucket="b", key_id="k", secret_key=ONE),
    JsonApi(
        url="https://vega.ru/api",
        sign_in=Bearer(token=ONE),
        items="data",
        paging=Paging(kind=PagingKind.CURSOR, parameter="after", path="next", size=50, size_parameter="n"),
    ),
    Site(
        start=("https://vega.ru/a", "https://vega.ru/b"),
        rows="tr",
        fields={"price": "td.p", "page": "a@href", "sealed": "b"},
        sign_in=Form(page="https://vega.ru/in", user_field="u", password_field="p", user="we", password=ONE),
    ),
    Folder(path="vega"),
]


@pytest.mark.parametrize("terms", ALL, ids=lambda one: type(one).__name__)
def test_what_a_form_shows_and_is_sent_again_is_the_same_source(terms: Terms) -> None:
    kept = telling.as_json(terms)
    said = inputs.said_of(kept)

    again = inputs.source_of(kept["kind"], said, kept)

    assert again is not None
    assert asdict(again) == asdict(terms), "the secret too, which was not sent"
    shown = inputs.settings(kept["kind"], said, kept)
    assert ONE.sealed not in str(shown) + str(said)
    assert [one.name for one in shown if one.is_kept] == [name for name in _secret_names(kept) if name]


def _secret_names(kept: dict[str, Any], within: str = "") -> list[str]:
    if set(kept) == {"sealed"}:
        return [within.rstrip("-")]
    return [
        name for key, one in kept.items() if isinstance(one, dict) for name in _secret_names(one, f"{within}{key}-")
    ]


def test_a_kept_password_goes_to_no_other_server_and_to_no_other_way_of_signing_in() -> None:
    kept = telling.as_json(Ftp(host="ftp.vega.ru", password=ONE))
    for elsewhere in ({"host": "ftp.evil.ru"}, {"port": "2121"}):
        made = inputs.source_of("ftp", inputs.said_of(kept) | elsewhere, kept)
        assert isinstance(made, Ftp)
        assert made.password is None
    kept = telling.as_json(Http(url="https://vega.ru/1", sign_in=Basic(user="we", password=ONE)))
    said = inputs.said_of(kept)
    moved = inputs.source_of("http", {**said, "url": "https://vega.ru/2"}, kept)
    assert isinstance(moved, Http)
    assert moved.sign_in == Basic(user="we", password=ONE), "another file of the same server"
    form = {"sign_in": "form", "sign_in-page": "https://vega.ru/1", "sign_in-user_field": "u"}
    for wrong in ({"url": "https://evil.ru/1"}, {"url": "http://vega.ru/1"}, {**form, "sign_in-password_field": "p"}):
        with pytest.raises(Refusal) as refused:
            inputs.source_of("http", {**said, **wrong}, kept)
        assert [one.facts["setting"] for one in reasons_of(refused.value)] == ["sign_in-password"]


def test_a_new_secret_takes_the_place_of_the_kept_one_and_one_that_is_not_needed_is_forgotten() -> None:
    kept = telling.as_json(Sftp(host="vega.ru", user="we", password=ONE, key=ONE))
    said = inputs.said_of(kept)
    made = inputs.source_of("sftp", {**said, "key": "BEGIN\r\nabc\r\nEND\r\n", "password-forget": "on"}, kept)
    assert isinstance(made, Sftp)
    assert made.password is None
    assert made.key
    assert made.key.reveal() == "BEGIN\nabc\nEND\n"


def test_all_that_is_wrong_is_refused_by_the_names_of_its_settings() -> None:
    with pytest.raises(Refusal) as refused:
        inputs.source_of("mailbox", {"port": "сто", "security": "любое"}, {})
    told = {one.facts["setting"]: one.code for one in reasons_of(refused.value)}
    assert told == {
        "host": "sources.setting_missing",
        "user": "sources.setting_missing",
        "password": "sources.setting_missing",
        "port": "sources.setting_wrong",
        "security": "sources.setting_wrong",
    }
    with pytest.raises(Refusal) as refused:
        inputs.source_of("site", {"start": "https://a.ru", "rows": "tr", "fields": "price"}, {})
    assert refused.value.facts == {"setting": "fields", "instead": "pairs"}
    with pytest.raises(Refusal, match=r"sources\.kind_unknown"):
        inputs.source_of("fax", {}, {})


def test_what_is_missing_is_refused_together_and_in_the_order_of_the_form() -> None:
    """Lists too: an empty list of addresses is none, not one that is complained of the next time."""
    for kind in ("site", "mailbox", "s3"):
        needed = [one.name for one in inputs.settings(kind, {}, {}) if one.is_needed]
        with pytest.raises(Refusal) as refused:
            inputs.source_of(kind, {}, {})
        assert [one.facts["setting"] for one in reasons_of(refused.value)] == needed


def test_a_plan_is_by_minutes_by_times_or_none() -> None:
    assert inputs.plan_of({}) is None
    assert inputs.plan_of({"every": 30}) == Every(30)
    made = inputs.plan_of({"times": ["08:00"], "days": [0]})
    assert isinstance(made, AtTimes)
    assert made.days == {0}
    with pytest.raises(Refusal, match=r"suppliers\.minutes_wrong"):
        inputs.plan_of({"every": 1})
