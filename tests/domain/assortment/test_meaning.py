"""What a buyer means by what he wrote: numbers in any form, brands, names, his own numbers; of what he sees."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from optom.domain.assortment import actions, meaning
from optom.domain.assortment.meaning import Meant, Wanted, Way, meanings
from optom.domain.catalog.models import Code
from optom.domain.companies.models import Contract
from tests.trade import Firm


def said(contract: int, text: str = "", brand: str = "", name: str = "") -> Meant:
    return meanings(contract=contract, wanted=[Wanted(text, brand, name)])[0]


def company_of(contract: int) -> int:
    return Contract.objects.get(pk=contract).company_id


@pytest.mark.parametrize("text", ["6204-2RS", "6204 2rs", "6204.2RS/", " 62042RS ", "6204 - 2rs", "«6204-2RS»"])
def test_an_article_is_known_however_it_is_written(firm: Firm, contract: int, text: str) -> None:
    bearing = firm.product("6204-2RS")
    firm.product("6204-2RS1")

    assert said(contract, text) == Meant((bearing,), Way.ARTICLE, is_sure=True)


def test_cyrillic_twins_of_latin_letters_are_the_same(firm: Firm, contract: int) -> None:
    belt = firm.product("C-3150")

    assert said(contract, "С-3150").products == (belt,)


def test_an_article_of_several_brands_is_asked_and_the_brand_answers(firm: Firm, contract: int) -> None:
    skf, fag = firm.product("6204-2RS", brand="SKF"), firm.product("6204-2RS", brand="FAG")

    assert said(contract, "6204-2RS") == Meant((skf, fag), Way.ARTICLE, is_sure=False)
    assert said(contract, "6204-2RS", brand="fag") == Meant((fag,), Way.ARTICLE, is_sure=True)
    assert said(contract, "6204-2RS SKF") == Meant((skf,), Way.ARTICLE, is_sure=True)
    assert said(contract, "FAG 6204 2RS") == Meant((fag,), Way.ARTICLE, is_sure=True)


def test_another_brand_than_the_one_asked_for_is_offered_and_never_taken(firm: Firm, contract: int) -> None:
    skf = firm.product("6204-2RS", brand="SKF")
    firm.brand("NSK")

    assert said(contract, "6204-2RS", brand="NSK") == Meant((skf,), Way.ARTICLE, is_sure=False)


def test_what_continues_the_number_in_the_brand_asked_for_is_offered_before_other_brands(
    firm: Firm, contract: int
) -> None:
    skf = firm.product("6204-2RS", brand="SKF")
    fag = firm.product("6204.2RSR", brand="FAG")
    firm.product("6204-2RS1", brand="NSK")

    assert said(contract, "6204-2RS", brand="FAG") == Meant((fag, skf), Way.BEGINNING, is_sure=False)


def test_a_brand_that_nobody_knows_does_not_hinder(firm: Firm, contract: int) -> None:
    skf = firm.product("6204-2RS", brand="SKF")

    assert said(contract, "6204-2RS", brand="???") == Meant((skf,), Way.ARTICLE, is_sure=True)


def test_an_article_beats_a_cross_number(firm: Firm, contract: int) -> None:
    bearing = firm.product("180204")
    firm.product("6204-2RS", crosses=("180204", "80204"))

    assert said(contract, "180204") == Meant((bearing,), Way.ARTICLE, is_sure=True)
    assert said(contract, "80204").way == Way.CROSS


def test_a_barcode_says_the_product(firm: Firm, contract: int) -> None:
    bearing = firm.product("6204-2RS")
    Code.objects.create(product_id=bearing, kind="b", norm="4600000000017")

    assert said(contract, "4600000000017") == Meant((bearing,), Way.BARCODE, is_sure=True)


def test_a_number_inside_a_line_of_a_mail_is_sure_when_the_words_fit(firm: Firm, contract: int) -> None:
    bearing = firm.product("6204-2RS", name="Подшипник шариковый 20×47×14")

    assert said(contract, name="подшипники шариковые 6204 2RS") == Meant((bearing,), Way.ARTICLE, is_sure=True)
    assert said(contract, name="ремень 6204-2RS") == Meant((bearing,), Way.ARTICLE, is_sure=False)


def test_the_whole_number_beats_a_number_inside_it(firm: Firm, contract: int) -> None:
    firm.product("6204")
    sealed = firm.product("6204-2RS C3")

    assert said(contract, "6204 2RS C3").products == (sealed,)


def test_an_exact_name_says_the_product(firm: Firm, contract: int) -> None:
    grease = firm.product("L-24", name="Смазка Литол-24, 800 г")

    assert said(contract, name="смазка литол-24, 800 г") == Meant((grease,), Way.NAME, is_sure=True)


def test_what_continues_a_number_is_offered_and_never_taken(firm: Firm, contract: int) -> None:
    plain, sealed = firm.product("62042"), firm.product("6204-2RS")

    assert said(contract, "6204") == Meant((plain, sealed), Way.BEGINNING, is_sure=False)
    assert said(contract, "620") == Meant(), "three signs begin too much"


def test_own_numbers_of_the_company_come_first(firm: Firm, contract: int) -> None:
    bearing, other = firm.product("6204-2RS"), firm.product("180204")
    actions.remember(
        company=company_of(contract), numbers={"180204": bearing, "Подш. передней оси": bearing, "—": other}
    )

    assert said(contract, "180204") == Meant((bearing,), Way.OWN, is_sure=True)
    assert said(contract, name="подш передней оси") == Meant((bearing,), Way.OWN, is_sure=True)
    assert meaning.own_numbers(company=company_of(contract), products=[bearing, other]) == {
        bearing: "Подш. передней оси"
    }


def test_a_number_that_is_remembered_again_means_the_new_product(firm: Firm, contract: int) -> None:
    old, new = firm.product("A-1"), firm.product("B-1")
    actions.remember(company=company_of(contract), numbers={"ось": old})
    actions.remember(company=company_of(contract), numbers={"ОСЬ": new})
    assert said(contract, "ось").products == (new,)

    actions.forget(company=company_of(contract), product=new)
    assert said(contract, "ось") == Meant()


def test_own_numbers_of_another_company_say_nothing(firm: Firm, contract: int) -> None:
    bearing = firm.product("6204-2RS")
    stranger = firm.client("Чужой", "7700000016", firm.person("stranger"))
    actions.remember(company=company_of(stranger), numbers={"ось": bearing})

    assert said(contract, "ось") == Meant()


def test_what_the_contract_does_not_see_is_not_meant(firm: Firm, contract: int) -> None:
    bearing = firm.product("6204-2RS", name="Подшипник радиальный", crosses=("180204",))
    actions.remember(company=company_of(contract), numbers={"ось": bearing})
    firm.deny(contract, brand="SKF")

    asked = [Wanted("6204-2RS"), Wanted("180204"), Wanted("ось"), Wanted("6204"), Wanted(name="Подшипник радиальный")]
    assert meanings(contract=contract, wanted=asked) == [Meant()] * len(asked)


def test_rows_are_answered_in_their_order_in_four_statements(firm: Firm, contract: int) -> None:
    made = [firm.product(f"A-{number}00") for number in range(30)]
    wanted = [Wanted(f"a{number}00") for number in reversed(range(30))]
    wanted += [Wanted("нет такого"), Wanted(name="и такого"), Wanted(""), Wanted("A-10")]

    with CaptureQueriesContext(
        connection,
    ) as asked:
        meant = meanings(contract=contract, wanted=wanted)

    assert [one.products for one in meant[:30]] == [(product,) for product in reversed(made)]
    assert [one.is_sure for one in meant[30:]] == [False] * 4
    assert len(asked) <= 5


def test_no_more_is_offered_than_one_would_read(firm: Firm, contract: int) -> None:
    for number in range(meaning.MOST_CHOICES + 5):
        firm.product("6204-2RS", brand=f"Brand {number}")

    assert len(said(contract, "6204-2RS").products) == meaning.MOST_CHOICES


def test_a_name_of_several_brands_is_asked_and_the_brand_beside_it_answers(firm: Firm, contract: int) -> None:
    name = "Анкер клиновой М10×90, без покрытия"
    fischer, hilti = (firm.product(f"A-{brand}", name=name, brand=brand) for brand in ("Fischer", "Hilti"))
    firm.brand("NSK")

    assert said(contract, name=name) == Meant((fischer, hilti), Way.NAME, is_sure=False)
    assert said(contract, name=name, brand="hilti") == Meant((hilti,), Way.NAME, is_sure=True)
    assert said(contract, name=name, brand="NSK") == Meant((fischer, hilti), Way.NAME, is_sure=False)


def test_another_brand_beside_the_only_such_name_is_asked_about(firm: Firm, contract: int) -> None:
    filter_for = firm.product("F-1", name="Фильтр для NSK", brand="Mann")
    firm.brand("NSK")

    assert said(contract, name="фильтр для NSK") == Meant((filter_for,), Way.NAME, is_sure=True)
    assert said(contract, name="фильтр для NSK", brand="NSK") == Meant((filter_for,), Way.NAME, is_sure=False)


@pytest.mark.parametrize("slip", ["Wurth", "Вürth", "Württh"])
def test_a_brand_with_a_slip_orders_the_choices_and_takes_none(firm: Firm, contract: int, slip: str) -> None:
    hilti, wurth = (firm.product("M10-90", name="Анкер", brand=brand) for brand in ("Hilti", "Würth"))
    begun = firm.product("M10-90-A", brand="Würth")

    assert said(contract, "M10-90", brand=slip) == Meant((wurth, hilti), Way.ARTICLE, is_sure=False)
    assert said(contract, name="анкер", brand=slip) == Meant((wurth, hilti), Way.NAME, is_sure=False)
    assert said(contract, "M10-9", brand=slip).products == (wurth, begun, hilti)
    assert said(contract, "M10-90", brand="Makita").products == (hilti, wurth), "that is no slip"


def test_a_name_is_known_in_the_column_of_articles_too(firm: Firm, contract: int) -> None:
    anchor = firm.product("A-90", name="Анкер клиновой М10×90, без покрытия")
    firm.product("A-95", name="Анкер клиновой М10×95, без покрытия")

    assert said(contract, "анкер клиновой М10×90, без покрытия") == Meant((anchor,), Way.NAME, is_sure=True)


def test_a_name_with_another_sign_or_without_a_comma_looks_like_its_goods_and_takes_none(
    firm: Firm, contract: int
) -> None:
    name = "Анкер клиновой М10×90, без покрытия"
    fischer, hilti = (firm.product(f"A-{brand}", name=name, brand=brand) for brand in ("Fischer", "Hilti"))
    firm.product("A-1", name="Анкер клиновой М10×95, без покрытия")
    firm.product("A-2", name="Анкер клиновой М10×90, нержавеющий")
    firm.deny(contract, brand="Fischer")

    for written in ("Анкер клиновой М10х90, без покрытия", "анкер клиновой M10x90 без покрытия", "покрытия М10*90"):
        assert said(contract, name=written) == Meant((hilti,), Way.ALIKE, is_sure=False), written
    with connection.cursor() as cursor:
        cursor.execute("analyze catalog_product")  # now it is known which words are common
    assert said(contract, name="Анкер клиновой М10х90, без покрытия").products == (hilti,)
    assert said(contract, name="Анкер М10×99") == Meant()
    assert fischer not in said(contract, name="анкер клиновой").products
