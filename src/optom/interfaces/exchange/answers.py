"""What suppliers answer to orders, in files that have come by themselves: read, and taken as their word (ADR 0066)."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import DatabaseError

from optom.base.refusal import Refusal, reasons_of, refuse_all
from optom.base.spreadsheet import MOST_BYTES
from optom.domain.purchasing import actions as purchasing
from optom.domain.purchasing import queries as orders
from optom.domain.suppliers import actions as suppliers
from optom.domain.suppliers.actions import Brought
from optom.interfaces.kit import order_files

_log = logging.getLogger(__name__)
_BUSY = frozenset({"purchasing.busy", "credit.busy", "stock.busy"})
_NOTHING = frozenset({"purchasing.no_answer", "purchasing.same_answer"})
_ACKNOWLEDGED = "AB"  # of UNCL4343, in an OrderResponse
_CALLED = re.compile(r"(?<![a-z])po-?\d", re.IGNORECASE)


def take(*, run: int, at: datetime) -> None:
    """An order is confirmed by the file, or it is said why none is. What was decided already stays as it is.

    Who meets somebody else at the same rows leaves the file waiting, to be taken up in a minute.
    """
    file = suppliers.take_up_answer(run=run, at=at)
    if file is None:
        return
    try:
        _take(file, at)
    except Refusal as refusal:
        if refusal.code not in _BUSY or file.is_last:
            _end(file, refusal, at)
    except FileNotFoundError:
        _end(file, Refusal("suppliers.file_lost"), at)
    except (DatabaseError, OSError):
        _log.exception("answer %s could not be taken", run)
        if not file.is_last:
            raise
        _end(file, Refusal("suppliers.broken"), at)


def _take(file: Brought, at: datetime) -> None:
    content = _within(file) if file.is_packed else _content(file)
    number = order_files.order_in(content)
    if number is None:
        raise Refusal(_why_nothing(file), name=file.name)
    order = purchasing.await_answer(order=number, file=file)
    with _naming(number):
        said = order_files.read(content, order, orders.to_confirm(number))
        purchasing.take_answer(order=number, lines=said, file=file, at=at)


def _content(file: Brought) -> bytes:
    """As much of it as is read. Refuses `files.too_large` of what may be an answer."""
    with file.path.open("rb") as stream:
        content = stream.read(MOST_BYTES)
    size = file.path.stat().st_size
    if size > MOST_BYTES and order_files.may_answer(content):
        raise Refusal("files.too_large", bytes=size, most=MOST_BYTES)
    return content


def _within(file: Brought) -> bytes:
    """The one answer in an archive; what else lies there is nobody's word (signatures, pictures).

    Refuses `purchasing.answer_packed` where an archive lies in it, `purchasing.several_answers`, what `_why_nothing`
    says, and what it takes to open it.
    """
    found = []
    for member in file.members():
        if member.is_packed:
            raise Refusal("purchasing.answer_packed", name=file.name)
        content = _content(member)
        if order_files.may_answer(content) and order_files.order_in(content) is not None:
            found.append(content)
    if len(found) > 1:
        raise Refusal("purchasing.several_answers", name=file.name, many=len(found))
    if not found:
        raise Refusal(_why_nothing(file), name=file.name)
    return found[0]


def _why_nothing(file: Brought) -> str:
    """What may yet be an answer is looked at by a person."""
    return "purchasing.order_unnamed" if _CALLED.search(file.name) else "purchasing.no_answer"


@contextmanager
def _naming(order: int) -> Iterator[None]:
    """Whoever reads why nothing came of the file finds the order from there."""
    try:
        yield
    except Refusal as refusal:
        refuse_all(Refusal(one.code, **{**one.facts, "order": order}) for one in reasons_of(refusal))


def _end(file: Brought, refusal: Refusal, at: datetime) -> None:
    """What answers nothing, or the same again, or only that the order has come, waits for nobody."""
    is_receipt = refusal.code == "purchasing.nothing_said" and refusal.facts.get("word") == _ACKNOWLEDGED
    end = suppliers.pass_over if is_receipt or refusal.code in _NOTHING else suppliers.fail_answer
    end(run=file.run, refusal=refusal, at=at)
