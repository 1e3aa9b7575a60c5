"""Further files of issued papers beside their PDF and the tax service's XML: a workbook, the files of other programs.

As with `xml_papers`, the interface of files says at the start which kinds have which; whoever gives them to people need
not know what there is. A file is made of what the paper says, so it is the same each time.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import orjson
from django.http import Http404, HttpResponse

from optom.base.refusal import Refusal
from optom.domain.documents import queries as documents

from .xml_papers import FORMS, XmlFile, file_answer, sound

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


def has_facts(payload: Payload) -> bool:
    """Whether the paper tells what files are made of: those from before there were files do not."""
    return "facts" in payload


def shapes_of(paper: int, kind: str) -> list[tuple[str, str]]:
    """Name and title of every file that this paper is had as, the tax service's XML apart."""
    if kind not in SHAPES:
        return []
    payload = orjson.loads(documents.source(paper).payload)
    return [(name, shape.title) for name, shape in SHAPES[kind].items() if shape.fits(payload)]


def answer(paper: int, kind: str, name: str) -> HttpResponse:
    """The file on its way to a person; 404 where papers of the kind, or this one, have none."""
    shape = SHAPES.get(kind, {}).get(name)
    source = documents.source(paper)
    payload = orjson.loads(source.payload)
    if shape is None or not shape.fits(payload):
        raise Http404
    return file_answer(_sound(shape, payload, source.number, source.issued_at), shape.content_type)


def beside(paper: int, kind: str) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """What goes into a zip beside the PDF, by name; of a file that would be unsound the name is empty.

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
        if one.is_zipped(payload)
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
