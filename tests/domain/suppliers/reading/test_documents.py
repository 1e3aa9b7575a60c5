"""XML, JSON and HTML of any shape: the goods are found, and what is said of them has a column each."""

import json
from pathlib import Path
from typing import Any

import pytest

from optom.base.refusal import Refusal
from optom.domain.suppliers.reading.table import BLOCK_ROWS

from .written import SAMPLES, named, needs_samples, only, put, read, refused, rows

YML = """<?xml version="1.0" encoding="{page}"?><!DOCTYPE yml_catalog SYSTEM "shops.dtd">
<yml_catalog date="2026-11-27"><shop><name>Склад</name><categories><category id="1">Крепёж</category>
<category id="2" parentId="1">Болты</category></categories><offers>
<offer id="a1" available="true"><price>10.50</price><currencyId>RUR</currencyId><categoryId>2</categoryId>
<picture>1.jpg</picture><picture>2.jpg</picture><name>Болт  М8
 х20</name><vendorCode>7798</vendorCode><param name="Длина" unit="мм">20</param><param name="Цвет">белый</param></offer>
<offer id="a2" type="vendor.model"><price>7</price><typePrefix>Гайка</typePrefix><vendor>РМЗ</vendor>
<model>М8</model></offer></offers></shop></yml_catalog>"""


@pytest.mark.parametrize("page", ["utf-8", "windows-1251"])
def test_offers_of_yml(tmp_path: Path, page: str) -> None:
    path = put(tmp_path / "feed.xml", YML.format(page=page), page)

    first, second = named(only(path))

    assert first == {
        "id": "a1", "available": "true", "price": "10.50", "currencyId": "RUR", "categoryId": "2",
        "name": "Болт М8 х20", "picture": "1.jpg; 2.jpg", "vendorCode": "7798", "param": "Длина: 20 мм; Цвет: белый",
        "category": "Крепёж/Болты",
    }  # fmt: skip
    assert second["name"] == "Гайка РМЗ М8"


def test_xml_that_is_not_in_the_page_it_says_and_has_signs_that_no_xml_has(tmp_path: Path) -> None:
    text = YML.format(page="UTF-8").replace("РМЗ", "РМ\x0bЗ")

    assert named(only(put(tmp_path / "feed.xml", text, "cp1251")))[1]["name"] == "Гайка РМЗ М8"


def test_signs_of_pages_are_read_where_a_dtd_that_nobody_reads_would_declare_them(tmp_path: Path) -> None:
    text = (
        YML.format(page="UTF-8")
        .replace("Болт  М8\n х20", "Болт&nbsp;М8&mdash;<b>х20</b>&deg;")
        .replace("РМЗ", "A&nbsp;B")
    )

    first, second = named(only(put(tmp_path / "feed.xml", text)))

    assert (second["vendor"], second["name"]) == ("A\u00a0B", "Гайка A\u00a0B М8")
    assert first["name.b"] == "х20"
    assert not [head for head in first if "Entity" in head]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "<r><i><code>1</code><price>2</price></i><i><code>3</code><price>4</price><note>x</note></i></r>",
            [{"code": "1", "price": "2"}, {"code": "3", "price": "4", "note": "x"}],
        ),
        (
            '<r><i code="1" price="2"/><i code="3" price="4"/></r>',
            [{"code": "1", "price": "2"}, {"code": "3", "price": "4"}],
        ),
        (
            """<r xmlns="urn:x"><i><code>1</code><price kind="opt">2</price><price kind="rrp">3</price></i>
            <i><code>4</code><price kind="rrp">5</price></i></r>""",
            [{"code": "1", "price[opt]": "2", "price[rrp]": "3"}, {"code": "4", "price[rrp]": "5"}],
        ),
        (
            """<r><g name="Болты"><i><code>1</code><price>2</price></i><i><code>3</code><price>4</price></i></g>
            <g name="Гайки"><i><code>5</code><price>6</price></i></g></r>""",
            [
                {"g.name": "Болты", "code": "1", "price": "2"},
                {"g.name": "Болты", "code": "3", "price": "4"},
                {"g.name": "Гайки", "code": "5", "price": "6"},
            ],
        ),
        (
            "<r><i><code>1</code><maker><name>SKF</name></maker><pic>a</pic><pic>b</pic></i><i><code>2</code></i></r>",
            [{"code": "1", "maker.name": "SKF", "pic": "a; b"}, {"code": "2"}],
        ),
        (
            '<r><i><code>1</code><stock qty="5" at="a"/></i><i><code>2</code><stock qty="7" at="b"/></i></r>',
            [{"code": "1", "stock.qty": "5", "stock.at": "a"}, {"code": "2", "stock.qty": "7", "stock.at": "b"}],
        ),
        ("<r><item><code>1</code><price>2</price></item></r>", [{"item.code": "1", "item.price": "2"}]),
    ],
    ids=["elements", "attributes", "prices by kind", "within groups", "nested", "leaves that say by attributes", "one"],
)
def test_the_element_that_repeats_and_says_most_is_a_row(
    tmp_path: Path, text: str, expected: list[dict[str, str]]
) -> None:
    assert named(only(put(tmp_path / "a.xml", text))) == expected


