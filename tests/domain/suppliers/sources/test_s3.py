"""Files of a bucket: requests are signed as the store works it out itself."""

import hmac
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import parse_qsl, quote, unquote
from xml.sax.saxutils import escape

import pytest

from optom.base.secrets import Secret
from optom.domain.suppliers.sources.found import Seen
from optom.domain.suppliers.sources.s3 import signed
from optom.domain.suppliers.sources.terms import S3
from optom.domain.suppliers.sources.visiting import Bounds

from .bringing import Brought, bring, refused
from .http_server import Asked, Said, WebServer

_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"


def test_the_signature_is_that_of_the_specification() -> None:
    """The example "GET Bucket (List Objects)" of those who have invented it."""
    terms = S3(
        url="https://examplebucket.s3.amazonaws.com",
        bucket="",
        key_id="AKIAIOSFODNN7EXAMPLE",
        secret_key=Secret.of(_KEY),
    )
    url, headers = signed(terms, "/", {"max-keys": "2", "prefix": "J"}, datetime(2013, 5, 24, tzinfo=UTC))
    assert url == "https://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J"
    assert headers["Authorization"].endswith(
        "Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
    )


def _store(files: dict[str, bytes], page: int = 2) -> Callable[[Asked], Said]:
    """A store that checks the signature by the algorithm, and lists so many names at once."""

    def answer(asked: Asked) -> Said:
        if asked.headers.get("authorization") != _authorization(asked):
            return Said(b"<Error><Code>SignatureDoesNotMatch</Code></Error>", 403)
        told = dict(parse_qsl(asked.query))
        if "list-type" not in told:
            content = files.get(unquote(asked.path).removeprefix("/prices/"))
            return Said(status=404) if content is None else Said(content)
        names = sorted(name for name in files if name.startswith(told.get("prefix", "")))
        start = int(told.get("continuation-token", 0))
        items = "".join(
            f'<Contents><Key>{escape(name)}</Key><ETag>"{sha256(files[name]).hexdigest()}"</ETag>'
            f"<LastModified>2026-11-01T00:00:0{number}Z</LastModified><Size>{len(files[name])}</Size></Contents>"
            for number, name in enumerate(names[start : start + page])
        )
        more = f"<NextContinuationToken>{start + page}</NextContinuationToken>" if names[start + page :] else ""
        space = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'
        return Said(f"<ListBucketResult {space}>{items}{more}</ListBucketResult>".encode())

    return answer


def _authorization(asked: Asked) -> str:
    told = re.fullmatch(
        r"AWS4-HMAC-SHA256 Credential=(\S+?)/(\S+), SignedHeaders=(\S+), Signature=\w+", asked.headers["authorization"]
    )
    assert told
    scope, names = told[2], told[3].split(";")
    query = "&".join(sorted(f"{quote(k, safe='')}={quote(v, safe='')}" for k, v in parse_qsl(asked.query)))
    lines = [f"{name}:{asked.headers[name]}" for name in names]
    request = "\n".join([asked.method, asked.path, query, *lines, "", told[3], sha256(asked.body).hexdigest()])
    key = f"AWS4{_KEY}".encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), sha256).digest()
    text = f"AWS4-HMAC-SHA256\n{asked.headers['x-amz-date']}\n{scope}\n{sha256(request.encode()).hexdigest()}"
    return asked.headers["authorization"][:-64] + hmac.new(key, text.encode(), sha256).hexdigest()


@pytest.fixture
def terms(web: WebServer) -> S3:
    return S3(url=web.url, region="ru-central1", bucket="prices", key_id="me", secret_key=Secret.of(_KEY), prefix="in/")


def test_files_of_all_pages_of_a_bucket_come_once(web: WebServer, terms: S3, at: datetime, bounds: Bounds) -> None:
    files = {"in/a.csv": b"1", "in/прайс & co+.csv": b"2", "in/z.csv": b"3", "out/x.csv": b"4"}
    web.pages["/*"] = _store(files)
    seen = Seen()
    assert set(bring(terms, seen, at, bounds)) == {
        Brought("a.csv", b"1"),
        Brought("прайс & co+.csv", b"2"),
        Brought("z.csv", b"3"),
    }
    assert bring(terms, seen, at, bounds) == []
    files["in/z.csv"] = b"5"
    assert bring(terms, seen, at, bounds) == [Brought("z.csv", b"5")]


def test_a_wrong_key_is_told(web: WebServer, terms: S3, at: datetime, bounds: Bounds) -> None:
    web.pages["/*"] = _store({"in/a.csv": b"1"})
    assert refused(replace(terms, secret_key=Secret.of("wrong")), at, bounds).code == "sources.sign_in_refused"


def test_a_bucket_that_is_not_there_is_told(web: WebServer, terms: S3, at: datetime, bounds: Bounds) -> None:
    refusal = refused(terms, at, bounds)
    assert (refusal.code, refusal.facts) == ("sources.folder_missing", {"folder": "prices"})


def test_names_that_lead_elsewhere_are_left_out(web: WebServer, terms: S3, at: datetime, bounds: Bounds) -> None:
    web.pages["/*"] = _store({"in/../../x.csv": b"1", "in/ok.csv": b"2"})
    assert bring(terms, Seen(), at, bounds) == [Brought("ok.csv", b"2")]
