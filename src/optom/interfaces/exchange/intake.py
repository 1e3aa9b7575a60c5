"""Statements that a program hands in over HTTP: a key in the head, the bytes of one file as the body (ADR 0041).

    curl -H "Authorization: Bearer $KEY" --data-binary @day.txt "https://.../exchange/bank/statements/?name=day.txt"

The same file again takes nothing twice, so whoever has lost an answer sends it once more.
"""

from collections.abc import Mapping
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from optom.base.refusal import Refusal
from optom.domain.bank import actions
from optom.domain.bank import queries as bank
from optom.interfaces.kit import limits, statements
from optom.interfaces.kit.identity import STAFF, Rights, signing_in
from optom.interfaces.kit.words import worded

_PIECE = 64 * 1024
_TEN_MINUTES = 600  # seconds over which we count
_MOST_MISSES, _MOST_FILES = 20, 600
_NAME = 200


@csrf_exempt
def take_statement(request: HttpRequest) -> HttpResponse:
    """Take one file in the name of the key's maker, and tell what became of it; 401 for a key that opens nothing."""
    address = limits.address_of(request)
    if limits.reached("intake-misses", address, most=_MOST_MISSES, seconds=_TEN_MINUTES):
        return _said(429, _("Too often"))
    if request.method != "POST":
        return _said(405, _("Send the file by POST."), Allow="POST")
    with signing_in():
        held = bank.key_holder(_secret_of(request))
    if held is None:
        limits.count("intake-misses", address, seconds=_TEN_MINUTES)
        return _said(401, _("This key opens nothing."), **{"WWW-Authenticate": "Bearer"})
    key, holder = held
    if limits.is_too_often("intake-files", str(key), most=_MOST_FILES, seconds=_TEN_MINUTES):
        return _said(429, _("Too often"))
    with Rights(STAFF, holder).taken():
        return _taken(request, key, holder, timezone.now())


def _secret_of(request: HttpRequest) -> str:
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


def _taken(request: HttpRequest, key: int, holder: int, at: datetime) -> HttpResponse:
    actions.use_key(key=key, at=at)
    name = request.GET.get("name", "").replace("\0", "")[-_NAME:] or "statement"
    try:
        with TemporaryFile() as file:
            _receive(request, name, file)
            outcome = statements.take(file, name, actor=holder, at=at)
    except Refusal as refusal:
        status = 413 if refusal.code == "bank.file_too_large" else 422
        return JsonResponse({"refusals": worded(refusal)}, status=status)
    actions.allocate_all(at=at)
    return JsonResponse({"name": name, **_report(outcome)})


def _receive(request: HttpRequest, name: str, file: IO[bytes]) -> None:
    """The body, onto the disk, as far as a statement may be long. Refuses `bank.file_too_large`, `bank.upload_cut`."""
    length = request.META.get("CONTENT_LENGTH") or ""
    announced, came = int(length) if length.isdigit() else 0, 0
    try:
        while piece := request.read(_PIECE):
            came += file.write(piece)
            if max(came, announced) > statements.MOST_BYTES:
                raise Refusal("bank.file_too_large", file=name, most=statements.MOST_BYTES // 1024 // 1024)
    except UnreadablePostError:
        came = -1
    if came < announced:
        raise Refusal("bank.upload_cut", file=name)


def _report(outcome: Any) -> Mapping[str, Any]:
    """What was taken, what became of the money, what was not taken and why."""
    fates = bank.fates(outcome.file)
    unread = [{"line": row.line, **worded(row.refusal)[0]} for row in bank.unread(outcome.file)]
    return {
        "file": outcome.file,
        "taken": outcome.taken,
        "known": outcome.known,
        "refused": outcome.refused,
        "given": fates.given,
        "waiting": fates.waiting,
        "others": fates.others,
        "unread": [{name: one[name] for name in ("line", "code", "text", "help")} for one in unread],
    }


def _said(status: int, text: str, **headers: str) -> HttpResponse:
    body = {"refusals": [{"code": f"http.{status}", "text": text}]}
    return JsonResponse(body, status=status, headers=headers)
