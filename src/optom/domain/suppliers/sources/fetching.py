"""Files of a source, one after the other, each of them once."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import datetime
from typing import Any

from . import folder, ftp, json_api, link, mailbox, s3, sftp, site, webdav
from .found import Fetched, Finding, Seen
from .terms import S3, Folder, Ftp, Http, JsonApi, Mailbox, Sftp, Site, Terms, WebDav
from .visiting import Bounds, Visit, bounds_of_settings

Way = Callable[[Any, Seen, Visit], Finding]

_WAYS: Mapping[type[Terms], Way] = {
    Mailbox: mailbox.fetch,
    Ftp: ftp.fetch,
    Sftp: sftp.fetch,
    Http: link.fetch,
    WebDav: webdav.fetch,
    S3: s3.fetch,
    JsonApi: json_api.fetch,
    Site: site.fetch,
    Folder: folder.fetch,
}


def fetch(terms: Terms, seen: Seen, *, at: datetime, bounds: Bounds | None = None) -> Iterator[Fetched]:
    """What is new at the source, older files first; each lies at its path until the next is asked for.

    ``seen`` is what was taken before. Whoever takes a file over says so (``seen.take(fetched)``) and keeps it, also
    when nothing has come: the host key by which a server is known is in there too.

    Refuses with codes ``sources.…`` what a person can mend, and ``secrets.unreadable``; what may pass by itself is
    `NotNow`, after all that could be had. ``bounds`` are the operator's where none are given.
    """
    with Visit(bounds or bounds_of_settings(), at) as visit, closing(_WAYS[type(terms)](terms, seen, visit)) as found:
        for one in found:
            visit.rest()
            yield one
            one.path.unlink(missing_ok=True)
            visit.resume()