def test_properties_do_not_pass_for_goods_however_many_there_are(tmp_path: Path) -> None:
    props = "".join(f'<p name="свойство {number}">{number}</p>' for number in range(60))
    item = (
        f"<i><code>1</code><name>Болт</name><price>2</price><stock>3</stock><unit>шт</unit><brand>X</brand>{props}</i>"
    )
    table = only(put(tmp_path / "a.xml", f"<r>{item * 3}</r>"))

    assert table.heads == ("code", "name", "price", "stock", "unit", "brand", "p")
    assert len(rows(table)) == 3


def test_columns_met_late_are_in_the_first_block_too(tmp_path: Path) -> None:
    items = "<i><a>1</a></i>" * BLOCK_ROWS + "<i><a>1</a><b>2</b></i>"
    table = only(put(tmp_path / "a.xml", f"<r>{items}</r>"))

    first, second = table.blocks()

    assert first.columns == second.columns == ["A", "B"]
    assert (table.heads, first.row(0), second.row(0)) == (("a", "b"), ("1", None), ("1", "2"))


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f'<!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]><r><i>&l9;</i></r>', "files.entities"),
        ('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r><i>&x;</i></r>', "files.entities"),
        ("<r><i><a>1</a></i><i><a>2", "files.xml_broken"),
        ("<r/>", "files.not_a_table"),
        (f"{'<a>' * 5000}", "files.xml_broken"),
        ("<r>" + "".join(f"<i><a{n}>1</a{n}></i>" for n in range(1200)) + "</r>", "files.wide"),
        ("<r><i>" + "".join(f"<a{n}>1</a{n}>" for n in range(100_000)) + "</i><i/></r>", "files.wide"),
        ("<r><i " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/><i/></r>", "files.wide"),
    ],
    ids=["billion laughs", "a file of ours", "broken off", "nothing", "deep", "wide", "wide at once", "attributes"],
)
def test_evil_and_broken_xml_is_refused(tmp_path: Path, text: str, code: str) -> None:
    assert refused(put(tmp_path / "a.xml", text)) == code


