"""Issued papers as files for programs: whatever kinds have such a form, each is written from what the paper says.

The forms are written by the interface of files, which says here which kinds it writes; who gives files to people need
not know which forms there are.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from optom.base.refusal import Refusal
from optom.domain.documents import queries as documents


@dataclass(frozen=True, slots=True)
class XmlFile:
    """A file under the name that its format demands."""

    name: str
    content: bytes


def always(_payload: object) -> bool:
    """Every paper of the kind has it."""
    return True


@dataclass(frozen=True, slots=True)
class Form:
    """How a kind of paper is written, what a file breaks of its rules, said in words, and which papers have one.

    ``fits`` judges by the facts that a paper tells programs, without its lines: lists ask it of many papers.
    """

    write: Callable[[Any], XmlFile]
    faults: Callable[[XmlFile], list[str]]
    fits: Callable[[Any], bool] = always


FORMS: dict[str, Form] = {}
_MOST_TOLD = 5


def xml_of(paper: int) -> XmlFile:
    """The file of an issued paper, sound by the rules of its form.

    Refuses `documents.no_such_paper`, `papers.no_xml` where this paper has none, and `papers.xml_wrong` rather than
    give a bad one.
    """
    source = documents.source(paper)
    form = FORMS[source.kind]
    payload: Mapping[str, Any] = orjson.loads(source.payload)
    if not form.fits(payload):
        raise Refusal("papers.no_xml", number=source.number)
    return sound(form, payload, source.number)


def sound(form: Form, payload: Mapping[str, Any], number: str) -> XmlFile:
    """The file, or the refusal `papers.xml_wrong` with what it would break."""
    file = form.write(payload)
    if faults := form.faults(file):
        raise Refusal("papers.xml_wrong", number=number, faults="; ".join(faults[:_MOST_TOLD]))
    return file


def xml_answer(paper: int, kind: str) -> HttpResponse:
    """The file on its way to a person; 404 where the kind has none."""
    if kind not in FORMS:
        raise Http404
    return file_answer(xml_of(paper), "application/xml; charset=windows-1251")


def file_answer(file: XmlFile, content_type: str) -> HttpResponse:
    """A file of an issued paper, which never changes, to be saved under its name."""
    headers = {
        "Content-Disposition": content_disposition_header(True, file.name) or "attachment",  # noqa: FBT003 -- Django's signature
        "Cache-Control": "private, max-age=600",
    }
    return HttpResponse(file.content, content_type=content_type, headers=headers)
