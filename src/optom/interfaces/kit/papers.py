"""Papers on their way to a person: one as PDF, many as a zip that is written while it is sent."""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.listing import Listed
from optom.base.refusal import Refusal
from optom.domain.billing.queries import IssuedRow
from optom.domain.documents.queries import PaperRow

from . import paper_files
from .sheets import Column, Kind
from .titles import day_of_paper
from .words import choices, named
from .zips import Member, as_file_name, packed, registers

MOST_PAPERS = 20_000  # of one zip: a quarter of an hour of drawing
_AT_ONCE = 200

# what the register beside the papers tells of each
_REGISTER = [
    Column("file", gettext_lazy("File"), width=300, value=lambda row: row.name),
    Column("kind", gettext_lazy("Kind of paper"), Kind.CHOICE, width=130, value=lambda row: row.paper.kind,
           choices=choices("paper_kind")),
    Column("number", gettext_lazy("Number"), width=80, value=lambda row: row.paper.number),
    Column("issued_at", gettext_lazy("Issued"), Kind.MOMENT, width=124, value=lambda row: row.paper.issued_at),
    Column("sum", gettext_lazy("Amount incl. VAT"), Kind.MONEY, width=122, value=lambda row: row.paper.sum),
    Column("vat", gettext_lazy("VAT"), Kind.MONEY, width=110, value=lambda row: row.paper.vat),
    Column("currency", gettext_lazy("Currency"), width=70, value=lambda row: row.paper.currency or ""),
    Column("contract", gettext_lazy("Contract"), width=110, value=lambda row: row.paper.contract_number or ""),
    Column("seller", gettext_lazy("Seller"), width=160, value=lambda row: row.paper.seller_name or ""),
    Column("orders", gettext_lazy("Orders"), width=120, value=lambda row: row.paper.orders or ""),
    Column("shipment", gettext_lazy("Shipment"), width=90, value=lambda row: row.paper.shipment or ""),
    Column("note", gettext_lazy("Note"), width=220, value=lambda row: _note(row.paper)),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Registered:
    paper: IssuedRow
    name: str


def _note(paper: IssuedRow) -> str:
    """A sum that an accountant adds up must not count twice what was issued anew."""
    return "" if paper.replaced_by is None else _("Replaced by revision %(number)s") % {"number": paper.replaced_by}


def name_of(paper: IssuedRow | PaperRow) -> str:
    """As people would call its file: Счёт 15 от 26.11.2026.pdf."""
    on = timezone.localtime(paper.issued_at).date()
    day = day_of_paper(paper.title, kind=paper.kind, number=paper.number, on=on)
    words = {"kind": named("paper_kind", paper.kind), "number": paper.number, "day": day}
    return as_file_name(_("%(kind)s %(number)s of %(day)s") % words) + ".pdf"


def file_of(paper: IssuedRow | PaperRow, content: bytes, *, is_download: bool = False) -> HttpResponse:
    """A PDF that the browser shows, or saves at once, under the paper's name."""
    headers = {
        "Content-Disposition": content_disposition_header(is_download, name_of(paper)) or "inline",
        "Cache-Control": "private, max-age=600",
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def require_some(papers: int) -> None:
    """A zip holds at least one paper and not too many: refuses `papers.none`, `papers.too_many`."""
    if not papers:
        raise Refusal("papers.none")
    if papers > MOST_PAPERS:
        raise Refusal("papers.too_many", papers=papers, most=MOST_PAPERS)


def zipped(
    papers: Listed,
    keys: Sequence[int],
    *,
    draw: Callable[[int], bytes],
    is_whole: bool = False,
    told: Callable[[int], None] = lambda _done: None,
) -> Generator[bytes, None, None]:
    """A zip of the papers of these keys: the register, then each paper drawn when its turn comes, with its files.

    No more than one paper is kept: of a paper that is sent nothing stays but its line in the zip's own directory.
    ``is_whole``: with every file that a paper is had as. ``told`` hears how many are done. One that can't be drawn is
    named in a note at the end and holds up no other.
    """
    at, of_keys = timezone.now(), _Named(papers, keys)
    title = _("Register of papers")
    lists = registers(title, _REGISTER, of_keys, at=at)
    members = (member for one in of_keys for member in _members(one, draw, is_whole=is_whole))
    failure = _("These papers could not be drawn; ask the supplier for them:")
    return packed(members, lists=lists, at=at, failure=failure, told=told)


def _members(one: _Registered, draw: Callable[[int], bytes], *, is_whole: bool) -> Iterator[Member]:
    """The paper, and for programs its files under the names that their forms demand."""
    at = one.paper.issued_at
    yield Member(one.name, at, partial(draw, one.paper.id))
    folder, slash, _name = one.name.rpartition("/")
    for name, content in paper_files.beside(one.paper.id, one.paper.kind, is_whole=is_whole):
        full = f"{folder}{slash}{name}" if name else one.name.removesuffix(".pdf") + ".xml"
        yield Member(full, at, content, counts=False)


class _Named:
    """The papers with the names of their files, read anew by whoever goes through them; a folder for each contract."""

    def __init__(self, papers: Listed, keys: Sequence[int]) -> None:
        self._papers, self._keys = papers, keys
        self._has_folders = len({row.contract for row in self._rows()}) > 1

    def __iter__(self) -> Iterator[_Registered]:
        for row in self._rows():
            folder = f"{_folder(row)}/" if self._has_folders else ""
            yield _Registered(row, folder + name_of(row))

    def _rows(self) -> Iterator[IssuedRow]:
        for start in range(0, len(self._keys), _AT_ONCE):
            yield from self._papers.keyed(self._keys[start : start + _AT_ONCE])


def _folder(row: IssuedRow) -> str:
    words = {"number": row.contract_number or "", "seller": row.seller_name or ""}
    return as_file_name(_("Contract %(number)s, %(seller)s") % words)
