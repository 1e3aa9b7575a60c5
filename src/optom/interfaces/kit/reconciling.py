"""Reconciliation as both sides see it: acts, ledgers that were brought, line by line beside ours, what is agreed on.

Portal and office say whose contract it is and where its pages lie; everything else is the same for both.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.business_day import business_day
from optom.base.listing import Asked, Part
from optom.base.refusal import Refusal
from optom.domain.companies.queries import ContractRow
from optom.domain.credit import queries as credit
from optom.domain.documents import queries as documents
from optom.domain.reconciliation import actions
from optom.domain.reconciliation import queries as reconciliation
from optom.domain.reconciliation.rules import BUYER, KINDS, SAME, Compared, Operation, Pair

from . import acts
from .input import Form, day, in_field, key_of, new_key, number, whole
from .language import paper_language
from .sheets import Column, Done, Facet, Kind, Picked, part_of
from .titles import title_of_paper
from .words import choices, named

_LATEST = 50


@dataclass(frozen=True, slots=True)
class Ground:
    """Whose contract, who asks, and how the addresses of its pages and papers are made."""

    request: HttpRequest
    at: datetime
    actor: int
    contract: ContractRow
    side: str
    url: Callable[..., str]
    paper_url: Callable[..., str]

    @property
    def today(self) -> date:
        """The firm's day."""
        return business_day(self.at)


@dataclass(frozen=True, slots=True)
class Row:
    """A pair as a sheet shows it; ``key`` is its place."""

    key: int
    kind: str
    our_on: date | None
    our_title: str
    our_amount: Decimal | None
    their_on: date | None
    their_title: str
    their_amount: Decimal | None
    difference: Decimal
    days: int | None


COLUMNS = [
    Column("kind", gettext_lazy("Outcome"), Kind.CHOICE, width=164, choices=choices("pair_kind"), is_frozen=True,
           on_phone=True),
    Column("difference", gettext_lazy("Difference"), Kind.MONEY, width=104, zero="—", on_phone=True),
    Column("our_on", gettext_lazy("Seller: date"), Kind.DATE, width=124),
    Column("our_title", gettext_lazy("Seller: document"), width=190, grows=True, on_phone=True),
    Column("our_amount", gettext_lazy("Seller: amount"), Kind.MONEY, width=136),
    Column("their_on", gettext_lazy("Buyer: date"), Kind.DATE, width=140),
    Column("their_title", gettext_lazy("Buyer: document"), width=140, grows=True),
    Column("their_amount", gettext_lazy("Buyer: amount"), Kind.MONEY, width=146),
    Column("days", gettext_lazy("Days apart"), Kind.INTEGER, width=80, zero="—", is_hidden=True),
]  # fmt: skip
FACETS = [Facet("kind", gettext_lazy("Outcome"), options=choices("pair_kind"))]
_TONES = {"same": {}, "sum_differs": {"difference": "bad", "kind": "warn"}}


def tones(row: Row) -> dict[str, str]:
    """What does not agree is seen at once."""
    return dict(_TONES.get(row.kind, {"kind": "bad", "difference": "bad"}))


def rows(found: Compared) -> list[Row]:
    """Both ledgers beside each other."""
    return [_row(place, pair) for place, pair in enumerate(found.pairs)]


def _row(place: int, pair: Pair) -> Row:
    ours, theirs = pair.ours, pair.theirs
    return Row(
        key=place,
        kind=pair.kind,
        our_on=ours.on if ours else None,
        our_title=_title(ours) if ours else "",
        our_amount=ours.amount if ours else None,
        their_on=theirs.on if theirs else None,
        their_title=theirs.title if theirs else "",
        their_amount=theirs.amount if theirs else None,
        difference=pair.difference,
        days=pair.days if ours and theirs else None,
    )


def _title(ours: Operation) -> str:
    """A paper that has a title of its own is called as on every page; all else as in an act."""
    if not ours.title:
        return reconciliation.operation_title(ours, paper_language())
    return title_of_paper(ours.title, kind=ours.paper_kind, number=ours.paper_number, on=ours.on)


def objected(found: reconciliation.DisagreementRow) -> list[dict[str, Any]]:
    """The lines of an objection as they were then."""
    return [
        {
            "outcome": named("pair_kind", line["kind"]),
            "title": _kept_title(line) or line["their_title"],
            **{name: Decimal(line[name]) if line[name] else None for name in ("our_amount", "their_amount")},
        }
        for line in found.lines
    ]


def _kept_title(line: Mapping[str, Any]) -> str:
    """An older objection knows how a Russian act called the operation, and nothing else."""
    if not line.get("ours"):
        return str(line["our_title"])
    on, amount = date.fromisoformat(line["our_on"]), Decimal(line["our_amount"])
    return _title(Operation(entry=0, on=on, amount=amount, **line["ours"]))


def comparison_of(ground: Ground, comparison: int) -> reconciliation.ComparisonRow:
    """The comparison of the address, where it is of this contract."""
    try:
        found = reconciliation.comparison(comparison)
    except Refusal:
        raise Http404 from None
    if found.contract != ground.contract.id:
        raise Http404
    return found


def part(ground: Ground, comparison: int, asked: Asked) -> Part:
    """A window of the pairs."""
    found = reconciliation.compared_of(comparison_of(ground, comparison))
    sums = ("our_amount", "their_amount", "difference")
    return part_of(rows(found), COLUMNS, asked, sums=sums)


