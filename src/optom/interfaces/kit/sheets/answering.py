"""A sheet in JSON: its description for the page and its rows for the grid. Numbers travel as strings."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import orjson
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from optom.base.listing import Asked, Part

from .declared import Column, Facet, S, Slicer, Status, Words
from .keeping import views_of
from .sheet import Sheet


def described(sheet: Sheet[S], scope: S, base: str) -> dict[str, Any]:
    """What the page tells the grid. ``base`` is the address under which the sheet's own addresses lie."""
    return {
        "name": sheet.name,
        "locale": "en" if (get_language() or "").startswith("en") else "ru",
        "rows_url": f"{base}rows",
        "export_url": f"{base}export.xlsx",
        "csv_url": f"{base}export.csv",
        "cell_url": f"{base}cell" if sheet.edit else None,
        "cells_url": f"{base}cells" if sheet.edit else None,
        "paste_url": f"{base}paste" if sheet.paste else None,
        "why_url": f"{base}why" if sheet.why else None,
        "panel_url": f"{base}panel" if sheet.panel else None,
        "views_url": f"{base}views" if sheet.keeps_views else None,
        "views": views_of(sheet, scope) if sheet.keeps_views else [],
        "columns": _columns(sheet, scope),
        "sort": sheet.sort,
        "acts": [_act(act, base) for act in sheet.acts_for(scope)],
        "facets": [_facet(facet, base) for facet in sheet.facets],
        "empty": str(sheet.empty) or None,
        "nothing": str(sheet.nothing) or None,
    }


def _facet(facet: Facet, base: str) -> dict[str, Any]:
    said = {"name": facet.name, "title": str(facet.title), "kind": facet.kind}
    return {**said, "url": f"{base}facets/{facet.name}"} if facet.slicers else said


def sliced(facet: Facet, slicers: Sequence[Slicer]) -> dict[str, Any]:
    """The filters into which a facet opens, or why there are none."""
    shown = [{"name": one.name, "options": one.options, "others": one.others} for one in slicers]
    return {"slicers": shown, "empty": str(facet.empty) if not shown else None}


def _columns(sheet: Sheet[S], scope: S) -> list[dict[str, Any]]:
    columns = sheet.columns_for(scope)
    filters = sheet.filters_of(columns)
    return [_column(column, filters.get(column.name)) for column in columns]


def _column(column: Column, parameter: str | None) -> dict[str, Any]:
    said = {
        "name": column.name,
        "title": str(column.title),
        "type": column.kind.value,
        "width": column.width,
        "frozen": column.is_frozen,
        "hidden": column.is_hidden,
        "grow": column.grows,
        "editable": column.is_editable,
        "sortable": column.is_sortable,
        "filter": parameter,
        "dated": column.is_dated,
        "why": column.has_why,
        "phone": column.on_phone,
        "named": column.is_named,
        "zero": column.zero,
        "link": column.link,
        "choices": _pairs(column.choices),
        "tone": column.tone,
        "hint": str(column.hint) if column.hint else None,
    }
    return {name: value for name, value in said.items() if value not in (None, False, [])}


def _pairs(choices: Mapping[str, Words]) -> list[list[str]]:
    return [[value, str(title)] for value, title in choices.items()]


def _act(act: Any, base: str) -> dict[str, Any]:
    return {
        "name": act.name,
        "title": str(act.title),
        "url": f"{base}acts/{act.name}",
        "confirm": str(act.confirm) if act.confirm else None,
        "danger": act.is_dangerous,
        "leaves": act.is_leaving,
        "mends": act.is_mending,
        "always": act.is_always_on,
        "folded": act.is_folded,
        "key": act.key,
        "quick": act.is_quick,
        "panel": act.in_panel,
        "most": act.most,
    }


def answered(sheet: Sheet[S], scope: S, part: Part, asked: Asked) -> dict[str, Any]:
    """A window of rows with what stands around it."""
    columns = sheet.columns_for(scope)
    counted = {} if part.all is None else {"all": part.all}
    note = {"note": _did_you_mean(asked.query, part.instead)} if part.instead else {}
    return {
        "total": part.total,
        **counted,
        **note,
        **({"hint": part.hint, "why": part.why} if part.hint else {}),
        "exact": part.exact,
        "rows": with_headings(sheet, columns, part.rows),
        "styles": styles(sheet, part.rows),
        "facets": {**_given_options(sheet, scope), **part.facets},
        "totals": {name: str(value) for name, value in part.sums.items() if value is not None},
        **status(sheet, scope),
    }


def _did_you_mean(typed: str, shown: str) -> dict[str, str]:
    """What the page says where another query was answered than was asked, and the query that would be exact."""
    text = _("Nothing for “%(typed)s”; shown: “%(shown)s”") % {"typed": typed, "shown": shown}
    return {"text": text, "act": _("Search for “%(shown)s”") % {"shown": shown}, "query": shown}


def _given_options(sheet: Sheet[S], scope: S) -> dict[str, list[dict[str, str]]]:
    given = {facet.name: facet.options_for(scope) for facet in sheet.facets}
    return {name: _options(options) for name, options in given.items() if options}


def _options(options: Mapping[str, Words]) -> list[dict[str, str]]:
    return [{"value": value, "title": str(title)} for value, title in options.items()]


def with_headings(sheet: Sheet[S], columns: Sequence[Column], rows: Sequence[Any]) -> list[list[Any]]:
    """The rows as lists: the key, then the values in the order of columns."""
    return [[str(sheet.key(row)), *(_plain(column.of(row)) for column in columns)] for row in rows]


def styles(sheet: Sheet[S], rows: Sequence[Any]) -> dict[str, Mapping[str, str]]:
    """How cells of some rows are painted, by the row's key."""
    if sheet.tones is None:
        return {}
    return {str(sheet.key(row)): tones for row in rows if (tones := sheet.tones(row))}


def status(sheet: Sheet[S], scope: S) -> dict[str, Any]:
    """The parts of the status bar, when the sheet has one."""
    return {"status": {"parts": said(sheet.status(scope))}} if sheet.status else {}


def said(parts: Sequence[Status]) -> list[dict[str, Any]]:
    """The parts of the status bar in JSON."""
    names = ("name", "text", "title", "used", "tone", "url", "count", "why", "is_tab", "is_target")
    return [{name: value for name in names if (value := getattr(part, name))} for part in parts]


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value else "0"
    return timezone.localtime(value) if isinstance(value, datetime) else value


def json_answer(body: Any, *, code: int = 200) -> HttpResponse:
    """A JSON answer that no cache keeps."""
    content = orjson.dumps(body, default=str, option=orjson.OPT_OMIT_MICROSECONDS)
    return HttpResponse(
        content, content_type="application/json", status=code, headers={"Cache-Control": "no-store, private"}
    )
