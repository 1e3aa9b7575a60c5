"""The papers about all goods of an order or a shipment, as one zip with a register of what holds for what."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base import kept_files
from optom.base.refusal import Refusal
from optom.domain.catalog import queries as catalog
from optom.domain.catalog.queries import GoodsPaperRow
from optom.domain.orders import queries as orders
from optom.domain.shipping import queries as shipping
from optom.interfaces.kit.progress import Progress
from optom.interfaces.kit.sheets import Column, Kind
from optom.interfaces.kit.words import named
from optom.interfaces.kit.zips import Member, packed, registers, zip_of

from .context import Desk
from .goods_papers import name_of
from .orders import order_of
from .shipments import shipment_of

MOST_PAPERS, MOST_MEGABYTES = 2000, 1024


class Line(Protocol):
    """Goods that somebody bought, whatever list tells of them."""

    @property
    def product(self) -> int: ...
    @property
    def article(self) -> str: ...
    @property
    def brand(self) -> str | None: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class _Registered:
    """A line of the register: goods, and a paper that holds for them; none where there is none."""

    line: Line
    paper: GoodsPaperRow | None
    file: str


_REGISTER = [
    Column("article", gettext_lazy("Article"), width=120, value=lambda row: row.line.article),
    Column("brand", gettext_lazy("Brand"), width=90, value=lambda row: row.line.brand or ""),
    Column("name", gettext_lazy("Name"), width=260, value=lambda row: row.line.name),
    Column("kind", gettext_lazy("Kind of paper"), width=160,
           value=lambda row: named("goods_paper", row.paper.kind) if row.paper else _("none is known")),
    Column("number", gettext_lazy("Number"), width=200, value=lambda row: row.paper.number if row.paper else ""),
    Column("issued_by", gettext_lazy("Issued by"), width=200,
           value=lambda row: row.paper.issued_by if row.paper else ""),
    Column("valid_from", gettext_lazy("Holds from"), Kind.DATE, width=90,
           value=lambda row: row.paper.valid_from if row.paper else None),
    Column("valid_until", gettext_lazy("Holds until"), Kind.DATE, width=90,
           value=lambda row: row.paper.valid_until if row.paper else None),
    Column("file", gettext_lazy("File"), width=300, value=lambda row: row.file),
]  # fmt: skip


def order_zip(desk: Desk) -> HttpResponseBase:
    """The papers about the goods of an order, also of those that the contract does not see any more: he bought them."""
    order = order_of(desk)
    title = _("Certificates of order %(id)s") % {"id": order.id}
    return goods_zip(orders.lines(order=order.id), title, desk.at, told=_told_to(desk))


def shipment_zip(desk: Desk) -> HttpResponseBase:
    """The papers about the goods of a shipment."""
    shipment = shipment_of(desk)
    title = _("Certificates of shipment %(id)s") % {"id": shipment.id}
    return goods_zip(shipping.lines(shipment.id), title, desk.at, told=_told_to(desk))


def progress(desk: Desk) -> HttpResponse:
    """How many of the papers are in the zip of this ticket; what is answered asks again in a second, until all are."""
    known = Progress.known(desk.actor, desk.given["ticket"], desk.given["papers"])
    return render(desk.request, "kit/progress.html", {"progress": known})


def _told_to(desk: Desk) -> Callable[[int, int], None]:
    return told_to(desk.actor, desk.request.GET.get("ticket", ""))


def told_to(person: object, ticket: str) -> Callable[[int, int], None]:
    """Tells that person how far it is, when he asks by the ticket."""
    known = Progress.known(person, ticket)

    def tell(done: int, whole: int) -> None:
        known.whole = whole
        known.tell(done)

    return tell


def goods_zip(
    lines: Sequence[Line], title: str, at: datetime, *, told: Callable[[int, int], None] = lambda _done, _whole: None
) -> HttpResponseBase:
    """The register, then each paper once; ``told`` hears how many of how many are done.

    Refuses ``papers.none``, ``papers.too_many``, ``papers.too_heavy``.
    """
    found = catalog.papers_of([line.product for line in lines])
    _require_takeable(found)
    files = dict(_named_files(found))
    rows = list(_registered(lines, found, files))
    members = (Member(files[one.id], at, partial(kept_files.read, one.sha256)) for one in found)
    lists = registers(_("Register of certificates"), _REGISTER, rows, at=at)
    failure = _("These papers could not be read; ask the supplier for them:")
    whole = len(found)
    pieces = packed(members, lists=lists, at=at, failure=failure, told=lambda done: told(done, whole))
    return zip_of(f"{title}.zip", pieces)


def _require_takeable(found: Sequence[GoodsPaperRow]) -> None:
    if not found:
        raise Refusal("papers.none")
    if len(found) > MOST_PAPERS:
        raise Refusal("papers.too_many", papers=len(found), most=MOST_PAPERS)
    megabytes = sum(one.size for one in found) >> 20
    if megabytes > MOST_MEGABYTES:
        raise Refusal("papers.too_heavy", megabytes=megabytes, most=MOST_MEGABYTES)


def _named_files(found: Sequence[GoodsPaperRow]) -> Iterator[tuple[int, str]]:
    """The name of each paper's file, different from all others whatever the case."""
    taken: set[str] = set()
    for one in found:
        name, turn = f"{name_of(one)}.pdf", 1
        while name.casefold() in taken:
            turn += 1
            name = f"{name_of(one)} ({turn}).pdf"
        taken.add(name.casefold())
        yield one.id, name


def _registered(
    lines: Sequence[Line], found: Sequence[GoodsPaperRow], files: Mapping[int, str]
) -> Iterator[_Registered]:
    """Each product once, with each of its papers."""
    papers: dict[int, list[GoodsPaperRow]] = defaultdict(list)
    for one in found:
        for product in one.products:
            papers[product].append(one)
    for product, line in {line.product: line for line in lines}.items():
        yield from (_Registered(line, one, files[one.id]) for one in papers[product])
        if not papers[product]:
            yield _Registered(line, None, "")
