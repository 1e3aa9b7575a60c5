"""Pictures and papers of the demo's goods: drawn from their sizes, marked as samples, loaded as anybody's are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

import orjson

from optom.base.business_day import business_day
from optom.base.russian_dates import in_digits
from optom.domain.catalog.importing import Cover, GoodsPaperRow, PictureRow, import_papers, import_pictures
from optom.domain.catalog.rules import Reading
from optom.domain.documents.render import render_pdf

from . import drawings
from .writing import rows

_EACH = 24  # products of a group, in the order in which the catalog shows them
_BEARINGS = {"Шариковые радиальные": False, "Роликовые цилиндрические": True}
_BOLTS = "Болты"
_FIRST = """
select p.article, b.name, g.name, p.attributes
from (select *, row_number() over (partition by group_id order by sort_key, id) as n from catalog_product) p
join catalog_group g on g.id = p.group_id
join catalog_group line on line.id = g.parent_id
join catalog_brand b on b.id = p.brand_id
where p.n <= %(each)s and g.name = any(%(groups)s)
order by g.name, p.n
"""
_NOTE = "Образец. Документ вымышлен и не подтверждает соответствия."
Attributes = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Sample:
    """A paper of the demo; days counted from today."""

    kind: str
    number: str
    title: str
    goods: str
    cover: Cover
    issued_by: str
    rules: str
    begins: int
    ends: int | None


_BODY, _LABORATORY = "ОС «Пример-Сертификация» (вымышлен)", "ИЦ «Образцовая лаборатория» (вымышлен)"
_MACHINES = "ТР ТС 010/2011 «О безопасности машин и оборудования»"
_SAMPLES = (
    _Sample("declaration", "ОБРАЗЕЦ Д-RU.0001/26", "Декларация о соответствии", "Подшипники качения всех типов",
            Cover(group="Подшипники"), _BODY, _MACHINES, -300, 1500),
    _Sample("certificate", "ОБРАЗЕЦ С-RU.0102/25", "Сертификат соответствия", "Подшипники качения SKF",
            Cover(brand="SKF", group="Подшипники"), _BODY, "ГОСТ 520-2011", -500, 596),
    _Sample("certificate", "ОБРАЗЕЦ С-RU.0098/23", "Сертификат соответствия", "Подшипники качения FAG",
            Cover(brand="FAG", group="Подшипники"), _BODY, "ГОСТ 520-2011", -1140, -44),
    _Sample("certificate", "ОБРАЗЕЦ С-RU.0110/26", "Сертификат соответствия", "Подшипники качения NSK",
            Cover(brand="NSK", group="Подшипники"), _BODY, "ГОСТ 520-2011", -90, 1005),
    _Sample("certificate", "ОБРАЗЕЦ С-RU.0204/26", "Сертификат соответствия", "Болты, винты, гайки, шайбы, анкеры",
            Cover(group="Крепёж"), _LABORATORY, "ГОСТ ISO 898-1-2014, ГОСТ ISO 898-2-2015", -200, 895),
    _Sample("letter", "ОБРАЗЕЦ О-77/26", "Отказное письмо", "Крепёж: обязательному подтверждению не подлежит",
            Cover(group="Крепёж"), _BODY, "", -200, None),
)  # fmt: skip


def write_goods_files(*, at: datetime) -> None:
    """Drawings of some dozen goods, and papers that hold for many."""
    import_pictures(_pictures(), at=at)
    import_papers((_paper(sample, at) for sample in _SAMPLES), at=at)


def _pictures() -> Iterator[PictureRow]:
    for article, brand, group, attributes in rows(_FIRST, each=_EACH, groups=[*_BEARINGS, _BOLTS]):
        for place, draw in enumerate(_drawn(group, orjson.loads(attributes)), start=1):
            yield PictureRow((Reading(article, brand, place),), _read(draw), f"{article}.png")


def _read(draw: Callable[[], bytes]) -> Callable[[int], bytes]:
    return lambda most: draw()[:most]


def _drawn(group: str, attributes: Attributes) -> list[Callable[[], bytes]]:
    if group == _BOLTS:
        thread, length = (_size(attributes, name) for name in ("Резьба", "Длина, мм"))
        return [lambda: _bolt(thread, length)]
    bore, outer, width = (_size(attributes, f"{name}, мм") for name in ("d", "D", "B"))
    is_roller = _BEARINGS[group]
    return [lambda: _bearing(bore, outer, width, is_roller), lambda: _profile(bore, outer, width, is_roller)]


def _size(attributes: Attributes, name: str) -> float:
    return float(attributes[name].lstrip("М").replace(",", "."))


@cache
def _bolt(thread: float, length: float) -> bytes:
    return drawings.bolt(thread, length)


@cache
def _bearing(bore: float, outer: float, width: float, is_roller: bool) -> bytes:  # noqa: FBT001 -- remembered by it
    return drawings.bearing(bore, outer, width, is_roller=is_roller)


@cache
def _profile(bore: float, outer: float, width: float, is_roller: bool) -> bytes:  # noqa: FBT001 -- remembered by it
    return drawings.profile(bore, outer, width, is_roller=is_roller)


def _paper(sample: _Sample, at: datetime) -> GoodsPaperRow:
    today = business_day(at)
    since = today + timedelta(days=sample.begins)
    until = None if sample.ends is None else today + timedelta(days=sample.ends)
    content = render_pdf("catalog/sample_certificate.v1", _payload(sample, since, until), at=at)
    return GoodsPaperRow(
        covers=(sample.cover,),
        kind=sample.kind,
        read=lambda most: content[:most],
        number=sample.number,
        title=sample.goods,
        issued_by=sample.issued_by,
        valid_from=since,
        valid_until=until,
        origin=sample.number,
    )


def _payload(sample: _Sample, since: date, until: date | None) -> dict[str, str]:
    return {
        "mark": "ОБРАЗЕЦ",
        "system": "Вымышленная система сертификации",
        "title": sample.title,
        "number": sample.number,
        "applicant": "ООО «ТехСнаб Опт»",
        "maker": f"{sample.cover.brand} и предприятия его группы" if sample.cover.brand else "",
        "goods": sample.goods,
        "rules": sample.rules,
        "issued_by": sample.issued_by,
        "holds": f"с {in_digits(since)}" + (f" по {in_digits(until)}" if until else ""),
        "note": _NOTE,
    }
