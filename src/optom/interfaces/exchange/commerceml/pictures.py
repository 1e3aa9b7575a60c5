"""The pictures that an exchange names for its products, as far as their files came along."""

from collections.abc import Iterator, Sequence

from optom.base.refusal import Refusal
from optom.domain.catalog.importing import PictureRow
from optom.domain.catalog.rules import Reading
from optom.interfaces.exchange.commerceml.place import Place
from optom.interfaces.exchange.commerceml.reading import Reading as Exchange
from optom.interfaces.exchange.commerceml.reading import SkippedReport
from optom.interfaces.exchange.commerceml.records import ProductRead
from optom.interfaces.exchange.commerceml.sources import Read, Source
from optom.interfaces.kit.gathered import refusing


def picture_rows(exchange: Exchange, files: Sequence[Source], report: SkippedReport) -> Iterator[PictureRow]:
    """The pictures of each product in the order in which its last word names them; all of a product or none.

    An exchange without its pictures (files alone, as 1C also writes them) is told of once, not for each.
    """
    absent = 0
    for file, product in _last_words(exchange):
        found = [(name, _found(name, file, files)) for name in product.pictures]
        if any(read for _, read in found):
            yield from _rows(file, product, found)
        else:
            absent += len(found)
    if absent:
        report(Place("", 0).skipped("picture", "", "commerceml.no_pictures", count=absent))


def bare_products(exchange: Exchange) -> Iterator[tuple[Reading, ...]]:
    """The products whose last word is that they have no picture; none where the exchange comes without any."""
    if any(product.pictures for _, product in exchange.products):
        words = _last_words(exchange)
        yield from ((Reading(product.external_id),) for _, product in words if not product.pictures)


def _last_words(exchange: Exchange) -> Iterator[tuple[str, ProductRead]]:
    """What is said last of the pictures of each product; changes that name none say nothing of them."""

    def is_said(file: str, product: ProductRead) -> bool:
        return bool(product.pictures) or file in exchange.full_files

    words = enumerate(exchange.products)
    last = {product.external_id: place for place, (file, product) in words if is_said(file, product)}
    for place, (file, product) in enumerate(exchange.products):
        if last.get(product.external_id) == place and not product.is_deleted:
            yield file, product


def _found(name: str, file: str, files: Sequence[Source]) -> Read | None:
    """Beside the file that names it, else beside another: 1C parts large exchanges into several archives."""
    ordered = sorted(files, key=lambda source: source.name != file)
    return next((read for source in ordered if (read := source.beside(name)) is not None), None)


def _rows(file: str, product: ProductRead, found: Sequence[tuple[str, Read | None]]) -> Iterator[PictureRow]:
    for place, (name, read) in enumerate(found, start=1):
        said = (Reading(product.external_id, place=place),)
        missing = refusing(Refusal("files.no_such_file", file=name))
        yield PictureRow(said, read or missing, f"{file} {name}:{product.line}")
