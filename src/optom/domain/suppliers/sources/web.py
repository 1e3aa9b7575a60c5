"""Asking web servers: connections that the visit makes, redirects looked at one by one, sign-in, cookies, bounds.

What one signs in with goes to the place that the terms name and to no other, wherever a server sends us.
"""

import http.cookiejar
import logging
import re
import urllib.request
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import Message
from email.utils import parsedate_to_datetime
from socket import socket
from typing import Any
from urllib.parse import quote, unquote, urlencode, urljoin, urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, SSLError

from optom.base.refusal import Refusal

from .found import no_file
from .terms import Basic, Bearer, Key, KeyPlace, SignIn
from .visiting import PIECE, NotNow, Visit, told_name

# It would write addresses with all that stands in their query, keys among it.
logging.getLogger("urllib3").setLevel(logging.ERROR)

AGENT = "OptomBot"
_HEADERS = {"User-Agent": f"{AGENT}/1 (price lists)", "Accept-Encoding": "gzip"}
_HARMLESS = frozenset({"If-None-Match", "If-Modified-Since", "Depth", "Content-Type"})
_MOST_REDIRECTS = 6
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
_PATIENCE = 30  # seconds that a server may ask us to wait, before the visit is given up for now
_MOST_WAITS = 3


@dataclass
class Web:
    """A client for one visit. ``sign_in`` is for the origin of ``home``, the address that the terms name."""

    visit: Visit
    home: str
    sign_in: SignIn | None = None
    cookies: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def __post_init__(self) -> None:
        self._pool = _pool(self.visit)

    @contextmanager
    def asked(
        self,
        url: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        taken: frozenset[int] = frozenset({200}),
    ) -> Iterator["Answer"]:
        """The answer, its body not read yet, of the last of the addresses to which one is sent on.

        Refuses ``sources.sign_in_refused``, ``sources.file_missing``, ``sources.answer_unexpected`` (host, status),
        ``sources.redirected_away`` (url), ``sources.certificate_wrong``; ``sources.busy``, ``sources.no_answer`` pass.
        """
        host = urlsplit(url).hostname or ""
        with self._faults_of(host):
            answer = self._follow(url, method, dict(headers or {}), body)
            try:
                if answer.status not in taken:
                    raise self._fault(answer)
                yield answer
            finally:
                answer.response.close()

    def page(self, url: str, **asked: Any) -> tuple["Answer", bytes]:
        """The answer with its whole body, which is bounded by what a page may be."""
        with self.asked(url, **asked) as answer:
            return answer, b"".join(answer.pieces(self.visit.bounds.most_page_bytes))

    def is_home(self, url: str) -> bool:
        """Whether it is where one signs in."""
        return is_same_place(self.home, url)

    def _follow(self, url: str, method: str, headers: dict[str, str], body: bytes | None) -> "Answer":
        for _ in range(_MOST_REDIRECTS):
            answer = self._patiently(url, method, headers, body)
            if answer.status not in _REDIRECTS or "Location" not in answer.response.headers:
                return answer
            answer.response.close()
            before, url = url, _sent_on(url, answer.response.headers["Location"])
            if answer.status == 303 or (method == "POST" and answer.status < 303):  # noqa: PLR2004 -- as browsers do
                method, body = "GET", None
            if not is_same_place(before, url):
                # What was signed or typed for one place is not for another.
                headers = {name: told for name, told in headers.items() if name in _HARMLESS}
                if body is not None:
                    raise Refusal("sources.redirected_away", url=told_address(url))
        raise Refusal("sources.redirected_away", url=told_address(url))

    def _patiently(self, url: str, method: str, headers: dict[str, str], body: bytes | None) -> "Answer":
        """Once more after a short while, where the server asks for just that."""
        for _ in range(_MOST_WAITS):
            answer = self._request(url, method, headers, body)
            seconds = self._retry_after(answer) if answer.status in _LATER else None
            if seconds is None or seconds > _PATIENCE:
                return answer
            answer.response.close()
            self.visit.pause(max(seconds, 1))
        return self._request(url, method, headers, body)

    def _request(self, url: str, method: str, headers: dict[str, str], body: bytes | None) -> "Answer":
        self.visit.check_time()
        url, secret = self._signed(_in_latin(url))
        told = {**_HEADERS, **headers, **secret}
        asked = urllib.request.Request(url, headers=told, method=method)  # noqa: S310 -- only carries the cookies
        self.cookies.add_cookie_header(asked)
        response = self._pool.request(
            method,
            url,
            headers={**told, **dict(asked.unredirected_hdrs)},
            body=body,
            redirect=False,
            retries=False,
            preload_content=False,
            timeout=self.visit.bounds.idle,
        )
        self.cookies.extract_cookies(_Told(response.headers), asked)  # type: ignore[arg-type]
        return Answer(url, response, self.visit)

    def _signed(self, url: str) -> tuple[str, dict[str, str]]:
        """The address and headers with what one signs in by, at home alone."""
        if not self.is_home(url):
            return url, {}
        match self.sign_in:
            case Basic(user=user, password=password):
                told = b64encode(f"{user}:{password.reveal()}".encode()).decode("ascii")
                return url, {"Authorization": f"Basic {told}"}
            case Bearer(token=token):
                return url, {"Authorization": f"Bearer {token.reveal()}"}
            case Key(name=name, place=KeyPlace.HEADER, secret=secret):
                return url, {name: secret.reveal()}
            case Key(name=name, secret=secret):
                joint = "&" if urlsplit(url).query else "?"
                return f"{url}{joint}{urlencode({name: secret.reveal()})}", {}
        return url, {}

    def _fault(self, answer: "Answer") -> Refusal:
        host = urlsplit(answer.url).hostname or ""
        match answer.status:
            case 401 | 403 | 407:
                return Refusal("sources.sign_in_refused", host=host)
            case 404 | 410:
                return no_file(told_name(urlsplit(answer.url).path, host))
            case status if status in _LATER:
                seconds = self._retry_after(answer)
                later = None if seconds is None else self.visit.now + timedelta(seconds=min(seconds, 86_400))
                return NotNow("sources.busy", host=host, status=str(status), not_before=later)
        return Refusal("sources.answer_unexpected", host=host, status=str(answer.status))

    def _retry_after(self, answer: "Answer") -> int | None:
        """Seconds, or nothing where it is not told."""
        told = answer.response.headers.get("Retry-After", "").strip()
        if told.isdecimal():
            return int(told[:9])
        try:
            return max(0, int((parsedate_to_datetime(told) - self.visit.now).total_seconds()))
        except (ValueError, TypeError):
            return None

    @contextmanager
    def _faults_of(self, host: str) -> Iterator[None]:
        with self.visit.faults_of(host):
            try:
                yield
            except SSLError as error:
                reason = getattr(error.args[0], "verify_message", "") if error.args else ""
                raise Refusal("sources.certificate_wrong", host=host, reason=reason or "TLS") from None
            except HTTPError:
                # Its text has the address with all that stands in the query.
                self.visit.check_time()
                raise NotNow("sources.no_answer", host=host, port="") from None


