"""Each of the 58 conditions lets a good title pass and catches one that was spoiled, with its number and place.

A case is what makes the condition matter, which does no harm, and then the harm. An edit is read as it is written:
``@name=value`` at a path sets, a bare ``@name`` or element takes away, ``+`` puts an element in.
"""

import re
from dataclasses import dataclass

import pytest
from lxml import etree

from optom.interfaces.exchange.upd import write
from optom.interfaces.exchange.upd.checking import SCHEMA
from optom.interfaces.exchange.upd.conditions import CONDITIONS, LAID_ASIDE, broken_conditions
from tests.interfaces.exchange.upd.transfers import upd

DOC, HEAD, LINE, TOTAL = "/Файл/Документ", "//СвСчФакт", "//СведТов[1]", "//ВсегоОпл"
MORE, HANDED = "//СведТов[1]/ДопСведТов", "//СвПер"
PERSON = '<ФИО Фамилия="И" Имя="И"/>'
BASIS = 'РеквНаимДок="Д" РеквНомерДок="1" РеквДатаДок="01.01.2026"'


def is_of(function: str) -> tuple[str, str]:
    return (DOC, f"@Функция={function}")


def special(**said: str) -> tuple[str, str]:
    told = " ".join(f'{name}="{value}"' for name, value in said.items())
    return (HEAD, f"+<ДопСвФХЖ1 {told}/>")


@dataclass(frozen=True)
class Case:
    number: int
    harm: tuple[tuple[str, str], ...]
    first: tuple[tuple[str, str], ...] = ()
    place: str = ""


NO_NAME = (is_of("ДОП"), (LINE, "@НаимТов=Т"), (MORE, "@ХарактерТов=Х"), (MORE, "@АртикулТов=А"), (MORE, "@КодТов=К"))
UNNAMED = ((LINE, "@НаимТов"), (MORE, "@ХарактерТов"), (MORE, "@АртикулТов"), (MORE, "@КодТов"))
MARKED = (MORE, '+<НомСредИдентТов ИдентТрансУпак="1"/>')
UNMARKED = ((f"{MORE}/НомСредИдентТов", "@ИдентТрансУпак"),)
CARRIER = (HANDED, f'+<СвЛицПер><ИнЛицо><ПредОргПер ИННЮЛПер="7700000016">{PERSON}</ПредОргПер></ИнЛицо></СвЛицПер>')
DRIVER = (HANDED, f'+<СвЛицПер><ИнЛицо><ФЛПер ИННФЛПер="770000000095">{PERSON}</ФЛПер></ИнЛицо></СвЛицПер>')
ABROAD = ("//СвПокуп/ИдСв", '+<СвИнНеУч ИдСтат="ИО" Идентиф="1" ИныеСвед="и"/>')
CITIZEN = ("//СвПокуп/ИдСв", f'+<СвФЛУч ИдСтатЛ="1" ИННФЛ="770000000095" ИныеСвед="и">{PERSON}</СвФЛУч>')
MAKER = ("//ОснПер", '+<РеквИдРекСост><ДаннИно ИдСтат="ИО" Идентиф="1" ИныеСвед="и"/></РеквИдРекСост>')

