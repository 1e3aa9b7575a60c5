"""What buyers found wrong with what left: answered here; and corrections of shipments that both sides agree on."""

from collections.abc import Mapping
from decimal import Decimal

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.refusal import Refusal
from optom.domain.billing import actions
from optom.domain.billing import queries as billing
from optom.domain.billing.rules import Answer, Change, StandingLine
from optom.domain.companies.rules import NOTE_AND_VAT
from optom.domain.documents import queries as documents
from optom.domain.shipping import queries as shipping
from optom.domain.shipping.rules import SURPLUS, WRONG
from optom.interfaces.kit import buyer_titles, formats
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.claim_files import claim_file
from optom.interfaces.kit.input import day, in_field, key_of, new_key, number, whole
from optom.interfaces.kit.notices import About
from optom.interfaces.kit.sheets import Column, Facet, Kind, Sheet
from optom.interfaces.kit.words import choices, named

from .context import Desk
from .frame import page, sheet_page

_STATES = choices("claim_state")
SHEET: Sheet[Desk] = Sheet(
    name="claims",
    title=gettext_lazy("Claims"),
    columns=[
        Column("id", gettext_lazy("Shipment"), Kind.INTEGER, width=84, link="{key}/", is_frozen=True, tone="strong",
               on_phone=True),
        Column("told_at", gettext_lazy("Reported"), Kind.MOMENT, width=136),
        Column("company_name", gettext_lazy("Client"), width=170, grows=True, on_phone=True),
        Column("contract_number", gettext_lazy("Contract"), width=84),
        Column("state", gettext_lazy("State"), Kind.CHOICE, width=120, choices=_STATES, on_phone=True),
        Column("told", gettext_lazy("Discrepancies"), Kind.INTEGER, width=110),
        Column("waiting", gettext_lazy("Unanswered"), Kind.INTEGER, width=110),
        Column("warehouse_name", gettext_lazy("Warehouse"), width=96),
        Column("dispatched_at", gettext_lazy("Dispatched"), Kind.MOMENT, width=136),
        Column("sum", gettext_lazy("Amount"), Kind.MONEY, width=104),
        Column("currency", gettext_lazy("Currency"), width=70, tone="dim"),
        Column("upd_number", gettext_lazy("UPD"), width=64),
    ],
    listed=lambda _desk: billing.claims(),
    empty=gettext_lazy("No client has found anything wrong."),
    facets=[Facet("state", gettext_lazy("State"), options=_STATES)],
    tones=lambda row: {"state": "good" if row.state == "answered" else "warn"},
)  # fmt: skip


def listing(desk: Desk) -> HttpResponse:
    """The shipments that buyers have objected to."""
    may_correct = desk.may("correct_shipment")
    return sheet_page(desk, SHEET, "claims", template="office/claims.html", may_correct=may_correct)


def find(desk: Desk) -> HttpResponse:
    """The form that corrects a shipment which nobody has objected to, by its number."""
    shipment = whole(desk.request.GET.get("shipment", ""))
    _left(shipment)
    return redirect(desk.url("correct-shipment", shipment=shipment))


def show(desk: Desk) -> HttpResponse:
    """What was found wrong in a shipment, the form of the answer, what was agreed on."""
    found = _left(desk.given["shipment"])
    claimed = billing.claimed(found.id)
    waiting = [row for row in claimed if row.agreed is None]
    marked = {line.line for line in billing.standing_lines(found.id) if line.is_marked}
    return page(
        desk,
        "office/claim.html",
        "claims",
        title=_("Shipment %(id)s") % {"id": found.id},
        shipment=found,
        upd=next(iter(billing.upds([found.id])), None),
        in_vain=_in_vain(found),
        is_uncounted=billing.is_uncounted(found.id),
        waiting=[(row, named("discrepancy", row.kind), _back_of(row, is_marked=row.line in marked)) for row in waiting],
        answered=[(row, named("discrepancy", row.kind)) for row in claimed if row.agreed is not None],
        corrections=billing.corrections(found.id),
        revisions=billing.revisions(found.id),
        files=shipping.claim_files(found.id),
        titles=[(one, named("outcome", one.outcome)) for one in billing.titles(found.id)],
        may_revise=desk.may("revise_upd"),
        may_answer=desk.may("answer_claim"),
        may_correct=desk.may("correct_shipment"),
    )


def _in_vain(shipment: shipping.ShipmentRow) -> str:
    """What line 5б of its paper names that it should not: numbers and days."""
    found = [one for one in billing.named_in_vain(contract=shipment.contract) if one.shipment == shipment.id]
    said = _("No. %(number)s of %(day)s")
    return "; ".join(said % {"number": one.number, "day": formats.day(one.on)} for one in found)


def file(desk: Desk) -> HttpResponseBase:
    """A picture or paper by which the client shows what he has found."""
    found = _left(desk.given["shipment"])
    return claim_file(desk.request, shipment=found.id, file=desk.given["file"])


def _back_of(row: billing.ClaimedRow, *, is_marked: bool) -> Decimal | None:
    """What is proposed to be in the warehouse after all: where other goods were sent, these stand there still; not so
    where their codes are used (ADR 0039).
    """
    if row.kind == SURPLUS:
        return None
    return row.quantity if row.kind == WRONG and not is_marked else Decimal(0)


