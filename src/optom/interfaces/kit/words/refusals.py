"""Every refusal in words: what stands in the way, and how it turns into a yes. Facts stand in braces."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

REFUSALS: dict[str, tuple[Words, Words]] = {
    "accounts.email_taken": (_("The address {email} is already somebody's."), _("Use another address.")),
    "accounts.may_not": (
        _("You may not {act}."),
        _("Somebody of these desks may: {desks}."),
    ),
    "accounts.password_weak": (_("The password is too weak: {reasons}"), _("Choose a longer one.")),
    "accounts.role_unknown": (_("There is no role {role}."), _("There are: {known}.")),
    "assortment.window_too_large": (_("Too many rows at once."), _("Ask for at most {most}.")),
    "billing.amount_not_positive": (_("An advance is more than zero."), _("Write how much you want to pay.")),
    "billing.no_account": (
        _("{seller} has told no bank account to pay to."),
        _("Ask your supplier: he can fill it in."),
    ),
    "billing.nothing_to_pay": (_("There is nothing to pay for: all of it is cancelled."), ""),
    "billing.quantity_wrong": (
        _("{article}: an invoice for {quantity} is not possible."),
        _("Take more than zero and at most {most}."),
    ),
    "billing.unknown": (_("There is no such invoice."), ""),
    "commerceml.broken": (
        _("{file} is broken in line {line}, sign {column}: {reason}."),
        _("Nothing was changed. Export it anew."),
    ),
    "commerceml.doctype": (_("{file} declares a DOCTYPE, which no exchange file has."), _("Export it anew from 1C.")),
    "commerceml.foreign": (_("{file} is no CommerceML: it begins with {root}."), _("Choose an exchange file of 1C.")),
    "commerceml.unreadable": (_("{file} can't be read: {reason}"), ""),
    "commerceml.zip_too_big": (_("{file} unpacks to more than is believable."), _("Send its files one by one.")),
    "companies.address_missing": (_("The delivery address is empty."), _("Fill in name and address.")),
    "companies.address_unknown": (
        _("There is no such delivery address."),
        _("Choose one of the list or pick the goods up yourself."),
    ),
    "companies.already_known": (_("A company with INN {inn} and KPP {kpp} is already registered."), ""),
    "companies.contract_closed": (_("The contract is closed."), _("Ask your supplier to open it again.")),
    "companies.contract_exists": (_("There is a contract {number} with this company already."), ""),
    "companies.contract_unknown": (_("There is no such contract."), ""),
    "companies.may_not": (
        _("Your role in the company ({role}) does not allow it."),
        _("Ask an owner of the company to do it or to give you another role."),
    ),
    "companies.name_missing": (_("The name is empty."), _("Write the name as it stands in the charter.")),
    "companies.no_terms": (_("The contract had no terms at that moment."), ""),
    "companies.reason_missing": (_("The reason is missing."), _("Say why the terms change: it is kept with them.")),
    "companies.requisite_wrong": (_("The {field} “{value}” is wrong: {flaw}."), _("Compare it with the document.")),
    "companies.role_unknown": (_("There is no role {role}."), _("There are: {known}.")),
    "companies.terms_in_past": (
        _("Terms can't change before {since}, when the present ones began."),
        _("Choose a later moment."),
    ),
    "companies.terms_wrong": (_("No contract can have this: {field} = {value}."), _("Correct the number.")),
    "credit.amount_not_positive": (
        _("A payment is more than zero."),
        _("Write the sum as it stands in the bank's paper."),
    ),
    "credit.busy": (_("Somebody works with this contract at this very moment."), _("Try again in a few seconds.")),
    "credit.correction_empty": (_("A correction needs a sum and a reason."), ""),
    "credit.exceeded": (
        _("Not enough headroom: limit {limit}, debt {debt}, on its way {committed}, wanted {wanted}."),
        _("Pay {pay} or ask for less."),
    ),
    "credit.overdue": (
        _("{overdue} is overdue since {since} ({days} days)."),
        _("Pay {pay}: shipments open as soon as the money is here."),
    ),
    "credit.payment_differs": (
        _("This payment is already registered with other data."),
        _("Look it up in the payments of the contract."),
    ),
    "documents.no_such_paper": (_("There is no such paper."), ""),
    "input.missing": (_("The request lacks “{name}”."), ""),
    "input.no_key": (_("The request has no key of idempotency."), _("Reload the page and try again.")),
    "input.not_a_count": (_("“{value}” is no number of rows."), ""),
    "input.not_a_date": (_("“{value}” is not a date."), _("Write it as 28.11.2026.")),
    "input.not_a_key": (_("“{value}” names no row."), ""),
    "input.not_a_number": (_("“{value}” is not a number."), _("Write digits, with a comma for the fraction.")),
    "input.not_allowed": (_("Your role does not allow it."), ""),
    "input.not_an_object": (_("A JSON object is expected."), ""),
    "input.not_cells": (_("A list of at most {most} cells is expected."), ""),
    "input.not_editable": (_("This cell can't be edited."), ""),
    "input.not_json": (_("The request is not JSON: it breaks at sign {place}."), ""),
    "input.nothing_picked": (_("No row is picked."), _("Pick rows with the space bar or at their numbers.")),
    "input.only_post": (_("This address takes POST only."), ""),
    "input.required": (_("This can't be empty."), ""),
    "input.too_large": (_("“{value}” is too large."), ""),
    "input.unknown_column": (_("The sheet has no column “{name}” to sort by."), ""),
    "orders.below_minimum": (
        _("The order is {total}, the contract's minimum is {minimum}."),
        _("Add goods for {short}."),
    ),
    "orders.draft_name_empty": (_("The tab has no name."), _("Give it a name.")),
    "orders.draft_unknown": (_("There is no such draft: it was placed or closed."), _("Open a new one with “+”.")),
    "orders.empty": (_("There is nothing in the order."), _("Type quantities in the catalog.")),
    "orders.line_unknown": (_("There is no such line of an order."), _("Reload the page.")),
    "orders.no_price": (_("{article}: no price is published."), _("Take the line out; ask your supplier for a price.")),
    "orders.not_held": (
        _("{article}: {quantity} is more than is held and free ({held})."),
        _("Take at most {held}."),
    ),
    "orders.not_in_assortment": (
        _("A product of the order is not in your assortment any more."),
        _("Take the line out."),
    ),
    "orders.not_multiple": (
        _("{article}: {quantity} does not fit, packs of {multiple}, at least {minimum}."),
        _("Take {suggest}."),
    ),
    "orders.nothing_to_cancel": (_("{article}: nothing is left to cancel."), ""),
    "orders.quantity_not_positive": (_("The quantity is below zero."), _("Write zero to take the line out.")),
    "orders.reservation_limit": (
        _("You may hold goods for {limit}; {reserved} is held, {wanted} more is wanted."),
        _("Ship or release for {over}, or order less."),
    ),
    "orders.too_many_lines": (_("{lines} lines are too many."), _("Place at most {most} at once.")),
    "pricing.column_unknown": (_("There is no such column of prices."), _("Choose one of the list.")),
    "pricing.discount_wrong": (_("A discount of {discount} per cent is not possible."), _("Take less than 100.")),
    "pricing.reason_missing": (_("The reason is missing."), _("Say why the prices change: it is kept in the journal.")),
    "pricing.rounding_wrong": (_("Prices can't be rounded to {rounding}."), _("Take 0.01, 0.1, 1 or the like.")),
    "shipping.address_unknown": (
        _("There is no such delivery address."),
        _("Choose one of the list or pick the goods up yourself."),
    ),
    "shipping.already_dispatched": (_("The shipment has left at {at}."), _("Reload the page.")),
    "shipping.below_minimum": (
        _("The shipment is {sum}, the contract's minimum is {minimum}."),
        _("Add goods for {short}."),
    ),
    "shipping.is_cancelled": (_("The shipment is cancelled."), _("Reload the page.")),
    "shipping.line_unknown": (_("The shipment has no such line."), _("Reload the page.")),
    "shipping.more_than_asked": (
        _("{article}: {picked} is more than was asked ({asked})."),
        _("Take at most {asked}."),
    ),
    "shipping.not_counted": (_("{article} is not counted."), _("Write what was picked, zero for nothing.")),
    "shipping.not_on_stock_yet": (
        _("{article}: {quantity} is wanted, {ready} stands in the warehouse, the rest is expected on {expected_on}."),
        _("Take {ready} now."),
    ),
    "shipping.not_requested": (_("The shipment is not waiting for picking: it is {state}."), _("Reload the page.")),
    "shipping.nothing_chosen": (_("Nothing is chosen to ship."), _("Write quantities above zero.")),
    "shipping.nothing_held": (
        _("{article}: {quantity} is wanted, {held} is held and not asked for yet."),
        _("Take at most {ready}."),
    ),
    "shipping.nothing_picked": (
        _("Nothing was picked: there is nothing to dispatch."),
        _("Cancel the shipment instead."),
    ),
    "shipping.picking_has_begun": (
        _("The warehouse picks these goods already."),
        _("Call the warehouse: it can still cancel the shipment."),
    ),
    "shipping.quantity_not_positive": (_("{article}: the quantity is below zero."), _("Write zero to leave it out.")),
    "shipping.unknown": (_("There is no such shipment."), ""),
    "stock.arrival_unknown": (_("There is no such arrival."), ""),
    "stock.busy": (_("Somebody takes the same goods at this very moment."), _("Try again in a few seconds.")),
    "stock.less_than_promised": (
        _("{came} came, but {promised} of it is promised."),
        _("Release reserves first."),
    ),
    "stock.not_held": (_("The goods are not held any more."), _("Reload the page.")),
}
