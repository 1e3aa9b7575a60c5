"""What a buyer does with lines of his orders, in the sheet of reserves or in an order: each act asks what it needs."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from optom.base.refusal import Refusal, reasons_of, refuse_all
from optom.domain.assortment import queries as assortment
from optom.domain.companies import queries as companies
from optom.domain.companies import rules as may
from optom.domain.orders import actions, rules
from optom.domain.orders import queries as orders
from optom.domain.shipping import queries as shipping
from optom.interfaces.kit import formats
from optom.interfaces.kit.input import in_field, number, whole
from optom.interfaces.kit.sheets import Done, Picked

from .consequences import goods, named
from .context import Desk

MOST_IN_FORM = 100  # lines that have a field each
_FIELD = "quantity-"
_ALL = f"{_FIELD}all"
_NOTHING = Decimal(0)


def lines_of(desk: Desk, lines: Sequence[int]) -> list[orders.LineRow]:
    """The picked lines, each once. Refuses ``orders.line_unknown``."""
    found = orders.lines_named(contract=desk.contract.id, lines=list(dict.fromkeys(lines)))
    if not found:
        raise Refusal("orders.line_unknown")
    return found


def form_of(desk: Desk, name: str, **facts: Any) -> Done:
    """An act asks for more, or tells the consequence, before it is done."""
    return Done(form=render_to_string(f"portal/acts/{name}.html", {"desk": desk, **facts}, desk.request), reload=False)


def fields_of(lines: Sequence[orders.LineRow], offers: Mapping[int, Decimal]) -> dict[str, Any]:
    """A field for each line with what is offered; where they are too many for a form, all that is offered."""
    if len(lines) <= MOST_IN_FORM:
        return {"lines": [(line, offers[line.id]) for line in lines]}
    offered = [goods(line, offers[line.id], worth(line, offers[line.id])) for line in lines if offers[line.id]]
    return {**named(offered), "all": _ALL}


def typed_of(
    picked: Picked, lines: Sequence[orders.LineRow], offers: Mapping[int, Decimal] | None = None
) -> dict[int, Decimal]:
    """The quantities of the form's fields by line; empty fields say nothing."""
    if offers is not None and _ALL in picked.given:
        return {line.id: offers[line.id] for line in lines if offers[line.id]}
    said = {line.id: picked.given.get(f"{_FIELD}{line.id}", "") for line in lines}
    typed = {line: _quantity(line, text) for line, text in said.items() if text.strip()}
    if not typed:
        raise Refusal("orders.no_quantity_typed")
    return typed


def _quantity(line: int, text: str) -> Decimal:
    return in_field(f"{_FIELD}{line}", number, text).quantize(Decimal("0.001"))


def is_filled(picked: Picked) -> bool:
    """Whether the form was filled in before this."""
    return any(name.startswith(_FIELD) for name in picked.given)


# --- release


def release(desk: Desk, quantities: Mapping[int, Decimal], named: Collection[int] = ()) -> None:
    """Give so much of the lines back, or of the named holds; what stands in shipments is refused with their numbers."""
    own: dict[str, Any] = {"contract": desk.contract.id, "actor": desk.actor, "at": desk.at}
    try:
        actions.release(quantities=quantities, named=named, **own)
    except Refusal as refusal:
        refuse_all(_with_shipments(reasons_of(refusal)))


def _with_shipments(reasons: Sequence[Refusal]) -> list[Refusal]:
    asked = [reason.facts["line"] for reason in reasons if _is_asked_for(reason)]
    found = shipping.open_shipments_of(asked)
    return [
        Refusal("shipping.has_it", **reason.facts, shipments=[str(one) for one in found[line]])
        if (line := reason.facts.get("line")) in found
        else reason
        for reason in reasons
    ]


def _is_asked_for(reason: Refusal) -> bool:
    """All of the line, or of what was picked of it."""
    return reason.code == "orders.in_shipment" or (reason.code == "orders.not_held" and not reason.facts["quantity"])


# --- split, change


