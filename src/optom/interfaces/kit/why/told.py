"""An answer to "why?": a line for the bar above a sheet, a tree below it, a link that opens the same for support."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from optom.base.refusal import Refusal
from optom.domain.companies import queries as companies
from optom.domain.companies import rules
from optom.interfaces.kit import formats
from optom.interfaces.kit.input import Malformed

Words = dict[str, Any]
Node = dict[str, Any]
Told = dict[str, Any]
MOST = 12  # rows under one figure; the lists themselves have pages of their own
NOTHING = Decimal(0)
_YEARS = range(1900, 2200)
# Where what stands behind a figure is shown, by the names of addresses: to people of the company, to the staff.
_FOR_BUYERS = {
    "order": "portal:order",
    "draft": "portal:draft",
    "shipment": "portal:shipment",
    "paper": "portal:paper",
    "approval": "portal:approval",
    "quote": "portal:quote",
}
_FOR_STAFF = {"shipment": "office:shipment", "order": "office:order", "publication": "office:publication"}


@dataclass(frozen=True, slots=True)
class Question:
    """About which contract, as of which moment, and who asks.

    ``is_future``: only what is agreed and published by now is known of it. ``seal`` proves that this very moment was
    the present when the answer was given; ``is_by_day``: the moment is the beginning of the day that was asked for;
    ``actor``: who it is.
    """

    contract: companies.ContractRow
    at: datetime
    now: datetime
    is_past: bool = False
    is_future: bool = False
    is_staff: bool = False
    rights: rules.Rights = rules.NO_RIGHTS
    seal: str = ""
    is_by_day: bool = False
    actor: int | None = None

    @property
    def of_now(self) -> "Question":
        """The same question about the present: of what has no past to be told."""
        return replace(self, at=self.now, is_past=False, is_future=False)

    def place_of(self, what: str, number: int | None) -> str:
        """The page of an order, a shipment or a paper, where there is one for the asker."""
        if number is None or (what == "paper" and not rules.may_pay(self.rights)):
            return ""
        if self.is_staff:
            return reverse(_FOR_STAFF[what], args=[number]) if what in _FOR_STAFF else ""
        return reverse(_FOR_BUYERS[what], args=[self.contract.id, number])

    def money(self, value: Decimal) -> str:
        """A sum in the contract's currency."""
        return formats.with_currency(value, self.contract.currency)

    @property
    def as_of(self) -> str:
        """As of 26.11.2026 10:00."""
        if self.is_future:
            return _("for %(moment)s: by what is agreed and published by now") % {"moment": formats.moment(self.at)}
        said = _("as of %(moment)s: the past of goods is told by days") if self.is_by_day else _("as of %(moment)s")
        return said % {"moment": formats.moment(self.at)}


def node(label: str, value: str = "", *, note: str = "", href: str = "", children: Iterable[Node] = ()) -> Node:
    """A branch of the tree; what it has nothing of is left out."""
    said = {"label": label, "value": value, "note": note, "href": href, "children": list(children)}
    return {name: word for name, word in said.items() if word}


def bounded(nodes: Sequence[Node], total: int | None = None) -> list[Node]:
    """The first of many (``total`` of them, where not all are given), and how many more there are."""
    more = (len(nodes) if total is None else total) - MOST
    if more <= 0:
        return list(nodes)
    return [*nodes[:MOST], node(ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more})]


def told(line: str | Iterable[Words], tree: Iterable[Node], link: str = "", *, is_settled: bool = False) -> Told:
    """The answer; without a tree it is the line alone. What ``is_settled`` is the same as of any moment."""
    said = line if isinstance(line, str) else list(line)
    more = {"link": link, "settled": is_settled}
    return {"line": said, "tree": list(tree), **{name: word for name, word in more.items() if word}}


def told_only(said: str, link: str = "", more: Iterable[Node] = ()) -> Told:
    """An answer of which there is nothing to unfold: the words, and what is to be said beside them."""
    return told(said, [node(said), *more], link)


def link_to(name: str, *numbers: int, at: datetime | None = None, **given: str) -> str:
    """The page of an answer, at the moment of which it speaks."""
    given["at"] = timezone.localtime(at).isoformat() if at else ""
    asked = {name: value for name, value in given.items() if value}
    return reverse(f"kit:{name}", args=numbers) + (f"?{urlencode(asked)}" if asked else "")


def moment_asked(given: Mapping[str, str], now: datetime) -> datetime:
    """Now, or the past moment of the parameter ``at`` (local time where it names no zone)."""
    text = given.get("at", "")
    if not text:
        return now
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Malformed("input.not_a_date", value=text[:40]) from None
    if moment.year not in _YEARS:  # at the ends of the calendar another time zone has no date
        raise Malformed("input.not_a_date", value=text[:40])
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def question(
    contract: companies.ContractRow,
    given: Mapping[str, str],
    now: datetime,
    *,
    is_staff: bool = False,
    rights: rules.Rights = rules.NO_RIGHTS,
    actor: int | None = None,
) -> Question:
    """About a contract now, or at the past moment of the parameter ``at``."""
    at = moment_asked(given, now)
    return Question(
        contract,
        at,
        now,
        is_past=at < now,
        is_future=at > now,
        is_staff=is_staff,
        rights=rights,
        seal=given.get("seal", ""),
        actor=actor,
    )


def terms_then(asked: Question) -> companies.TermsRow | None:
    """The terms in force at the moment; None before the contract had any."""
    try:
        return companies.terms(asked.contract.id, asked.at)
    except Refusal:
        return None


def told_as_now(asked: Question, what: str) -> Iterator[Node]:
    """Says that ``what`` is that of now where another moment is asked for: its past is not kept."""
    if asked.is_past or asked.is_future:
        yield node(_("told as now: %(what)s") % {"what": what}, note=_("its past is not kept"))


def still_to_come(at: datetime) -> str:
    """What is said of a moment in the future, of what nobody can know."""
    return _("%(moment)s is still to come: nobody knows it yet") % {"moment": formats.moment(at)}


def as_now(what: str, at: datetime, *sinces: datetime | None) -> Iterator[Node]:
    """Says that ``what`` is told as it is now, of a moment before one of the ledgers that know it began."""
    began = [since for since in sinces if since and at < since]
    if began:
        yield node(_("told as now: %(what)s") % {"what": what}, note=not_recorded(max(began)))


def not_recorded(since: datetime) -> str:
    """What is said of a moment before the ledgers began."""
    return _("not recorded before %(moment)s") % {"moment": formats.moment(since)}
