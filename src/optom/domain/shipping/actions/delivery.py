"""After goods have left: where they are, that they have come, and what the buyer says of them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.db import transaction

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import Row, statements
from optom.base.texts import too_long
from optom.base.waiting import refused_when_busy
from optom.domain.accounts import actions as accounts
from optom.domain.companies import queries as companies
from optom.domain.documents.rules import Attached
from optom.domain.orders import actions as orders
from optom.domain.shipping import queries, rules
from optom.domain.shipping.queries import DISPATCHED
from optom.domain.shipping.rules import Arrived, Discrepancy, SentLine

from .claims import keep
from .shared import head_of, note

_sql = statements("optom.domain.shipping")


def track(*, shipment: int, carrier: str, number: str, url: str, actor: int | None, at: datetime) -> None:
    """By whom dispatched goods are carried, and where the buyer can follow them.

    Refuses `accounts.may_not`, `shipping.not_dispatched`, `shipping.url_wrong`, `input.too_long`.
    """
    accounts.require_desk(act="deliver", actor=actor)
    given = {"carrier": carrier.strip(), "number": number.strip(), "url": url.strip()}
    long = too_long(carrier=(carrier, 120), tracking_number=(number, 80), tracking_url=(url, 300))
    refuse_all([*long, *_objections_to_url(given["url"])])
    with transaction.atomic():
        head = _dispatched(shipment)
        _sql.run("track", shipment=shipment, **given)
        note("track", f"shipment:{shipment}", head.company, given, actor=actor, at=at)


def deliver(*, shipment: int, on: date, actor: int | None, at: datetime) -> None:
    """The goods came to the buyer on that day; from it run the days within which he answers.

    Said once more it corrects the day, until the buyer has answered. Refuses `accounts.may_not`,
    `shipping.not_dispatched`, `shipping.already_accepted`, `shipping.delivered_when`.
    """
    accounts.require_desk(act="deliver", actor=actor)
    with transaction.atomic():
        head = _dispatched(shipment)
        if head.accepted_at:
            raise Refusal("shipping.already_accepted", shipment=shipment, at=head.accepted_at)
        sent_on, today = business_day(head.dispatched_at), business_day(at)
        if not sent_on <= on <= today:
            raise Refusal("shipping.delivered_when", field="delivered_on", on=on, sent_on=sent_on, today=today)
        days = companies.terms(head.contract, at).acceptance_days
        _sql.run("deliver", shipment=shipment, on=on, accept_until=on + timedelta(days=days))
        facts = {"contract": head.contract, "shipment": shipment, "on": on}
        note("deliver", f"shipment:{shipment}", head.company, facts, actor=actor, at=at, event="delivered")


def accept(
    *, shipment: int, arrived: Mapping[int, Arrived], actor: int | None, at: datetime, files: Sequence[Attached] = ()
) -> list[Discrepancy]:
    """The buyer says what has come of each line; what is not as it should be is kept and announced.

    What came sound is accepted, at most what was dispatched. ``files`` show what is wrong. Refuses
    `companies.may_not`, `shipping.not_dispatched`, `shipping.already_accepted`, those of
    `rules.objections_to_arrived`, `shipping.nothing_claimed` of files where nothing is wrong, `credit.busy` and what
    `claims.keep` does.
    """
    contract = queries.shipment(shipment).contract
    with refused_when_busy(Refusal("credit.busy", contract=contract)), transaction.atomic():
        head = head_of(shipment, contract)
        standing = companies.standing(contract, actor, at)
        refuse_all(
            [
                *(reason for reason in standing.objections("ship") if reason.code == "companies.may_not"),
                *_objections_to_answer(head),
            ]
        )
        lines, counted = _sent(shipment), rules.counted_of(arrived)
        refuse_all(rules.objections_to_arrived(lines, counted))
        wrong = _answer(head, lines, counted, actor=actor, at=at)
        if files and not wrong:
            raise Refusal("shipping.nothing_claimed", field="files")
        if files:
            keep(shipment, head.company, files, actor=actor, at=at)
        return wrong


def await_count(*, shipment: int, at: datetime) -> None:
    """The buyer says that something is wrong, and has not counted yet: his silence is no consent any more.

    What had been accepted whole, by silence or by a word, is not any more (ADR 0038); where he has told what is wrong,
    that stays. Inside a transaction. Refuses `shipping.not_dispatched`, `credit.busy`.
    """
    head = head_of(shipment, queries.shipment(shipment).contract)
    refuse_all(_objections_to_stage(head))
    if queries.discrepancies_of(shipment):
        return
    if head.accepted_at:
        accepted = {line.line: -line.accepted for line in queries.lines(shipment) if line.accepted}
        orders.accept(contract=head.contract, quantities=accepted)
    _sql.run("await_count", shipment=shipment)
    facts = {"contract": head.contract, "shipment": shipment, "accepted_at": head.accepted_at}
    note("await_count", f"shipment:{shipment}", head.company, facts, actor=None, at=at)


def accept_unanswered(*, at: datetime, limit: int = 100) -> int:
    """What was delivered and not answered in time counts as accepted whole; how many shipments. For the worker."""
    due = queries.unanswered(today=business_day(at), limit=limit)
    for shipment in due:
        contract = queries.shipment(shipment).contract
        with transaction.atomic():
            head = head_of(shipment, contract)
            if not _objections_to_answer(head):  # the buyer may have answered a moment ago
                lines = _sent(shipment)
                _answer(head, lines, rules.whole(lines), actor=None, at=at)
    return len(due)


def _answer(
    head: Row, lines: Sequence[SentLine], arrived: Mapping[int, Arrived], *, actor: int | None, at: datetime
) -> list[Discrepancy]:
    """Write down what is taken and what is not as it should be."""
    taken = {line.line: rules.accepted_of(line, arrived[line.line]) for line in lines}
    wrong = [one for line in lines for one in rules.discrepancies(line, arrived[line.line])]
    orders.accept(contract=head.contract, quantities=taken)
    _sql.run(
        "accept",
        shipment=head.id,
        company=head.company,
        lines=list(taken),
        quantities=list(taken.values()),
        wrong_lines=[one.line for one in wrong],
        kinds=[one.kind for one in wrong],
        wrong_quantities=[one.quantity for one in wrong],
        notes=[one.note for one in wrong],
        on=business_day(at),
        actor=actor,
        at=at,
    )
    kinds = {kind: sum(one.kind == kind for one in wrong) for kind in sorted({one.kind for one in wrong})}
    facts = {"contract": head.contract, "shipment": head.id, "discrepancies": kinds}
    note("accept", f"shipment:{head.id}", head.company, facts, actor=actor, at=at, event="accepted")
    return wrong


def _sent(shipment: int) -> list[SentLine]:
    return [SentLine(row.line, row.article, row.dispatched) for row in queries.lines(shipment)]


def _dispatched(shipment: int) -> Row:
    head = head_of(shipment, queries.shipment(shipment).contract)
    refuse_all(_objections_to_stage(head))
    return head


def _objections_to_stage(head: Row) -> list[Refusal]:
    return [] if head.state == DISPATCHED else [Refusal("shipping.not_dispatched", shipment=head.id, state=head.state)]


def _objections_to_answer(head: Row) -> list[Refusal]:
    if head.accepted_at:
        return [Refusal("shipping.already_accepted", shipment=head.id, at=head.accepted_at)]
    return _objections_to_stage(head)


def _objections_to_url(url: str) -> list[Refusal]:
    """A link that a buyer is asked to follow leads to a page, and to nothing that runs."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return [Refusal("shipping.url_wrong", field="tracking_url", url=url[:80])]
    is_page = parts.scheme in {"http", "https"} and parts.netloc
    return [] if not url or is_page else [Refusal("shipping.url_wrong", field="tracking_url", url=url[:80])]
