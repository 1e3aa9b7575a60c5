"""A file that is kept under its hash, on its way to a person: it never changes, so his browser asks for it once."""

import logging

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase

from optom.base import kept_files

_YEAR = 31_536_000  # seconds
_log = logging.getLogger(__name__)


def kept_file(
    request: HttpRequest, digest: str, *, content_type: str, name: str, is_download: bool = False
) -> HttpResponseBase:
    """The file under a name of its own; 304 for whoever has it already. 404 where it was lost, which the log tells.

    The caller has asked whether the person may see it.
    """
    tag = f'"{digest}"'
    answer: HttpResponseBase
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponseNotModified()
    else:
        answer = _opened(digest, content_type, name, is_download=is_download)
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = f"private, max-age={_YEAR}, immutable"
    return answer


def _opened(digest: str, content_type: str, name: str, *, is_download: bool) -> HttpResponse | FileResponse:
    try:
        file = kept_files.path_of(digest).open("rb")
    except FileNotFoundError:
        _log.exception("the file %s of %s is lost", digest, name)
        raise Http404 from None
    return FileResponse(file, as_attachment=is_download, filename=name, content_type=content_type)
