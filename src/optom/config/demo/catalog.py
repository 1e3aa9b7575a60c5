"""The catalog: its frame (units, taxes, brands, the group tree) and the products with all their numbers."""

# ruff: noqa: PLR2004 -- shares and habits of a firm that is made up
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

import orjson

from optom.base.identifiers import gtin_check_digit
from optom.domain.catalog import rules
from optom.domain.catalog.importing import measure_shelves

from .goods import FAMILIES, Family, Good, goods, labels, quotas
from .progress import Progress
from .sizes import Size
from .writing import NOTHING, copy, copy_lines, filling, go_on_after, run, text

_CHUNK = 10_000
_BELOW = "\u0001"
_UNITS = {
    "шт": "796",
    "кг": "166",
    "м": "006",
    "л": "112",
    "пара": "715",
    "пачка": "728",
    "упак": "778",
    "компл": "839",
}
_RATES = (
    ("standard", "2019-01-01", 20),
    ("standard", "2026-01-01", 22),
    ("reduced", "2004-01-01", 10),
    ("none", "2004-01-01", None),
)
_TAXES = ("standard", "reduced", "none")
# the cheaper a thing, the more of it lies in its smallest package: below so many roubles, so many pieces
_PACKAGES = ((3, 100), (12, 50), (45, 10), (120, 5))
_CATALOG = ("catalog_product", "catalog_pack", "catalog_barcode", "catalog_crossnumber", "catalog_code")
_PRODUCTS = "id article name brand_id group_id unit_id tax_class_id multiple minimum weight volume attributes sort_key"
_STAGE = """
create temp table demo_product (
    id bigint, article text, name text, brand_id bigint, group_id bigint, unit_id bigint, tax_class_id bigint,
    multiple numeric(14,3), minimum numeric(14,3), weight numeric(12,3), volume numeric(12,6), attributes jsonb,
    sort_key text, words text, cost numeric(15,4)
) on commit drop
"""
# The numbers that other makers give to the same thing name its analogs, as far as those are sold.
_ANALOGS = """
with pairs as (
    select c.product_id, p.id as analog_id
    from catalog_crossnumber c
    join catalog_brand b on b.name = c.brand
    join catalog_product p on p.brand_id = b.id and p.article = c.number
    where c.product_id <> p.id
)
insert into catalog_analog (product_id, analog_id, kind, note)
select product_id, analog_id, 'same', ''
from (select product_id, analog_id from pairs union select analog_id, product_id from pairs) x
order by product_id, analog_id
"""
# Of things that differ in one property, which often doesn't matter, each is similar to the next.
_SIMILAR = """
with alike as (
    select p.id, k.name, p.attributes ->> k.name as has, lead(p.id) over next as other,
        lead(p.attributes ->> k.name) over next as has_other
    from catalog_product p join unnest(%(names)s::text[]) as k (name) on p.attributes ? k.name
    window next as (partition by k.name, p.group_id, p.attributes - k.name order by p.brand_id, p.id)
),
pairs as (
    select id, other, lower(name) || ': ' || has_other || ' вместо ' || has as note from alike where has <> has_other
    union all
    select other, id, lower(name) || ': ' || has || ' вместо ' || has_other from alike where has <> has_other
)
insert into catalog_analog (product_id, analog_id, kind, note)
select id, other, 'similar', note from pairs order by id, other
on conflict do nothing
"""
_MATTERS_LITTLE = ["Уплотнение", "Зазор", "Сепаратор", "Покрытие", "Прочность", "Исполнение"]
_INSERT = """
insert into catalog_product (
    id, article, name, brand_id, group_id, unit_id, tax_class_id, multiple, minimum, weight, volume, attributes,
    sort_key, words, is_active, description)
select id, article, name, brand_id, group_id, unit_id, tax_class_id, multiple, minimum, weight, volume, attributes,
    sort_key, to_tsvector('russian', words), true, ''
from demo_product order by id
"""


