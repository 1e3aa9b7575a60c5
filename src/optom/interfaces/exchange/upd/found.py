"""What is wrong with a title."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """``rule`` is the number of a condition, "XSD" for what the schema itself says; ``place`` a path into the file."""

    rule: str
    place: str
    says: str

    def __str__(self) -> str:
        return f"правило {self.rule}, {self.place}: {self.says}"
