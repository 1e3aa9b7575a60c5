"""Groups of goods that name their parents, as paths in words."""

from typing import Final

_DEEPEST: Final = 20  # who is his own grandparent ends here


class Groups:
    """They may be heard in any order before the first path is asked for."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, str]] = {}
        self._paths: dict[str, str] = {}

    def hear(self, identifier: str, name: str, parent: str) -> None:
        self._known[identifier] = (name, parent)

    def path(self, identifier: str) -> str:
        """As "Bearings/Ball bearings"; empty for a group that nobody has told of."""
        if identifier not in self._paths:
            self._paths[identifier] = "/".join(self._names(identifier))
        return self._paths[identifier]

    def _names(self, identifier: str) -> list[str]:
        names: list[str] = []
        while identifier in self._known and len(names) < _DEEPEST:
            name, identifier = self._known[identifier]
            names.insert(0, name)
        return names
