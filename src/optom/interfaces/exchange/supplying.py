"""Orders that a supplier's program takes, and confirms: a key in the head, UBL or JSON as the body (ADR 0062).

    curl -H "Authorization: Bearer $KEY" "https://.../exchange/supplier/orders/"
    curl -H "Authorization: Bearer $KEY" "https://.../exchange/supplier/orders/12/"
    curl -H "Authorization: Bearer $KEY" --data-binary @response.xml "https://.../exchange/supplier/orders/12/confirmation/"

A key opens the orders of its supplier that were sent to him, and nothing else of the firm.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from optom.base.refusal import Refusal, refuse_all
from optom.domain.purchasing import actions
from optom.domain.purchasing import queries as purchasing
from optom.domain.purchasing.actions import Confirmed
from optom.domain.purchasing.queries import LineRow, OrderFacts
from optom.interfaces.kit import limits, order_files
from optom.interfaces.kit.identity import STAFF, Rights, signing_in
from optom.interfaces.kit.input import day, number_of_program
from optom.interfaces.kit.words import worded

_TEN_MINUTES = 600  # seconds over which we count
_MOST_MISSES, _MOST_CALLS = 20, 600
_MOST_BYTES = 5 * 1024 * 1024
_MOST_NUMBER = 2**63
_SAID = ("quantity", "price", "expected_on")
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
    return JsonResponse(_told(found, purchasing.to_confirm(order)))


@_called("POST")
def take_confirmation(call: _Call, *, order: int) -> HttpResponse:
    """What he confirms of it, as a UBL OrderResponse, as our workbook, or as JSON; what of it a person looks at."""
    found = _his(call, order)
    if int(call.request.META.get("CONTENT_LENGTH") or 0) > _MOST_BYTES:
        return _said(413, _("The file is too large."))
    lines, body = purchasing.to_confirm(order), call.request.body
    is_json = body.lstrip().startswith(b"{")
    said = _of_json(body, lines) if is_json else order_files.read(body, found, lines)
    doubted = actions.confirm(order=order, lines=said, actor=call.holder, at=call.at, program=call.key)
    return JsonResponse({"order": order, "lines": len(said), "doubted": doubted})


def _his(call: _Call, order: int) -> OrderFacts:
    """An order that was sent to the key's supplier; any other is none. Refuses `purchasing.no_order`."""
    found = purchasing.order(order) if order < _MOST_NUMBER else None
    if found is None or found.supplier_id != call.supplier or found.state not in _OUT:
        raise Refusal("purchasing.no_order")
    return found


def _told(order: OrderFacts, lines: Sequence[LineRow]) -> Mapping[str, Any]:
    return {
        "order": order.id,
        "sent_at": order.sent_at and order.sent_at.isoformat(),
        "lines": [
            {
                "line": line.position,
                "number": line.number,
                "article": line.article,
                "brand": line.brand,
                "name": line.name,
                "quantity": format(line.quantity.normalize(), "f"),
                "unit": line.unit,
                "price": str(line.price),
                "currency": line.currency,
                "due_on": line.due_on and line.due_on.isoformat(),
            }
            for line in lines
        ],
    }


def _of_json(body: bytes, lines: Sequence[LineRow]) -> list[Confirmed]:
    """{"lines": [{"line": 1, "quantity": "7", "price": "99.50", "expected_on": "2026-12-04"}]}; no price: as ordered.

    Refuses `purchasing.not_json`, `purchasing.no_line`, and together what can't be read of lines.
    """
    known = {line.position: line for line in lines}
    wrong, found = list[Refusal](), list[Confirmed]()
    for place, row in enumerate(_rows(body), 1):
        position = row.get("line")
        line = known.get(position) if type(position) is int else None  # True is no 1
        if line is None:
            wrong.append(Refusal("purchasing.no_line", line=str(position)[:20]))
            continue
        try:
            found += _confirmed(line, *(_text(row.get(name)) for name in _SAID))
        except Refusal as refusal:
            wrong.append(order_files.row_unread(place, line, refusal))
    refuse_all(wrong)
    return found


def _rows(body: bytes) -> list[dict[str, Any]]:
    """The objects of a list that is named lines. Refuses `purchasing.not_json`."""
    try:
        rows = orjson.loads(body).get("lines")
    except ValueError as error:
        raise Refusal("purchasing.not_json") from error
    if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
        raise Refusal("purchasing.not_json")
    return rows


def _text(value: object) -> str:
    """A text or a number as text; null, like what is left out, says nothing. Refuses `input.not_a_number`."""
    if isinstance(value, bool | list | dict):
        raise Refusal("input.not_a_number", value=str(value)[:40])
    return "" if value is None else str(value)


def _confirmed(line: LineRow, quantity: str, price: str, expected_on: str) -> Iterator[Confirmed]:
    """Nothing where no quantity is named: that does not come."""
    much = number_of_program(quantity or "0")
    if not much:
        return
    on = day(expected_on) if expected_on else line.due_on
    if on is None:
        raise Refusal("input.required")
    yield Confirmed(line.id, much, number_of_program(price) if price else line.price, on)


def _wants_json(request: HttpRequest) -> bool:
    return "json" in request.headers.get("Accept", "") or request.GET.get("form") == "json"


def _secret_of(request: HttpRequest) -> str:
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


def _said(status: int, text: str, **headers: str) -> HttpResponse:
    body = {"refusals": [{"code": f"http.{status}", "text": text}]}
    return JsonResponse(body, status=status, headers=headers)