@dataclass(frozen=True, slots=True)
class Frame:
    """The keys of what products refer to. ``groups`` by family and label of the third level ("" for the second)."""

    units: dict[str, int]
    taxes: dict[str, int]
    brands: dict[str, int]
    groups: dict[tuple[str, str, str], int]
    counts: dict[Family, int]


@dataclass(slots=True)
class _Rows:
    """A chunk of lines for COPY, by table."""

    products: list[str] = field(default_factory=list)
    packs: list[str] = field(default_factory=list)
    crosses: list[str] = field(default_factory=list)
    barcodes: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)


def write_frame(size: Size) -> Frame:
    """Units, taxes, brands and groups; few rows, whatever the size."""
    counts = quotas(size.products)
    units = {name: number for number, name in enumerate(_UNITS, start=1)}
    taxes = {code: number for number, code in enumerate(_TAXES, start=1)}
    names = sorted({maker.brand for family in FAMILIES for maker in family.makers})
    brands = {name: number for number, name in enumerate(names, start=1)}
    copy("catalog_unit", "id name okei", ((number, name, _UNITS[name]) for name, number in units.items()))
    copy("catalog_taxclass", "id code", ((number, code) for code, number in taxes.items()))
    copy(
        "catalog_taxrate",
        "tax_class_id valid_from percent",
        ((taxes[code], since, rate) for code, since, rate in _RATES),
    )
    copy("catalog_brand", "id name norm sort_key", (
        (number, name, rules.normalise_code(name), rules.sort_key(name))
        for name, number in brands.items()))  # fmt: skip
    frame = Frame(units, taxes, brands, _write_groups(counts, size.subgroups), counts)
    go_on_after("catalog_unit", "catalog_taxclass", "catalog_brand", "catalog_group")
    return frame


def _write_groups(counts: dict[Family, int], most: int) -> dict[tuple[str, str, str], int]:
    """Two or three levels; labels beyond ``most`` share groups, each named from its first to its last label."""
    rows: list[tuple[int, int | None, str, str]] = []
    above: dict[int, list[int]] = {}
    found: dict[tuple[str, str, str], int] = {}

    def add(name: str, parent: int | None) -> int:
        number = len(rows) + 1
        key = rules.sort_key(name) if parent is None else f"{rows[parent - 1][3]}{_BELOW}{rules.sort_key(name)}"
        rows.append((number, parent, name[:200], key[:800]))
        above[number] = [number, *(above[parent] if parent else [])]
        return number

    lines: dict[str, int] = {}
    for family in FAMILIES:
        if family.line not in lines:
            lines[family.line] = found[family.line, "", ""] = add(family.line, None)
        line = lines[family.line]
        second = add(family.name, line)
        found[family.line, family.name, ""] = second
        for shared in _shares(labels(family, counts[family]), most) if most else ():
            third = add(shared[0] if len(shared) == 1 else f"{shared[0]} … {shared[-1]}", second)
            found.update({(family.line, family.name, label): third for label in shared})
    copy("catalog_group", "id parent_id name sort_key", rows)
    copy("catalog_grouppath", "ancestor_id descendant_id depth", (
        (ancestor, number, depth)
        for number, path in above.items() for depth, ancestor in enumerate(path)))  # fmt: skip
    return found


