"""Rows on disk between reading and loading: everything is read before anything is written, in flat memory."""

import pickle
from collections.abc import Iterator
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Any, Generic, Self, TypeVar

Row = TypeVar("Row")
_BATCH = 1000


class Spool(Generic[Row]):
    """Append rows, then walk over them as often as needed. A batch is pickled at once: its strings are shared.

    What is unpickled was pickled by this very process into a file that has no name.
    """

    def __init__(self) -> None:
        self._file: IO[bytes] = TemporaryFile()  # noqa: SIM115 -- closed by our own context
        self._batch: list[Row] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def append(self, row: Row) -> None:
        self._batch.append(row)
        if len(self._batch) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        if self._batch:
            pickle.dump(self._batch, self._file, protocol=pickle.HIGHEST_PROTOCOL)
            self._batch = []

    def __iter__(self) -> Iterator[Row]:
        self._flush()
        self._file.seek(0)
        while (batch := self._next()) is not None:
            yield from batch

    def _next(self) -> Any | None:
        try:
            return pickle.load(self._file)  # noqa: S301 -- see above
        except EOFError:
            return None
