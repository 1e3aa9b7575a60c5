"""Further files of issued papers beside their PDF and the tax service's XML: a workbook, the files of other programs.

As with `xml_papers`, the interface of files says at the start which kinds have which; whoever gives them to people need
not know what there is. A file is made of what the paper says, so it is the same each time.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import orjson
from django.http import Http404, HttpResponse

from optom.base.refusal import Refusal
from optom.domain.documents import queries as documents

from .xml_papers import FORMS, XmlFile, always, file_answer, sound, xml_answer

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """A file that papers of a kind are had as: its name on a button, how it is made and of which papers.

    ``is_zipped``: of which papers it goes into zips beside the PDF.
    """

    title: str
    content_type: str
    make: Callable[[Any, datetime], XmlFile]
    fits: Callable[[Any], bool]
    faults: Callable[[XmlFile], list[str]] = lambda _file: []
    is_zipped: Callable[[Any], bool] = lambda _payload: False


SHAPES: dict[str, dict[str, Shape]] = {}  # by the kind of the paper, by the name in the address
_XML = "xml"  # the tax service's, of kinds that have a form


def has_facts(payload: Payload) -> bool:
    """Whether the paper tells what files are made of: those from before there were files do not."""
    return "facts" in payload


def files_of(papers: Sequence[tuple[int, str]]) -> dict[int, list[tuple[str, str]]]:
    """Name and title of every file beside the PDF that each of these papers (with its kind) is had as.

    One statement at most, whatever their number.
    """
    offered = {paper: list(_offered(kind)) for paper, kind in papers}
    asking = [paper for paper, files in offered.items() if any(fits is not always for _, _, fits in files)]
    told = documents.facts_of(asking)
    return {
        paper: [(name, title) for name, title, fits in files if fits(told.get(paper, {}))]
        for paper, files in offered.items()
    }


def _offered(kind: str) -> Iterator[tuple[str, str, Callable[[Any], bool]]]:
    """What papers of the kind are had as, and which of them."""
    if kind in FORMS:
        yield _XML, "XML", FORMS[kind].fits
    for name, shape in SHAPES.get(kind, {}).items():
        yield name, shape.title, shape.fits


def answer(paper: int, kind: str, name: str) -> HttpResponse:
    """The file on its way to a person; 404 where papers of the kind, or this one, have none."""
    if name == _XML and kind in FORMS:
        return xml_answer(paper, kind)
    shape = SHAPES.get(kind, {}).get(name)
    source = documents.source(paper)
    payload = orjson.loads(source.payload)
    if shape is None or not shape.fits(payload):
        raise Http404
    return file_answer(_sound(shape, payload, source.number, source.issued_at), shape.content_type)


def beside(paper: int, kind: str, *, is_whole: bool = False) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """What goes into a zip beside the PDF, by name; of a file that would be unsound the name is empty.

    ``is_whole``: every file that the paper is had as, not only those that all want.
    Whatever its content is refused for is raised by who asks for it.
    """
    form, shapes = FORMS.get(kind), SHAPES.get(kind, {})
    if form is None and not shapes:
        return
    source = documents.source(paper)
    payload = orjson.loads(source.payload)
    makers = [partial(sound, form, payload, source.number)] if form and form.fits(payload) else []
    makers += [
        partial(_sound, one, payload, source.number, source.issued_at)
        for one in shapes.values()
        if one.fits(payload) and (is_whole or one.is_zipped(payload))
    ]
    for make in makers:
        try:
            file = make()
        except Refusal as refusal:
            yield "", partial(_refuse, refusal)
        else:
            yield file.name, partial(_content, file)


def _sound(shape: Shape, payload: Payload, number: str, at: datetime) -> XmlFile:
    file = shape.make(payload, at)
    if faults := shape.faults(file):
        raise Refusal("papers.xml_wrong", number=number, faults="; ".join(faults[:5]))
    return file


def _content(file: XmlFile) -> bytes:
    return file.content


def _refuse(refusal: Refusal) -> bytes:
    raise refusal
