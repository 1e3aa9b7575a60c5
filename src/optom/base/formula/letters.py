"""Letters made small and capital as the database makes them: each by itself, into one.

Python makes SS of ß and looks at the end of a word for Σ, and then a brand would equal another here and not there.
"""


def lower(text: str) -> str:
    """In small letters."""
    return "".join(letter.lower()[0] for letter in text)


def upper(text: str) -> str:
    """In capital letters; one that would become several stays."""
    return "".join(next(one for one in (letter.upper(), letter.title(), letter) if len(one) == 1) for letter in text)
