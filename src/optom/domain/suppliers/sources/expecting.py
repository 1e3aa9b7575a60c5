"""What a setting of a source must be: a check says which expectation a value breaks, or nothing. Pure."""

import codecs
import ipaddress
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from cssselect import HTMLTranslator, SelectorError

Check = Callable[[Any], str]

_LONGEST = 2000
_LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")


def no_control(value: str) -> str:
    """A line of text: what would begin a second line begins a second command in the protocols of mail and files."""
    if len(value) > _LONGEST:
        return "shorter"
    return "" if value.isprintable() else "one_line"


def a_host(value: str) -> str:
    """A name or an address of a machine, without a port or a path."""
    try:
        ipaddress.ip_address(value)
    except ValueError:
        is_name = len(value) <= 253 and all(_LABEL.fullmatch(label) for label in value.rstrip(".").split("."))  # noqa: PLR2004 -- as DNS has it
        return "" if is_name else "host"
    return ""


def an_https_or_http(value: str) -> str:
    """An address of the web. A password in it would be shown with it everywhere."""
    try:
        parts = urlsplit(value)
        is_sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return "url"
    if not is_sound or a_host(parts.hostname or ""):
        return "url"
    return "url_without_password" if "@" in parts.netloc else no_control(value)


def a_count(least: int, most: int) -> Check:
    return lambda value: "" if least <= value <= most else f"{least}…{most}"


a_port: Check = a_count(1, 65_535)


def an_encoding(value: str) -> str:
    try:
        return "" if codecs.lookup(value)._is_text_encoding else "encoding"  # noqa: SLF001 -- nothing public tells it
    except LookupError:
        return "encoding"


def a_selector(value: str) -> str:
    """A CSS selector, with "@name" behind it for an attribute; empty is the thing itself."""
    selector, _, attribute = value.partition("@")
    if len(value) > _LONGEST or (attribute and not re.fullmatch(r"[\w:.-]+", attribute)):
        return "selector"
    try:
        HTMLTranslator().css_to_xpath(selector or "*")
    except (SelectorError, RecursionError):
        return "selector"
    return ""


def some(check: Check) -> Check:
    """Each of several; of named ones the values."""

    def of_all(values: Any) -> str:
        each = values.values() if isinstance(values, dict) else values
        return next(filter(None, map(check, each)), "")

    return of_all
