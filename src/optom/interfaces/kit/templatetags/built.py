"""Where the parts of the front end lie: their names change with their content, so browsers keep them for ever."""

from functools import cache
from pathlib import Path

import orjson
from django import template
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static

register = template.Library()
_FOLDER = "kit/build/"


@register.simple_tag
def built(part: str) -> str:
    """The address of the script, the style or the grid."""
    return static(_FOLDER + _names()[part])


@cache
def _names() -> dict[str, str]:
    told = finders.find(f"{_FOLDER}built.json")
    if told is None:
        raise ImproperlyConfigured("The front end is not built: make install")
    names: dict[str, str] = orjson.loads(Path(told).read_bytes())
    return names