def split(desk: Desk, picked: Picked, lines: Sequence[int]) -> Done:
    """Make two lines of each, after asking how much goes into the new one."""
    found = lines_of(desk, lines)
    if not is_filled(picked):
        return form_of(desk, "split", lines=found)
    quantities = typed_of(picked, found)
    own: dict[str, Any] = {"contract": desk.contract.id, "actor": desk.actor, "at": desk.at}
    made = actions.split(quantities=quantities, key=picked.key, **own)
    return Done(ngettext("%(count)s line split", "%(count)s lines split", len(made)) % {"count": len(made)})


def change(desk: Desk, picked: Picked, lines: Sequence[int]) -> Done:
    """Another quantity of one line; what has left and what is asked for counts."""
    [line] = _only(lines_of(desk, lines))
    if not is_filled(picked):
        return form_of(desk, "change", line=line, now=line.ordered - line.cancelled, least=_least(line))
    quantity = typed_of(picked, [line])[line.id]
    if "sure" not in picked.given and (asked := _consequence(desk, line, quantity)):
        return asked
    own: dict[str, Any] = {"contract": desk.contract.id, "actor": desk.actor, "at": desk.at}
    return Done(_changed(actions.change_quantity(line=line.id, quantity=quantity, key=picked.key, **own), line))


def _consequence(desk: Desk, line: orders.LineRow, quantity: Decimal) -> Done | None:
    """What has to be told before: goods are given back, or more is bought."""
    more = quantity - (line.ordered - line.cancelled)
    if more > 0:
        return _bought(desk, line, quantity)
    back = -more - line.waiting
    return form_of(desk, "changing", line=line, back=back) if 0 < back <= line.movable else None


def _bought(desk: Desk, line: orders.LineRow, quantity: Decimal) -> Done | None:
    """What more comes to, what of it would be held and what would wait; None where there is nothing to buy."""
    quantities = {line.product: quantity}
    offer = next(iter(assortment.offers(contract=desk.contract.id, quantities=quantities, at=desk.at)), None)
    pack_rule = companies.terms(desk.contract.id, desk.at).pack_rule
    whole = rules.priced(rules.OrderLine(line.product, quantity), offer, pack_rule=pack_rule)
    if offer is None or isinstance(whole, Refusal):
        return None
    added = rules.at_price(line.product, whole.quantity - (line.ordered - line.cancelled), offer)
    wanted = {line.product: added.quantity}
    parts = orders.parts_of(contract=desk.contract.id, quantities=wanted, at=desk.at)[line.product]
    waits = sum((part.quantity for part in parts if part.way is orders.Way.WAITS), _NOTHING)
    return form_of(desk, "changing", line=line, added=added, held=added.quantity - waits, waits=waits)


def _least(line: orders.LineRow) -> Decimal:
    return line.requested + line.shipped


def _changed(changed: actions.Changed, line: orders.LineRow) -> str:
    by, held = (f"{formats.quantity(abs(one))} {line.unit}" for one in (changed.by, changed.held))
    if changed.by < 0:
        return _("%(quantity)s less") % {"quantity": by}
    if not changed.by:
        return _("The quantity is as it was")
    facts = {"quantity": by, "held": held}
    if changed.line is not None:
        return _("%(quantity)s more, at today's price in a line of their own; %(held)s of them held") % facts
    return _("%(quantity)s more, %(held)s of them held") % facts


def _only(lines: Sequence[orders.LineRow]) -> Sequence[orders.LineRow]:
    if len(lines) != 1:
        raise Refusal("orders.one_line_at_once")
    return lines


# --- move


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a line comes to here and in the other contract, or why it can't be moved there."""

    line: orders.LineRow
    quantity: Decimal
    here: Decimal
    there: Decimal | None
    price: Decimal | None


def targets(desk: Desk) -> list[companies.ContractRow]:
    """The other contracts in which the person may order."""
    own = companies.contracts_of(desk.actor)
    members = {one: companies.member(desk.actor, one) for one in {contract.company for contract in own}}
    able = {company for company, found in members.items() if found and may.may_order(found.rights)}
    return [one for one in own if one.id != desk.contract.id and one.is_active and one.company in able]


