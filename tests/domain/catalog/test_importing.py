"""Groups and products as they come from outside: what is new, what changes, what stays untouched, what is hidden."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection, transaction

from optom.base.staging import Outcome, Skipped
from optom.domain.catalog.importing import GroupRow, ProductRow, UnitRow, import_groups, import_products
from optom.domain.catalog.models import (
    Barcode,
    Brand,
    Code,
    CrossNumber,
    Group,
    GroupPath,
    Pack,
    Product,
    Shelf,
    TaxRate,
    Unit,
    Word,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)

TREE = [GroupRow("tools", None, "Инструмент"), GroupRow("drills", "tools", "Дрели")]
DRILL = ProductRow(
    "p1",
    article="GSB 13-RE",
    name="Дрель ударная жёлтая",
    brand="Bosch",
    group="drills",
    unit=UnitRow("шт", "796"),
    tax_class="standard",
    weight=Decimal("1.25"),
    attributes={"Цвет": "Жёлтый"},
    description="Надёжная",
    packs=(("ящ", Decimal(6)),),
    barcodes=("4600000000017",),
    crosses=(("Makita", "HP-1630"),),
)


def load(*rows: ProductRow, is_complete: bool = False, offers_complete: bool = False) -> tuple[Outcome, list[Skipped]]:
    skipped: list[Skipped] = []
    outcome = import_products(
        rows, is_complete=is_complete, offers_complete=offers_complete, report=skipped.append, at=AT
    )
    return outcome, skipped


def the(external_id: str) -> Product:
    return Product.objects.select_related("brand", "group", "unit", "tax_class").get(external_id=external_id)


def versions(*tables: str) -> list[tuple[object, ...]]:
    """Where every row lies and who wrote it: two equal answers prove that nothing was written in between."""
    with connection.cursor() as cursor:
        found: list[tuple[object, ...]] = []
        for table in tables:
            cursor.execute(f"select '{table}', ctid::text, xmin::text from {table} order by ctid")  # noqa: S608
            found += cursor.fetchall()
    return found


CATALOG = (
    "catalog_group", "catalog_grouppath", "catalog_brand", "catalog_unit", "catalog_taxclass", "catalog_taxrate",
    "catalog_product", "catalog_pack", "catalog_barcode", "catalog_crossnumber", "catalog_code", "catalog_word",
    "catalog_shelf", "catalog_milestone",
)  # fmt: skip


def test_a_group_tree_comes_with_its_closure_and_its_order() -> None:
    assert import_groups(
        [GroupRow("b", None, "Ёлки"), GroupRow("a", None, "Ели"), GroupRow("c", "a", "Голубые")], at=AT
    ) == (Outcome(created=3))
    ordered = Group.objects.filter(external_id__in="abc").order_by("sort_key").values_list("external_id", flat=True)
    assert list(ordered) == ["a", "c", "b"]
    leaf = Group.objects.get(external_id="c")
    above = GroupPath.objects.filter(descendant=leaf).order_by("depth").values_list("ancestor__external_id", "depth")
    assert list(above) == [("c", 0), ("a", 1)]


def test_a_group_that_moves_takes_its_branch_along() -> None:
    import_groups([*TREE, GroupRow("hammer", "drills", "Перфораторы"), GroupRow("sale", None, "Акции")], at=AT)
    outcome = import_groups([GroupRow("drills", "sale", "Дрели")], at=AT)
    assert outcome == Outcome(changed=2)  # the branch below has another sort key now
    leaf = Group.objects.get(external_id="hammer")
    above = GroupPath.objects.filter(descendant=leaf).order_by("depth").values_list("ancestor__external_id", flat=True)
    assert list(above) == ["hammer", "drills", "sale"]


def test_groups_that_come_again_are_not_written() -> None:
    import_groups(TREE, at=AT)
    before = versions("catalog_group", "catalog_grouppath")
    assert import_groups(reversed(TREE), at=AT) == Outcome(unchanged=2)
    assert versions("catalog_group", "catalog_grouppath") == before


def test_a_group_under_nobody_or_under_itself_becomes_a_root_and_is_reported() -> None:
    skipped: list[Skipped] = []
    rows = [GroupRow("a", "b", "А"), GroupRow("b", "a", "Б"), GroupRow("c", "lost", "В")]
    import_groups(rows, report=skipped.append, at=AT)
    assert [(one.external_id, one.code) for one in skipped] == [
        ("c", "catalog.unknown_parent"),
        ("a", "catalog.group_under_itself"),
    ]
    assert Group.objects.get(external_id="b").parent == Group.objects.get(external_id="a")


def test_a_new_product_comes_with_everything_that_is_said_of_it() -> None:
    import_groups(TREE, at=AT)
    assert load(DRILL) == (Outcome(created=1), [])
    found = the("p1")
    assert (found.article, found.brand.name, found.group.name, found.unit.okei, found.tax_class.code) == (
        "GSB 13-RE", "Bosch", "Дрели", "796", "standard",
    )  # fmt: skip
    assert (found.weight, found.attributes, found.is_active) == (Decimal("1.250"), {"Цвет": "Жёлтый"}, True)
    assert list(Pack.objects.values_list("name", "quantity")) == [("ящ", Decimal(6))]
    assert list(Barcode.objects.values_list("code", flat=True)) == ["4600000000017"]
    assert list(CrossNumber.objects.values_list("brand", "number")) == [("Makita", "HP-1630")]


def test_it_can_be_found_by_every_number_and_by_the_words_of_its_name() -> None:
    load(DRILL)
    assert set(Code.objects.values_list("kind", "norm")) == {("a", "GSB13RE"), ("b", "4600000000017"), ("c", "HP1630")}
    assert Product.objects.extra(where=["words @@ plainto_tsquery('russian', 'ударные дрели bosch')"]).exists()
    assert dict(Word.objects.values_list("word", "products")) == {"дрель": 1, "ударная": 1, "желтая": 1}
    assert Shelf.objects.get().products == 1


def test_vat_rates_by_law_stand_behind_the_tax_classes() -> None:
    load(DRILL)
    rates = TaxRate.objects.filter(tax_class__code="standard").order_by("valid_from").values_list("percent", flat=True)
    assert list(rates) == [Decimal(18), Decimal(20), Decimal(22)]


def test_what_comes_again_is_not_written_at_all() -> None:
    import_groups(TREE, at=AT)
    variant = ProductRow("p1#red", variant_of="p1", name="Дрель красная", is_patch=True, attributes={"Цвет": "Красный"})
    offered = ProductRow("p1", is_patch=True, is_offered=True)
    load(DRILL, variant, offered)
    before = versions(*CATALOG)
    for is_complete in (False, True):
        outcome, skipped = load(DRILL, variant, offered, is_complete=is_complete, offers_complete=is_complete)
        assert (outcome, skipped) == (Outcome(unchanged=2), [])
    assert versions(*CATALOG) == before


def test_a_change_touches_only_the_product_that_changed() -> None:
    load(DRILL, ProductRow("p2", article="X", name="Пила"))
    before = versions("catalog_product")
    assert load(ProductRow("p1", name="Дрель синяя"), ProductRow("p2", name="Пила"))[0] == Outcome(
        changed=1, unchanged=1
    )
    assert len(set(versions("catalog_product")) & set(before)) == 1
    assert dict(Word.objects.filter(products__gt=0).values_list("word", "products")) == {
        "дрель": 1, "синяя": 1, "пила": 1,
    }  # fmt: skip


def test_what_a_row_does_not_say_stays_and_what_it_says_is_replaced() -> None:
    load(DRILL)
    assert load(ProductRow("p1", barcodes=("46",), packs=()))[0] == Outcome(changed=1)
    assert the("p1").name == DRILL.name
    assert list(Barcode.objects.values_list("code", flat=True)) == ["46"]
    assert not Pack.objects.exists()
    assert set(Code.objects.values_list("kind", "norm")) == {("a", "GSB13RE"), ("b", "46"), ("c", "HP1630")}


def test_another_article_is_found_and_the_old_one_no_more() -> None:
    load(DRILL)
    load(ProductRow("p1", article="GSB 16"))
    assert list(Code.objects.filter(kind="a").values_list("norm", flat=True)) == ["GSB16"]


def test_attributes_are_replaced_or_added_to() -> None:
    load(DRILL)
    load(ProductRow("p1", attributes={"Вес": "1"}, attributes_add=True))
    assert the("p1").attributes == {"Цвет": "Жёлтый", "Вес": "1"}
    load(ProductRow("p1", attributes={"Вес": "2"}))
    assert the("p1").attributes == {"Вес": "2"}


def test_several_rows_of_one_product_add_up() -> None:
    outcome, _ = load(
        ProductRow("p1", article="A", name="Старое", barcodes=("1",)), ProductRow("p1", name="Новое", barcodes=("2",))
    )
    assert outcome == Outcome(created=1)
    assert (the("p1").article, the("p1").name) == ("A", "Новое")
    assert set(Barcode.objects.values_list("code", flat=True)) == {"1", "2"}


def test_brands_are_one_whatever_their_spelling() -> None:
    load(ProductRow("p1", brand="Hyundai/Kia", name="А"), ProductRow("p2", brand="HYUNDAI-KIA", name="Б"))
    assert Brand.objects.count() == 1


def test_a_product_that_belongs_nowhere_is_taken_and_told() -> None:
    outcome, skipped = load(ProductRow("p1", name="Сирота", group="lost", tax_class="luxury", origin="import.xml:7"))
    assert outcome == Outcome(created=1)
    assert {(one.code, one.facts["named"], one.origin) for one in skipped} == {
        ("catalog.unknown_group", "lost", "import.xml:7"),
        ("catalog.unknown_tax_class", "luxury", "import.xml:7"),
    }
    found = the("p1")
    assert (found.group.name, found.brand.name, found.unit.name, found.tax_class.code, found.article) == (
        "Без группы", "Без бренда", "шт", "standard", "p1",
    )  # fmt: skip
    assert GroupPath.objects.filter(ancestor=found.group, descendant=found.group).exists()


def test_a_unit_takes_the_code_that_comes_later() -> None:
    load(ProductRow("p1", name="Верёвка", unit=UnitRow("бухта")))
    load(ProductRow("p2", name="Канат", unit=UnitRow("бухта", "616")))
    assert Unit.objects.get(name="бухта").okei == "616"


def test_a_deletion_hides_and_of_the_unknown_is_told() -> None:
    load(DRILL)
    outcome, skipped = load(ProductRow("p1", is_deleted=True), ProductRow("p9", is_deleted=True))
    assert (outcome.changed, outcome.skipped) == (1, 1)
    assert [(one.external_id, one.code) for one in skipped] == [("p9", "catalog.unknown_deleted")]
    assert not the("p1").is_active
    assert not Shelf.objects.exists()


def test_a_full_import_hides_what_it_does_not_name_and_a_partial_one_does_not() -> None:
    load(DRILL, ProductRow("p2", name="Пила"))
    Product.objects.create(
        article="own", name="Своё", brand=the("p1").brand, group=the("p1").group, unit=the("p1").unit,
        tax_class=the("p1").tax_class, sort_key="своё",
    )  # fmt: skip
    assert load(ProductRow("p2", name="Пила", is_active=True))[0].hidden == 0
    assert load(ProductRow("p2", name="Пила", is_active=True), is_complete=True)[0] == Outcome(unchanged=1, hidden=1)
    assert set(Product.objects.filter(is_active=True).values_list("article", flat=True)) == {"p2", "own"}
    assert load(ProductRow("p1", is_active=True))[0] == Outcome(changed=1)


VARIANTS = (
    ProductRow("p1#s", variant_of="p1", name="Дрель S", is_patch=True, is_active=True, attributes={"Размер": "S"}),
    ProductRow("p1#m", variant_of="p1", name_suffix=" (M)", is_patch=True, is_active=True, attributes={"Размер": "M"}),
)


def test_variants_take_from_their_parent_what_they_do_not_say() -> None:
    import_groups(TREE, at=AT)
    assert load(DRILL, *VARIANTS)[0] == Outcome(created=3)
    small, medium = the("p1#s"), the("p1#m")
    assert (small.name, medium.name) == ("Дрель S", "Дрель ударная жёлтая (M)")
    assert (small.brand.name, small.group.name, small.article, small.weight) == (
        "Bosch", "Дрели", "GSB 13-RE", Decimal("1.250"),
    )  # fmt: skip
    assert small.attributes == {"Цвет": "Жёлтый", "Размер": "S"}
    assert Code.objects.filter(norm="GSB13RE").count() == 3


def test_variants_that_come_after_their_parent_take_from_the_known_one() -> None:
    load(DRILL)
    assert load(*VARIANTS)[0] == Outcome(created=2)
    assert (the("p1#m").name, the("p1#s").brand.name) == ("Дрель ударная жёлтая (M)", "Bosch")
    assert the("p1#s").attributes == {"Цвет": "Жёлтый", "Размер": "S"}
    assert Code.objects.filter(norm="GSB13RE").count() == 3
    assert load(*VARIANTS)[0] == Outcome(unchanged=2)


def test_a_product_sold_only_in_variants_is_not_sold_itself() -> None:
    load(DRILL, *VARIANTS)
    assert (the("p1").is_active, the("p1#s").is_active) == (False, True)
    load(DRILL)
    assert not the("p1").is_active


def test_a_product_offered_beside_its_variants_is_sold_itself() -> None:
    load(DRILL, ProductRow("p1", is_patch=True, is_offered=True), *VARIANTS)
    assert the("p1").is_active
    load(DRILL, *VARIANTS)
    assert the("p1").is_active
    load(DRILL, *VARIANTS, offers_complete=True)
    assert not the("p1").is_active


def test_all_offers_without_a_variant_hide_it() -> None:
    load(DRILL, *VARIANTS)
    assert load(DRILL, VARIANTS[0], offers_complete=True)[0].changed == 1
    assert (the("p1#s").is_active, the("p1#m").is_active) == (True, False)


def test_variants_follow_their_parent_to_another_group_and_into_deletion() -> None:
    import_groups(TREE, at=AT)
    load(DRILL, *VARIANTS)
    load(ProductRow("p1", group="tools"))
    assert the("p1#s").group.external_id == "tools"
    assert the("p1#s").attributes == {"Цвет": "Жёлтый", "Размер": "S"}
    load(ProductRow("p1", is_deleted=True))
    assert not Product.objects.filter(is_active=True).exists()


def test_a_variant_of_nothing_known_is_left_out_and_told() -> None:
    outcome, skipped = load(ProductRow("x#s", variant_of="x", name="Чужое", is_patch=True))
    assert (outcome, [one.code for one in skipped]) == (Outcome(skipped=1), ["catalog.unknown_product"])
    assert not Product.objects.exists()


def test_what_has_no_room_is_told_and_costs_only_itself() -> None:
    row = ProductRow(
        "p1",
        name="Д" * 600,
        weight=Decimal(10**10),
        multiple=Decimal(0),
        barcodes=("1" * 41,),
        crosses=(("", "2" * 101),),
    )
    outcome, skipped = load(row, ProductRow("x" * 151))
    assert outcome == Outcome(created=1)
    assert sorted(one.code for one in skipped) == [
        "catalog.code_too_long", "catalog.code_too_long", "catalog.id_too_long", "catalog.name_cut",
        "catalog.not_a_measure", "catalog.not_a_measure",
    ]  # fmt: skip
    assert (len(the("p1").name), the("p1").weight, the("p1").multiple) == (500, None, Decimal(1))


def many(count: int) -> Iterable[ProductRow]:
    return (
        ProductRow(
            f"m{n}",
            article=f"A-{n}",
            name=f"Болт М{n % 40}",
            brand=f"Завод {n % 7}",
            group="drills",
            barcodes=(str(n),),
        )
        for n in range(count)
    )


def definitions() -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("select indexname, indexdef from pg_indexes where tablename like 'catalog%' order by 1")
        found = cursor.fetchall()
        cursor.execute(
            "select conname, pg_get_constraintdef(oid) from pg_constraint"
            " where conrelid::regclass::text like 'catalog%' order by 1"
        )
        return list(found + cursor.fetchall())


def test_a_first_great_import_leaves_every_index_and_key_as_it_was() -> None:
    import_groups(TREE, at=AT)
    before = definitions()
    assert import_products(many(20_000), at=AT) == Outcome(created=20_000)
    assert definitions() == before
    assert Code.objects.count() == 40_000


def test_an_import_that_fails_halfway_changes_nothing() -> None:
    def failing() -> Iterable[ProductRow]:
        yield DRILL
        raise RuntimeError

    with pytest.raises(RuntimeError), transaction.atomic():
        import_products(failing(), at=AT)
    assert not Product.objects.exists()


def test_the_number_of_statements_does_not_grow_with_the_rows(django_assert_max_num_queries: object) -> None:
    def counted(count: int) -> int:
        statements: list[str] = []

        def note(execute: object, sql: str, params: object, many: bool, context: object) -> object:  # noqa: FBT001
            statements.append(sql)
            return execute(sql, params, many, context)  # type: ignore[operator]

        with connection.execute_wrapper(note):
            import_products(many(count), at=AT)
        return len(statements)

    assert counted(10) == counted(1_000)


def test_a_card_has_the_last_word_over_patches() -> None:
    card = ProductRow("t#w", variant_of="t", name="Стол (Белый)", attributes={"Цвет": "Белый"}, origin="import.xml:1")
    load(card, ProductRow("t#w", variant_of="t", name="Стол", is_patch=True, is_active=True, barcodes=("1",)))
    assert (the("t#w").name, the("t#w").attributes) == ("Стол (Белый)", {"Цвет": "Белый"})
    assert Barcode.objects.count() == 1


def test_a_variant_that_comes_with_its_name_alone_keeps_its_attributes() -> None:
    load(DRILL, *VARIANTS)
    load(ProductRow("p1#s", variant_of="p1", name="Дрель маленькая", is_patch=True))
    assert the("p1#s").attributes == {"Цвет": "Жёлтый", "Размер": "S"}


def test_branches_that_nobody_speaks_of_are_left_alone() -> None:
    Group.objects.create(name="Своё", sort_key="по-своему")
    assert import_groups(TREE, at=AT) == Outcome(created=2)
    assert import_groups(TREE, at=AT) == Outcome(unchanged=2)
