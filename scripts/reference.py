# ruff: noqa: INP001 -- a script, not a package
"""Write what `docs/reference` tells out of declarations: commands, rights and desks. `make docs` does it.

Keys and filters are written by a test of the front end, out of the list that `?` shows (`docs/reference/keys.md`).
"""

import argparse
import os
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "reference"
LANGUAGES = ("en", "ru")


def main() -> int:
    """Write the pages."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "optom.config.settings")
    import django  # noqa: PLC0415 -- it reads the settings

    django.setup()
    for name, text in pages().items():
        (FOLDER / name).write_text(text)
    return 0


def pages() -> Mapping[str, str]:
    """The pages that are written, by their names."""
    return {"commands.md": _commands(), "formulas.md": _formulas(), "rights.md": _rights()}


def _commands() -> str:
    from optom.config import cli  # noqa: PLC0415 -- the settings have to be known before

    parser = cli.parser()
    rows = [(f"`optom {name} {_given(sub)}`".replace(" `", "`"), told) for name, sub, told in _subcommands(parser)]
    loads = [(f"`optom import {name} FILE...`", _help(f"import_{name}")) for name in _formats(parser)]
    acts = [(f"`optom policy {name} {_given(sub)}`", told) for name, sub, told in _acts("policy")]
    others = [(f"`optom manage {name}`", _help(name)) for name in ("administrator",)]
    return _page(
        "Commands",
        f"{parser.description} `optom COMMAND --help` tells the rest.",
        _table(("command", "what it does"), rows),
        "## Loads",
        _table(("command", "what it does"), loads),
        "## The policy of prices",
        _table(("command", "what it does"), acts),
        "## For the administrator",
        _table(("command", "what it does"), others),
    )


def _formulas() -> str:
    from django.utils import translation  # noqa: PLC0415 -- the settings have to be known before

    from optom.base.formula.checking import LOOKUP  # noqa: PLC0415
    from optom.base.formula.functions import FUNCTIONS  # noqa: PLC0415
    from optom.interfaces.kit.words.functions import FUNCTION_WORDS  # noqa: PLC0415

    def row(one: Any, language: str) -> tuple[str, str]:
        with translation.override(language):
            takes, does = FUNCTION_WORDS[one.name]
            return f"`{one.called(language)}({takes})`", str(does)

    functions = (*FUNCTIONS, LOOKUP)
    return _page(
        "Functions of formulas",
        "[Formulas](../algorithms/formulas.md) tells the language by examples.",
        _table(("function", "what it does"), [row(one, "en") for one in functions]),
        "## По-русски",
        _table(("функция", "что она делает"), [row(one, "ru") for one in functions]),
    )


def _subcommands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser, str]]:
    for action in parser._actions:  # noqa: SLF001 -- argparse tells them nowhere else
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            told = {one.dest: one.help or "" for one in action._choices_actions}  # noqa: SLF001
            yield from ((name, sub, told[name]) for name, sub in action.choices.items())


def _acts(command: str) -> list[tuple[str, argparse.ArgumentParser, str]]:
    from django.core.management import get_commands, load_command_class  # noqa: PLC0415

    return list(_subcommands(load_command_class(str(get_commands()[command]), command).create_parser("optom", command)))


def _given(sub: argparse.ArgumentParser) -> str:
    usage = sub.format_usage().split(sub.prog, 1)[1]
    return " ".join(usage.replace("[-h]", "").split())


def _formats(parser: argparse.ArgumentParser) -> list[str]:
    sub = next(sub for name, sub, _told in _subcommands(parser) if name == "import")
    return next(list(action.choices) for action in sub._actions if action.dest == "format" and action.choices)  # noqa: SLF001


def _help(command: str) -> str:
    from django.core.management import get_commands, load_command_class  # noqa: PLC0415

    return str(load_command_class(str(get_commands()[command]), command).help)


def _rights() -> str:
    from optom.domain.accounts.rules import DESKS  # noqa: PLC0415
    from optom.domain.companies.rules import ACTS, PRESETS, RIGHTS  # noqa: PLC0415

    desks = sorted({desk for may in DESKS.values() for desk in may})
    takes = {right: [act.replace("_", " ") for act, needed in ACTS.items() if needed == right] for right in RIGHTS}
    return _page(
        "Rights, roles and desks",
        "A person of a client has rights in its company: those of a role, or some of his own. Who works for the firm\n"
        "has desks. What is not marked is refused, and the refusal says whom to ask"
        " ([ADR 0017](../adr/0017-rights-are-judged-in-one-place-and-kept-in-two.md)).",
        "## People of clients",
        _table(
            ("right", "по-русски", *(", ".join(_both("role", role)) for role in PRESETS), "acts that take it"),
            [(*_both("right", right), *_marks(right, PRESETS.values()), ", ".join(takes[right])) for right in RIGHTS],
        ),
        "## People of the firm",
        _table(
            ("act", *(", ".join(_both("desks", desk)) for desk in desks)),
            [(act.replace("_", " "), *_marks(act, _acts_of(desks, DESKS))) for act in DESKS],
        ),
    )


def _acts_of(desks: Collection[str], may: Mapping[str, Collection[str]]) -> list[set[str]]:
    return [{act for act, who in may.items() if desk in who} for desk in desks]


def _marks(one: str, sets: Collection[Collection[str]]) -> Iterator[str]:
    yield from ("✓" if one in each else "" for each in sets)


def _both(kind: str, code: str) -> list[str]:
    """The word in English and in Russian."""
    from django.utils import translation  # noqa: PLC0415

    from optom.interfaces.kit.words import named  # noqa: PLC0415

    words = []
    for language in LANGUAGES:
        with translation.override(language):
            words.append(named(kind, code))
    return words


def _page(title: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", "<!-- written by scripts/reference.py -->", *parts]) + "\n"


def _table(heads: Collection[str], rows: Collection[Collection[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