def move(
    desk: Desk,
    picked: Picked,
    lines: Sequence[int],
    offered: Mapping[int, Decimal] | None = None,
    named: Collection[int] = (),
) -> Done:
    """Into another contract of the buyer's own: which and how much, then what it comes to, then it is done.

    Where nothing is ``offered``, it is all that is held and not asked for; where holds are ``named``, goods of them.
    """
    found = lines_of(desk, lines)
    choices = targets(desk)
    if not choices:
        raise Refusal("orders.no_other_contract")
    offers = offered or {line.id: line.movable for line in found}
    if not is_filled(picked):
        return form_of(desk, "move", targets=choices, **fields_of(found, offers))
    target = next((one for one in choices if one.id == whole(picked.given.get("target", ""))), None)
    if target is None:
        raise Refusal("companies.contract_unknown")
    quantities = typed_of(picked, found, offers)
    if "sure" not in picked.given:
        return _compared(desk, target, [line for line in found if line.id in quantities], quantities)
    own: dict[str, Any] = {"contract": desk.contract.id, "actor": desk.actor, "at": desk.at}
    centre = whole(said) if (said := picked.given.get("centre", "")) else None
    placed = actions.move(target=target.id, quantities=quantities, key=picked.key, centre=centre, named=named, **own)
    facts = {"order": placed.order, "number": target.number, "company": target.company_name}
    return Done(_("Moved into order %(order)s of contract %(number)s, %(company)s") % facts)


def _compared(
    desk: Desk, target: companies.ContractRow, lines: Sequence[orders.LineRow], quantities: dict[int, Decimal]
) -> Done:
    of_products: dict[int, Decimal] = {}
    for line in lines:
        of_products[line.product] = of_products.get(line.product, _NOTHING) + quantities[line.id]
    terms = companies.terms(target.id, desk.at)
    rows = assortment.offers(contract=target.id, quantities=of_products, at=desk.at)
    offers = {row.product: row for row in rows}
    wanted = [rules.OrderLine(line.product, quantities[line.id]) for line in lines]
    rule = rules.FREE if terms.pack_rule == rules.FREE else rules.STRICT
    answers = [rules.priced(one, offers.get(one.product), pack_rule=rule) for one in wanted]
    refuse_all(answer for answer in answers if isinstance(answer, Refusal))
    compared = [
        Comparison(line, quantities[line.id], worth(line, quantities[line.id]), answer.sum, answer.price)
        for line, answer in zip(lines, answers, strict=True)
        if isinstance(answer, rules.PricedLine)
    ]
    here, there = (sum((getattr(one, side) for one in compared), _NOTHING) for side in ("here", "there"))
    until = desk.at + timedelta(hours=terms.reservation_hours)
    charged = orders.charged_to(sorted({line.order for line in lines}))
    facts: dict[str, Any] = {"here": here, "there": there, "until": until, "are_several": len(charged) > 1}
    facts["is_charged"] = any(charged)
    facts["centres"] = _centres(desk, target, charged)
    facts["is_same_company"] = target.company == desk.contract.company
    facts["more"] = max(len(compared) - MOST_IN_FORM, 0)
    return form_of(desk, "moving", target=target, compared=compared[:MOST_IN_FORM], **facts)


def _centres(desk: Desk, target: companies.ContractRow, charged: set[int | None]) -> list[companies.CentreRow] | None:
    """Of which cost centres to choose; None where the goods stay charged to theirs, which he may still charge."""
    own = companies.standing(target.id, desk.actor, desk.at).spending.centres
    known = {one.id: one for one in companies.cost_centres(target.company)}
    stays = target.company == desk.contract.company and len(charged) == 1
    if stays and not rules.against_centre(next(iter(charged)), known, own):
        return None
    return [one for one in known.values() if not rules.against_centre(one.id, known, own)]


def worth(line: orders.LineRow, quantity: Decimal) -> Decimal:
    """What so much of a line is worth at its price."""
    return rules.held_value(line.sum, ordered=line.ordered, held=quantity)


# --- replace


