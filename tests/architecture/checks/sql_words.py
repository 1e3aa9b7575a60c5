"""A light reader of SQL: which relations a text reads, which it writes, which functions it calls.

It is no parser. It drops comments, strings and placeholders and walks the words that are left, which is enough to
tell `insert into stock_move` from `join stock_move`; a query that fools it is a query hard to read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_WORDS = re.compile(
    r"""
    (?P<comment>--[^\n]*|/\*.*?\*/)
    |(?P<string>[eE]?'(?:[^']|'')*')
    |(?P<placeholder>%\(\w+\)s|%%)
    |(?P<word>"[^"]+"|[^\W\d]\w*(?:\.(?:"[^"]+"|\w+|\*))*)
    |(?P<mark>[(),;])
    """,
    re.VERBOSE | re.DOTALL,
)
_READS = frozenset({"from", "join", "using"})
_WRITES = frozenset({"into", "update", "table", "copy", "truncate"})
_NOISE = frozenset({"only", "lateral", "if", "exists", "not", "table"})
_ENDS = frozenset(
    (
        *("where", "group", "order", "having", "limit", "offset", "union", "except", "intersect", "returning", "set"),
        *("on", "join", "left", "right", "inner", "full", "cross", "natural"),
        *("window", "for", "when", "values", "select", "fetch"),
    ),
)
_FROM_INSIDE = frozenset({"extract", "substring", "trim", "overlay"})


@dataclass(frozen=True)
class Mention:
    """A name in a statement and the line where it stands (the first is 1)."""

    name: str
    line: int


@dataclass
class Reading:
    """What a text of SQL touches; names of its own WITH queries are left out."""

    reads: list[Mention] = field(default_factory=list)
    writes: list[Mention] = field(default_factory=list)
    calls: list[Mention] = field(default_factory=list)
    words: list[Mention] = field(default_factory=list)


def words_of(text: str) -> list[Mention]:
    """Words and brackets of a statement in lower case, without comments, strings and placeholders."""
    return [
        Mention(match.group().replace('"', "").lower(), text.count("\n", 0, match.start()) + 1)
        for match in _WORDS.finditer(text)
        if match.lastgroup in {"word", "mark"}
    ]


def reading(text: str) -> Reading:
    """The relations and functions that the statements of a text touch."""
    found = Reading(words=words_of(text))
    words, own = found.words, _with_names(found.words)
    for index, word in enumerate(words):
        if word.name in _WRITES and _is_verb(words, index):
            found.writes += [name for name in _named(words, index) if name.name not in own]
        elif word.name in _READS and not _is_part_of_expression(words, index):
            (found.writes if _is_delete(words, index) else found.reads).extend(
                name for name in _relations(words, index) if name.name not in own
            )
        elif _is_call(words, index) and word.name not in own:
            found.calls.append(word)
    return found


def _at(words: list[Mention], index: int) -> str:
    return words[index].name if 0 <= index < len(words) else ""


def _with_names(words: list[Mention]) -> set[str]:
    """`with NAME as (`, `, NAME (a, b) as materialized (`: names that are no relations of the database."""
    return {
        words[index].name
        for index in range(len(words))
        if _at(words, index - 1) in {"with", "recursive", ","} and _opens_with(words, index + 1)
    }


def _opens_with(words: list[Mention], index: int) -> bool:
    if _at(words, index) == "(":
        index = _after_bracket(words, index)
    if _at(words, index) != "as":
        return False
    return next(name for name in _names_from(words, index + 1) if name not in {"not", "materialized"}) == "("


def _names_from(words: list[Mention], index: int) -> Iterator[str]:
    yield from (word.name for word in words[index:])
    yield ""


def _after_bracket(words: list[Mention], index: int) -> int:
    depth = 0
    for place in range(index, len(words)):
        depth += {"(": 1, ")": -1}.get(words[place].name, 0)
        if not depth:
            return place + 1
    return len(words)


def _is_verb(words: list[Mention], index: int) -> bool:
    """`update t`, not `for update`, `do update set`, `when matched then update set`, `truncate table` twice."""
    word, before, after = words[index].name, _at(words, index - 1), _at(words, index + 1)
    if word == "update":
        return before not in {"for", "key"} and after != "set"
    if word == "table":
        return before in {"create", "alter", "drop", "lock", "temp", "temporary", "unlogged"}
    return word != "copy" or not _copies_out(words, index)


def _copies_out(words: list[Mention], index: int) -> bool:
    place = index + 2
    if _at(words, place) == "(":
        place = _after_bracket(words, place)
    return _at(words, index + 1) == "(" or _at(words, place) == "to"


def _is_part_of_expression(words: list[Mention], index: int) -> bool:
    """`is distinct from x`, `extract(year from x)`, `join t using (x)` name no relation."""
    if words[index].name == "using":
        return _at(words, index + 1) == "("
    if words[index].name != "from":
        return False
    return _at(words, index - 1) == "distinct" or _at(words, _opening(words, index) - 1) in _FROM_INSIDE


def _opening(words: list[Mention], index: int) -> int:
    """Where the bracket around a word opens (-1 when it stands in none)."""
    depth = 0
    for place in range(index - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(words[place].name, 0)
        if depth < 0:
            return place
    return -1


def _is_delete(words: list[Mention], index: int) -> bool:
    return words[index].name == "from" and _at(words, index - 1) == "delete"


def _is_call(words: list[Mention], index: int) -> bool:
    return words[index].name not in "()," and _at(words, index + 1) == "("


def _named(words: list[Mention], index: int) -> list[Mention]:
    """The relations right after a verb: `truncate a, b`, `insert into only a`."""
    place = index + 1
    while _at(words, place) in _NOISE:
        place += 1
    found = [words[place]] if place < len(words) and _at(words, place) not in {"(", ")", ";"} else []
    while words[index].name in {"truncate", "table"} and found and _at(words, place + 1) == ",":
        place += 2
        found.append(words[place])
    return found


def _relations(words: list[Mention], index: int) -> list[Mention]:
    """The relations of a FROM list: after the word itself and after each comma of the same depth."""
    found, depth, expected = [], 0, True
    for place in range(index + 1, len(words)):
        name = words[place].name
        if name == ")" and not depth:
            break
        if not depth and (name == ";" or name in _ENDS):
            break
        if expected and name not in _NOISE:
            if name != "(" and _at(words, place + 1) != "(":
                found.append(words[place])
            expected = False
        depth += {"(": 1, ")": -1}.get(name, 0)
        expected = expected or (not depth and name == ",")
    return found
