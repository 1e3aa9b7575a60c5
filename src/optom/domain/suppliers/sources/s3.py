"""Files of a bucket of an S3-compatible store. Requests are signed here: AWS signature 4 is half a page."""

import hmac
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import quote, urlsplit

from optom.base.refusal import Refusal

from .found import Entry, Finding, Seen, chosen, landed, no_folder
from .pages import parsed_xml
from .terms import S3
from .visiting import Visit
from .web import Web

_EMPTY = sha256(b"").hexdigest()
_MOST_LISTS = 100  # of a thousand names each


def fetch(terms: S3, seen: Seen, visit: Visit) -> Finding:
    """Refuses ``sources.folder_missing`` for a bucket that is not there, and what `Web.asked` refuses."""
    web = Web(visit, terms.url)
    wanted = chosen(_listing(web, terms), terms, seen, visit.bounds.most_files)

    def pieces(entry: Entry) -> Iterator[bytes]:
        path = f"/{terms.bucket}/{terms.prefix}{entry.name}"
        url, headers = signed(terms, path, {}, visit.now)
        with web.asked(url, headers=headers) as answer:
            yield from answer.pieces()

    yield from landed(wanted, visit, pieces)


def _listing(web: Web, terms: S3) -> Iterator[Entry]:
    asked = {"list-type": "2", "prefix": terms.prefix, "delimiter": "/"}
    for _ in range(_MOST_LISTS):
        url, headers = signed(terms, f"/{terms.bucket}", asked, web.visit.now)
        try:
            answer, content = web.page(url, headers=headers)
        except Refusal as refusal:
            raise (no_folder(terms.bucket) if refusal.code == "sources.file_missing" else refusal) from None
        page = parsed_xml(content, answer)
        for told in page.iterfind("{*}Contents"):
            texts = {name: told.findtext(f"{{*}}{name}") or "" for name in ("Key", "ETag", "LastModified", "Size")}
            name = texts["Key"].removeprefix(terms.prefix)
            if name and name.isprintable() and "/" not in name:
                yield Entry(
                    name,
                    texts["ETag"],
                    texts["LastModified"],
                    int(texts["Size"]) if texts["Size"].isdecimal() else None,
                )
        if not (token := page.findtext("{*}NextContinuationToken")):
            return
        asked["continuation-token"] = token


def signed(terms: S3, path: str, query: dict[str, str], at: datetime) -> tuple[str, dict[str, str]]:
    """The address to ask and the headers with its signature, good for a quarter of an hour around ``at``."""
    moment = f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    scope = f"{moment[:8]}/{terms.region}/s3/aws4_request"
    told = {"host": urlsplit(terms.url).netloc, "x-amz-content-sha256": _EMPTY, "x-amz-date": moment}
    names = ";".join(told)
    asked = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in sorted(query.items()))
    lines = "".join(f"{name}:{value}\n" for name, value in told.items())
    request = "\n".join(["GET", quote(path), asked, lines, names, _EMPTY])
    text = "\n".join(["AWS4-HMAC-SHA256", moment, scope, sha256(request.encode()).hexdigest()])
    signature = hmac.new(_key(terms, scope), text.encode(), sha256).hexdigest()
    credential = f"AWS4-HMAC-SHA256 Credential={terms.key_id}/{scope}, SignedHeaders={names}, Signature={signature}"
    url = f"{terms.url.rstrip('/')}{quote(path)}" + (f"?{asked}" if asked else "")
    return url, {"Authorization": credential, "x-amz-content-sha256": _EMPTY, "x-amz-date": moment}


def _key(terms: S3, scope: str) -> bytes:
    key = b"AWS4" + terms.secret_key.reveal().encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), sha256).digest()
    return key
