"""The codes of marked goods of a line: read with a scanner one after the other, pasted, or sent as a file."""

from collections.abc import Iterator

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from optom.base.refusal import Refusal
from optom.domain.shipping import actions
from optom.domain.shipping import queries as shipping
from optom.domain.shipping.rules import Scanned
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import count, in_field, whole
from optom.interfaces.kit.words import named, worded

from .context import Desk
from .frame import page

_MOST_BYTES = 2_000_000
_MOST_CODES = 20_000


def show(desk: Desk) -> HttpResponse:
    """What is still to be read of a line. Sent, it keeps what can be kept and tells why the rest can not."""
    found = shipping.shipment(desk.given["shipment"])
    line = next((one for one in shipping.lines(found.id) if one.line == desk.given["line"] and one.gtin), None)
    if line is None:
        raise Http404
    read = _read(desk) if desk.request.method == "POST" else None
    codes = [one for one in shipping.codes(found.id) if one.line == line.line]
    has = sum(one.holds for one in codes)
    return page(
        desk,
        "office/codes.html",
        "picking",
        title=_("Codes: %(article)s") % {"article": line.article},
        shipment=found,
        line=line,
        is_open=found.state in shipping.OPEN,
        codes=[(one, named("code_kind", one.kind)) for one in reversed(codes)],
        has=has,
        remain=max(line.quantity - has, 0),
        kept=0 if read is None else read.kept,
        refused=[] if read is None else [said for one in read.refused for said in worded(one)],
        holds=desk.request.POST.get("holds", ""),
    )


def _read(desk: Desk) -> actions.CodesRead:
    facts = {"shipment": desk.given["shipment"], "line": desk.given["line"], "actor": desk.actor, "at": desk.at}
    return actions.read_codes(scanned=list(_scanned(desk)), **facts)


def _scanned(desk: Desk) -> Iterator[Scanned]:
    """A code as the scanner types it; or lines of text, each with how many a package holds after a tab."""
    holds, text = desk.request.POST.get("holds", "").strip(), _text(desk)
    of_all = in_field("holds", count, holds) if holds else None
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        raise Refusal("input.required", field="code")
    if len(lines) > _MOST_CODES:
        raise Refusal("files.too_many", found=len(lines), most=_MOST_CODES)
    for line in lines:
        code, _tab, own = line.partition("\t")
        yield Scanned(code, in_field("holds", count, own) if own.strip() else of_all)


def _text(desk: Desk) -> str:
    file = desk.request.FILES.get("file")
    if file is None:
        return desk.request.POST.get("code", "")
    if (file.size or 0) > _MOST_BYTES:
        raise Refusal("files.too_large", bytes=file.size, most=_MOST_BYTES)
    return str(file.read().decode("utf-8-sig", errors="replace"))


def drop(desk: Desk) -> HttpResponse:
    """A code was read by mistake."""
    if desk.request.method != "POST":
        raise Http404
    facts = {"shipment": desk.given["shipment"], "actor": desk.actor, "at": desk.at}
    actions.drop_codes(codes=[whole(desk.request.POST.get("code", ""))], **facts)
    return done(desk.request, desk.url("codes", shipment=desk.given["shipment"], line=desk.given["line"]))