def _shares(names: list[str], most: int) -> list[list[str]]:
    parts = min(most, len(names))
    return [names[len(names) * part // parts : len(names) * (part + 1) // parts] for part in range(parts)]


def write_products(frame: Frame, total: int, progress: Progress) -> None:
    """All products, their numbers and what search derives from them. Leaves `demo_product` with their costs."""
    run(_STAGE)
    words: Counter[str] = Counter()
    with filling(total, *_CATALOG):
        numbered = enumerate(_all_goods(frame), start=1)
        while chunk := list(islice(numbered, _CHUNK)):
            _write_chunk(frame, chunk, words)
            progress.step(len(chunk))
        run("create index on demo_product (id)")
        run("analyze demo_product")
        run(_INSERT)
    with filling(total, "catalog_analog"):
        run("analyze catalog_crossnumber")
        run("analyze catalog_product")
        run(_ANALOGS)
        run(_SIMILAR, names=_MATTERS_LITTLE)
    copy("catalog_word", "word products", sorted(words.items()))
    measure_shelves()
    go_on_after("catalog_product", "catalog_code")


def _all_goods(frame: Frame) -> Iterator[Good]:
    for family in FAMILIES:
        yield from goods(family, frame.counts[family])


def _write_chunk(frame: Frame, chunk: list[tuple[int, Good]], words: Counter[str]) -> None:
    rows = _Rows()
    for number, good in chunk:
        _add(rows, frame, number, good, words)
    copy_lines("demo_product", f"{_PRODUCTS} words cost", rows.products)
    copy_lines("catalog_pack", "product_id name quantity", rows.packs)
    copy_lines("catalog_crossnumber", "product_id brand number", rows.crosses)
    copy_lines("catalog_barcode", "product_id code", rows.barcodes)
    copy_lines("catalog_code", "product_id kind norm", rows.codes)


def _add(rows: _Rows, frame: Frame, number: int, good: Good, words: Counter[str]) -> None:
    family, values = good.family, good.values
    name = " ".join(family.title.format_map(values).split())
    parts = rules.plain_words(name)
    words.update({word for word in parts if _is_word(word)})
    cost = max(family.cost(values) * good.maker.dearness, 0.2)
    multiple = _multiple(family, cost, number)
    mass = family.mass(values)
    attributes = {key: made for key, shape in family.attributes.items() if (made := shape.format_map(values))}
    key = family.line, family.name, family.split.format_map(values)
    group = frame.groups.get(key) or frame.groups[family.line, family.name, ""]
    rows.products.append(
        f"{number}\t{good.article}\t{name}\t{frame.brands[good.maker.brand]}\t{group}\t{frame.units[family.unit]}\t"
        f"{frame.taxes[family.tax]}\t{multiple}\t{multiple * 2 if number % 31 == 0 else 0}\t"
        f"{f'{mass:.3f}' if mass >= 0.001 else NOTHING}\t{mass / 2500:.6f}\t{text(orjson.dumps(attributes).decode())}\t"
        f"{rules.sort_key(name)}\t{' '.join(parts)} {good.maker.brand.lower()}\t{cost:.2f}\n"
    )
    _add_packs(rows, number, multiple)
    _add_numbers(rows, number, good)


def _is_word(word: str) -> bool:
    return 3 <= len(word) <= 80 and not word.isdigit()


def _multiple(family: Family, cost: float, number: int) -> int:
    """Some makers sell singly even what is cheap."""
    if family.unit != "шт" or number % 9 == 0:
        return 1
    return next((pieces for below, pieces in _PACKAGES if cost < below), 1)


def _add_packs(rows: _Rows, number: int, multiple: int) -> None:
    if multiple > 1:
        rows.packs.append(f"{number}\tупаковка\t{multiple}\n")
    if number % 2 or (multiple == 1 and number % 5 == 0):
        rows.packs.append(f"{number}\tкоробка\t{multiple * 10}\n")


def _add_numbers(rows: _Rows, number: int, good: Good) -> None:
    rows.codes.append(f"{number}\ta\t{_norm(good.article)}\n")
    rows.crosses.extend(f"{number}\t{brand}\t{article}\n" for brand, article in good.crosses)
    norms = dict.fromkeys(_norm(article) for _, article in good.crosses)
    rows.codes.extend(f"{number}\tc\t{norm}\n" for norm in norms)
    if number % 7:
        body = f"460{number:09}"
        barcode = body + gtin_check_digit(body)
        rows.barcodes.append(f"{number}\t{barcode}\n")
        rows.codes.append(f"{number}\tb\t{barcode}\n")


_norm = lru_cache(maxsize=4096)(rules.normalise_code)  # a thing's numbers come again with every maker of it
