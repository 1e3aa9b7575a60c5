"""Countries by their names and codes; the forms of numbers that customs give."""

from typing import Literal

import pytest

from optom.base.countries import countries, country_code, country_name
from optom.base.origin import Origin, declaration_of, rnpt_of


@pytest.mark.parametrize(
    ("said", "code"),
    [("Китай", "156"), (" китай ", "156"), ("China", "156"), ("КНР", "156"), ("156", "156"), ("36", "036"),
     ("КОРЕЯ, РЕСПУБЛИКА", "410"), ("Соединённое Королевство", "826"), ("Атлантида", ""), ("999", ""), ("", "")],
)  # fmt: skip
def test_a_country_is_named_by_its_code_or_by_a_name(said: str, code: str) -> None:
    assert country_code(said) == code


def test_every_name_in_either_language_means_its_country() -> None:
    languages: tuple[Literal["ru", "en"], ...] = ("ru", "en")
    for language in languages:
        names = countries(language)
        assert len(set(names)) == len(names) > 245
        assert [country_name(country_code(name), language) for name in names] == names


def test_a_declaration_has_its_customs_house_its_day_and_its_number() -> None:
    sound = [
        "10702070/110226/3001234",
        "10702070/110226/3001234/12",
        "11216/110226/0012345",
        "10702070 / 110226/3001234",
    ]
    assert [bool(declaration_of(said)) for said in sound] == [True] * 4
    broken = ["", "10702070/310226/3001234", "1070207/110226/3001234", "10702070/110226", "10702070/110226/3001234/1/2"]
    assert [declaration_of(said) for said in broken] == [""] * 5


def test_a_traced_batch_has_25_to_29_signs() -> None:
    assert rnpt_of("10702070/110226/3001234/1") == "10702070/110226/3001234/1"
    assert [rnpt_of(said) for said in ("10702070/110226/3001234", "1" * 27, "10702070/110226/3001234/123456")] == [
        ""
    ] * 3


def test_what_papers_say_of_it_in_either_language() -> None:
    china = Origin("156", "10702070/110226/3001234", "10702070/110226/3001234/001")
    assert china.text("ru") == "Китай, ДТ 10702070/110226/3001234, РНПТ 10702070/110226/3001234/001"
    assert china.text("en") == "China, customs declaration 10702070/110226/3001234, batch 10702070/110226/3001234/001"
    assert (Origin("643").is_told, Origin().is_told, Origin("643").text("ru")) == (False, False, "")
