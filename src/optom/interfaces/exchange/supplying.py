"""Orders that a supplier's program takes, and confirms: a key in the head, UBL or JSON as the body (ADR 0062).

    curl -H "Authorization: Bearer $KEY" "https://.../exchange/supplier/orders/"
    curl -H "Authorization: Bearer $KEY" "https://.../exchange/supplier/orders/12/"
    curl -H "Authorization: Bearer $KEY" --data-binary @response.xml "https://.../exchange/supplier/orders/12/confirmation/"

A key opens the orders of its supplier that were sent to him, and nothing else of the firm.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from optom.base.refusal import Refusal
from optom.domain.purchasing import actions
from optom.domain.purchasing import queries as purchasing
from optom.domain.purchasing.queries import OrderFacts
from optom.interfaces.kit import limits, order_files
from optom.interfaces.kit.identity import STAFF, Rights, signing_in
from optom.interfaces.kit.words import worded

_TEN_MINUTES = 600  # seconds over which we count
_MOST_MISSES, _MOST_CALLS = 20, 600
_MOST_BYTES = 5 * 1024 * 1024
_MOST_NUMBER = 2**63
_OUT = frozenset({"sent", "confirmed"})


@dataclass(frozen=True, slots=True)
class _Call:
    """Who calls, and when: a supplier's program, in the name of the key's maker."""

    request: HttpRequest
    key: int
    supplier: int
    holder: int
    at: datetime


def _called(method: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Only with a key that opens something, not too often, by the one method that there is."""

    def of(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @csrf_exempt
        def answer(request: HttpRequest, **given: int) -> HttpResponse:
            address = limits.address_of(request)
            if limits.reached("supplying-misses", address, most=_MOST_MISSES, seconds=_TEN_MINUTES):
                return _said(429, _("Too often"))
            if request.method != method:
                return _said(405, _("Another method is asked for."), Allow=method)
            with signing_in():
                held = purchasing.key_holder(_secret_of(request))
            if held is None:
                limits.count("supplying-misses", address, seconds=_TEN_MINUTES)
                return _said(401, _("This key opens nothing."), **{"WWW-Authenticate": "Bearer"})
            key, supplier, holder = held
            if limits.is_too_often("supplying", str(key), most=_MOST_CALLS, seconds=_TEN_MINUTES):
                return _said(429, _("Too often"))
            with Rights(STAFF, holder).taken():
                call = _Call(request, key, supplier, holder, timezone.now())
                actions.use_key(key=key, at=call.at)
                return _answered(view, call, given)

        return answer

    return of


def _answered(view: Callable[..., HttpResponse], call: _Call, given: Mapping[str, int]) -> HttpResponse:
    try:
        return view(call, **given)
    except Refusal as refusal:
        return JsonResponse({"refusals": worded(refusal)}, status=404 if refusal.code == "purchasing.no_order" else 422)


@_called("GET")
def sent_orders(call: _Call) -> HttpResponse:
    """The orders that wait for his word."""
    rows = purchasing.sent_to(call.supplier)
    told = [{"order": row.id, "sent_at": row.sent_at.isoformat(), "lines": row.lines} for row in rows]
    return JsonResponse({"orders": told})


@_called("GET")
def take_order(call: _Call, *, order: int) -> HttpResponse:
    """One of them, as UBL, or as JSON where that is asked for."""
    found = _his(call, order)
    if call.request.accepts("application/xml") and not _wants_json(call.request):
        file, kind = order_files.written(found, "ubl")
        return HttpResponse(file.content, content_type=kind)
    file, kind = order_files.written(found, "json")
    return HttpResponse(file.content, content_type=kind)


@_called("POST")
def take_confirmation(call: _Call, *, order: int) -> HttpResponse:
    """What he confirms of it, as a UBL OrderResponse, as our workbook, or as JSON; what of it a person looks at."""
    found = _his(call, order)
    if int(call.request.META.get("CONTENT_LENGTH") or 0) > _MOST_BYTES:
        return _said(413, _("The file is too large."))
    said = order_files.read(call.request.body, found, purchasing.to_confirm(order))
    doubted = actions.confirm(order=order, lines=said, actor=call.holder, at=call.at, program=call.key)
    return JsonResponse({"order": order, "lines": len(said), "doubted": doubted})


def _his(call: _Call, order: int) -> OrderFacts:
    """An order that was sent to the key's supplier; any other is none. Refuses `purchasing.no_order`."""
    found = purchasing.order(order) if order < _MOST_NUMBER else None
    if found is None or found.supplier_id != call.supplier or found.state not in _OUT:
        raise Refusal("purchasing.no_order")
    return found


def _wants_json(request: HttpRequest) -> bool:
    return "json" in request.headers.get("Accept", "") or request.GET.get("form") == "json"


def _secret_of(request: HttpRequest) -> str:
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


def _said(status: int, text: str, **headers: str) -> HttpResponse:
    body = {"refusals": [{"code": f"http.{status}", "text": text}]}
    return JsonResponse(body, status=status, headers=headers)
