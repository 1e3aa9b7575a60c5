"""Refusals have words; screens speak Russian."""

from collections.abc import Callable

import pytest

from tests.architecture.checks import words
from tests.architecture.checks.house import House

Seed = Callable[[dict[str, str]], House]


@pytest.fixture
def spoken(house: House) -> House:
    """The project, once it has a table of words."""
    if not (house.source / "interfaces/kit/words").exists():
        pytest.skip("no words yet")
    return house


@pytest.fixture
def translated(house: House) -> House:
    """The project, once it has a Russian catalog."""
    if not (house.source / words.CATALOG).exists():
        pytest.skip("no catalog yet")
    return house


def test_every_refusal_has_words(spoken: House) -> None:
    assert words.refusals_without_words(spoken) == []


def test_every_word_has_its_refusal(spoken: House) -> None:
    assert words.words_without_refusal(spoken) == []


def test_every_text_is_spoken_in_russian(translated: House) -> None:
    assert words.untranslated(translated) == []


TABLE = 'WORDS = {\n    "stock.short": _("Only {free} left."),\n}'
KIT = "src/optom/interfaces/kit/words.py"
ACTIONS = "src/optom/domain/stock/actions.py"


@pytest.mark.parametrize(
    "line",
    [
        'raise Refusal("stock.gone", free=0)',
        'reasons.append(refusal.Refusal("stock.gone"))',
        'raise Refusal("stock.gone" if late else "stock.short")',
    ],
)
def test_a_refusal_without_words_is_found(seed: Seed, line: str) -> None:
    found = words.refusals_without_words(seed({KIT: TABLE, ACTIONS: f"import x\n{line}"}))

    assert [(violation.path.name, violation.line) for violation in found] == [("actions.py", 2)]
    assert "'stock.gone'" in found[0].message


def test_a_refusal_with_words_is_fine(seed: Seed) -> None:
    house = seed({KIT: TABLE, ACTIONS: 'raise Refusal("stock.short", free=0)'})

    assert words.refusals_without_words(house) == words.words_without_refusal(house) == []


def test_words_that_nothing_raises_are_found(seed: Seed) -> None:
    found = words.words_without_refusal(seed({KIT: TABLE, ACTIONS: 'raise Refusal("stock.shortage")'}))

    assert [violation.line for violation in found] == [2]


def catalog(entries: str) -> dict[str, str]:
    """A Russian catalog of the given entries."""
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    return {f"src/optom/{words.CATALOG}": head + entries}


PAGE = "src/optom/interfaces/portal/templates/portal/page.html"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (KIT, '\ntitle = _("Orders")'),
        (KIT, '\ntitle = gettext_lazy("Orders")'),
        (KIT, '\ntitle = translation.ngettext("Orders", "Orders", 2)'),
        (PAGE, '{% load i18n %}\n{% translate "Orders" %}'),
        (PAGE, '\n{% include "x.html" with title=_("Orders") %}'),
        (PAGE, "\n{% blocktranslate trimmed %}Orders{% endblocktranslate %}"),
    ],
)
def test_a_text_without_russian_is_found(seed: Seed, name: str, text: str) -> None:
    missing = words.untranslated(seed({**catalog('msgid "Goods"\nmsgstr "Товары"\n'), name: text}))
    empty = words.untranslated(seed({**catalog('msgid "Orders"\nmsgstr ""\n'), name: text}))
    doubtful = words.untranslated(seed({**catalog('#, fuzzy\nmsgid "Orders"\nmsgstr "Заказы"\n'), name: text}))

    assert [found[0].line for found in (missing, empty, doubtful)] == [2, 2, 2]


def test_russian_words_keep_the_places_of_the_facts(seed: Seed) -> None:
    entry = 'msgid "Only {free} left."\nmsgstr "Осталось {свободно}."\n'

    assert "do not fill" in words.untranslated(seed({**catalog(entry), KIT: TABLE}))[0].message


def test_a_text_with_russian_is_fine(seed: Seed) -> None:
    entries = (
        'msgid "Only {free} left."\nmsgstr "Осталось {free}."\n\n'
        'msgctxt "of an order"\nmsgid "Line"\nmsgstr "Строка"\n\n'
        'msgid "%(count)s line"\nmsgid_plural "%(count)s lines"\n'
        'msgstr[0] "%(count)s строка"\nmsgstr[1] "%(count)s строки"\nmsgstr[2] "%(count)s строк"\n'
    )
    page = (
        '{% translate "Line" context "of an order" %}'
        "{% blocktranslate count count=n %}{{ count }} line{% plural %}{{ count }} lines{% endblocktranslate %}"
    )

    assert words.untranslated(seed({**catalog(entries), KIT: TABLE, PAGE: page})) == []