def answer(desk: Desk) -> HttpResponse:
    """All that was found wrong in a shipment is answered."""
    _only_post(desk)
    shipment, given = desk.given["shipment"], desk.request.POST
    waiting = [row for row in billing.claimed(shipment) if row.agreed is None]
    correction = actions.answer_claim(
        shipment=shipment,
        answers={row.id: _answer(given, row) for row in waiting},
        reason=given.get("reason", ""),
        actor=desk.actor,
        at=desk.at,
    )
    message = _("Answered.") if correction is None else _("Answered, the correction is made.")
    return done(desk.request, desk.url("claim", shipment=shipment), message)


def _answer(given: Mapping[str, str], row: billing.ClaimedRow) -> Answer:
    agreed = in_field(f"a{row.id}", number, given.get(f"a{row.id}", ""))
    back = given.get(f"b{row.id}", "").strip()
    return Answer(agreed, in_field(f"b{row.id}", number, back) if back else Decimal(0), given.get(f"t{row.id}", ""))


def correct(desk: Desk) -> HttpResponse:
    """Quantities and prices of what left, as both sides agree; the form, and its act."""
    found = _left(desk.given["shipment"])
    lines = billing.standing_lines(found.id)
    if desk.request.method == "POST":
        return _correct(desk, found.id, lines)
    context = {"shipment": found, "lines": lines, "key": new_key()}
    return page(desk, "office/correct_shipment.html", "claims", title=_("Correct what left"), **context)


def _correct(desk: Desk, shipment: int, lines: list[StandingLine]) -> HttpResponse:
    given = desk.request.POST
    correction = actions.correct(
        shipment=shipment,
        changes={line.line: _change(given, line) for line in lines if f"q{line.line}" in given},
        reason=given.get("reason", ""),
        key=key_of(desk.request),
        actor=desk.actor,
        at=desk.at,
    )
    [made] = [one for one in billing.corrections(shipment) if one.id == correction]
    there = desk.url("claim", shipment=shipment)
    about = (
        About(_("UKD %(number)s") % {"number": made.number}, desk.url("paper", paper=made.paper))
        if made.paper
        else None
    )
    return done(desk.request, there, _("Corrected:") if about else _("Corrected."), about=about)


def _change(given: Mapping[str, str], line: StandingLine) -> Change:
    """What is more than before has left; of what is less so much is back."""
    quantity = in_field(f"q{line.line}", number, given.get(f"q{line.line}", ""))
    price = in_field(f"p{line.line}", number, given.get(f"p{line.line}", ""))
    back = given.get(f"b{line.line}", "").strip()
    more = quantity - line.amount.quantity
    if more > 0:
        return Change(quantity, price, -more)
    return Change(quantity, price, in_field(f"b{line.line}", number, back) if back else Decimal(0))


def revise(desk: Desk) -> HttpResponse:
    """The UPD anew, where the paper itself was wrong; the form, and its act."""
    found = _left(desk.given["shipment"])
    upd = next(iter(billing.upds([found.id])), None)
    if upd is None or upd.paper is None:
        raise Refusal("billing.upd_not_issued", shipment=found.id)
    if desk.request.method == "POST":
        paper = documents.paper(_revise(desk, found.id))
        about = About(paper.title, desk.url("paper", paper=paper.id))
        return done(desk.request, desk.url("claim", shipment=found.id), _("Issued:"), about=about)
    said = documents.payload(upd.paper)
    context = {"shipment": found, "upd": upd, "said": said, "in_vain": _in_vain(found)}
    title = _("Correct the VAT invoice itself") if found.papers == NOTE_AND_VAT else _("Correct the UPD itself")
    return page(desk, "office/revise_upd.html", "claims", title=title, **context)


def _revise(desk: Desk, shipment: int) -> int:
    given = desk.request.POST
    said = actions.Said(
        consignee=given.get("consignee", ""),
        address=given.get("address", ""),
        contract_number=in_field("contract_number", str.strip, given.get("contract_number", "")),
        contract_signed_on=in_field("contract_signed_on", day, given.get("contract_signed_on", "")),
        taken_by=given.get("taken_by", ""),
    )
    return actions.revise_upd(shipment=shipment, what=given.get("what", ""), said=said, actor=desk.actor, at=desk.at)


def take_title(desk: Desk) -> HttpResponse:
    """The client's half of the electronic UPD, taken for him."""
    _only_post(desk)
    found = _left(desk.given["shipment"])
    taken, message = buyer_titles.take(desk.request, company=found.company, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("claim", shipment=taken.shipment), message)


def _left(shipment: int) -> shipping.ShipmentRow:
    try:
        found = shipping.shipment(shipment)
    except Refusal:
        raise Http404 from None
    if found.state != shipping.DISPATCHED:
        raise Refusal("shipping.not_dispatched", shipment=shipment, state=found.state)
    return found


def _only_post(desk: Desk) -> None:
    if desk.request.method != "POST":
        raise Http404