def test_where_xml_breaks_off_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        read(put(tmp_path / "a.xml", "<r>\n<i><a>1</a></i>\n<i><a>2</b></i>\n</r>"))

    assert (refusal.value.code, refusal.value.facts["line"]) == ("files.xml_broken", 3)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (
            [{"sku": "001", "price": 11.299999999999999}, {"sku": "002", "in_stock": True, "price": None}],
            [{"sku": "001", "price": "11.3"}, {"sku": "002", "in_stock": "true"}],
        ),
        (
            {"ok": 1, "data": {"items": [{"a": 1, "b": {"c": 2, "d": [3, 4]}}, {"a": 5, "b": {"c": 6}}]}},
            [{"a": "1", "b.c": "2", "b.d": "3; 4"}, {"a": "5", "b.c": "6"}],
        ),
        (
            [{"a": 1, "n": "x", "u": "шт", "prices": [{"type": "opt", "value": 2}, {"type": "rrp", "value": 3}]}],
            [{"a": "1", "n": "x", "u": "шт", "prices.value[opt]": "2", "prices.value[rrp]": "3"}],
        ),
        (
            {"groups": [{"name": "Болты", "items": [{"a": 1, "b": 2}, {"a": 3, "b": 4}]}]},
            [{"groups.name": "Болты", "a": "1", "b": "2"}, {"groups.name": "Болты", "a": "3", "b": "4"}],
        ),
        (
            {"A-1": {"price": 1}, "A-2": {"price": 2}, "A-3": {"price": 3}},
            [{"key": "A-1", "price": "1"}, {"key": "A-2", "price": "2"}, {"key": "A-3", "price": "3"}],
        ),
        ({"a": 1, "b": 2}, [{"a": "1", "b": "2"}]),
    ],
    ids=["list", "anywhere", "prices by kind", "within groups", "by keys", "one"],
)
def test_objects_of_json(tmp_path: Path, document: Any, expected: list[dict[str, str]]) -> None:
    assert named(only(put(tmp_path / "a.json", json.dumps(document, ensure_ascii=False)))) == expected


def test_an_object_a_line(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"sku": f"A-{number}", "price": number / 10}) + "\n" for number in range(3))

    assert named(only(put(tmp_path / "a.jsonl", lines)))[2] == {"sku": "A-2", "price": "0.2"}


def test_lists_in_json_are_a_sheet_without_heads(tmp_path: Path) -> None:
    table = only(put(tmp_path / "a.json", '{"rows": [["Артикул", "Цена"], ["1", 2.50], ["3", null]]}'))

    assert (table.heads, rows(table)) == ((), [("Артикул", "Цена"), ("1", "2.5"), ("3", None)])


@pytest.mark.parametrize("text", ["{}", "[]", "[1, 2]", "[" * 100_000, '{"a": {}}'])
def test_json_without_goods_is_no_table_with_heads(tmp_path: Path, text: str) -> None:
    """What is no JSON at all may yet be a text that begins with a bracket."""
    tables = read(put(tmp_path / "a.json", text)) if text else []

    assert [table.heads for table in tables] == [()] * len(tables)


def test_tables_of_a_page(tmp_path: Path) -> None:
    page = """<!DOCTYPE html><html><head><meta charset="windows-1251"></head><body><table><tr><td>
    <table><tr><th>Товар</th><th colspan=2>Цена</th></tr><tr><td rowspan=2>Болт<br>М8</td><td>опт</td><td>10</td></tr>
    <tr><td>розница</td><td>12&nbsp;000</td></tr></table></td><td>меню</td></tr></table>
    <table><tr><td>подвал</td></tr></table></body></html>"""

    inner, outer = read(put(tmp_path / "price.xls", page, "cp1251"))

    assert rows(inner) == [("Товар", "Цена", None), ("Болт М8", "опт", "10"), ("Болт М8", "розница", "12 000")]
    assert rows(outer) == [(None, "меню")]


def test_a_page_without_tables_is_refused(tmp_path: Path) -> None:
    assert refused(put(tmp_path / "a.html", "<html><body><p>Войдите</p></body></html>")) == "files.not_a_table"


@needs_samples
@pytest.mark.parametrize(
    ("sample", "count", "said"),
    [
        ("yml/Zverushko+Excel-to-Yandex-YML/yandex_market.xml", 3, {"price": "3650.00", "vendor": "Aglae Michon"}),
        ("yml/serkin+ymlparser/tests__fixtures__valid_xml.xml", 5, {"price": "3970", "model": "DT 20000"}),
        ("ubl/phax+ph-ubl/ph-ubl__catalogue__Consip_Catalogo_UBL.xml", 6, {}),
    ],
)
def test_genuine_xml(sample: str, count: int, said: dict[str, str]) -> None:
    path = SAMPLES / sample
    if not path.exists():
        path = next((SAMPLES / sample).parent.glob(f"*{path.name.rpartition('__')[2]}"))

    found = named(only(path))

    assert len(found) == count
    assert found[0].items() >= said.items()
