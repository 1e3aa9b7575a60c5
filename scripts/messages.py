# ruff: noqa: INP001 -- a script, not a package
"""Collect every text of the screens into the Russian catalog; what is translated already stays.

Run it after texts have changed: `.venv/bin/python scripts/messages.py`. It needs no gettext tools. Texts that nobody
says any more are dropped; those without Russian words are listed, and the exit code tells that there are some.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1] / "src" / "optom"
CATALOG = SOURCE / "locale" / "ru" / "LC_MESSAGES" / "django.po"
PLURALS = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
WORDS: dict[str, None] = dict.fromkeys(
    ["_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext"]
)
_WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext"}


def main() -> int:
    """Write the catalog anew."""
    settings.configure()
    known = read_po(CATALOG.open("rb"), locale="ru") if CATALOG.exists() else Catalog(locale="ru")
    made = Catalog(locale="ru", project="Optom", charset="utf-8")
    for path, function, texts in said():
        _add(made, known, path, function, texts)
    CATALOG.parent.mkdir(parents=True, exist_ok=True)
    with CATALOG.open("wb") as file:
        file.write(_head().encode())
        body = io.BytesIO()
        write_po(body, made, omit_header=True, sort_output=True, width=110)
        file.write(body.getvalue())
    missing = [message.id for message in made if message.id and not all(_strings(message.string))]
    sys.stdout.write("".join(f"{text!r}\n" for text in missing))
    return 1 if missing else 0


def said() -> Iterator[tuple[Path, str, list[str]]]:
    """Every call of gettext in Python and in templates: the file, the function, its texts."""
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("templates/**/*.html")]):
        source = path.read_text(encoding="utf-8")
        text = templatize(source) if path.suffix == ".html" else source
        for _line, function, texts, _comments in extract_python(io.BytesIO(text.encode()), WORDS, [], {}):
            given = cast("str | tuple[str | None, ...]", texts)  # a text alone comes bare, whatever its type says
            yield path, str(function), [one for one in ((given,) if isinstance(given, str) else given) if one]


def _add(made: Catalog, known: Catalog, path: Path, function: str, texts: list[str]) -> None:
    context = texts.pop(0) if function in _WITH_CONTEXT else None
    if not texts:
        return
    is_plural = function.lstrip("p").startswith("ng") and len(texts) > 1
    key = (texts[0], texts[1]) if is_plural else texts[0]
    before = known.get(texts[0], context)
    string = before.string if before else (("", "", "") if is_plural else "")
    made.add(key, string, locations=[(str(path.relative_to(SOURCE)), 0)], context=context)


def _strings(one_or_more: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [one_or_more] if isinstance(one_or_more, str) else list(one_or_more or [""])


def _head() -> str:
    lines = ["Language: ru", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"]
    lines += ["Content-Transfer-Encoding: 8bit", f"Plural-Forms: {PLURALS}"]
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
