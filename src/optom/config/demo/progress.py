"""What is told while the demo firm is made: a bar in a terminal, plain lines elsewhere."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from tqdm import tqdm


class Out(Protocol):
    """Where progress is told: a stream, or the output of a command."""

    def write(self, text: str, /) -> object: ...

    def isatty(self) -> bool: ...


class Progress:
    """Stages of known length, one after another."""

    def __init__(self, out: Out | None) -> None:
        self._out = out
        self._bar: Any = None

    @contextmanager
    def stage(self, name: str, steps: int = 1) -> Iterator[None]:
        """A part of the work; without any ``step`` inside, its end is the only one."""
        started = time.monotonic()
        if self._out is not None and self._out.isatty():
            self._bar = tqdm(total=steps, desc=f"{name:<22}", file=self._out, unit_scale=True, leave=True)
        yield
        self._close(name, time.monotonic() - started)

    def step(self, done: int = 1) -> None:
        """So much more of the stage is done."""
        if self._bar is not None:
            self._bar.update(done)

    def _close(self, name: str, seconds: float) -> None:
        if self._bar is not None:
            self._bar.update(self._bar.total - self._bar.n)
            self._bar.close()
            self._bar = None
        elif self._out is not None:
            self._out.write(f"{name}: {seconds:.1f} s\n")
