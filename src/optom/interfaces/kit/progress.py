"""How far a long answer is: told by the process that makes it, asked by the page that waits for it.

Kept in the cache, which the web processes share; it is lost without harm.
"""

import secrets
import time
from dataclasses import dataclass

from django.core.cache import cache

_KEPT_SECONDS = 3600
_TOLD_EVERY = 0.5  # seconds: a page asks once in a second


@dataclass
class Progress:
    """``done`` of ``whole``; ``ticket`` names it, for one person alone."""

    person: str
    ticket: str
    whole: int
    done: int = 0
    told_at: float = 0.0

    @classmethod
    def begun(cls, person: object, whole: int) -> "Progress":
        """A new one."""
        made = cls(str(person), secrets.token_hex(8), whole)
        made.keep()
        return made

    @classmethod
    def known(cls, person: object, ticket: str, whole: int = 0) -> "Progress":
        """The one of this ticket; one that nobody asks for where the ticket is not his."""
        made = cls(str(person), ticket[:32], whole)
        kept = cache.get(made.key)
        if kept:
            made.whole, made.done = kept
        return made

    @property
    def key(self) -> str:
        """Where it is kept."""
        return f"progress:{self.person}:{self.ticket}"

    @property
    def is_over(self) -> bool:
        """Whether nothing is left, or nothing is known of it any more."""
        return self.done >= self.whole

    def tell(self, done: int) -> None:
        """So much is done."""
        self.done = done
        if done >= self.whole or time.monotonic() - self.told_at >= _TOLD_EVERY:
            self.told_at = time.monotonic()
            self.keep()

    def keep(self) -> None:
        """For whoever asks."""
        cache.set(self.key, (self.whole, self.done), _KEPT_SECONDS)
