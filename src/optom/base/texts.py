"""What people write: how long it may be."""

from .refusal import Refusal


def too_long(**fields: tuple[str, int]) -> list[Refusal]:
    """`input.too_long` for each field whose text exceeds its number of signs: ``too_long(name=(name, 120))``."""
    return [
        Refusal("input.too_long", field=name, length=len(text.strip()), most=most)
        for name, (text, most) in fields.items()
        if len(text.strip()) > most
    ]
