"""What the documents point to exists: files, headings, and paths of the source named in passing."""

import re
from collections.abc import Iterator
from pathlib import Path

from .house import House, Violation

_LINK = re.compile(r"!?\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
_PATH = re.compile(r"`((?:src|docs|tests|bench|frontend|\.ci)/[^`\s]*)`")
_COMMAND = re.compile(r"(?:`|^ {4}|^\$ |^)make((?: [a-z]+)+)")
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:")
_SAMPLE = frozenset("<>*{}…")


def broken_links(house: House) -> list[Violation]:
    """Links and named paths in Markdown that lead nowhere. Addresses of the network are not visited."""
    return [
        house.violation(path, line, reason)
        for path in documents(house)
        for line, text in _prose(path)
        for reason in _wrong_in(house, path, text)
    ]


def unknown_targets(house: House) -> list[Violation]:
    """`make` targets named in Markdown, in passing or in blocks of commands, that the Makefile does not have."""
    known = set(re.findall(r"^([\w-]+):(?!=)", (house.root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    return [
        house.violation(path, line, f"make {target}: the Makefile has no such target")
        for path in documents(house)
        for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for targets in _COMMAND.findall(text)
        for target in targets.split()
        if target not in known
    ]


def documents(house: House) -> list[Path]:
    """Markdown at the root and under docs."""
    return [*sorted(house.root.glob("*.md")), *sorted((house.root / "docs").rglob("*.md"))]


def _wrong_in(house: House, path: Path, text: str) -> Iterator[str]:
    for link in _LINK.findall(text):
        if not _ELSEWHERE.match(link) and (reason := _objection(path, link)):
            yield reason
    for named in _PATH.findall(text):
        if not _SAMPLE & set(named) and not (house.root / named.split(":")[0]).exists():
            yield f"{named} does not exist"


def _objection(path: Path, link: str) -> str | None:
    file, _, heading = link.partition("#")
    target = path.parent / file if file else path
    if not target.exists():
        return f"the link to {link} leads nowhere"
    if heading and target.suffix == ".md" and heading not in _headings(target):
        return f"{target.name} has no heading #{heading}"
    return None


def _headings(path: Path) -> set[str]:
    """Anchors as GitHub makes them: lower case, no punctuation, dashes for spaces."""
    return {_anchor(match.group(1)) for _, text in _prose(path) if (match := _HEADING.match(text))}


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _prose(path: Path) -> Iterator[tuple[int, str]]:
    """Lines outside fenced code, with their numbers."""
    fenced = False
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if text.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced:
            yield number, text
