"""A supplier answers by his link: what he types is kept, and counts once he sends it.

All that he says is untrusted; the database lets him write his own rows only, and only while the request is open.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from optom.base.business_day import business_day
from optom.base.identifiers import CURRENCIES_OF_ACCOUNTS
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.texts import too_long
from optom.domain.journal import actions as journal

from .queries import HeldLink
from .rules import MOST_NOTE, Reply

_sql = statements(__package__)
CURRENCIES = frozenset(CURRENCIES_OF_ACCOUNTS.values())


@dataclass(frozen=True, slots=True)
class OfAll:
    """What he says of all lines together; prices hold until the end of ``valid_until``."""

    with_vat: bool
    valid_until: date | None = None
    note: str = ""


def objections(reply: Reply) -> Iterator[tuple[str, Refusal]]:
    """The columns of a line that can't be kept, each with its reason."""
    return reply.objections(CURRENCIES)


def keep(*, held: HeldLink, replies: Sequence[Reply]) -> None:
    """What he has typed of some lines; it is not sent yet. One statement, however many lines.

    Refuses `bargaining.closed`, `bargaining.no_line`, and together what `objections` finds.
    """
    if not held.is_open:
        raise Refusal("bargaining.closed")
    refuse_all(refusal for reply in replies for _column, refusal in objections(reply))
    columns = ("line", "price", "currency", "quantity", "multiple", "lead_days", "comment")
    told = {name: [getattr(reply, name) for reply in replies] for name in columns}
    if _sql.run("keep_replies", invitation=held.invitation, **told) < len(replies):
        raise Refusal("bargaining.no_line")


def send(*, held: HeldLink, of_all: OfAll, address: str, at: datetime) -> int:
    """The prices that he has typed count from now on, in place of what he sent before; of how many lines. Where nothing
    differs from that, it stays.

    Refuses `bargaining.closed`, `input.too_long`, `bargaining.day_gone`, `bargaining.nothing_priced`.
    """
    if not held.is_open:
        raise Refusal("bargaining.closed")
    gone = of_all.valid_until is not None and of_all.valid_until < business_day(at)
    days = [Refusal("bargaining.day_gone", field="valid_until", day=of_all.valid_until)] if gone else []
    refuse_all([*too_long(note=(of_all.note, MOST_NOTE)), *days])
    told = {"with_vat": of_all.with_vat, "valid_until": of_all.valid_until, "note": of_all.note.strip()}
    with transaction.atomic():
        sent = int(_sql.value("send_replies", invitation=held.invitation, at=at, **told))
        if not sent:
            raise Refusal("bargaining.nothing_priced")
        _note("send", held, {"lines": sent, "address": address}, at)
    return sent


def use_link(*, held: HeldLink, address: str, at: datetime) -> None:
    """Write down that somebody at ``address`` of the network has looked."""
    with transaction.atomic():
        _sql.run("use_link", link=held.id, at=at)
        _note("use_link", held, {"address": address}, at)


def _note(act: str, held: HeldLink, facts: Mapping[str, Any], at: datetime) -> None:
    subject = f"bargaining.invitation:{held.invitation}"
    journal.record(act=f"bargaining.{act}", actor=None, at=at, subject=subject, facts=facts)
