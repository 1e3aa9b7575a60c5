"""What somebody typed into the one search: a text, the number that it may name, the sum that it may be."""

import re
from dataclasses import dataclass
from decimal import Decimal

LONGEST = 100
_GREATEST = 18  # digits of a key: a bigint has 19
_SHORTEST = 3  # letters of a part: fewer are in every second text, and no index knows them
_LAST = "\U0010ffff"  # after it no text goes on
# "№ 534", "#534", "заказ № 534", "invoice 118": the number stands last
_NUMBERED = re.compile(r"(?:[^\W\d]+\.?\s+){0,3}(?:№|#|N\s|No\.?\s)?\s*(?P<number>\S*\d\S*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sought:
    """The text without needless spaces, and what may be meant by it. Patterns are those of ``like``."""

    text: str
    sum: Decimal | None = None

    @property
    def number(self) -> str:
        """The number of an order or of a paper that the text names; empty where it names none."""
        match = _NUMBERED.fullmatch(self.text)
        return match["number"] if match else ""

    @property
    def id(self) -> int | None:
        """The number as the key of a row."""
        number = self.number
        is_key = number.isascii() and number.isdigit() and len(number) <= _GREATEST
        return int(number) if is_key else None

    @property
    def part(self) -> str | None:
        """What has the text in it; None where the text is too short to be looked for."""
        return f"%{_escaped(self.text)}%" if len(self.text) >= _SHORTEST else None

    @property
    def beginning(self) -> str | None:
        """What begins with the number."""
        return f"{_escaped(self.number)}%" if self.number else None

    @property
    def until(self) -> str:
        """The first text, in order of bytes, after all that begin with the number; a short one stands for itself."""
        return self.number + (_LAST if len(self.number) >= _SHORTEST else "\x01")


def sought(text: str, total: Decimal | None = None) -> Sought:
    """What a typed text may mean."""
    return Sought(" ".join(text.replace("\0", "").split())[:LONGEST].strip(), total)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
