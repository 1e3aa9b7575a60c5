"""The addresses of a sheet: rows, cell, cells, why, panel, views, export, acts, facets that open."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import ngettext

from optom.base.refusal import Refusal
from optom.interfaces.kit import notices
from optom.interfaces.kit.input import Malformed, json_of, key_of, text_of
from optom.interfaces.kit.streaming import SHEETS, Streamed
from optom.interfaces.kit.words import worded

from . import answering, exporting, keeping
from .asking import asked_of, shown_of
from .declared import Act, Cell, Column, Done, Facet, Picked, S, Scope
from .sheet import Sheet

View = Callable[..., HttpResponseBase]
Guard = Callable[[Callable[[S], HttpResponseBase]], View]
MOST_CELLS = 5000


def urls_of(sheet: Sheet[S], guard: Guard[S], prefix: str, name: str) -> list[URLPattern]:
    """Addresses under ``prefix`` (ends with "/"); ``guard`` turns a view of a scope into a view of a request."""
    ways: dict[str, Callable[[Sheet[S], S], HttpResponseBase]] = {
        "rows": _rows,
        "cell": _cell,
        "cells": _cells,
        "paste": _paste,
        "why": _why,
        "panel": _panel,
        "views": _views,
        "export.xlsx": _xlsx,
        "export.csv": _csv,
    }
    return [
        *(path(prefix + way, guard(_bound(view, sheet)), name=f"{name}-{way}") for way, view in ways.items()),
        *(
            path(f"{prefix}acts/{act.name}", guard(_bound_act(sheet, act)), name=f"{name}-act-{act.name}")
            for act in sheet.acts
        ),
        *(
            path(f"{prefix}facets/{facet.name}", guard(_bound_facet(sheet, facet)), name=f"{name}-facet-{facet.name}")
            for facet in sheet.facets
            if facet.slicers
        ),
    ]


def _bound(view: Callable[[Sheet[S], S], HttpResponseBase], sheet: Sheet[S]) -> Callable[[S], HttpResponseBase]:
    return lambda scope: view(sheet, scope)


def _bound_act(sheet: Sheet[S], act: Act[S]) -> Callable[[S], HttpResponse]:
    return lambda scope: _do(sheet, act, scope)


def _bound_facet(sheet: Sheet[S], facet: Facet) -> Callable[[S], HttpResponse]:
    return lambda scope: _slicers(sheet, facet, scope)


def _slicers(sheet: Sheet[S], facet: Facet, scope: S) -> HttpResponse:
    slicers = facet.slicers(scope, asked_of(sheet, scope)) if facet.slicers else []
    return answering.json_answer(answering.sliced(facet, slicers))


def _rows(sheet: Sheet[S], scope: S) -> HttpResponse:
    asked = asked_of(sheet, scope)
    return answering.json_answer(answering.answered(sheet, scope, sheet.part(scope, asked), asked))


def _cell(sheet: Sheet[S], scope: S) -> HttpResponse:
    """One cell: the row as it became, or 422 with the reasons."""
    cell = _cell_of(json_of(_posted(scope.request)))
    edited = _edit(sheet, scope, [cell])
    if edited:
        return answering.json_answer({"refusals": edited[0]["refusals"]}, code=422)
    again = _again(sheet, scope, [cell.key])
    row = again["rows"][0] if again["rows"] else None
    tones = again["styles"].get(cell.key, {})
    return answering.json_answer({**again, "row": row, "styles": tones, "rows": None})


def _cells(sheet: Sheet[S], scope: S) -> HttpResponse:
    """Many cells at once, as pasted: the rows as they became beside those refused."""
    given = json_of(_posted(scope.request)).get("cells")
    if not isinstance(given, list) or len(given) > MOST_CELLS or not all(isinstance(one, dict) for one in given):
        raise Malformed("input.not_cells", most=MOST_CELLS)
    cells = [_cell_of(one) for one in given]
    refused = _edit(sheet, scope, cells)
    rows = _again(sheet, scope, list(dict.fromkeys(cell.key for cell in cells)))
    return answering.json_answer({**rows, "refused": refused})


def _cell_of(body: Mapping[str, Any]) -> Cell:
    value = body.get("value")
    return Cell(text_of(body, "key"), text_of(body, "column"), "" if value is None else text_of(body, "value"))


def _edit(sheet: Sheet[S], scope: S, cells: Sequence[Cell]) -> list[dict[str, Any]]:
    """The refused cells with their reasons."""
    editable = {column.name for column in sheet.columns_for(scope) if column.is_editable}
    if sheet.edit is None or not {cell.column for cell in cells} <= editable:
        raise Malformed("input.not_editable")
    edited = sheet.edit(scope, cells, key_of(scope.request))
    return [{"key": cell.key, "column": cell.column, "refusals": worded(refusal)} for cell, refusal in edited.refused]


def _again(sheet: Sheet[S], scope: S, keys: Sequence[str]) -> dict[str, Any]:
    rows = sheet.keyed(scope, keys) if sheet.keyed else []
    columns = sheet.columns_for(scope)
    return {
        "rows": answering.with_headings(sheet, columns, rows),
        "styles": answering.styles(sheet, rows),
        **answering.status(sheet, scope),
    }


def _why(sheet: Sheet[S], scope: S) -> HttpResponse:
    if sheet.why is None:
        raise Http404
    given = scope.request.GET
    return answering.json_answer(sheet.why(scope, given.get("key", ""), given.get("column", "")))


def _panel(sheet: Sheet[S], scope: S) -> HttpResponse:
    """A fragment of a page: the front end puts it at the right of the grid and asks anew as the focus moves."""
    panel = sheet.panel(scope, scope.request.GET.get("key", "")) if sheet.panel else None
    if panel is None:
        raise Http404
    answer = render(scope.request, panel.template, {"scope": scope, "title": panel.title, **panel.facts})
    answer["Cache-Control"] = "no-store, private"
    return answer


def _views(sheet: Sheet[S], scope: S) -> HttpResponse:
    """What a person keeps of the sheet: filters, order and columns under a name."""
    if not sheet.keeps_views:
        raise Http404
    return answering.json_answer(keeping.keep(sheet, scope, json_of(_posted(scope.request))))


def _xlsx(sheet: Sheet[S], scope: S) -> StreamingHttpResponse:
    pieces = exporting.xlsx(str(sheet.title), _shown(sheet, scope), _whole(sheet, scope))
    return file_of(scope, pieces, exporting.XLSX, f"{sheet.name}.xlsx")


def _csv(sheet: Sheet[S], scope: S) -> StreamingHttpResponse:
    pieces = exporting.csv_text(_shown(sheet, scope), _whole(sheet, scope))
    return file_of(scope, pieces, "text/csv; charset=utf-8", f"{sheet.name}.csv")


def _shown(sheet: Sheet[S], scope: S) -> list[Column]:
    """The columns that the person sees, in his order; where the request says nothing, those that everybody sees."""
    known = {column.name: column for column in sheet.columns_for(scope)}
    asked = [known[name] for name in shown_of(scope.request) if name in known]
    return asked or [column for column in known.values() if not column.is_hidden]


def _whole(sheet: Sheet[S], scope: S) -> Iterator[Any]:
    """Everything that the filters leave, in the order seen.

    A filter that can't be read is refused at once, and what isn't there is not found: later the file is on its way.
    """
    asked = replace(asked_of(sheet, scope), start=0, count=exporting.MOST_EXPORTED)
    sheet.part(scope, replace(asked, count=1))
    return islice(_lazily(lambda: sheet.each(scope, asked)), exporting.MOST_EXPORTED)


def _lazily(rows: Callable[[], Iterable[Any]]) -> Iterator[Any]:
    """Nothing is asked of the database before the first row is taken."""
    yield from rows()


def file_of(scope: Scope, pieces: exporting.Pieces, kind: str, name: str) -> StreamingHttpResponse:
    """The file goes out while it is written. Whoever stops listening stops the writing."""
    is_framed = exporting.FRAMES in scope.request.headers.get("Accept", "")
    content = exporting.framed(pieces) if is_framed else (piece for _, piece in pieces)
    return StreamingHttpResponse(
        Streamed(content, SHEETS),
        content_type=exporting.FRAMES if is_framed else kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store, private"},
    )


def _do(sheet: Sheet[S], act: Act[S], scope: S) -> HttpResponse:
    if act not in sheet.acts_for(scope):
        raise Refusal("input.not_allowed")
    picked = _picked(scope.request)
    if not picked.keys and not act.is_always_on:
        raise Refusal("input.nothing_picked")
    if len(picked.keys) > act.most and not act.is_always_on:
        raise Refusal("input.too_many_picked", picked=len(picked.keys), most=act.most)
    done = act.run(scope, picked)
    told = ngettext("%(count)s row done", "%(count)s rows done", len(picked.keys)) % {"count": len(picked.keys)}
    return _told(sheet, scope, done if done.location else replace(done, message=done.message or told))


def _told(sheet: Sheet[S], scope: S, done: Done) -> HttpResponse:
    """What became of an act; where it leads to another page, its notice waits there."""
    if done.location:
        notices.leave(scope.request, done.message, done.about, done.undo)
    return answering.json_answer(
        {
            **notices.said(done.message, done.about, done.undo),
            "location": done.location or None,
            "reload": done.reload,
            "form": done.form or None,
            **answering.status(sheet, scope),
        }
    )


def _paste(sheet: Sheet[S], scope: S) -> HttpResponse:
    """A block of rows pasted onto the sheet as JSON, or a form with a text or a file."""
    if sheet.paste is None:
        raise Http404
    request = _posted(scope.request)
    is_form = request.content_type == "multipart/form-data"
    given = {**request.POST.dict(), **request.FILES.dict()} if is_form else json_of(request)
    return _told(sheet, scope, sheet.paste(scope, given))


def _picked(request: HttpRequest) -> Picked:
    body = json_of(_posted(request))
    keys = body.pop("keys", [])
    if not isinstance(keys, list) or not all(isinstance(key, str | int) for key in keys):
        raise Malformed("input.missing", name="keys")
    given = {name: value for name, value in body.items() if isinstance(value, str)}
    return Picked([str(key) for key in keys], key_of(request), given)


def _posted(request: HttpRequest) -> HttpRequest:
    if request.method != "POST":
        raise Malformed("input.only_post")
    return request
