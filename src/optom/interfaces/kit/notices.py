"""What a person is told when an act is done: in words, with a link to what it is about and a way to take it back.

Where the act leads to another page, it is told there.
"""

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html


class About(NamedTuple):
    """What a notice is about: by which name it goes and where it is."""

    title: str
    url: str


def said(message: str, about: About | None = None, undo: str = "") -> dict[str, Any]:
    """The notice as a script reads it."""
    return {"message": message, "about": about and about._asdict(), "undo": undo or None}


def leave(
    request: HttpRequest, message: str, about: About | None = None, undo: str = "", *, level: int = messages.SUCCESS
) -> None:
    """Tell it on the page that comes next; nothing where there is nothing to tell."""
    if message:
        text = format_html('{} <a href="{}">{}</a>', message, about.url, about.title) if about else message
        messages.add_message(request, level, text, extra_tags=undo)