@dataclass(frozen=True)
class Answer:
    url: str
    response: urllib3.BaseHTTPResponse
    visit: Visit

    @property
    def status(self) -> int:
        return self.response.status

    @property
    def name(self) -> str:
        """As the server calls the file, or as its address ends."""
        told = Message()
        told["Content-Disposition"] = _as_utf8(self.response.headers.get("Content-Disposition", ""))
        return told_name(told.get_filename() or unquote(urlsplit(self.url).path))

    @property
    def charset(self) -> str | None:
        told = Message()
        told["Content-Type"] = self.response.headers.get("Content-Type", "")
        return told.get_content_charset()

    def pieces(self, most: int | None = None) -> Iterator[bytes]:
        """The body, unpacked, piece by piece. Refuses ``sources.too_large`` beyond ``most`` bytes."""
        size = 0
        for piece in self.response.stream(PIECE, decode_content=True):
            size += len(piece)
            if most is not None and size > most:
                raise Refusal("sources.too_large", name=self.name, megabytes=most >> 20)
            self.visit.check_time()
            yield piece


@dataclass(frozen=True)
class _Told:
    """What the cookie jar wants to see of a response."""

    headers: Any

    def info(self) -> Any:
        return self.headers


def origin_of(url: str) -> tuple[str, str, int]:
    parts = urlsplit(_in_latin(url))
    return parts.scheme, (parts.hostname or "").lower(), parts.port or (443 if parts.scheme == "https" else 80)


def _in_latin(url: str) -> str:
    """The address with the name of its server as DNS has it: сайт.рф is xn--80aswg.xn--p1ai."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host.isascii():
        return url
    try:
        named = host.encode("idna").decode("ascii")
    except UnicodeError:
        raise Refusal("sources.host_unknown", host=host) from None
    return parts._replace(netloc=parts.netloc.lower().replace(host, named)).geturl()


def is_same_place(home: str, there: str) -> bool:
    """Whether what is meant for one address may be said to the other: the same server, and out of TLS never."""
    (scheme, host, port), (scheme_there, host_there, port_there) = origin_of(home), origin_of(there)
    is_safer = (scheme, scheme_there) == ("http", "https")
    return host == host_there and (is_safer or (scheme, port) == (scheme_there, port_there))


def _sent_on(url: str, location: str) -> str:
    """Where a server sends us, if one may go there: the web, and never out of TLS."""
    there = urljoin(url, _as_utf8(location))
    parts = urlsplit(there)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and urlsplit(url).scheme == "http")
    if not is_safe or not parts.hostname or "@" in parts.netloc:
        raise Refusal("sources.redirected_away", url=told_address(there))
    return _quoted(there)


def told_address(url: str) -> str:
    """An address fit to be shown: without what stands in the query."""
    return re.sub(r"[?#].*|(?<=//)[^/]*@", "", url)[:200]


def _quoted(url: str) -> str:
    return quote(url, safe="%/:=&?~#+!$,;'@()*[]")


def _as_utf8(header: str) -> str:
    """Headers are read as Latin-1; servers in Russia write UTF-8 into them."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header


def _pool(visit: Visit) -> urllib3.PoolManager:
    """A pool whose connections the visit makes."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket:
            return visit.connect(self.host.strip("[]"), self.port or 80)

    class Tls(HTTPSConnection):
        def _new_conn(self) -> socket:
            return visit.connect(self.host.strip("[]"), self.port or 443)

    class PlainPool(urllib3.HTTPConnectionPool):
        ConnectionCls = Plain

    class TlsPool(urllib3.HTTPSConnectionPool):
        ConnectionCls = Tls

    pool = urllib3.PoolManager(ssl_context=visit.tls)
    pool.pool_classes_by_scheme = {"http": PlainPool, "https": TlsPool}
    return pool
