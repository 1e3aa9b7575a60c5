"""What formulas of the policy may name: what is known of a product, and rates of currencies."""

from collections.abc import Mapping, Sequence

from optom.base.formula import Field, Kind

FIELDS: tuple[Field, ...] = (
    Field("article", "артикул", Kind.TEXT, "p.article"),
    Field("product", "товар", Kind.TEXT, "p.name"),
    Field("brand", "бренд", Kind.TEXT, "ib.name"),
    Field("group", "группа", Kind.TEXT, "ig.name"),
    Field("weight", "вес", Kind.NUMBER, "p.weight"),
    Field("multiple", "кратность", Kind.NUMBER, "p.multiple"),
)
JOINS: Mapping[str, Sequence[str]] = {
    "brand": ("left join catalog_brand ib on ib.id = p.brand_id",),
    "group": ("left join catalog_group ig on ig.id = p.group_id",),
}
