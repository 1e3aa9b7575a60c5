"""Finding products by what buyers type: whole numbers, beginnings, parts, words, words with numbers, mistyped words.

And all that the one search of portal and office finds while somebody types, each a request through the whole program.

The floor is one index probe for the same text by someone who knows what kind of thing was typed: no ranks, no second
guess, the same cap. Of the one search there is none: who types says nothing of what he means.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db import connection
from django.test import Client
from psycopg import Cursor

from bench.measuring import Result, counted, parser, percentile, say, timed
from bench.sheet import boss, busiest
from optom.domain.accounts.models import User
from optom.domain.catalog import queries as catalog
from optom.domain.catalog.models import Code
from optom.domain.catalog.rules import normalise_code, plain_words
from optom.domain.companies.models import Contract
from optom.domain.orders.models import Order

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
    say((*_of_goods(options.size), *_of_everything(options.size)), as_json=options.json)
    return 0


def _of_goods(size: str) -> Iterator[Result]:
    yield from (_measured(name, typed, floor, size) for name, (typed, floor) in _cases().items())


def _of_everything(size: str) -> Iterator[Result]:
    contract, buyer = busiest()
    for name, typed in _anything().items():
        yield _found(f"portal: {name}", typed, f"/c/{contract}/find/", buyer, size)
    for name, typed in (_anything() | _clients()).items():
        yield _found(f"office: {name}", typed, "/office/find/", boss(), size)


def _anything() -> dict[str, Typed]:
    articles = _codes("a")
    orders = list(Order.objects.order_by("-id").values_list("id", flat=True)[:5000])
    return {
        "an article": lambda dice: dice.choice(articles),
        "its first 3 signs": lambda dice: dice.choice(articles)[:3],
        "words": lambda dice: dice.choice(WORDS),
        "an order": lambda dice: f"заказ {dice.choice(orders)}",
        "a sum": lambda dice: f"{dice.randint(1_000, 999_999)},{dice.randint(0, 99):02}",
    }


def _clients() -> dict[str, Typed]:
    clients = list(Contract.objects.order_by("id").values_list("company__name", "company__inn")[:5000])
    return {
        "a part of a client's name": lambda dice: dice.choice(clients)[0][2:9],
        "a client's number": lambda dice: dice.choice(clients)[1],
    }


def _found(name: str, typed: Typed, address: str, user: int, size: str) -> Result:
    client = Client(headers={"Accept": "application/json"})
    client.force_login(User.objects.get(pk=user))
    dice = random.Random(name)  # noqa: S311 -- the same texts every time
    times, statements = [], 0
    for text in [typed(dice) for _ in range(ROUNDS)]:
        with counted() as sent:
            times.append(timed(lambda: _asked(client, address, text)))  # noqa: B023 -- called now
        statements = max(statements, len(sent))
    p50 = percentile(times, 50)
    return Result("search", name, size, p50, percentile(times, 95), 1000 / p50, statements=statements)


def _asked(client: Client, address: str, text: str) -> None:
    answer = client.get(address, {"q": text})
    assert answer.status_code == 200, (address, text, answer.content.decode()[:300])  # noqa: PLR2004


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
