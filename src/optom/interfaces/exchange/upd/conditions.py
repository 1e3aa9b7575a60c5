"""The 58 conditional rules of the seller's title 5.03, which the official schema holds as Schematron in `xs:appinfo`.

No validator of XML Schema looks at them, so they are written down here: the number of each is its place in the schema.
``when`` and ``must`` are XPath from the element that the rule is about. Four of the rules stand in the schema within
comments (`LAID_ASIDE`): they say little beyond their neighbours, and are kept for those who still check them. Where
rule 23 compares a price that is not there, nothing is compared, as its words have it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lxml import etree

from .found import Fault

LAID_ASIDE = frozenset({6, 19, 22, 23})
_ALWAYS = "true()"


def _is(*functions: str) -> str:
    """The title is of one of these functions."""
    return "(" + " or ".join(f"/Файл/Документ/@Функция = '{one}'" for one in functions) + ")"


_INVOICE = _is("СЧФ", "СЧФДОП")  # it holds an invoice for VAT
_TRANSFER = _is("СЧФДОП", "ДОП")  # it hands goods over
_OF_COMMISSION = _is("СвРК", "СвЗК")
_SPECIAL = "/Файл/Документ/СвСчФакт/ДопСвФХЖ1"
_ANY_OF_GOODS = "НаимТов при отсутствии других обозначений товара"


@dataclass(frozen=True, slots=True)
class Condition:
    """Of every ``element``: when this is so, that must be; else, where something is said of it, ``otherwise``."""

    number: int
    element: str
    says: str
    when: str
    must: str
    otherwise: str = _ALWAYS


def _address(number: int, element: str) -> Condition:
    return Condition(number, element, f"нет адреса: {element}/Адрес", _INVOICE, "Адрес")


CONDITIONS = (
    Condition(1, "Файл", "имя файла не равно ИдФайл", _ALWAYS, "@ИдФайл = $file"),
    Condition(2, "Документ", "нет таблицы ТаблСчФакт", _INVOICE, "ТаблСчФакт"),
    Condition(3, "Документ", "нет сведений о передаче СвПродПер", _TRANSFER, "СвПродПер"),
    Condition(
        4, "Документ", "НаимДокОпр нужно всем функциям, кроме СЧФ, и только им",
        f"{_TRANSFER} or {_OF_COMMISSION}", "@НаимДокОпр", "not(@НаимДокОпр)",
    ),
    Condition(
        5, "СвСчФакт", "нет документа об отгрузке ДокПодтвОтгрНом",
        f"{_is('СЧФ')} and (not(ДопСвФХЖ1/@СпОбстФСЧФ) or ДопСвФХЖ1/@СпОбстФСЧФ != 2)", "ДокПодтвОтгрНом",
    ),
    Condition(
        6, "СвСчФакт", "нет документа об отгрузке ДокПодтвОтгрНом при особых обстоятельствах",
        f"{_is('СЧФ')} and ДопСвФХЖ1/@СпОбстФСЧФ != 2", "ДокПодтвОтгрНом",
    ),
    _address(7, "СвПрод"),
    _address(8, "ГрузОтпр"),
    _address(9, "ГрузПолуч"),
    _address(10, "СвПокуп"),
    Condition(11, "ДопСвФХЖ1", "СпОбстФСЧФ бывает только у СЧФ", f"not({_is('СЧФ')})", "not(@СпОбстФСЧФ)"),
    Condition(12, "ДопСвФХЖ1", "СпОбстФСЧФДОП бывает только у СЧФДОП", f"not({_is('СЧФДОП')})", "not(@СпОбстФСЧФДОП)"),
    Condition(13, "ДопСвФХЖ1", "СпОбстФДОП бывает только у ДОП", f"not({_is('ДОП')})", "not(@СпОбстФДОП)"),
    _address(14, "СвФактор"),
    Condition(15, "СведТов", "нет наименования НаимТов", _INVOICE, "@НаимТов"),
    Condition(
        16, "СведТов", f"нет {_ANY_OF_GOODS}",
        f"{_is('ДОП')} and not(ДопСведТов/@ХарактерТов | ДопСведТов/@АртикулТов | ДопСведТов/@КодТов)", "@НаимТов",
    ),
    Condition(17, "СведТов", "есть ОКЕИ_Тов и нет НаимЕдИзм", "@ОКЕИ_Тов", "@НаимЕдИзм"),
    Condition(18, "СведТов", "есть ОКЕИ_Тов и нет КолТов", f"@ОКЕИ_Тов and {_INVOICE}", "@КолТов"),
    Condition(19, "СведТов", "нет КолТов", f"{_INVOICE} and {_SPECIAL}/@СпОбстФСЧФ != 2", "@КолТов"),
    Condition(20, "СведТов", "есть КолТов и нет ЦенаТов больше нуля", f"@КолТов and {_INVOICE}", "@ЦенаТов > 0"),
    Condition(21, "СведТов", "ЦенаТов не больше нуля", f"@ЦенаТов and {_OF_COMMISSION}", "@ЦенаТов > 0"),
    Condition(22, "СведТов", "есть КолТов и нет ЦенаТов", f"@КолТов and {_INVOICE}", "@ЦенаТов"),
    Condition(
        23, "СведТов", "ЦенаТов не больше нуля",
        f"@ЦенаТов and ((@КолТов and {_INVOICE}) or {_OF_COMMISSION})", "@ЦенаТов > 0",
        "not(@ЦенаТов) or @ЦенаТов >= 0",
    ),
    Condition(24, "СведТов", "нет СтТовБезНДС", f"{_INVOICE} and {_SPECIAL}/@СпОбстФСЧФ != 2", "@СтТовБезНДС"),
    Condition(
        25, "СведТов", "нет ни СтТовБезНДС, ни СтТовУчНал",
        f"{_is('ДОП')} and not({_SPECIAL}/@СпОбстФДОП) and not(@СтТовУчНал)", "@СтТовБезНДС",
    ),
    Condition(26, "СведТов", "нет СтТовУчНал", _INVOICE, "@СтТовУчНал"),
    Condition(
        27, "СведТов", "нет ни СтТовУчНал, ни СтТовБезНДС",
        f"{_is('ДОП')} and not({_SPECIAL}/@СпОбстФДОП) and not(@СтТовБезНДС)", "@СтТовУчНал",
    ),
    Condition(28, "СведТов", "есть КодВидПр и нет Акциз", "ДопСведТов/@КодВидПр", "Акциз"),
    Condition(29, "ДопСведТов", "есть КодПроисх и нет КрНаимСтрПр", "../СвДТ/@КодПроисх", "КрНаимСтрПр"),
    Condition(
        30, "ДопСведТов", "товар ничем не обозначен: нет ХарактерТов",
        f"{_is('ДОП')} and not(@КодТов | @АртикулТов | ../@НаимТов)", "@ХарактерТов",
    ),
    Condition(
        31, "ДопСведТов", "товар ничем не обозначен: нет АртикулТов",
        f"{_is('ДОП')} and not(@КодТов | @ХарактерТов | ../@НаимТов)", "@АртикулТов",
    ),
    Condition(
        32, "ДопСведТов", "товар ничем не обозначен: нет КодТов",
        f"{_is('ДОП')} and not(@АртикулТов | @ХарактерТов | ../@НаимТов)", "@КодТов",
    ),
    Condition(33, "ДопСведТов", "нет ДопИнфПВидО", f"{_SPECIAL}/@СпОбстФДОП = 10000", "@ДопИнфПВидО"),
    Condition(
        34, "НомСредИдентТов", "маркировка не названа: нет ИдентТрансУпак",
        "not(КИЗ | НомУпак | @КолВедМарк)", "@ИдентТрансУпак",
    ),
    Condition(
        35, "НомСредИдентТов", "маркировка не названа: нет КолВедМарк",
        "not(КИЗ | НомУпак | @ИдентТрансУпак)", "@КолВедМарк",
    ),
    Condition(
        36, "НомСредИдентТов", "маркировка не названа: нет КИЗ",
        "not(НомУпак | @КолВедМарк | @ИдентТрансУпак)", "КИЗ",
    ),
    Condition(
        37, "НомСредИдентТов", "маркировка не названа: нет НомУпак",
        "not(КИЗ | @КолВедМарк | @ИдентТрансУпак)", "НомУпак",
    ),
    Condition(
        38, "ВсегоОпл", "нет СтТовБезНДСВсего", f"{_INVOICE} and {_SPECIAL}/@СпОбстФСЧФ != 2", "@СтТовБезНДСВсего",
    ),
    Condition(
        39, "ВсегоОпл", "нет ни СтТовБезНДСВсего, ни СтТовУчНалВсего",
        f"{_is('ДОП')} and not({_SPECIAL}/@СпОбстФДОП) and not(@СтТовУчНалВсего)", "@СтТовБезНДСВсего",
    ),
    Condition(40, "ВсегоОпл", "нет СтТовУчНалВсего", _INVOICE, "@СтТовУчНалВсего"),
    Condition(
        41, "ВсегоОпл", "нет ни СтТовУчНалВсего, ни СтТовБезНДСВсего",
        f"{_is('ДОП')} and not({_SPECIAL}/@СпОбстФДОП) and not(@СтТовБезНДСВсего)", "@СтТовУчНалВсего",
    ),
    Condition(
        42, "СвПер", "нет ни ДатаПер, ни периода",
        f"{_TRANSFER} and not(@ДатаНачПер) and not(@ДатаОконПер)", "@ДатаПер",
    ),
    Condition(43, "СвПер", "нет ни ДатаНачПер, ни ДатаПер", f"{_TRANSFER} and not(@ДатаПер)", "@ДатаНачПер"),
    Condition(44, "СвПер", "нет ни ДатаОконПер, ни ДатаПер", f"{_TRANSFER} and not(@ДатаПер)", "@ДатаОконПер"),
    Condition(45, "ПредОргПер", "нет ни ИННЮЛПер, ни ОснДоверОргПер", "not(ОснДоверОргПер)", "@ИННЮЛПер"),
    Condition(46, "ПредОргПер", "нет ни ОснДоверОргПер, ни ИННЮЛПер", "not(@ИННЮЛПер)", "ОснДоверОргПер"),
    Condition(47, "ФЛПер", "нет ни ИННФЛПер, ни ОснДоверФЛ", "not(ОснДоверФЛ)", "@ИННФЛПер"),
    Condition(48, "ФЛПер", "нет ни ОснДоверФЛ, ни ИННФЛПер", "not(@ИННФЛПер)", "ОснДоверФЛ"),
    Condition(
        49, "Подписант", "СвДоверЭл бывает при СпосПодтПолном = 3 и только при нём",
        "@СпосПодтПолном = 3", "СвДоверЭл", "not(СвДоверЭл)",
    ),
    Condition(
        50, "Подписант", "СвДоверБум бывает при СпосПодтПолном = 5 и только при нём",
        "@СпосПодтПолном = 5", "СвДоверБум", "not(СвДоверБум)",
    ),
    Condition(51, "СвИнНеУч", "нет ни Идентиф, ни ИныеСвед", "not(@ИныеСвед)", "@Идентиф"),
    Condition(52, "СвИнНеУч", "нет ни ИныеСвед, ни Идентиф", "not(@Идентиф)", "@ИныеСвед"),
    Condition(53, "СвФЛУч", "нет ИННФЛ", "@ИдСтатЛ != 0 and not(@ИныеСвед) and not(ФИО)", "@ИННФЛ"),
    Condition(54, "СвФЛУч", "нет ИныеСвед", "@ИдСтатЛ != 0 and not(ФИО)", "@ИныеСвед"),
    Condition(55, "СвФЛУч", "нет ФИО", "@ИдСтатЛ != 0 and not(@ИННФЛ) and not(@ИныеСвед)", "ФИО"),
    Condition(56, "ДаннИно", "нет ни Идентиф, ни ИныеСвед", "not(@ИныеСвед)", "@Идентиф"),
    Condition(57, "ДаннИно", "нет ни ИныеСвед, ни Идентиф", "not(@Идентиф)", "@ИныеСвед"),
    Condition(58, "АдрГАР", "нет МуниципРайон", "Регион != 99", "МуниципРайон"),
)  # fmt: skip


def broken_conditions(file: etree._Element, *, name: str) -> Iterator[Fault]:
    """Every condition that the title does not meet, at every element that does not meet it; ``name`` is the file's."""
    tree = file.getroottree()
    for condition in CONDITIONS:
        keeps = _test_of(condition)
        for element in tree.iter(condition.element):
            if not keeps(element, file=name):
                yield Fault(str(condition.number), tree.getpath(element), condition.says)


@cache
def _test_of(condition: Condition) -> etree.XPath:
    when, must, otherwise = condition.when, condition.must, condition.otherwise
    return etree.XPath(f"boolean((({when}) and ({must})) or (not({when}) and ({otherwise})))")