CASES = [
    Case(1, (("/Файл", "@ИдФайл=ДругойФайл"),)),
    Case(2, ((DOC, "ТаблСчФакт"),)),
    Case(3, ((DOC, "СвПродПер"),)),
    Case(4, ((DOC, "@НаимДокОпр"),)),
    Case(4, (is_of("СЧФ"),)),
    Case(5, ((HEAD, "ДокПодтвОтгрНом"),), first=(is_of("СЧФ"), (DOC, "@НаимДокОпр"))),
    Case(6, ((HEAD, "ДокПодтвОтгрНом"),), first=(is_of("СЧФ"), (DOC, "@НаимДокОпр"), special(СпОбстФСЧФ="1"))),
    Case(7, (("//СвПрод", "Адрес"),)),
    Case(
        8, (("//ГрузОтпр", "Адрес"),), first=(("//ГрузОт", "ОнЖе"), ("//ГрузОт", "+<ГрузОтпр><Адрес/></ГрузОтпр>")),
    ),
    Case(9, (("//ГрузПолуч", "Адрес"),)),
    Case(10, (("//СвПокуп", "Адрес"),)),
    Case(11, (("//ДопСвФХЖ1", "@СпОбстФСЧФ=1"),), first=(special(),)),
    Case(12, (is_of("ДОП"),), first=(special(СпОбстФСЧФДОП="10000"),)),
    Case(13, (("//ДопСвФХЖ1", "@СпОбстФДОП=10000"),), first=(special(),)),
    Case(14, (("//СвФактор", "Адрес"),), first=(special(), ("//ДопСвФХЖ1", "+<СвФактор><Адрес/></СвФактор>"))),
    Case(15, ((LINE, "@НаимТов"),)),
    Case(16, ((LINE, "@НаимТов"), (MORE, "@АртикулТов"), (MORE, "@КодТов")), first=(is_of("ДОП"),)),
    Case(17, ((LINE, "@НаимЕдИзм"),)),
    Case(18, ((LINE, "@КолТов"),)),
    Case(19, ((LINE, "@КолТов"),), first=(is_of("СЧФ"), (DOC, "@НаимДокОпр"), special(СпОбстФСЧФ="1"))),
    Case(20, ((LINE, "@ЦенаТов=0"),)),
    Case(21, ((LINE, "@ЦенаТов=0"),), first=(is_of("СвРК"),)),
    Case(22, ((LINE, "@ЦенаТов"),)),
    Case(23, ((LINE, "@ЦенаТов=0"),)),
    Case(23, ((LINE, "@ЦенаТов=-1"),), first=(is_of("ДОП"),)),
    Case(24, ((LINE, "@СтТовБезНДС"),), first=(is_of("СЧФ"), (DOC, "@НаимДокОпр"), special(СпОбстФСЧФ="1"))),
    Case(25, ((LINE, "@СтТовБезНДС"), (LINE, "@СтТовУчНал")), first=(is_of("ДОП"),)),
    Case(26, ((LINE, "@СтТовУчНал"),)),
    Case(27, ((LINE, "@СтТовБезНДС"), (LINE, "@СтТовУчНал")), first=(is_of("ДОП"),)),
    Case(28, ((LINE, "Акциз"),), first=((MORE, "@КодВидПр=100"),)),
    Case(
        29, ((MORE, "КрНаимСтрПр"),),
        first=((LINE, '+<СвДТ КодПроисх="156"/>'), (MORE, "+<КрНаимСтрПр>КИТАЙ</КрНаимСтрПр>")),
    ),
    *(Case(number, UNNAMED, first=NO_NAME) for number in (30, 31, 32)),
    Case(
        33, ((MORE, "@ДопИнфПВидО"),),
        first=(is_of("ДОП"), special(СпОбстФДОП="10000"), ("//ДопСведТов", "@ДопИнфПВидО=12345")),
    ),
    *(Case(number, UNMARKED, first=(MARKED,)) for number in (34, 35, 36, 37)),
    Case(38, ((TOTAL, "@СтТовБезНДСВсего"),), first=(is_of("СЧФ"), (DOC, "@НаимДокОпр"), special(СпОбстФСЧФ="1"))),
    Case(39, ((TOTAL, "@СтТовБезНДСВсего"), (TOTAL, "@СтТовУчНалВсего")), first=(is_of("ДОП"),)),
    Case(40, ((TOTAL, "@СтТовУчНалВсего"),)),
    Case(41, ((TOTAL, "@СтТовБезНДСВсего"), (TOTAL, "@СтТовУчНалВсего")), first=(is_of("ДОП"),)),
    *(Case(number, ((HANDED, "@ДатаПер"),)) for number in (42, 43, 44)),
    Case(45, (("//ПредОргПер", "@ИННЮЛПер"),), first=(CARRIER,)),
    Case(
        46, (("//ПредОргПер", "ОснДоверОргПер"),),
        first=(CARRIER, ("//ПредОргПер", f"+<ОснДоверОргПер {BASIS}/>"), ("//ПредОргПер", "@ИННЮЛПер")),
    ),
    Case(47, (("//ФЛПер", "@ИННФЛПер"),), first=(DRIVER,)),
    Case(
        48, (("//ФЛПер", "ОснДоверФЛ"),),
        first=(DRIVER, ("//ФЛПер", f"+<ОснДоверФЛ {BASIS}/>"), ("//ФЛПер", "@ИННФЛПер")),
    ),
    Case(
        49, (("//Подписант", "СвДоверЭл"),),
        first=(("//Подписант", "@СпосПодтПолном=3"), ("//Подписант", "+<СвДоверЭл/>")),
    ),
    Case(49, (("//Подписант", "+<СвДоверЭл/>"),)),
    Case(
        50, (("//Подписант", "СвДоверБум"),),
        first=(("//Подписант", "@СпосПодтПолном=5"), ("//Подписант", "+<СвДоверБум/>")),
    ),
    Case(50, (("//Подписант", "+<СвДоверБум/>"),)),
    *(Case(number, (("//СвИнНеУч", "@Идентиф"), ("//СвИнНеУч", "@ИныеСвед")), first=(ABROAD,)) for number in (51, 52)),
    *(
        Case(number, (("//СвФЛУч", "@ИННФЛ"), ("//СвФЛУч", "@ИныеСвед"), ("//СвФЛУч", "ФИО")), first=(CITIZEN,))
        for number in (53, 54, 55)
    ),
    *(Case(number, (("//ДаннИно", "@Идентиф"), ("//ДаннИно", "@ИныеСвед")), first=(MAKER,)) for number in (56, 57)),
    Case(
        58, (("//АдрГАР", "МуниципРайон"),),
        first=(("//СвПокуп/Адрес", "+<АдрГАР><Регион>16</Регион><МуниципРайон/></АдрГАР>"),),
    ),
]  # fmt: skip


