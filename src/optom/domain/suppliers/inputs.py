"""What the source of a feed is told, setting by setting: what a form shows of it, and the terms that its answers make.

Answers are texts by the names that refusals use, ``sign_in-user`` for a setting within another. Secrets go one way: a
form is told only whether one is kept, and what it leaves empty stays as it is kept, for the same servers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields, replace
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

from optom.base.refusal import Refusal
from optom.base.secrets import Secret

from . import schedule
from .schedule import Schedule
from .sources import telling
from .sources.terms import KINDS, SIGN_INS, Paging, Terms

SOURCES: Final[Sequence[str]] = tuple(KINDS)
_NESTED: Final = frozenset({Paging})  # always there; who signs in somehow says how
_ON = "on"
_FORGET = "-forget"
_WITHIN, _PAIRS = frozenset({"sign_in", "paging"}), frozenset({"fields"})  # settings that are objects, but no secrets


class Way(StrEnum):
    """How a setting is answered: one line, a whole number, yes or no, one of some; a line for each, or lines
    "name = value"; a secret of one line, or of several.
    """

    TEXT = "text"
    COUNT = "count"
    FLAG = "flag"
    CHOICE = "choice"
    LINES = "lines"
    PAIRS = "pairs"
    SECRET = "secret"  # noqa: S105 -- a way to answer, no secret
    SECRET_LINES = "secret_lines"  # noqa: S105 -- as above


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as a form shows it. Of a secret ``value`` is empty; it may go where it is not needed."""

    name: str
    way: Way
    is_needed: bool
    value: str
    choices: tuple[str, ...] = ()
    is_kept: bool = False


def settings(kind: str, said: Mapping[str, str], kept: Mapping[str, Any]) -> list[Setting]:
    """All settings of a kind, as they were ``said``; those of signing in as its kind asks. None of no kind."""
    if kind not in KINDS:
        return []
    sealed = _secrets(kept) if kept.get("kind") == kind else {}
    return [
        replace(one, value="", is_kept=one.name in sealed) if one.way in {Way.SECRET, Way.SECRET_LINES} else one
        for one in _settings(KINDS[kind], said, "")
    ]


def said_of(source: Mapping[str, Any], within: str = "") -> dict[str, str]:
    """A kept source as answers of a form, without its secrets."""
    said: dict[str, str] = {}
    for name, value in source.items():
        match value:
            case dict() if name in _WITHIN:
                said |= said_of(value, f"{within}{name}-")
            case dict() if name in _PAIRS:
                said[within + name] = "\n".join(f"{key} = {one}" for key, one in value.items())
            case dict() | None | False:  # a secret, or nothing
                pass
            case list():
                said[within + name] = "\n".join(value)
            case True:
                said[within + name] = _ON
            case _:
                said[within + name] = str(value)
    if "sign_in-kind" in said:
        said["sign_in"] = said.pop("sign_in-kind")
    return said


def source_of(kind: str, said: Mapping[str, str], kept: Mapping[str, Any]) -> Terms | None:
    """The terms that answers make; None of no kind: files are sent by hand.

    A secret that is left empty is the one of the ``kept`` source, unless it would go to another server, or sign in
    another way. Refuses as `sources.telling.of_json`, all settings together.
    """
    if not kind:
        return None
    if kind not in KINDS:
        raise Refusal("sources.kind_unknown")
    told = {"kind": kind, **_told(KINDS[kind], said, "")}
    wanted = [one.name for one in _settings(KINDS[kind], said, "") if one.way in {Way.SECRET, Way.SECRET_LINES}]
    sealed = _still_kept(kept, told)
    for name in wanted:
        if name in sealed and name + _FORGET not in said:
            _put(told, name, {"sealed": sealed[name]})
    return telling.of_json(told)


def plan_of(told: Mapping[str, Any]) -> Schedule | None:
    """When a feed is looked at: ``every`` so many minutes, or at ``times`` on ``days``; None of nothing told.

    Refuses as `schedule.of_json`.
    """
    return schedule.of_json(dict(told)) if told else None


def _settings(made: type[Any], said: Mapping[str, str], within: str) -> Iterator[Setting]:
    hints = get_type_hints(made)
    for one in fields(made):
        name, kinds = within + one.name, _kinds(hints[one.name])
        if len(kinds) > 1 or kinds[0] in _NESTED:
            yield from _nested(name, kinds, said)
        else:
            yield _setting(name, kinds[0], one, said)


def _nested(name: str, kinds: Sequence[Any], said: Mapping[str, str]) -> Iterator[Setting]:
    """Signing in is of the kind that is said; paging is asked for as it is."""
    if len(kinds) > 1:
        yield Setting(name, Way.CHOICE, is_needed=False, value=said.get(name, ""), choices=("", *SIGN_INS))
        made = SIGN_INS.get(said.get(name, ""))
    else:
        made = kinds[0]
    if made:
        yield from _settings(made, said, f"{name}-")