def overview(ground: Ground) -> dict[str, Any]:
    """The page of a contract: the forms, what was brought, what is agreed on."""
    since, until = _last_quarter(ground.today)
    found = reconciliation.comparisons(contract=ground.contract.id).part(Asked(count=_LATEST)).rows
    return {
        "title": _("Reconciliation"),
        "contract": ground.contract,
        "key": new_key(),
        "since": since,
        "until": until,
        "issue_url": ground.url("issue-act"),
        "bring_url": ground.url("bring-ledger"),
        "acts": [_links(ground, paper) for paper in _acts(ground.contract.id)],
        "comparisons": [(one, ground.url("comparison", comparison=one.id)) for one in found],
        "objections": reconciliation.disagreements().only(contract=ground.contract.id).part(Asked(count=_LATEST)).rows,
        "agreements": [(one, _may_agree(ground, one)) for one in reconciliation.agreements(ground.contract.id)],
        "closed_until": credit.closed_until(ground.contract.id),
    }


def _may_agree(ground: Ground, one: reconciliation.AgreementRow) -> bool:
    """Whether it is this side that has not said so yet, to a balance that still holds."""
    said_at = one.buyer_at if ground.side == BUYER else one.seller_at
    return said_at is None and not one.changed


def _acts(contract: int) -> Sequence[documents.PaperRow]:
    """The latest acts of a contract."""
    found: Sequence[documents.PaperRow] = (
        documents.papers_of(contract_id=contract).only(kind=reconciliation.KIND).part(Asked(count=_LATEST)).rows
    )
    return found


def _links(ground: Ground, paper: documents.PaperRow) -> tuple[documents.PaperRow, str, dict[str, str]]:
    """An act, what it is called, and the addresses of its formats."""
    title = title_of_paper(paper.title, kind=paper.kind, number=paper.number, on=business_day(paper.issued_at))
    files = {
        one.title: ground.paper_url("paper-file", paper.id, shape=name) for name, one in acts.SHAPES_OF_ACTS.items()
    }
    return paper, title, {"PDF": ground.paper_url("paper", paper.id), **files}


def _last_quarter(today: date) -> tuple[date, date]:
    """The quarter that is over: what accountants reconcile."""
    first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    until = first - timedelta(days=1)
    return until.replace(month=until.month - 2, day=1), until


def issue(ground: Ground) -> int:
    """The act that a form asks for; the number of the paper."""
    since, until = _span(ground)
    return actions.issue_act(
        contract=ground.contract.id,
        since=since,
        until=until,
        key=key_of(ground.request),
        actor=ground.actor,
        at=ground.at,
        language=paper_language(),
    )


def bring(ground: Ground) -> int:
    """The ledger that a form brings; the number of the comparison."""
    since, until = _span(ground)
    file = ground.request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise Refusal("input.required", field="file")
    return actions.bring_ledger(
        contract=ground.contract.id,
        since=since,
        until=until,
        ledger=acts.brought(file.name or "", cast("bytes", file.read())),
        key=key_of(ground.request),
        actor=ground.actor,
        at=ground.at,
    )


def _span(ground: Ground) -> tuple[date, date]:
    form = Form(ground.request.POST.dict())
    since, until = (form.read(name, day, ground.today) for name in ("since", "until"))
    form.refuse()
    return since, until


def agree(ground: Ground) -> None:
    """Say that so much was owed at the end of a day, as the form shows it."""
    given = ground.request.POST
    until, balance = (
        in_field("until", day, given.get("until", "")),
        in_field("balance", number, given.get("balance", "")),
    )
    actions.agree(contract=ground.contract.id, until=until, balance=balance, actor=ground.actor, at=ground.at)


def compared_page(ground: Ground, comparison: int) -> dict[str, Any]:
    """What stands around the pairs: how many agree, both balances, and whether one may say that they are right."""
    found = comparison_of(ground, comparison)
    compared = reconciliation.compared_of(found)
    opening, operations = reconciliation.operations(ground.contract.id, found.since, found.until)
    closing = opening + sum((one.amount for one in operations), Decimal(0))
    sign = -1 if compared.is_mirrored else 1
    return {
        "title": _("Reconciliation with %(file)s") % {"file": found.file_name},
        "comparison": found,
        "contract": ground.contract,
        "counts": [(named("pair_kind", kind), compared.count(kind), kind != SAME) for kind in KINDS],
        "ours": (opening, closing),
        "theirs": (_turned(found.opening, sign), _turned(found.closing, sign)),
        "is_mirrored": compared.is_mirrored,
        "differing": len(compared.differing),
        "difference": sum((pair.difference for pair in compared.pairs), Decimal(0)),
        "unread": found.unread,
        "outside": found.lines - sum(pair.theirs is not None for pair in compared.pairs),
        "agree_url": ground.url("agree-balance"),
        "back_url": ground.url("reconciliation"),
        "balance": f"{closing:.2f}",
    }


def _turned(value: Decimal | None, sign: int) -> Decimal | None:
    return None if value is None else value * sign


def object_to(ground: Ground, comparison: int, picked: Picked) -> Done:
    """The picked pairs go to the finance desk with a note."""
    comparison_of(ground, comparison)
    actions.object_to(
        comparison=comparison,
        places=_places(picked.keys),
        note=picked.given.get("note", ""),
        key=picked.key,
        actor=ground.actor,
        at=ground.at,
    )
    return Done(_("Sent to the finance desk: its answer will stand beside the reconciliation."))


def _places(keys: Sequence[str]) -> set[int]:
    return {whole(key) for key in keys}
