"""What the journal tells: for every act of the program its name, and a sentence of its facts, which stand in braces.

``{changes}`` is whatever has an old and a new value, ``{of_lines}`` what was done to which lines of orders. What moved
the supplier's people is theirs: no reason of an act of theirs is told here.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from . import formats

Words = str | Promise

# As acts were called once; the journal keeps what it was told.
FORMER = frozenset({"quotes.wish"})
DEEDS: dict[str, tuple[Words, Words]] = {
    "accounts.close_account": (_("account closed"), ""),
    "accounts.employ": (_("person employed"), "{email}: {desks}"),
    "accounts.open_account": (_("account opened again"), ""),
    "accounts.set_desks": (_("desks changed"), "{changes}"),
    "agreeing.apply": (_("terms by rules put into force"), _("{changes} contracts, {overtaken} of them overtaken")),
    "agreeing.approve": (_("proposal of terms approved"), _("{changes} contracts")),
    "agreeing.drop": (_("proposal of terms dropped"), ""),
    "agreeing.follow": (_("contract follows the rules of terms"), ""),
    "agreeing.propose": (_("terms by rules proposed"), _("{changes} contracts would change, {held} are held back")),
    "agreeing.unfollow": (_("contract follows the rules of terms no more"), ""),
    "agreeing.write": (_("rules of terms written"), _("{rules} rules")),
    "assortment.set_scope": (_("goods that the client sees changed"), ""),
    "bank.import_statement": (_("bank statement loaded"), ""),
    "bank.make_key": (_("key for handing in statements made"), "{name}"),
    "bank.put_aside": (_("money put aside as no client's"), "{note}"),
    "bank.put_back": (_("money put back into the queue"), ""),
    "bank.remember_payer": (_("payer's account remembered"), "{account}"),
    "bank.revoke_key": (_("key for handing in statements revoked"), "{name}"),
    "bank.undo": (_("money of a statement taken from the contract"), _("No. {number}: {amount}")),
    "billing.answer_claim": (_("claim answered"), ""),
    "billing.correct": (_("shipment corrected"), _("UKD No. {number}: {sum}")),
    "billing.choose_letters": (_("letters about papers chosen"), "{letters}"),
    "billing.issue_invoice": (_("invoice issued"), _("No. {number} for {sum}")),
    "billing.charge_penalty": (_("penalty charged"), _("No. {number} for {sum}")),
    "billing.issue_advance": (_("VAT invoice for an advance issued"), _("No. {number} for {sum}")),
    "billing.archive_signed_copy": (_("signed copy archived"), _("No. {number}")),
    "billing.issue_contract": (_("contract printed"), _("No. {number}")),
    "billing.issue_specification": (_("specification issued"), _("No. {number}")),
    "billing.issue_m2": (_("power of attorney issued"), _("No. {number}")),
    "billing.issue_torg12": (_("TORG-12 issued"), _("No. {number}")),
    "billing.issue_waybill": (_("transport waybill issued"), _("No. {number}")),
    "billing.let_go": (_("money is kept for goods of an invoice no longer: they can't leave by it"), _("{amount}")),
    "billing.issue_upd": (_("UPD or VAT invoice issued"), _("No. {number} for {sum}")),
    "billing.make_link": (_("link to papers made"), "{since} – {until}"),
    "billing.revise_upd": (_("corrected UPD or VAT invoice issued"), _("No. {number}: {note}")),
    "billing.revoke_link": (_("link to papers revoked"), ""),
    "billing.take_title": (_("title of the buyer taken"), _("UPD No. {number}: {outcome}")),
    "billing.use_link": (_("papers taken by a link"), ""),
    "catalog.import_papers": (_("papers of goods loaded"), ""),
    "catalog.import_pictures": (_("pictures of goods loaded"), ""),
    "companies.add_address": (_("delivery address added"), "{address}"),
    "companies.add_bank_account": (_("bank account added"), "{account}"),
    "companies.add_cost_centre": (_("cost centre added"), _("{code} {name}, budget of a month: {budget}")),
    "companies.add_person": (_("person added"), "{user}: {role}"),
    "companies.choose_papers": (_("papers chosen"), "{changes}"),
    "companies.change_company": (_("requisites changed"), "{changes}"),
    "companies.change_cost_centre": (_("cost centre changed"), "{code}: {changes}"),
    "companies.change_role": (_("role changed"), "{user}: {role}"),
    "companies.change_seller": (_("requisites of ours changed"), "{changes}"),
    "companies.change_view": (_("shared view changed"), ""),
    "companies.choose_bank_account": (_("main bank account chosen"), "{account}"),
    "companies.close_contract": (_("contract closed"), ""),
    "companies.close_cost_centre": (_("cost centre closed"), "{code} {name}"),
    "companies.invite_person": (_("person invited"), "{email}: {role}"),
    "companies.open_cost_centre": (_("cost centre opened again"), "{code} {name}"),
    "companies.register_company": (_("company registered"), _("INN {inn}")),
    "companies.register_seller": (_("supplier registered"), _("INN {inn}")),
    "companies.remove_bank_account": (_("bank account removed"), "{account}"),
    "companies.remove_person": (_("person removed"), "{user}: {role}"),
    "companies.remove_view": (_("shared view removed"), ""),
    "companies.reopen_contract": (_("contract opened again"), ""),
    "companies.retire_address": (_("delivery address removed"), ""),
    "companies.save_view": (_("view shared"), ""),
    "companies.seat": (_("rights and limits changed"), "{user}: {changes}"),
    "companies.set_approval": (_("rule of approval changed"), "{changes}"),
    "companies.set_terms": (_("terms changed"), "{changes}"),
    "companies.sign_contract": (_("contract signed"), _("No. {number}")),
    "costs.declare_input": (_("figure of goods declared"), "{name}"),
    "costs.forget_input": (_("declared figure taken back"), "{name}"),
    "costs.load_figures": (_("costs loaded"), _("{file}: {created} new, {changed} changed")),
    "costs.load_market": (_("prices of competitors loaded"), _("{file}: {created} new, {changed} changed")),
    "costs.measure": (_("demand and market measured"), _("{count} changed")),
    "costs.set_bounds": (
        _("bounds of classes changed"),
        "A {a_share} %, B {b_share} %, X {x_variation} %, Y {y_variation} %, {market_days}",
    ),
    "costs.set_figures": (_("costs set"), _("{count} changed, {article} the first of them")),
    "costs.tell": (_("costs told by offers"), _("{count} changed")),
    "credit.close_period": (_("period closed"), _("through {until}")),
    "credit.correction": (_("settlements corrected"), _("by {amount}")),
    "credit.direct_next": (_("payment directed before it comes"), _("payment order No. {number}")),
    "credit.direct_payment": (_("payment directed"), _("No. {number}")),
    "credit.opening": (_("opening balance set"), "{amount}"),
    "credit.register_payment": (_("payment registered"), _("No. {number}: {amount}")),
    "credit.reopen_period": (_("period opened again"), ""),
    "credit.reverse_payment": (_("payment taken back"), _("No. {number}: {amount}")),
    "credit.set_rates": (_("rates of currencies set"), "{rates}"),
    "credit.withdraw_direction": (_("direction of a payment withdrawn"), _("payment order No. {number}")),
    "orders.approve": (_("order approved"), _("order {order}, asked for by {asked_by}")),
    "orders.ask_approval": (_("approval asked for"), _("“{draft}”: lines {lines}, {total}; to {approvers}")),
    "orders.cancel": (_("lines cancelled"), "{of_lines}"),
    "orders.change_quantity": (_("quantity changed"), "{of_lines}"),
    "orders.come_together": (_("order is to come together"), _("No. {order} {reason}")),
    "orders.come_apart": (_("order may come in parts"), _("No. {order} {reason}")),
    "orders.decline": (_("order declined"), _("{total}, asked for by {asked_by}: {reason}")),
    "orders.expire": (_("reserve ran out"), "{of_lines}"),
    "orders.extend": (_("reserve extended"), "{of_lines}"),
    "orders.lose": (_("promised goods do not come"), "{of_lines}"),
    "orders.move": (_("reserve moved to another contract"), _("{of_lines}; into order {order} {changes}")),
    "orders.place": (_("order placed"), _("No. {order}: lines {lines}, of them waiting {waiting}, {total}")),
    "orders.redate": (_("promised goods come on a day"), "{of_lines}"),
    "orders.release": (_("reserve released"), "{of_lines}"),
    "orders.replace": (_("line replaced"), "{of_lines}"),
    "orders.serve": (_("waiting lines got goods"), "{of_lines}"),
    "orders.split": (_("line split"), "{of_lines}"),
    "orders.stop_waiting": (_("lines wait no more"), "{of_lines}"),
    "orders.warn": (_("told that reserves run out"), "{of_lines}"),
    "orders.withdraw_approval": (_("request for approval withdrawn"), _("{total}, asked for by {asked_by}")),
    "pricing.end_column_of": (_("price rule ended"), "{goods}"),
    "pricing.end_fixed_price": (_("fixed price ended"), "{article}: {price}"),
    "policy.ask": (_("prices asked to be worked out"), ""),
    "policy.change_draft": (_("draft of the policy of prices changed"), _("{parts}; wrong: {wrong}")),
    "policy.drop_draft": (_("draft of the policy of prices dropped"), ""),
    "policy.simulate": (_("prices worked out"), _("{prices} prices would move, {held} are held back")),
    "policy.lead_back": (_("way back to past prices worked out"), _("to {moment}: {prices} prices would move")),
    "policy.approve": (_("price publication approved"), _("{prices} prices")),
    "policy.drop": (_("price publication dropped"), ""),
    "replay.ask": (_("replay of orders asked for"), _("{weeks} weeks")),
    "replay.replay": (_("orders replayed at proposed prices"), _("publication {publication}, {weeks} weeks")),
    "policy.publish": (_("prices published"), _("{prices} prices, {overtaken} of them overtaken meanwhile")),
    "pricing.approve_list": (_("price list approved"), "{file}"),
    "pricing.plan_list": (_("price list planned"), _("{file}, from {begins_on}")),
    "pricing.prolong_column_of": (_("price rule prolonged"), _("{goods}, until {until}")),
    "pricing.prolong_fixed_price": (_("fixed price prolonged"), _("{article}: {price}, until {until}")),
    "pricing.publish_list": (
        _("price list published"),
        _("{file}: {created} new, {changed} changed, {withdrawn} withdrawn"),
    ),
    "pricing.set_breaks": (_("quantity breaks of a column changed"), "{article}: {breaks}"),
    "pricing.set_column_of": (_("price rule set"), "{goods}: −{discount} %"),
    "pricing.set_fixed_price": (_("fixed price set"), "{article}: {price}"),
    "pricing.take_back_list": (_("planned price list taken back"), ""),
    "pricing.set_scheme": (_("prices of the contract changed"), ""),
    "quotes.accept": (_("quote accepted"), _("No. {number}: order {order} for {sum}")),
    "quotes.hold": (_("goods held for a quote"), _("No. {number}: order {order} until {until}")),
    "quotes.issue_client_quote": (_("quote for a client of the company issued"), _("of quote No. {number}")),
    "quotes.keep_letterhead": (_("letterhead and mark-up for clients changed"), ""),
    "quotes.make_link": (_("link to a quote made"), _("for {days} days")),
    "quotes.revoke_link": (_("link to a quote revoked"), ""),
    "quotes.use_link": (_("quote looked at by a link"), ""),
    "quotes.wish": (_("acceptance of a quote asked for by a link"), _("No. {number}")),
    "quotes.plead": (_("acceptance of a quote asked for by a link"), _("No. {number}")),
    "quotes.issue_quote": (_("quote issued"), _("No. {number} for {sum}")),
    "reconciliation.agree": (_("balance agreed on"), _("{balance} owed on {until}")),
    "reconciliation.answer": (_("objection answered"), "{note}"),
    "reconciliation.bring_ledger": (_("books compared"), _("{file}: lines {lines_count}")),
    "reconciliation.issue_act": (_("reconciliation act issued"), _("No. {number}, {since} – {until}: {closing}")),
    "reconciliation.object_to": (_("objected to settlements"), _("lines: {lines_count}; {note}")),
    "shipping.accept": (_("delivery answered"), ""),
    "shipping.attach": (_("pictures of a claim attached"), "{files}"),
    "shipping.await_count": (_("to be counted by the buyer"), ""),
    "shipping.cancel": (_("shipment taken back"), "{sum}"),
    "shipping.carry": (_("who carries the goods told"), "{carrier} {driver} {plate}"),
    "shipping.deliver": (_("shipment delivered"), "{on}"),
    "shipping.dispatch": (_("shipment dispatched"), _("No. {shipment}: {sum}")),
    "shipping.drop_codes": (_("codes of marked goods dropped"), "{codes}"),
    "shipping.name_taker": (_("who takes the goods named"), ""),
    "shipping.request": (_("shipment requested"), _("No. {shipments} for {sum}; {of_lines}")),
    "shipping.start_picking": (_("picking begun"), ""),
    "shipping.track": (_("tracking told"), ""),
    "stock.count": (_("stock counted"), ""),
    "stock.call_off": (_("arrival called off"), ""),
    "stock.amend": (_("stock corrected after a claim"), ""),
    "stock.announce": (_("arrival announced"), ""),
    "stock.change_arrival": (_("arrival changed"), ""),
    "stock.receive": (_("arrival received"), ""),
    "stock.set_cut_off": (_("hours of a warehouse changed"), ""),
    "stock.load_arrivals": (_("list of arrivals loaded"), _("{announced} announced, {changed} changed")),
    "stock.set_warehouses": (_("warehouses of the contract changed"), ""),
    "stock.work_at": (_("warehouses of a worker changed"), ""),
    "bargaining.ask": (_("prices asked for"), _("{title}: {lines} lines")),
    "bargaining.award": (_("quoted prices taken"), _("{lines} lines, {won} below the baseline")),
    "bargaining.claim": (_("saving claimed"), _("from {baseline} to {won}")),
    "bargaining.close": (_("request for quotation closed"), ""),
    "bargaining.correct": (_("saving corrected"), _("from {baseline} to {won}: {reason}")),
    "bargaining.end_target": (_("target ended"), ""),
    "bargaining.invite": (_("suppliers asked for prices"), ""),
    "bargaining.note_talk": (_("talk with a supplier noted"), ""),
    "bargaining.revoke": (_("link of a supplier revoked"), ""),
    "bargaining.send": (_("prices sent by a supplier"), _("{lines} lines")),
    "bargaining.set_target": (_("target set"), "{reason}"),
    "bargaining.use_link": (_("request for quotation looked at by a link"), ""),
    "purchasing.accept_lines": (_("confirmation beyond tolerance accepted"), _("lines: {lines}")),
    "purchasing.agree": (_("terms of a supplier agreed"), ""),
    "purchasing.cancel": (_("order to a supplier cancelled"), ""),
    "purchasing.confirm": (
        _("order to a supplier confirmed"),
        _("lines: {lines}, waiting for a person: {doubted}, key of his program: {program}, file: {file}"),
    ),
    "purchasing.drop_lines": (_("lines of an order to a supplier cancelled"), _("lines: {lines}")),
    "purchasing.keep_at_least": (_("least stock set"), "{quantity}"),
    "purchasing.let_promise": (_("what of a supplier may be promised was changed"), ""),
    "purchasing.make_key": (_("key for a supplier’s program made"), ""),
    "purchasing.move_lines": (_("lines ordered of the next best supplier"), _("lines: {lines}")),
    "purchasing.order": (_("order to a supplier made"), _("{lines} lines")),
    "purchasing.receive": (_("order to a supplier received"), _("{paper}: {lines} lines, {discrepancies} otherwise")),
    "purchasing.revoke_key": (_("key for a supplier’s program revoked"), ""),
    "purchasing.send": (_("order to a supplier sent"), ""),
    "purchasing.unserved": (_("no supplier has goods that were promised"), _("{lines} lines")),
    "purchasing.weigh": (_("money and reliability weighed"), ""),
    "suppliers.accept": (_("supplier's file accepted"), "{file}"),
    "suppliers.add": (_("supplier added"), "{name}"),
    "suppliers.apply": (_("supplier's file let in"), _("{file}: {changed} offers changed")),
    "suppliers.believe": (_("prices of offers believed"), ""),
    "suppliers.disbelieve": (_("prices of offers not believed"), ""),
    "suppliers.create_products": (_("products made of offers"), _("{created} products")),
    "suppliers.expire_quoted": (_("quoted offers ended"), _("{offers} offers")),
    "suppliers.take_on": (_("candidate taken on"), "{name}"),
    "suppliers.take_quoted": (_("quoted prices became offers"), _("{source}: {offers} offers")),
    "suppliers.ignore": (_("offers are none of our goods"), ""),
    "suppliers.make_product": (_("product made of an offer by hand"), ""),
    "suppliers.map_again": (_("supplier's file understood anew and run once more"), "{file}"),
    "suppliers.map_anew": (_("supplier's file understood anew"), "{file}"),
    "suppliers.match": (_("offer matched by hand"), ""),
    "suppliers.match_alike": (_("offers matched by likeness"), _("{offers} offers")),
    "suppliers.receive": (_("supplier's file received"), "{file}"),
    "suppliers.reject": (_("supplier's file rejected"), "{file}"),
    "suppliers.replay": (_("supplier's file run again"), "{file}"),
    "suppliers.close_feed": (_("feed closed"), "{name}"),
    "suppliers.open_feed": (_("feed opened again"), "{name}"),
    "suppliers.collect_now": (_("source of a feed asked to be looked at"), "{name}"),
    "suppliers.forget_taken": (_("all of a feed's source asked for anew"), "{name}"),
    "suppliers.set_source": (_("source of a feed set"), "{source_kind}"),
    "suppliers.set_factors": (_("said what a supplier’s unit holds"), ""),
    "suppliers.take_back": (_("what was decided about offers taken back"), ""),
    "suppliers.set_feed": (_("feed set"), "{name}"),
    "suppliers.unmatch": (_("offers matched no more"), ""),
}

_ORDERS = 3  # that a sentence names


def of_lines(facts: Mapping[str, Any]) -> str:
    """Of which orders, which articles, from what to what, until when; an older entry knows how many lines only."""
    named = facts.get("named")
    if not named:
        return gettext("lines: {lines_count}").format(lines_count=count_of(facts.get("lines", {})))
    return "; ".join([f"{_orders(named['orders'])}: {_articles(named['articles'], facts)}", *_outcome(facts)])


def count_of(lines: object) -> int | str:
    """How many lines an entry tells of: it names them, or knows their number only."""
    return len(lines) if isinstance(lines, dict | list) else str(lines or "")


def _orders(orders: list[int]) -> str:
    told = ", ".join(map(str, orders[:_ORDERS])) + ("…" if len(orders) > _ORDERS else "")
    return ngettext("order %(orders)s", "orders %(orders)s", len(orders)) % {"orders": told}


def _articles(articles: Mapping[str, str], facts: Mapping[str, Any]) -> str:
    told = ", ".join(f"{article}{_amount(line, facts)}" for line, article in articles.items())
    more = len(facts["lines"]) - len(articles)
    return gettext("%(articles)s and %(count)s more") % {"articles": told, "count": more} if more > 0 else told


def _amount(line: str, facts: Mapping[str, Any]) -> str:
    """How much of a line; where its quantity was changed, from what to what."""
    if "was" in facts:
        was = Decimal(facts["was"])
        return f" {formats.quantity(was)} → {formats.quantity(was + Decimal(facts['by']))}"
    quantity = Decimal(facts["lines"][line])
    return f" × {formats.quantity(quantity)}" if quantity else ""


def _outcome(facts: Mapping[str, Any]) -> Iterator[str]:
    if "instead" in facts:
        quantity = formats.quantity(Decimal(facts["instead"]["quantity"]))
        yield gettext("instead %(article)s × %(quantity)s") % {**facts["instead"], "quantity": quantity}
    if "until" in facts:
        first, last = (formats.moment(datetime.fromisoformat(facts[name])) for name in ("until", "until_at_most"))
        yield gettext("until %(moment)s") % {"moment": first if first == last else f"{first} – {last}"}