def _setting(name: str, kind: Any, field: Field[Any], said: Mapping[str, str]) -> Setting:
    default = "" if field.default in (MISSING, None, False, ()) else str(field.default)
    choices = tuple(one.value for one in kind) if isinstance(kind, type) and issubclass(kind, StrEnum) else ()
    is_needed = bool(field.metadata.get("needed")) or (kind is Secret and field.default is MISSING)
    return Setting(name, _way(kind, field), is_needed, said.get(name, default), choices)


def _way(kind: Any, field: Field[Any]) -> Way:
    if kind is Secret:
        return Way.SECRET_LINES if field.metadata.get("lines") else Way.SECRET
    if get_origin(kind) is tuple:
        return Way.LINES
    if get_origin(kind) is dict:
        return Way.PAIRS
    return Way.CHOICE if issubclass(kind, StrEnum) else {int: Way.COUNT, bool: Way.FLAG}.get(kind, Way.TEXT)


def _kinds(hint: Any) -> list[Any]:
    return [one for one in get_args(hint) if one is not NoneType] if isinstance(hint, UnionType) else [hint]


def _told(made: type[Any], said: Mapping[str, str], within: str) -> dict[str, Any]:
    """The answers as `telling` reads them. What has a value of its own and is left empty is not told."""
    told: dict[str, Any] = {}
    hints = get_type_hints(made)
    for one in fields(made):
        name, kinds = within + one.name, _kinds(hints[one.name])
        if len(kinds) > 1:
            kind = said.get(name, "")
            told[one.name] = {"kind": kind, **_told(SIGN_INS[kind], said, f"{name}-")} if kind in SIGN_INS else None
        elif kinds[0] in _NESTED:
            told[one.name] = _told(kinds[0], said, f"{name}-")
        elif (value := _answer(_way(kinds[0], one), name, said.get(name, ""))) is not None:
            told[one.name] = value
    return told


def _answer(way: Way, name: str, text: str) -> Any:
    match way:
        case Way.SECRET | Way.SECRET_LINES:
            return {"sealed": Secret.of(_unix(text)).sealed} if text.strip() else None
        case Way.FLAG:
            return bool(text)
        case Way.LINES:
            return _lines(text) or None
        case Way.PAIRS:
            return dict(_pair(line, name) for line in _lines(text)) or None
        case Way.COUNT if text.strip().isdecimal() and len(text.strip()) < 10:  # noqa: PLR2004 -- no setting is that great
            return int(text)
    return text.strip() or None


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _unix(text: str) -> str:
    """A browser ends lines of a private key as mail does; programs that read it want them bare."""
    return text.replace("\r\n", "\n")


def _pair(line: str, name: str) -> tuple[str, str]:
    key, sign, value = line.partition("=")
    if not sign or not key.strip():
        raise Refusal("sources.setting_wrong", setting=name, instead="pairs")
    return key.strip(), value.strip()


def _still_kept(kept: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, str]:
    """Who may change a feed may not have its passwords sent to a server of his own."""
    if kept.get("kind") != told["kind"] or _servers(kept) != _servers(told):
        return {}
    sealed = _secrets(kept)
    if (kept.get("sign_in") or {}).get("kind") != (told.get("sign_in") or {}).get("kind"):
        return {name: one for name, one in sealed.items() if not name.startswith("sign_in-")}
    return sealed


def _servers(source: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Whom a source signs in to."""
    addresses = [source.get("url"), *(source.get("start") or ()), (source.get("sign_in") or {}).get("page")]
    return {(source.get("host", ""), str(source.get("port", _usual_port(source))))} | {
        _server(one) for one in addresses if one
    }


def _usual_port(source: Mapping[str, Any]) -> int:
    """Who leaves the port empty means the one that the kind has."""
    ports: list[Any] = [one.default for one in fields(KINDS[source["kind"]]) if one.name == "port"]
    return int(ports[0]) if ports else 0


def _server(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address)
    except ValueError:  # no address at all, as the check of the setting will say
        return address, ""
    return parts.scheme, parts.netloc


def _secrets(source: Mapping[str, Any], within: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in source.items():
        if isinstance(value, dict) and name in _WITHIN:
            found |= _secrets(value, f"{within}{name}-")
        elif isinstance(value, dict) and name not in _PAIRS:
            found[within + name] = value["sealed"]
    return found


def _put(told: dict[str, Any], name: str, value: Any) -> None:
    """Where nothing was entered."""
    outer, _, inner = name.rpartition("-")
    within = told[outer] if outer else told
    within.setdefault(inner, value)
