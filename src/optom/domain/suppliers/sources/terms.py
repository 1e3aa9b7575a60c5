"""Where a feed's files come from and how one signs in there: one frozen value per kind. Pure but for sealed secrets.

``as_json`` and ``of_json`` (`telling`) write and read them; secrets are sealed in both. Every value that `checked` lets
pass can be fetched from; what is wrong is refused for all its settings at once, each named by ``setting``.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from optom.base.secrets import Secret

from .expecting import Check, a_count, a_host, a_port, a_selector, an_encoding, an_https_or_http, no_control, some

_addresses = some(an_https_or_http)
_selectors = some(a_selector)


class Security(StrEnum):
    """TLS from the first byte, after a greeting in the open, or not at all."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


class KeyPlace(StrEnum):
    HEADER = "header"
    QUERY = "query"


class PagingKind(StrEnum):
    """How the next page of an API is asked for."""

    NONE = "none"
    PAGE = "page"  # ``parameter`` counts pages from ``first``
    OFFSET = "offset"  # ``parameter`` counts the items before the page
    CURSOR = "cursor"  # ``parameter`` takes what stands at ``path`` of the page before
    ADDRESS = "address"  # the whole address of the next page stands at ``path``
    LINK = "link"  # it stands in the header Link, rel="next"


def _told(check: Check, default: Any = "") -> Any:
    return field(default=default, metadata={"check": check})


def _needed(check: Check) -> Any:
    return field(metadata={"check": check, "needed": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class Basic:
    user: str = _needed(no_control)
    password: Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    token: Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key of an API, in a header or in the query under a name."""

    name: str = _needed(no_control)
    place: KeyPlace = KeyPlace.HEADER
    secret: Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A page with a form: its other fields (tokens against forgery among them) are sent as they stand."""

    page: str = _needed(an_https_or_http)
    user_field: str = _needed(no_control)
    password_field: str = _needed(no_control)
    user: str = _needed(no_control)
    password: Secret


SignIn = Basic | Bearer | Key | Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """Attachments of letters of the last ``days``. ``sender`` and ``subject`` are parts that a letter must have."""

    host: str = _needed(a_host)
    port: int = _told(a_port, 993)
    security: Security = Security.TLS
    user: str = _needed(no_control)
    password: Secret
    folder: str = _told(no_control, "INBOX")
    sender: str = _told(no_control)
    subject: str = _told(no_control)
    files: str = _told(no_control, "*")  # patterns with commas, "*.xls*, price*.zip"
    days: int = _told(a_count(1, 366), 14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ftp:
    host: str = _needed(a_host)
    port: int = _told(a_port, 21)
    security: Security = Security.STARTTLS
    user: str = _told(no_control, "anonymous")
    password: Secret | None = None
    folder: str = _told(no_control, "/")
    files: str = _told(no_control, "*")
    only_newest: bool = False
    encoding: str = _told(an_encoding, "utf-8")  # of names: old servers in Russia speak cp1251


@dataclass(frozen=True, slots=True, kw_only=True)
class Sftp:
    """``password`` or ``key`` (a private key as text, its passphrase in ``password``)."""

    host: str = _needed(a_host)
    port: int = _told(a_port, 22)
    user: str = _needed(no_control)
    password: Secret | None = None
    key: Secret | None = None
    folder: str = _told(no_control, ".")
    files: str = _told(no_control, "*")
    only_newest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Http:
    """One file at an address."""

    url: str = _needed(an_https_or_http)
    sign_in: SignIn | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WebDav:
    """A folder in a cloud: ``https://webdav.yandex.ru/Прайсы``, ``https://cloud.firm.ru/remote.php/dav/files/optom``."""

    url: str = _needed(an_https_or_http)
    sign_in: SignIn | None = None
    files: str = _told(no_control, "*")
    only_newest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class S3:
    """A bucket of an S3-compatible store, asked by path: ``https://storage.yandexcloud.net``."""

    url: str = _needed(an_https_or_http)
    region: str = _told(no_control, "us-east-1")
    bucket: str = _needed(no_control)
    prefix: str = _told(no_control)
    key_id: str = _needed(no_control)
    secret_key: Secret
    files: str = _told(no_control, "*")
    only_newest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """``size_parameter`` asks for ``size`` items a page, where it is told."""

    kind: PagingKind = PagingKind.NONE
    parameter: str = _told(no_control)
    first: int = _told(a_count(0, 1_000_000), 1)
    size_parameter: str = _told(no_control)
    size: int = _told(a_count(0, 100_000), 0)
    path: str = _told(no_control)


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonApi:
    """Items at the path ``items`` ("data.goods"; empty: the answer itself) of every page; becomes a JSON-lines file."""

    url: str = _needed(an_https_or_http)
    sign_in: SignIn | None = None
    items: str = _told(no_control)
    paging: Paging = Paging()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Rows of pages by CSS selectors; becomes a JSON-lines file.

    ``fields`` lead from a name to a selector within the row; "a.name@href" takes an attribute, "" the row's own text.
    ``follow`` select links to further pages of the same site. ``pause`` is the least time between requests, in seconds;
    robots.txt may ask for more and is obeyed.
    """

    start: tuple[str, ...] = _needed(_addresses)
    follow: tuple[str, ...] = _told(_selectors, ())
    rows: str = _needed(a_selector)
    fields: dict[str, str] = _needed(_selectors)  # noqa: RUF009 -- a field, as all the others
    pause: int = _told(a_count(1, 3600), 2)
    most_pages: int = _told(a_count(1, 100_000), 1000)
    sign_in: SignIn | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A folder of this machine within the one that the operator allows. A file rests for ``quiet`` seconds first."""

    path: str = _told(no_control)
    files: str = _told(no_control, "*")
    only_newest: bool = False
    quiet: int = _told(a_count(0, 3600), 10)


Terms = Mailbox | Ftp | Sftp | Http | WebDav | S3 | JsonApi | Site | Folder

KINDS: Final[dict[str, type[Terms]]] = {
    "mailbox": Mailbox,
    "ftp": Ftp,
    "sftp": Sftp,
    "http": Http,
    "webdav": WebDav,
    "s3": S3,
    "json_api": JsonApi,
    "site": Site,
    "folder": Folder,
}
SIGN_INS: Final[dict[str, type[SignIn]]] = {"basic": Basic, "bearer": Bearer, "key": Key, "form": Form}
