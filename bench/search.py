"""Finding products by what buyers type: whole numbers, beginnings, parts, words, words with numbers, mistyped words.

The floor is one index probe for the same text by someone who knows what kind of thing was typed: no ranks, no second
guess, the same cap.
"""

import random
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from psycopg import Cursor

from bench.measuring import Result, counted, parser, percentile, say, timed
from optom.domain.catalog import queries as catalog
from optom.domain.catalog.models import Code
from optom.domain.catalog.rules import normalise_code, plain_words

ROUNDS = 80
WORDS = ("подшипник", "подшипники роликовые", "ремни зубчатые", "сальник", "болт оцинкованный")
MISTYPED = ("пдшипник", "рмень", "сальнек", "болтт оцинковный")
Typed = Callable[[random.Random], str]

_WHOLE = "select product_id from catalog_code where norm = %(code)s limit 10000"
_BEGINNING = "select product_id from catalog_code where norm like %(beginning)s limit 10000"
_PART = """
select product_id from catalog_code where (case when not (kind = 'b') then norm end) like %(part)s limit 10000"""
_WORDS = "select id from catalog_product where words @@ to_tsquery('russian', %(words)s) limit 10000"
_NEAREST = """
select w.word from catalog_word w where w.word %% %(typed)s order by similarity(w.word, %(typed)s) desc limit 1"""


def main(argv: Sequence[str]) -> int:
    """Measure every case and print it."""
    options = parser("search", __doc__ or "").parse_args(argv)
    say(
        (_measured(name, typed, floor, options.size) for name, (typed, floor) in _cases().items()), as_json=options.json
    )
    return 0


def _cases() -> dict[str, tuple[Typed, str]]:
    articles, crosses = _codes("a"), _codes("c")
    return {
        "a whole article": (lambda dice: dice.choice(articles), _WHOLE),
        "with dashes and dots": (lambda dice: "-".join(_halves(dice.choice(articles))), _WHOLE),
        "a cross-number": (lambda dice: dice.choice(crosses), _WHOLE),
        "the first 4 signs": (lambda dice: dice.choice(articles)[:4], _BEGINNING),
        "3 signs of the middle": (lambda dice: dice.choice(articles)[1:4], _PART),
        "5 signs of the middle": (lambda dice: dice.choice(articles)[1:6], _PART),
        "words": (lambda dice: dice.choice(WORDS), _WORDS),
        "a word and a number": (lambda dice: f"{dice.choice(WORDS)} {dice.choice(articles)[:4]}", _PART),
        "mistyped words": (lambda dice: dice.choice(MISTYPED), _NEAREST),
    }


def _codes(kind: str) -> list[str]:
    return list(Code.objects.filter(kind=kind).order_by("id").values_list("norm", flat=True)[:5000])


def _halves(code: str) -> tuple[str, str]:
    return code[: len(code) // 2].lower(), code[len(code) // 2 :].lower()


def _measured(name: str, typed: Typed, floor: str, size: str) -> Result:
    """Both sides in turn on the same texts."""
    dice = random.Random(name)  # noqa: S311 -- the same texts every time
    ours, theirs = [], []
    statements = 0
    for text in [typed(dice) for _ in range(ROUNDS)]:
        with counted() as sent:
            ours.append(timed(lambda: catalog.search(text)))  # noqa: B023 -- called now
        statements = max(statements, len(sent))
        theirs.append(timed(lambda: _by_hand(floor, text)))  # noqa: B023 -- called now
    p50, low = percentile(ours, 50), percentile(theirs, 50)
    return Result("search", name, size, p50, percentile(ours, 95), 1000 / p50, low, p50 / low, statements)


def _by_hand(statement: str, text: str) -> list[Any]:
    """The rows of the floor; of a text with words and a number it knows that the last is the number."""
    code = normalise_code(text.rsplit(maxsplit=1)[-1] if statement is _PART else text)
    values = {
        "code": code,
        "beginning": f"{code}%",
        "part": f"%{code}%",
        "words": " & ".join(f"{word}:*" for word in plain_words(text)),
        "typed": plain_words(text)[0] if plain_words(text) else "",
    }
    with Cursor(connection.connection) as cursor:
        return cursor.execute(statement, values).fetchall()
