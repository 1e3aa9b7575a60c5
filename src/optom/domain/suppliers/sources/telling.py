"""Terms of a source as JSON, both ways, and what is wrong with them. Secrets are sealed in JSON too."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from optom.base.refusal import Refusal, refuse_all
from optom.base.secrets import Secret

from .terms import KINDS, SIGN_INS, Paging, PagingKind, Sftp, Terms

_NAMED: Mapping[str, type[Any]] = {**KINDS, **SIGN_INS}
_KIND_OF = {made: kind for kind, made in _NAMED.items()}


def as_json(terms: Terms) -> dict[str, Any]:
    """A value that JSON can hold, with its ``kind``."""
    told: dict[str, Any] = _plain(terms)
    return told


def of_json(told: Any) -> Terms:
    """The terms that `as_json` wrote, or that a form made: checked. Refuses every wrong setting by its name."""
    made = KINDS.get(str(told.get("kind"))) if isinstance(told, dict) else None
    if made is None:
        raise Refusal("sources.kind_unknown")
    return checked(_made(made, told, ""))


def checked(terms: Terms) -> Terms:
    """The same terms. Refuses ``sources.setting_missing`` and ``sources.setting_wrong`` (setting, instead)."""
    refuse_all(_faults(terms, ""))
    return terms


def _plain(value: Any) -> Any:
    match value:
        case Secret():
            return {"sealed": value.sealed}
        case StrEnum():
            return value.value
        case tuple():
            return [_plain(one) for one in value]
        case _ if is_dataclass(value):
            told = {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
            kind = _KIND_OF.get(type(value))
            return {"kind": kind, **told} if kind else told
    return value


def _hints(made: type[Any]) -> dict[str, Any]:
    return get_type_hints(made)


def _made(made: type[Any], told: Mapping[str, Any], within: str) -> Any:
    """A value of a class from what is told; what is not told is as the class has it."""
    values, faults = {}, []
    hints = _hints(made)
    for one in fields(made):
        if one.name in told:
            try:
                values[one.name] = _value(hints[one.name], told[one.name], within + one.name)
            except Refusal as refusal:
                faults.append(refusal)
    faults += [
        Refusal("sources.setting_missing", setting=within + one.name)
        for one in fields(made)
        if one.default is MISSING and one.name not in told
    ]
    refuse_all(faults)
    return made(**values)


def _value(hint: Any, told: Any, setting: str) -> Any:
    """What is told, as a value of the type; refuses what is of another type."""
    kinds = [one for one in get_args(hint) if one is not NoneType] if isinstance(hint, UnionType) else [hint]
    if told is None and isinstance(hint, UnionType) and NoneType in get_args(hint):
        return None
    if kinds[0] is Secret:
        return Secret(_of_type(str, told.get("sealed") if isinstance(told, dict) else None, setting))
    if is_dataclass(kinds[0]):
        return _made(_class_of(kinds, told, setting), told, f"{setting}-")
    return _simple(kinds[0], told, setting)


def _class_of(kinds: list[Any], told: Any, setting: str) -> type[Any]:
    """The only class that may stand here, or that of the ``kind`` told."""
    if not isinstance(told, dict):
        raise Refusal("sources.setting_wrong", setting=setting, instead="type")
    made = kinds[0] if len(kinds) == 1 else _NAMED.get(str(told.get("kind")))
    if made is None or made not in kinds:
        raise Refusal("sources.setting_wrong", setting=setting, instead="choice")
    return made


def _simple(hint: Any, told: Any, setting: str) -> Any:
    if get_origin(hint) is tuple:
        return tuple(_of_type(str, one, setting) for one in _of_type(list, told, setting))
    if get_origin(hint) is dict:
        return {name: _of_type(str, one, setting) for name, one in _of_type(dict, told, setting).items()}
    if issubclass(hint, StrEnum):
        if told not in list(hint):
            raise Refusal("sources.setting_wrong", setting=setting, instead="choice")
        return hint(told)
    return _of_type(hint, told, setting)


def _of_type(kind: type[Any], told: Any, setting: str) -> Any:
    """True is no number, though Python says it is one."""
    if type(told) is not kind:
        raise Refusal("sources.setting_wrong", setting=setting, instead="type")
    return told


def _faults(value: Any, within: str) -> Iterator[Refusal]:
    for one in fields(value):
        told = getattr(value, one.name)
        if is_dataclass(told) and not isinstance(told, Secret):
            yield from _faults(told, f"{within}{one.name}-")
        elif one.metadata.get("needed") and not told:
            yield Refusal("sources.setting_missing", setting=within + one.name)
        elif "check" in one.metadata and (instead := one.metadata["check"](told)):
            yield Refusal("sources.setting_wrong", setting=within + one.name, instead=instead)
    yield from _faults_between(value, within)


def _faults_between(value: Any, within: str) -> Iterator[Refusal]:
    """What one setting asks of another."""
    match value:
        case Sftp(password=None, key=None):
            yield Refusal("sources.setting_missing", setting=f"{within}password")
        case Paging(kind=PagingKind.PAGE | PagingKind.OFFSET | PagingKind.CURSOR, parameter=""):
            yield Refusal("sources.setting_missing", setting=f"{within}parameter")
        case Paging(kind=PagingKind.CURSOR | PagingKind.ADDRESS, path=""):
            yield Refusal("sources.setting_missing", setting=f"{within}path")
