"""Pictures and papers of a claim, as forms send them and pages give them."""

from typing import cast

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from optom.base.refusal import Refusal
from optom.domain.documents.rules import MOST_ATTACHED, MOST_ATTACHMENTS, Attached
from optom.domain.shipping import queries as shipping

from .kept import kept_file

_PDF = "application/pdf"


def sent_files(request: HttpRequest) -> list[Attached]:
    """What a form brings; more than is kept is refused before it is read."""
    sent = request.FILES.getlist("files")
    large = [one.name or "" for one in sent if (one.size or 0) > MOST_ATTACHED]
    if large:
        raise Refusal("documents.file_too_large", field="files", names=large, most=MOST_ATTACHED)
    if len(sent) > MOST_ATTACHMENTS:
        raise Refusal("documents.files_enough", field="files", known=0, most=MOST_ATTACHMENTS)
    return [Attached(one.name or "", cast("bytes", one.read())) for one in sent]


def claim_file(request: HttpRequest, *, shipment: int, file: int) -> HttpResponseBase:
    """One of them: a picture is shown, a PDF is saved. The caller has asked whose shipment it is."""
    found = next((one for one in shipping.claim_files(shipment) if one.id == file), None)
    if found is None:
        raise Http404
    kind = found.content_type
    return kept_file(request, found.sha256, content_type=kind, name=found.name, is_download=kind == _PDF)