def title() -> tuple[etree._Element, str]:
    file = write(upd())
    return etree.fromstring(file.content), file.name.removesuffix(".xml")


def edit(file: etree._Element, path: str, what: str) -> None:
    """One edit of a case; it must find something to do."""
    targets = file.xpath(path)
    assert targets, path
    for element in targets:  # type: ignore[union-attr]
        assert isinstance(element, etree._Element)
        name, _, value = what.removeprefix("@").partition("=")
        if what.startswith("+"):
            element.append(etree.fromstring(what[1:]))
        elif what.startswith("@") and value:
            element.set(name, value)
        elif what.startswith("@"):
            element.attrib.pop(name, "")
        else:
            element.remove(element.find(what))  # type: ignore[arg-type]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.number))
def test_a_condition_lets_the_good_pass_and_catches_the_spoiled(case: Case) -> None:
    file, name = title()
    for path, what in case.first:
        edit(file, path, what)
    assert str(case.number) not in {fault.rule for fault in broken_conditions(file, name=name)}

    for path, what in case.harm:
        edit(file, path, what)

    [fault, *_] = [fault for fault in broken_conditions(file, name=name) if fault.rule == str(case.number)]
    element = next(one.element for one in CONDITIONS if one.number == case.number)
    assert re.fullmatch(rf".*/{element}(\[\d+\])?", fault.place)
    assert str(fault) == f"правило {case.number}, {fault.place}: {fault.says}"


def test_every_condition_has_its_case_and_stands_in_the_official_schema() -> None:
    assert [one.number for one in CONDITIONS] == list(range(1, 59))
    assert {case.number for case in CASES} == set(range(1, 59))
    live = etree.parse(SCHEMA).iter("{http://purl.oclc.org/dsdl/schematron}rule")
    assert [rule.get("context") for rule in live] == [one.element for one in CONDITIONS if one.number not in LAID_ASIDE]


def test_only_the_line_that_is_wrong_is_named() -> None:
    file, name = title()
    edit(file, "//СведТов[2]", "@ЦенаТов=0")

    places = {fault.place for fault in broken_conditions(file, name=name)}

    assert places == {"/Файл/Документ/ТаблСчФакт/СведТов[2]"}
