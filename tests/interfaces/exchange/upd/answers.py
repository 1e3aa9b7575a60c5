"""Mechanic's half of an electronic UPD, as an operator's program writes it."""

from typing import Any

_FILE = """<?xml version="1.0" encoding="windows-1251"?>
<Файл ИдФайл="ON_NSCHFDOPPOK_2BM-1_2BM-2_20261125_0000_0_0_0_0_0_00" ВерсФорм="5.03" ВерсПрог="СБИС3">
<Документ КНД="1115132" ДатаИнфПок="25.11.2026" ВремИнфПок="10.00.00" НаимЭконСубСост="Механик">
<ИдИнфПрод ИдФайлИнфПр="{seller_file}" ДатаФайлИнфПр="23.11.2026" ВремФайлИнфПр="12.00.00"><ЭП>MIIB</ЭП></ИдИнфПрод>
<СодФХЖ4 НаимДокОпрПр="УПД" Функция="СЧФДОП"{number} ДатаДокИнфПр="{on}">
<СвПрин СодОпер="{says}" ДатаПрин="25.11.2026"><КодСодОпер КодИтога="{outcome}">{paper}</КодСодОпер>
<СвЛицПрин><РабОргПок Должность="кладовщик"><ФИО Фамилия="Зайцев" Имя="Пётр"/></РабОргПок></СвЛицПрин>
</СвПрин></СодФХЖ4>
<Подписант СпосПодтПолном="1"><ФИО Фамилия="Зайцев" Имя="Пётр"/></Подписант>
</Документ></Файл>"""
_PAPER = '<РеквДокРасх РеквНаимДок="Акт о расхождениях" РеквНомерДок="5" РеквДатаДок="25.11.2026"/>'


def title(
    outcome: str = "1", *, number: str = "1", on: str = "23.11.2026", seller_file: str = "ON_NSCHFDOPPR_x", **said: Any
) -> bytes:
    """A title that keeps every rule of its form."""
    text = _FILE.format(
        outcome=outcome,
        on=on,
        seller_file=seller_file,
        number=f' ПорНомДокИнфПр="{number}"' if number else "",
        says=said.get("says", "Товары получены"),
        paper=_PAPER if outcome == "2" else "",
    )
    return text.encode("cp1251")
