"""A mapping is kept as a document; a document that is none is refused with all that is wrong."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optom.base.refusal import Refusal, reasons_of
from optom.domain.suppliers.fields import Field
from optom.domain.suppliers.mapping.forms import from_json, to_json
from optom.domain.suppliers.mapping.value import Column, Mapping, Part, TableMapping

_FIELDS = st.lists(st.sampled_from(list(Field)), unique=True, max_size=5)
_TEXT = st.text(max_size=10)


@st.composite
def _mappings(draw: st.DrawFn) -> Mapping:
    def part() -> Part:
        letters = st.sampled_from(["A", "Z", "AB", "XFD"])
        columns = [Column(field, draw(letters), draw(_TEXT), draw(st.integers(0, 100))) for field in draw(_FIELDS)]
        return Part((*columns, Column(Field.PRICE, "C", from_quantity="10.5")))

    def table() -> TableMapping:
        comma = draw(st.sampled_from([None, True, False]))
        return TableMapping(
            draw(_TEXT), (part(), part()), tuple(draw(st.lists(_TEXT, max_size=3))), draw(st.integers(1, 99)), comma,
            draw(_TEXT), ("A",), draw(st.booleans()),
        )  # fmt: skip

    return Mapping((table(), table()), draw(st.dictionaries(st.sampled_from(list(Field)), _TEXT)), {"много": "50"})


@given(_mappings())
def test_a_mapping_comes_back_from_its_document(mapping: Mapping) -> None:
    assert from_json(json.loads(json.dumps(to_json(mapping)))) == mapping


def _document(**column: Any) -> dict[str, Any]:
    told = {"field": "price", "letter": "A", **column}
    return {"tables": [{"name": "", "parts": [{"columns": [told]}]}]}


def _refused(document: Any) -> list[Refusal]:
    with pytest.raises(Refusal) as refused:
        from_json(document)
    return list(reasons_of(refused.value))


@pytest.mark.parametrize(
    ("column", "code", "facts"),
    [
        ({"field": "weight"}, "suppliers.mapping_field", {"name": "weight"}),
        ({"letter": "a1"}, "suppliers.mapping_letter", {"letter": "a1"}),
        ({"from_quantity": "0"}, "suppliers.mapping_quantity", {"told": "0"}),
        ({"from_quantity": "ten"}, "suppliers.mapping_quantity", {"told": "ten"}),
        ({"field": "stock", "from_quantity": "10"}, "suppliers.mapping_quantity", {"told": "10"}),
    ],
)
def test_what_a_column_cannot_be_is_refused(column: dict[str, Any], code: str, facts: dict[str, Any]) -> None:
    assert _refused(_document(**column)) == [Refusal(code, **facts)]


def test_two_columns_of_a_field_are_refused_but_of_categories_and_stock() -> None:
    columns = [
        {"field": field, "letter": letter}
        for field, letter in (("name", "A"), ("name", "B"), ("category", "C"), ("stock", "E"), ("stock", "F"))
    ]
    document = {"tables": [{"name": "", "parts": [{"columns": [*columns, {"field": "category", "letter": "D"}]}]}]}
    assert _refused(document) == [Refusal("suppliers.mapping_twice", letter="B")]


def test_a_word_is_no_stock_without_a_number() -> None:
    assert _refused({"tables": [], "words": {"много": "lots"}}) == [
        Refusal("suppliers.mapping_word", word="много", told="lots")
    ]


def test_all_that_is_wrong_is_refused_together() -> None:
    found = _refused({**_document(letter="1", from_quantity="x"), "words": {"мало": ""}})
    assert [one.code for one in found] == [
        "suppliers.mapping_letter", "suppliers.mapping_quantity", "suppliers.mapping_word"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "document",
    [
        None, [], {}, {"tables": None}, {"tables": [{}]}, {"tables": [{"name": "", "parts": [1]}]},
        _document(confidence="x"),
        {"tables": [{"name": "", "first_row": "2"}]}, {"tables": [{"name": "", "decimal_comma": "no"}]},
        {"tables": [], "formulas": []},
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused(document: Any) -> None:
    assert [one.code for one in _refused(document)] == ["suppliers.mapping_broken"]


def test_only_a_brand_or_a_category_holds_for_the_rows_under_it() -> None:
    assert _refused(_document(carried=True)) == [Refusal("suppliers.mapping_carried", letter="A")]
    assert from_json(_document(field="brand", carried=True)).tables[0].parts[0].columns[0].carried
