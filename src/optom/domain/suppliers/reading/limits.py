"""How much of a supplier's file is read at all. Whatever is larger is an accident or an attack, and is refused."""

from typing import Final

from optom.base.refusal import Refusal

_MEGABYTE = 1024 * 1024
MOST_TEXT: Final = 500 * _MEGABYTE
MOST_WORKBOOK: Final = 100 * _MEGABYTE
MOST_UNPACKED: Final = 2048 * _MEGABYTE  # all parts of an archive or a workbook together
MOST_RATIO: Final = 400  # columns of equal prices pack 200 : 1; a bomb 1000 : 1
FREE_OF_RATIO: Final = 50 * _MEGABYTE  # what is small unpacked may be packed as tightly as it likes
MOST_PARTS: Final = 5_000
MOST_DEPTH: Final = 3
MOST_ROWS: Final = 2_000_000
MOST_COLUMNS: Final = 1_000


def refuse_large(size: int, most: int) -> None:
    """Refuses ``files.larger`` than ``most`` bytes."""
    if size > most:
        raise Refusal("files.larger", megabytes=-(-size // _MEGABYTE), most=most // _MEGABYTE)


def refuse_bomb(packed: int, unpacked: int, parts: int) -> None:
    """What an archive says of itself before it is opened. Refuses ``files.larger``, ``files.bomb``, ``files.parts``."""
    refuse_large(unpacked, MOST_UNPACKED)
    if unpacked > FREE_OF_RATIO and unpacked > packed * MOST_RATIO:
        raise Refusal("files.bomb", most=MOST_RATIO)
    if parts > MOST_PARTS:
        raise Refusal("files.parts", most=MOST_PARTS)


def refuse_long(rows: int) -> None:
    """Refuses ``files.long``."""
    if rows > MOST_ROWS:
        raise Refusal("files.long", most=MOST_ROWS)


def refuse_wide(columns: int) -> None:
    """Refuses ``files.wide``."""
    if columns > MOST_COLUMNS:
        raise Refusal("files.wide", most=MOST_COLUMNS)