def replace(desk: Desk, picked: Picked, lines: Sequence[int]) -> Done:
    """By an analog or by any other article: which, then what it comes to, then it is done."""
    [line] = _only(lines_of(desk, lines))
    if not is_filled(picked):
        found = assortment.analogs(contract=desk.contract.id, products=[line.product], at=desk.at)
        return form_of(desk, "replace", line=line, analogs=found.get(line.product, []))
    instead = actions.Instead(
        _chosen(desk, picked),
        quantity=_quantity(line.id, picked.given.get(f"{_FIELD}{line.id}", "")),
        give_up=_quantity(line.id, picked.given.get(f"{_FIELD}given", "") or str(line.at_will)),
    )
    may_wait = "may_wait" in picked.given
    if "sure" not in picked.given:
        return _exchange(desk, line, instead, may_wait=may_wait)
    own: dict[str, Any] = {"contract": desk.contract.id, "actor": desk.actor, "at": desk.at}
    made = actions.replace(line=line.id, instead=instead, key=picked.key, may_wait=may_wait, **own)
    [new] = orders.lines_named(contract=desk.contract.id, lines=[made])
    facts = {"old": line.article, "new": new.article, "held": formats.quantity(new.reserved), "unit": new.unit}
    return Done(_("%(new)s instead of %(old)s: %(held)s %(unit)s held") % facts)


def _chosen(desk: Desk, picked: Picked) -> int:
    """The analog that was chosen, or the one product that the typed article means."""
    typed = picked.given.get("article", "").strip()
    if not typed:
        return whole(in_field("product", str, picked.given.get("product", "")))
    [meant] = assortment.meanings(contract=desk.contract.id, wanted=[assortment.Wanted(typed, "", "")])
    if len(meant.products) != 1:
        code = "orders.article_unclear" if meant.products else "orders.article_unknown"
        raise Refusal(code, field="article", article=typed, count=len(meant.products))
    return meant.products[0]


def _exchange(desk: Desk, line: orders.LineRow, instead: actions.Instead, *, may_wait: bool) -> Done:
    """What is given back and what is ordered instead; whether the goods are there is asked when it is done."""
    quantities = {instead.product: instead.quantity}
    terms = companies.terms(desk.contract.id, desk.at)
    offer = next(iter(assortment.offers(contract=desk.contract.id, quantities=quantities, at=desk.at)), None)
    answer = rules.priced(rules.OrderLine(instead.product, instead.quantity), offer, pack_rule=terms.pack_rule)
    if isinstance(answer, Refusal):
        raise answer
    [row] = assortment.rows(contract=desk.contract.id, products=[instead.product], at=desk.at)
    return form_of(
        desk,
        "replacing",
        line=line,
        instead=instead,
        new=answer,
        offer=offer,
        brand=row.brand,
        free=sum(row.free.values(), _NOTHING),
        old=worth(line, instead.give_up),
        may_wait=may_wait,
        until=desk.at + timedelta(hours=terms.reservation_hours),
    )


# --- extend


def extend(desk: Desk, _picked: Picked, lines: Sequence[int]) -> Done:
    """For the contract's time from now on; what is on its way may be held longer, and stays so."""
    wanted = list(dict.fromkeys(lines))
    until = actions.extend(contract=desk.contract.id, lines=wanted, actor=desk.actor, at=desk.at)
    moments = (line.reserved_until for line in orders.lines_named(contract=desk.contract.id, lines=wanted))
    longer = [moment for moment in moments if moment and moment > until]
    return Done("; ".join(_held(len(wanted) - len(longer), until, longer)))


def _held(extended: int, until: datetime, longer: Sequence[datetime]) -> Iterator[str]:
    if extended or not longer:
        told = ngettext(
            "%(count)s line is held until %(moment)s", "%(count)s lines are held until %(moment)s", extended
        )
        yield told % {"count": extended, "moment": formats.moment(until)}
    if longer:
        told = ngettext(
            "%(count)s line is held longer already, until %(moment)s",
            "%(count)s lines are held longer already, at most until %(moment)s",
            len(longer),
        )
        yield told % {"count": len(longer), "moment": formats.moment(max(longer))}


def extend_today(desk: Desk, _picked: Picked) -> Done:
    """Everything that runs out before midnight."""
    own: dict[str, Any] = {"contract": desk.contract.id, "actor": desk.actor, "at": desk.at}
    until = actions.extend_running_out(before=midnight(desk), **own)
    return Done(_("Held until %(moment)s") % {"moment": formats.moment(until)})


def midnight(desk: Desk) -> datetime:
    """The end of today, in the firm's time zone."""
    today = timezone.localtime(desk.at)
    return datetime.combine(today.date() + timedelta(days=1), time(), today.tzinfo)
