"""In what two versions of a mapping differ."""

from dataclasses import replace

from optom.domain.suppliers.fields import Field
from optom.domain.suppliers.mapping.differing import Difference, Differs, differences
from optom.domain.suppliers.mapping.value import Column, Mapping, Part, TableMapping

PRICED = TableMapping("Прайс", (Part((Column(Field.ARTICLE, "A"), Column(Field.PRICE, "C"))),), first_row=2)
WAS = Mapping((PRICED, TableMapping("Скидки", skipped=True)))


def test_a_version_differs_in_nothing_from_itself() -> None:
    assert differences(WAS, WAS) == ()


def test_columns_are_told_by_their_letters() -> None:
    columns = (Column(Field.ARTICLE, "B"), Column(Field.PRICE, "C", from_quantity="10"),
               Column(Field.BRAND, "AA", carried=True))  # fmt: skip
    now = Mapping((replace(PRICED, parts=(Part(columns),)), WAS.tables[1]))
    assert differences(WAS, now) == (
        Difference(Differs.COLUMN, "Прайс", "A", "article", ""),
        Difference(Differs.COLUMN, "Прайс", "B", "", "article"),
        Difference(Differs.COLUMN, "Прайс", "C", "price", "price from 10"),
        Difference(Differs.COLUMN, "Прайс", "AA", "", "brand carried"),
    )


def test_tables_rows_formulas_and_words_are_told_of() -> None:
    skipped = replace(PRICED, skipped=True, first_row=3)
    now = Mapping((skipped, TableMapping("Остатки")), {Field.PRICE: "price * 2"}, {"много": "50"})
    assert [(one.what, one.table or one.place, one.was, one.now) for one in differences(WAS, now)] == [
        (Differs.TABLE_GONE, "Скидки", "", ""),
        (Differs.TABLE_SKIPPED, "Прайс", "", ""),
        (Differs.FIRST_ROW, "Прайс", "2", "3"),
        (Differs.TABLE_NEW, "Остатки", "", ""),
        (Differs.FORMULA, "price", "", "price * 2"),
        (Differs.WORD, "много", "", "50"),
    ]
