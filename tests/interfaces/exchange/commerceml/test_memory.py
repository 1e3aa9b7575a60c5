"""A long export costs no more memory than a short one."""

import tracemalloc
from collections.abc import Iterable
from pathlib import Path

import pytest

from optom.interfaces.exchange.commerceml.reader import read
from optom.interfaces.exchange.commerceml.reading import Reading
from optom.interfaces.exchange.commerceml.records import ProductRead
from optom.interfaces.exchange.commerceml.sources import Source

from .exports import product

_MEGABYTE = 2**20


def long_export(path: Path, products: int) -> Source:
    """Cards of about a kilobyte each, as 1C writes them."""
    inside = "<Группы><Ид>g</Ид></Группы>" + "<ЗначенияСвойств>" + (
        "<ЗначенияСвойства><Ид>color</Ид><Значение>Синий</Значение></ЗначенияСвойства>" * 5
    ) + "</ЗначенияСвойств>"  # fmt: skip
    with path.open("w") as file:
        file.write('<КоммерческаяИнформация><Каталог СодержитТолькоИзменения="false"><Товары>\n')
        for number in range(products):
            file.write(product(f"p{number}", inside, name=f"Болт {number}", article=f"A-{number}") + "\n")
        file.write("</Товары></Каталог></КоммерческаяИнформация>")
    return Source(path.name, lambda: path.open("rb"))


def resident() -> int:
    """Bytes of this process in memory, what libxml2 holds included."""
    with Path("/proc/self/statm").open() as file:
        return int(file.read().split()[1]) * 4096


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no /proc to look at the process's memory")
def test_thirty_megabytes_are_read_in_flat_memory(tmp_path: Path) -> None:
    source = long_export(tmp_path / "import.xml", 30_000)
    assert (tmp_path / "import.xml").stat().st_size > 30 * _MEGABYTE
    peaks = [resident() for number, _ in enumerate(read(source)) if number % 3_000 == 0]
    assert max(peaks) - peaks[0] < 8 * _MEGABYTE


def test_rows_wait_on_disk_and_not_in_memory(tmp_path: Path) -> None:
    source = long_export(tmp_path / "import.xml", 10_000)
    tracemalloc.start()
    with Reading(lambda _row: None) as reading:
        reading.read([source])
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 8 * _MEGABYTE
        assert many(reading.products) == many(reading.products) == 10_000


def many(rows: Iterable[tuple[str, ProductRead]]) -> int:
    return sum(1 for _ in rows)
