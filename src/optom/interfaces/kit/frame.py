"""The workbook around a page: top line, tabs at the foot, status bar."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .sheets import Status


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go to; ``count`` waits there for who looks."""

    title: str
    url: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Tab:
    """A sheet of the workbook. ``count`` waits in it; ``tone`` is bad, calm or nothing; a "new" one is made by a press.

    ``is_target``: what is typed on another sheet goes there.

    Of drafts there may be more than have room: they, with the tab that adds one, scroll among the others.
    """

    title: str
    url: str
    current: bool = False
    count: int = 0
    tone: str = ""
    kind: str = ""
    hint: str = ""
    is_draft: bool = False
    is_target: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """All that stands around the page. ``home_finder`` finds what the sheet at ``search_url`` shows itself."""

    seller: str
    home: str
    person: str
    search_url: str
    search_hint: str
    find_url: str
    home_finder: str
    home_title: str
    context: str = ""
    contexts: Sequence[Link] = ()
    elsewhere: int = 0  # what waits for who looks in the other contexts
    menu: Sequence[Link] = ()
    tabs: Sequence[Tab] = ()
    status: Sequence[Status] = field(default_factory=tuple)
