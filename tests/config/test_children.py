"""A process of ours that has ended says why."""

import tracemalloc
from pathlib import Path

import pytest

from optom.config.children import Child, Died, watch

LONG_LOG = 200 * 1024 * 1024


def test_the_last_words_of_a_process_are_read_without_the_whole_of_its_log(tmp_path: Path) -> None:
    log = tmp_path / "child.log"
    child = Child("child", "no-such-command", log=log)
    child.begin()
    with log.open("ab") as file:
        file.truncate(LONG_LOG)  # a hole: it takes no room on the disk
    tracemalloc.start()
    try:
        with pytest.raises(Died, match="no-such-command"):
            watch([child])
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        child.stop()
    assert most < LONG_LOG / 10
