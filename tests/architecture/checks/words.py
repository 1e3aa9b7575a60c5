"""Every refusal that can be raised has words, and every word on the screens is spoken in Russian too."""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from .house import House, Violation, parsed

CATALOG = Path("locale/ru/LC_MESSAGES/django.po")
_CODE = re.compile(r"[a-z]+(?:_[a-z]+)*\.[a-z0-9_]+")
_SAID = re.compile(r"\b(?=(\w+\.\w+)\b)")  # whatever may be a code, also within a longer chain of words
_SINGLE = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop"})
_PLURAL = frozenset({"ngettext", "ngettext_lazy"})
_WITH_CONTEXT = frozenset({"pgettext", "pgettext_lazy"})
_TEXT = r"""(u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")"""
_IN_TEMPLATE = re.compile(rf"(?<!\w)(_|gettext|ngettext|pgettext|npgettext)\(\s*{_TEXT}(?:\s*,\s*{_TEXT})?")
_PLACE = re.compile(r"%\(\w+\)|\{\w+[^{}]*\}")


@dataclass(frozen=True)
class Message:
    """A text that a screen says, as the source writes it."""

    text: str
    context: str | None
    path: Path
    line: int


def refusals_without_words(house: House) -> list[Violation]:
    """Codes that are raised and not in the table of words: the buyer would be told a code."""
    known = set(_codes_with_words(house))
    return [
        house.violation(path, line, f"the refusal {code!r} has no words in interfaces/kit/words")
        for path, line, code in _raised(house)
        if code not in known
    ]


def words_without_refusal(house: House) -> list[Violation]:
    """Words for a code that nothing raises any more."""
    words = set(_files_of_words(house))
    said = {
        code
        for path in sorted(house.source.rglob("*"))
        if path.suffix in {".py", ".sql"} and path not in words
        for code in _SAID.findall(path.read_text(encoding="utf-8"))
    }
    return [
        house.violation(next(iter(words)), line, f"nothing raises {code!r}: remove its words")
        for code, line in _codes_with_words(house).items()
        if code not in said
    ]


def _raised(house: House) -> Iterator[tuple[Path, int, str]]:
    """Codes written as the first argument of a Refusal, and as values of a table `{constraint: code}`."""
    for path in house.python():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and node.args and _name(node.func) == "Refusal":
                yield from ((path, node.lineno, code) for code in _literals(node.args[0]))


def _literals(node: ast.expr) -> Iterator[str]:
    """Texts that an expression may be: `"a.b"`, `"a.b" if late else "a.c"`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def _files_of_words(house: House) -> list[Path]:
    kit = house.source / "interfaces" / "kit"
    return [path for path in [kit / "words.py", *sorted((kit / "words").rglob("*.py"))] if path.exists()]


def _codes_with_words(house: House) -> dict[str, int]:
    return {
        key.value: key.lineno
        for path in _files_of_words(house)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str) and _CODE.fullmatch(key.value)
    }


def untranslated(house: House) -> list[Violation]:
    """Texts of Python and templates without Russian words, or whose words lost a place for a fact."""
    with (house.source / CATALOG).open("rb") as file:
        catalog = read_po(file, locale="ru")
    return [
        house.violation(message.path, message.line, reason)
        for message in messages(house)
        if (reason := _objection(catalog, message))
    ]


def _objection(catalog: Catalog, message: Message) -> str | None:
    entry = catalog.get(message.text, message.context)
    if entry is None:
        return f"{message.text!r} is not in the Russian catalog"
    translations = _texts(entry.string)
    if entry.fuzzy or not all(translations):
        return f"{message.text!r} has no Russian words yet"
    places = {place for original in _texts(entry.id) for place in _PLACE.findall(original)}
    lost = [text for text in translations if not set(_PLACE.findall(text)) <= places]
    return f"{message.text!r} has places in Russian that the facts do not fill: {lost[0]!r}" if lost else None


def _texts(one_or_plural: str | Sequence[str] | None) -> list[str]:
    return [one_or_plural] if isinstance(one_or_plural, str) else list(one_or_plural or [""])


def messages(house: House) -> Iterator[Message]:
    """Every text given to gettext in Python and in templates."""
    for path in house.python():
        yield from _in_python(path)
    for path in sorted(house.source.rglob("templates/**/*")):
        if path.suffix in {".html", ".txt"}:
            yield from _in_template(path)


def _in_python(path: Path) -> Iterator[Message]:
    for node in ast.walk(parsed(path)):
        if not isinstance(node, ast.Call):
            continue
        texts = [text for argument in node.args for text in _literals(argument)]
        if texts and (found := _message(_name(node.func), texts)):
            yield Message(*found, path, node.lineno)


def _in_template(path: Path) -> Iterator[Message]:
    source = templatize(path.read_text(encoding="utf-8"))
    for match in _IN_TEMPLATE.finditer(source):
        texts = [ast.literal_eval(text) for text in match.groups()[1:] if text]
        name = match.group(1).replace("np", "p")
        if found := _message(name, texts):
            yield Message(*found, path, source.count("\n", 0, match.start()) + 1)


def _message(function: str, texts: list[str]) -> tuple[str, str | None] | None:
    """The text and the context of a call of gettext; None for any other call."""
    if function in _SINGLE | _PLURAL:
        return texts[0], None
    return (texts[1], texts[0]) if function in _WITH_CONTEXT and texts[1:] else None


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
