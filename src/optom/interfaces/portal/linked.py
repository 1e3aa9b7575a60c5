"""Papers by a link (ADR 0019): for an accountant who does not sign in. Of exactly its scope, and nothing else."""

import functools
import secrets
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from optom.base.business_day import business_day
from optom.base.listing import Asked
from optom.domain.billing import actions
from optom.domain.billing import queries as issued
from optom.domain.billing.queries import HeldLink, IssuedRow
from optom.domain.catalog import queries as catalog
from optom.domain.documents import queries as documents
from optom.interfaces.kit import limits, paper_files
from optom.interfaces.kit import papers as files
from optom.interfaces.kit.progress import Progress
from optom.interfaces.kit.words import named
from optom.interfaces.kit.zips import as_file_name, zip_of

from .certificates import goods_zip, told_to
from .doors import TEN_MINUTES, nothing, opened_by, too_often
from .links import last_day

_ON_A_PAGE = 200
_MOST_ZIPS = 10


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who holds a link: the request, its moment, what the link opens."""

    request: HttpRequest
    at: datetime
    secret: str
    link: HeldLink
    given: Mapping[str, Any]

    @property
    def person(self) -> str:
        """For whom what is made tells how far it is."""
        return f"link-{self.link.id}"

    def url(self, name: str, **given: Any) -> str:
        """An address under the link."""
        return reverse(f"portal:{name}", kwargs={"secret": self.secret, **given})

    def used(self, how: str, **facts: Any) -> None:
        """Write the use down."""
        address = limits.address_of(self.request)
        actions.use_link(link=self.link, how=how, address=address, at=self.at, facts=facts)


View = Callable[[Visit], HttpResponseBase]


def by_link(view: View, *, is_counted: bool = True) -> Callable[..., HttpResponseBase]:
    """Show the page to whoever holds a link that opens.

    Nothing can be changed with a link: it is only read. How far a zip is may be asked without being counted.
    """

    @functools.wraps(view)
    def shown(request: HttpRequest, secret: str, link: HeldLink, given: Mapping[str, Any]) -> HttpResponseBase:
        return view(Visit(request, timezone.now(), secret, link, given))

    return opened_by(issued.held_link, shown, is_counted=is_counted)


def show(visit: Visit) -> HttpResponse:
    """The papers, newest first, a page of them."""
    start = _start(visit.request.GET.get("from", ""))
    part = issued.linked().part(Asked(start=start, count=_ON_A_PAGE))
    visit.used("page")
    link = visit.link
    context = {
        "link": link,
        "last_day": last_day(link.issued_before),
        "papers": list(_told(visit, part.rows)),
        "total": part.total,
        "first": start + 1,
        "last": start + len(part.rows),
        "newer": f"?from={max(start - _ON_A_PAGE, 0)}" if start else "",
        "older": f"?from={start + _ON_A_PAGE}" if start + _ON_A_PAGE < part.total else "",
        "has_contracts": link.contract is None,
        **_zip_of(visit, part.total),
    }
    return render(visit.request, "portal/linked.html", context)


@dataclass(frozen=True, slots=True)
class _Told:
    """A paper with its addresses: its own, its other files by name, the certificates of its goods."""

    paper: IssuedRow
    kind: str
    url: str
    files: Mapping[str, str]
    certificates_url: str
    certificates: int
    progress_url: str


def _told(visit: Visit, rows: Sequence[IssuedRow]) -> Iterator[_Told]:
    counts, ticket = _certificates([row.id for row in rows]), secrets.token_hex(8)
    had = paper_files.files_of([(row.id, row.kind) for row in rows])
    for row in rows:
        yield _Told(
            paper=row,
            kind=named("paper_kind", row.kind),
            url=_of(visit, row.id),
            files={title: visit.url("linked-file", paper=row.id, shape=name) for name, title in had[row.id]},
            certificates_url=f"{visit.url('linked-certificates', paper=row.id)}?ticket={ticket}-{row.id}",
            certificates=counts[row.id],
            progress_url=visit.url("linked-certificates-progress", papers=counts[row.id], ticket=f"{ticket}-{row.id}"),
        )


def _certificates(papers: Sequence[int]) -> Counter[int]:
    """How many papers about goods hold for what each of the papers tells of. Two statements."""
    by_product: dict[int, set[int]] = defaultdict(set)
    for line in issued.linked_goods(papers):
        by_product[line.product].add(line.paper)
    counts: Counter[int] = Counter()
    for one in catalog.papers_of(list(by_product)) if by_product else []:
        counts.update(set().union(*(by_product[product] for product in one.products)))
    return counts


def _of(visit: Visit, paper: int) -> str:
    return visit.url("linked-paper", paper=paper)


def _start(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0  # noqa: PLR2004 -- fewer papers


def _zip_of(visit: Visit, papers: int) -> dict[str, Any]:
    """The address of the zip and of how far it is."""
    if not 0 < papers <= files.MOST_PAPERS:
        return {"zip_url": "", "most": files.MOST_PAPERS}
    progress = Progress.begun(visit.person, papers)
    return {
        "zip_url": f"{visit.url('linked-zip')}?ticket={progress.ticket}",
        "progress_url": visit.url("linked-progress", ticket=progress.ticket),
    }


def paper(visit: Visit) -> HttpResponse:
    """One paper as PDF; what the link does not bound is not there."""
    found = issued.linked().one(visit.given["paper"])
    if found is None:
        return nothing(visit.request)
    content = documents.content(found.id)
    visit.used("paper", paper=found.id, number=found.number)
    return files.file_of(found, content, is_download="download" in visit.request.GET)


def as_file(visit: Visit) -> HttpResponse:
    """One paper in another shape that it is had as: XML, a workbook, the file of another program."""
    found = issued.linked().one(visit.given["paper"])
    if found is None:
        return nothing(visit.request)
    answer = paper_files.answer(found.id, found.kind, visit.given["shape"])
    visit.used("paper", paper=found.id, number=found.number)
    return answer


def certificates_zip(visit: Visit) -> HttpResponseBase:
    """The certificates of the goods of one paper."""
    found = issued.linked().one(visit.given["paper"])
    if found is None:
        return nothing(visit.request)
    if limits.is_too_often("link-zips", str(visit.link.id), most=_MOST_ZIPS, seconds=TEN_MINUTES):
        return too_often(visit.request)
    words = {"kind": named("paper_kind", found.kind), "number": found.number}
    title = as_file_name(_("Certificates, %(kind)s %(number)s") % words)
    told = told_to(visit.person, visit.request.GET.get("ticket", ""))
    answer = goods_zip(issued.linked_goods([found.id]), title, visit.at, told=told)
    visit.used("certificates", paper=found.id, number=found.number)
    return answer


def zip_file(visit: Visit) -> HttpResponseBase:
    """All its papers as a zip; with every file that they are had as, where that is asked."""
    if limits.is_too_often("link-zips", str(visit.link.id), most=_MOST_ZIPS, seconds=TEN_MINUTES):
        return too_often(visit.request)
    papers = issued.linked()
    keys = papers.keys()
    files.require_some(len(keys))
    progress = Progress.known(visit.person, visit.request.GET.get("ticket", ""), len(keys))
    pieces = files.zipped(
        papers, keys, draw=documents.content, is_whole="whole" in visit.request.GET, told=progress.tell
    )
    name = _("Papers of %(company)s, %(day)s.zip") % {
        "company": visit.link.company_name,
        "day": business_day(visit.at).isoformat(),
    }
    answer = zip_of(name, pieces)
    visit.used("zip", papers=len(keys))
    return answer


def zip_progress(visit: Visit) -> HttpResponse:
    """How far the zip is, of all papers or of the certificates of one."""
    progress = Progress.known(visit.person, visit.given["ticket"], visit.given.get("papers", 0))
    return render(visit.request, "kit/progress.html", {"progress": progress})
