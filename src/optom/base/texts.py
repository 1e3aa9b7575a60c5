"""What people write: how long it may be, and which letters nobody tells apart."""

from .refusal import Refusal

# Cyrillic letters that look Latin: a buyer types "С-3150" and the maker prints "C-3150".
TWINS = str.maketrans("АВЕЁКМНОРСТУХІЅЈ", "ABEEKMHOPCTYXISJ")


def too_long(**fields: tuple[str, int]) -> list[Refusal]:
    """`input.too_long` for each field whose text exceeds its number of signs: ``too_long(name=(name, 120))``."""
    return [
        Refusal("input.too_long", field=name, length=len(text.strip()), most=most)
        for name, (text, most) in fields.items()
        if len(text.strip()) > most
    ]
