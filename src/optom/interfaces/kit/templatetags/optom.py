"""What the templates say in our manner: money, quantities, dates, sheets."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import orjson
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from optom.base.business_day import business_day
from optom.interfaces.kit import formats
from optom.interfaces.kit.charts import Chart
from optom.interfaces.kit.why import link_to

register = template.Library()


@register.simple_tag
def why(page: str, *numbers: int) -> SafeString:
    """The "Why?" beside a figure: it opens the answer in the panel."""
    return format_html('<a class="aside" href="{}">{}</a>', link_to(page, *numbers), _("Why?"))


@register.filter
def money(value: Decimal | None) -> str:
    """12 400,00; nothing for nothing."""
    return "" if value is None else formats.money(value)


@register.filter
def quantity(value: Decimal | None) -> str:
    """1 240; nothing for nothing."""
    return "" if value is None else formats.quantity(value)


@register.filter
def plain(value: Decimal | int | None) -> str:
    """A quantity as one types it; nothing for nothing."""
    return "" if value is None else formats.plain(value)


@register.filter
def price(value: Decimal | None) -> str:
    """87,40; nothing for nothing."""
    return "" if value is None else formats.price(value)


@register.filter
def change(share: Decimal) -> str:
    """+5,7 %."""
    return formats.change(share)


@register.filter
def day(value: date | None) -> str:
    """28.11.2026; nothing for nothing."""
    return "" if value is None else formats.day(value)


@register.filter
def day_of(value: datetime | None) -> str:
    """The firm's date of a moment; nothing for nothing."""
    return "" if value is None else formats.day(business_day(value))


@register.filter
def moment(value: datetime | None) -> str:
    """28.11.2026 18:00; nothing for nothing."""
    return "" if value is None else formats.moment(value)


@register.filter
def in_currency(value: Decimal, currency: str) -> str:
    """12 400,00 ₽."""
    return formats.with_currency(value, currency)


@register.filter
def browser(agent: str) -> str:
    """Firefox, Windows: what of a browser's own description people know it by."""
    of = [next((name for mark, name in names if mark in agent), "") for names in (_BROWSERS, _SYSTEMS)]
    return ", ".join(filter(None, of)) or agent[:40]


# The first mark that is found tells: many call themselves by each other's names.
_BROWSERS = (
    ("YaBrowser", "Yandex Browser"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@register.simple_tag
def sheet(description: Mapping[str, Any]) -> SafeString:
    """The grid with its description: data only, no script (the policy allows none)."""
    return format_html(
        '<optom-sheet id="{}"><script type="application/json">{}</script></optom-sheet>',
        description["name"],
        _island(description),
    )


@register.inclusion_tag("kit/chart.html")
def chart(described: Chart, page: str = "", *, wide: bool = False) -> dict[str, Any]:
    """A chart with the table of its numbers; ``page`` is the address of the sheet that it filters."""
    return {"chart": described, "told": _island(described.told()), "page": page, "wide": wide}


def _island(told: Mapping[str, Any]) -> SafeString:
    """Data inside a page: no script, for the policy allows none."""
    text = orjson.dumps(told, default=str).decode()
    for mark, code in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(mark, code)
    return mark_safe(text)  # noqa: S308 -- JSON in which no mark of HTML is left
