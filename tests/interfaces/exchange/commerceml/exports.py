"""Small CommerceML exports written by hand, and the genuine ones of the project's shared samples."""

import os
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from optom.interfaces.exchange.commerceml.reader import read
from optom.interfaces.exchange.commerceml.records import Record
from optom.interfaces.exchange.commerceml.sources import Source

PROJECT = Path(__file__).resolve().parents[4]
SHARED = Path(os.environ.get("OPTOM_SHARED") or PROJECT.parent / "shared")
Kind = TypeVar("Kind")
SAMPLES = SHARED / "samples" / "commerceml"


def export(body: str, *, namespace: str = "urn:1C.ru:commerceml_2", made: str = "2026-11-23T10:00:00") -> str:
    """A whole file around a body; without namespace when it is empty."""
    xmlns = f' xmlns="{namespace}"' if namespace else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<КоммерческаяИнформация{xmlns} ВерсияСхемы="2.07"'
        f' ДатаФормирования="{made}">{body}</КоммерческаяИнформация>'
    )


def catalog(*products: str, only_changes: bool = False) -> str:
    return (
        f'<Каталог СодержитТолькоИзменения="{str(only_changes).lower()}"><Ид>1</Ид><Наименование>К</Наименование>'
        f"<Товары>{''.join(products)}</Товары></Каталог>"
    )


def product(identifier: str, inside: str = "", *, name: str = "Товар", article: str = "A-1", unit: str = "") -> str:
    unit = unit or '<БазоваяЕдиница Код="796" НаименованиеПолное="Штука">шт</БазоваяЕдиница>'
    return (
        f"<Товар><Ид>{identifier}</Ид><Артикул>{article}</Артикул><Наименование>{name}</Наименование>"
        f"{unit}{inside}</Товар>"
    )


def offers(*each: str, kinds: str = "", only_changes: bool = False) -> str:
    return (
        f'<ПакетПредложений СодержитТолькоИзменения="{str(only_changes).lower()}"><Ид>1#</Ид>{kinds}'
        f"<Предложения>{''.join(each)}</Предложения></ПакетПредложений>"
    )


def offer(identifier: str, inside: str) -> str:
    return f"<Предложение><Ид>{identifier}</Ид>{inside}</Предложение>"


def price(amount: str, *, kind: str = "retail", more: str = "") -> str:
    return f"<Цены><Цена><ИдТипаЦены>{kind}</ИдТипаЦены><ЦенаЗаЕдиницу>{amount}</ЦенаЗаЕдиницу>{more}</Цена></Цены>"


def source_of(content: str | bytes, name: str = "import.xml") -> Source:
    given = content.encode() if isinstance(content, str) else content
    return Source(name, lambda: BytesIO(given))


def read_text(content: str | bytes) -> list[Record]:
    return list(read(source_of(content)))


def only(kind: type[Kind], records: list[Record]) -> Kind:
    found = [record for record in records if isinstance(record, kind)]
    assert len(found) == 1, found
    return found[0]
