"""What a file imports, with relative imports resolved to full names."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .house import House, parsed


@dataclass(frozen=True)
class Import:
    """`from module import name as alias` (name is None for `import module as alias`)."""

    module: str
    name: str | None
    alias: str
    line: int

    @property
    def dotted(self) -> str:
        """The full name of what is imported."""
        return f"{self.module}.{self.name}" if self.name else self.module


def imports_of(house: House, path: Path) -> Iterator[Import]:
    """Every import of a file, also those inside functions and under TYPE_CHECKING."""
    package = _package_of(house, path)
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (Import(a.name, None, a.asname or a.name, node.lineno) for a in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = _absolute(package, node)
            yield from (Import(module, a.name, a.asname or a.name, node.lineno) for a in node.names)


def _package_of(house: House, path: Path) -> tuple[str, ...]:
    return path.relative_to(house.source.parent).parent.parts


def _absolute(package: tuple[str, ...], node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    base = package[: len(package) - node.level + 1]
    return ".".join([*base, *([node.module] if node.module else [])])


def is_within(dotted: str, package: str) -> bool:
    """Whether a dotted name is the package itself or something in it."""
    return dotted == package or dotted.startswith(f"{package}.")
