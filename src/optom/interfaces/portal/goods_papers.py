"""Pictures of products, and the papers that others have issued about them, for whom the contract shows the product."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from optom.base.business_day import business_day
from optom.domain.assortment import queries as assortment
from optom.domain.catalog import queries as catalog
from optom.domain.catalog.queries import GoodsPaperRow
from optom.interfaces.kit import formats
from optom.interfaces.kit.kept import kept_file
from optom.interfaces.kit.words import named
from optom.interfaces.kit.zips import as_file_name

from .context import Desk


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of the panel with its addresses."""

    url: str
    thumb_url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Told:
    """A paper of the panel: what it is, until when it holds, its address."""

    kind: str
    name: str
    issued_by: str
    holds: str
    is_expired: bool
    url: str
    kilobytes: int


def pictures(desk: Desk, product: int) -> list[Shown]:
    """The pictures of a product that the contract sees."""
    return [
        Shown(
            _picture_url(desk, product, one.sha256),
            _picture_url(desk, product, one.thumb_sha256),
            one.width,
            one.height,
        )
        for one in catalog.pictures(product)
    ]


def _picture_url(desk: Desk, product: int, digest: str) -> str:
    return desk.url("picture", product=product, digest=digest)


def papers(desk: Desk, product: int) -> list[Told]:
    """The papers that hold for a product that the contract sees."""
    today = business_day(desk.at)
    return [
        Told(
            named("goods_paper", one.kind),
            one.number or one.title,
            one.issued_by,
            _holds(one),
            one.is_expired(today),
            desk.url("goods-paper", product=product, digest=one.sha256),
            -(-one.size // 1024),
        )
        for one in catalog.papers_of([product])
    ]


def _holds(paper: GoodsPaperRow) -> str:
    since, until = (formats.day(day) if day else "" for day in (paper.valid_from, paper.valid_until))
    if until:
        return (_("%(since)s – %(until)s") if since else _("until %(until)s")) % {"since": since, "until": until}
    return _("from %(since)s") % {"since": since} if since else ""


def picture(desk: Desk) -> HttpResponseBase:
    """A picture, or its thumbnail, of a product that the contract sees; 404 for all others."""
    product, digest = _seen(desk), desk.given["digest"]
    if not any(digest in {one.sha256, one.thumb_sha256} for one in catalog.pictures(product)):
        raise Http404
    return kept_file(desk.request, digest, content_type="image/webp", name=f"{digest[:12]}.webp")


def paper(desk: Desk) -> HttpResponseBase:
    """A paper that holds for a product that the contract sees; 404 for all others."""
    product, digest = _seen(desk), desk.given["digest"]
    found = next((one for one in catalog.papers_of([product]) if one.sha256 == digest), None)
    if found is None:
        raise Http404
    is_download = "download" in desk.request.GET
    name = f"{name_of(found)}.pdf"
    return kept_file(desk.request, digest, content_type="application/pdf", name=name, is_download=is_download)


def _seen(desk: Desk) -> int:
    product: int = desk.given["product"]
    if product not in assortment.seen(contract=desk.contract.id, products=[product]):
        raise Http404
    return product


@dataclass(frozen=True, slots=True)
class Offered:
    """A zip of papers about goods: how many they are, where it is taken and where is told how far it is."""

    papers: int
    zip_url: str
    progress_url: str


def offered(desk: Desk, name: str, products: Sequence[int], **given: int) -> Offered | None:
    """The papers that hold for any of the products, by the zip of this name; None where there are none."""
    papers = len(catalog.papers_of(products))
    if not papers:
        return None
    ticket = secrets.token_hex(8)
    told = desk.url("certificates-progress", papers=papers, ticket=ticket)
    return Offered(papers, f"{desk.url(name, **given)}?ticket={ticket}", told)


def name_of(paper: GoodsPaperRow) -> str:
    """As people would call its file, without the ending."""
    kind = named("goods_paper", paper.kind)
    return as_file_name(" ".join(filter(None, [kind, paper.number or paper.title]))[:150])
