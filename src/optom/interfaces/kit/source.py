"""The offer of the source that AGPL-3.0 demands for everybody who works with the program over the network."""

from functools import cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from optom.base.source import source_archive, version


@require_safe
def source(request: HttpRequest) -> HttpResponse:
    """Version, licence, and where the source is: at the firm's own address, or here as an archive."""
    facts = {"version": version(), "elsewhere": settings.OPTOM_SOURCE_URL, "is_here": _archive() is not None}
    return render(request, "kit/source.html", facts)


@require_safe
def download(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """The archive; 404 where the program was installed without its sources."""
    archive = _archive()
    if archive is None:
        raise Http404
    told = {"Content-Disposition": f'attachment; filename="optom-{version()}.tar.gz"'}
    return HttpResponse(archive, content_type="application/gzip", headers=told)


@cache
def _archive() -> bytes | None:
    """Packed once a process: a running program does not change."""
    return source_archive()
