"""Every refusal in words: what stands in the way, and how it turns into a yes. Facts stand in braces."""

from django.utils.translation import gettext_lazy as _

from .bank import BANK
from .bargaining import BARGAINING
from .costs import COSTS
from .firms import FIRMS
from .formulas import FORMULAS
from .goods import GOODS
from .inputs import INPUTS, Words
from .lists import LISTS
from .marking import MARKING
from .origins import ORIGINS
from .papers import PAPERS
from .policies import POLICIES
from .purchasing import PURCHASING
from .quotes import QUOTES
from .reconciliation import RECONCILIATION
from .settlements import SETTLEMENTS
from .sources import SOURCES
from .supplier_files import SUPPLIER_FILES
from .suppliers import SUPPLIERS
from .terms import TERMS
from .wishes import WISHES

REFUSALS: dict[str, tuple[Words, Words]] = {
    **INPUTS,
    **WISHES,
    **GOODS,
    **BANK,
    **BARGAINING,
    **RECONCILIATION,
    **SETTLEMENTS,
    **SUPPLIERS,
    **PURCHASING,
    **FIRMS,
    **PAPERS,
    **COSTS,
    **LISTS,
    **FORMULAS,
    **ORIGINS,
    **POLICIES,
    **MARKING,
    **SUPPLIER_FILES,
    **TERMS,
    **QUOTES,
    **SOURCES,
    "billing.amount_not_positive": (_("An advance is more than zero."), _("Enter how much you want to pay.")),
    "billing.issued_already": (
        _("Invoice {number} has been issued for the same goods meanwhile."),
        _("Reload the page: if you need one more, issue it from there."),
    ),
    "billing.link_days_wrong": (_("A link can't be open for {days} days."), _("Choose one of: {known}.")),
    "billing.link_period_wrong": (
        _("The period from {since} to {until} holds no papers."),
        _("Let it begin in the past, end later than it begins, and be three years long at most."),
    ),
    "billing.link_unknown": (_("There is no such link."), _("Reload the page.")),
    "billing.no_account": (
        _("{seller} has told no bank account to pay to."),
        _("Ask your supplier: he can fill it in."),
    ),
    "billing.nothing_to_pay": (_("There is nothing to pay for: all of it is cancelled, or corrected to nothing."), ""),
    "billing.quantity_wrong": (
        _("{article}: an invoice for {quantity} is not possible."),
        _("Take more than zero and at most {most}."),
    ),
    "billing.unknown": (_("There is no such invoice."), ""),
    "commerceml.broken": (
        _("{file} is broken in line {line}, character {column}: {reason}."),
        _("Nothing was changed. Export it anew."),
    ),
    "commerceml.doctype": (_("{file} declares a DOCTYPE, which no exchange file has."), _("Export it anew from 1C.")),
    "commerceml.foreign": (_("{file} is no CommerceML: it begins with {root}."), _("Choose an exchange file of 1C.")),
    "commerceml.unreadable": (_("{file} can't be read: {reason}"), ""),
    "commerceml.zip_too_big": (_("{file} unpacks to more than is believable."), _("Send its files one by one.")),
    "credit.amount_not_positive": (
        _("A payment is more than zero."),
        _("Enter the sum as it stands in the bank's paper."),
    ),
    "credit.opened_already": (
        _("The contract has its opening balance already."),
        _("Enter the difference as a correction."),
    ),
    "credit.paid_in_future": (
        _("{on} has not come yet: money is registered when it is there."),
        _("Enter the day that stands in the bank's paper."),
    ),
    "credit.ask_colleague": (
        _("The settlements of the contract do not let it leave now."),
        _("Ask a colleague who sees the company's money: he is told what to pay."),
    ),
    "credit.busy": (_("Somebody works with this contract at this very moment."), _("Try again in a few seconds.")),
    "credit.correction_empty": (_("A correction needs a sum and a reason."), ""),
    "credit.exceeded": (
        _("Not enough available credit: limit {limit}, debt {debt}, asked for shipment {committed}, wanted {wanted}."),
        _("Pay {pay} or ask for less."),
    ),
    "credit.overdue": (
        _("{overdue} has been overdue since {since} ({days} days)."),
        _("Pay {pay}: shipments resume as soon as the money arrives."),
    ),
    "credit.payment_differs": (
        _("This payment is already registered with other data."),
        _("Look it up in the payments of the contract."),
    ),
    "credit.payment_reversed": (_("Payment No. {number} has been taken back already."), _("Reload the page.")),
    "credit.payment_unknown": (_("There is no such payment."), _("Reload the page.")),
    "credit.reason_missing": (_("A payment is taken back for a reason."), _("Say it in a few words.")),
    "documents.no_such_paper": (_("There is no such paper."), ""),
    "files.encrypted": (_("{file} is protected by a password."), _("Pack it without one.")),
    "files.link": (_("{file} is a link to another place."), _("Copy the file itself into the folder.")),
    "files.no_columns": (
        _("{file} has no column of files, or none of articles, brands or groups."),
        _("Call them: file, kind, number, issued by, valid from, valid until, article, brand, group."),
    ),
    "files.no_such_file": (_("The list names {file}, which is not there."), _("Put it beside the others.")),
    "files.not_a_table": (
        _("The file could not be read as a table."),
        _("Send XLSX, XLS, ODS or CSV; a protected workbook has to be saved without its password."),
    ),
    "files.not_listed": (_("The list does not name {file}."), _("Give it a row.")),
    "files.too_large": (_("The file is too large."), _("Send at most 10 MB; of a large list only the rows you want.")),
    "files.too_many": (_("{file} holds more than {most} files."), _("Pack them into several.")),
    "files.out_of_time": (
        _("{file} was not reached in {seconds} seconds."),
        _("Send the archive again: what is taken already goes fast. Or pack it into several."),
    ),
    "files.too_heavy": (_("{file} is larger than {most} MB."), _("Pack it into several.")),
    "files.unbelievable": (_("{file} is packed tighter than any picture or scan."), _("Pack it anew.")),
    "files.unreadable": (_("{file} can't be read: {reason}"), ""),
    "files.zip_inside": (_("{file} is an archive inside of what was sent."), _("Unpack it first.")),
    "orders.approval_decided": (_("The request is {approval_state} already."), _("Reload the page.")),
    "orders.approval_unknown": (_("There is no such request."), ""),
    "orders.approve_own": (_("Nobody approves his own order."), _("Ask another colleague who may approve.")),
    "orders.approver_is_another": (_("Somebody else is named to approve it."), _("Ask {names}.")),
    "orders.article_unclear": (_("“{article}” may mean {count} products."), _("Enter the whole article.")),
    "orders.article_unknown": (
        _("There is no article “{article}” among what you are sold."),
        _("Look it up in the catalog."),
    ),
    "orders.ask_colleague": (
        _("Goods for so much more may not be held under the contract."),
        _("Order less, give back or ship what is held; a colleague who sees the company's money is told the limit."),
    ),
    "orders.asked_over_month_limit": (
        _("{person} may order for {limit} a month, {used} of it is used: {total} is {over} too much."),
        "",
    ),
    "orders.asked_over_order_limit": (_("{person} may order for {limit} at once; this order is {total}."), ""),
    "orders.below_minimum": (
        _("The order is {total}, the contract's minimum is {minimum}."),
        _("Add goods for {short}."),
    ),
    "orders.centre_closed": (_("The cost centre {code} is closed."), _("Choose another one.")),
    "orders.centre_missing": (_("Your orders are charged to a cost centre."), _("Choose one of {codes}.")),
    "orders.centre_not_yours": (_("You may not charge {code}."), _("Choose one of {codes}.")),
    "orders.columns_without_goods": (
        _("No column says what is ordered."),
        _("Choose the column with the numbers or the names."),
    ),
    "orders.draft_into_itself": (_("A draft can't be poured into itself."), _("Choose another one.")),
    "orders.draft_name_empty": (_("The tab has no name."), _("Give it a name.")),
    "orders.draft_unknown": (_("There is no such draft: it was placed or closed."), _("Open a new one with “+”.")),
    "orders.draft_waits": (
        _("The draft waits for a colleague's approval and can't be changed."),
        _("Take the request back first."),
    ),
    "orders.empty": (_("There is nothing in the order."), _("Type quantities in the catalog.")),
    "orders.no_other_draft": (_("There is no other draft to pour it into."), _("Open one with “+”.")),
    "orders.form_too_long": (
        _("More than {most} products are too many for one workbook."),
        _("Choose a group or a brand first."),
    ),
    "orders.in_shipment": (
        _("{article}: all that is held is asked for by shipments."),
        _("Take the request for shipment back first."),
    ),
    "orders.line_unknown": (_("There is no such line of an order."), _("Reload the page.")),
    "orders.more_over_budget": (
        _("The budget of {centre_code} is {limit} a month, {used} of it is used: {total} more is {over} too much."),
        _("Take at most {left} more, or order it in a draft: a draft can be sent to a colleague for approval."),
    ),
    "orders.more_over_company_sum": (
        _("Orders over {limit} are approved by a colleague; this would be {total} more."),
        _("Take less, or order it in a draft: a draft can be sent to a colleague for approval."),
    ),
    "orders.more_over_month_limit": (
        _("You may order for {limit} a month, {used} of it is used: {total} more is {over} too much."),
        _("Take at most {left} more, or order it in a draft: a draft can be sent to a colleague for approval."),
    ),
    "orders.more_over_order_limit": (
        _("You may order for {limit} at once; this would be {total} more."),
        _("Take less, or order it in a draft: a draft can be sent to a colleague for approval."),
    ),
    "orders.no_other_contract": (
        _("There is no other contract in which you may order."),
        _("Ask an owner of the other company to let you order for it."),
    ),
    "orders.no_price": (_("{article}: no price is published."), _("Take the line out; ask your supplier for a price.")),
    "orders.no_quantity_typed": (_("No quantity is typed."), _("Fill in at least one.")),
    "orders.nobody_approves": (
        _("Nobody is named to approve it."),
        _("Ask an administrator of your company to give a colleague the right to approve."),
    ),
    "orders.not_at_will": (
        _("{article}: {quantity} can’t be taken off the line."),
        _("At most {most}: the rest is shipped, asked for or cancelled."),
    ),
    "orders.not_enough": (
        _("Of {quantity} only {free} can be held now; {article} stays as it is."),
        _("Take {free}, or let the rest wait."),
    ),
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
    "orders.not_to_split": (
        _("{article}: {quantity} can’t become a line of its own."),
        _("Take more than zero and less than {most}: something has to stay."),
    ),
    "orders.nothing_held": (
        _("{article}: nothing of it is held."),
        _("Where it waits there is nothing to extend or release: what comes is held for you at once."),
    ),
    "orders.nothing_runs_out": (_("Nothing runs out until midnight."), ""),
    "orders.nothing_to_cancel": (_("{article}: nothing is left to cancel."), ""),
    "orders.nothing_to_repeat": (_("Nothing of it is sold to you any more."), _("Look for analogs in the catalog.")),
    "orders.nothing_waits": (_("{article} waits for nothing."), ""),
    "orders.one_line_at_once": (_("This is done line by line."), _("Pick one line.")),
    "orders.pack_unknown": (
        _("{article}: how much “{packs}” is, is not known."),
        _("Type the quantity into the row, then say what it is."),
    ),
    "orders.over_budget": (
        _("The budget of {centre_code} is {limit} a month, {used} of it is used: {total} is {over} too much."),
        _("Order for at most {left}, or send it to a colleague for approval."),
    ),
    "orders.over_company_sum": (
        _("Orders over {limit} are approved by a colleague; this one is {total}."),
        _("Order for less, or send it to a colleague for approval."),
    ),
    "orders.over_month_limit": (
        _("You may order for {limit} a month, {used} of it is used: {total} is {over} too much."),
        _("Order for at most {left}, or send it to a colleague for approval."),
    ),
    "orders.over_order_limit": (
        _("You may order for {limit} at once; this order is {total}."),
        _("Order for less, or send it to a colleague for approval."),
    ),
    "orders.part_of_pack": (_("{article} goes by whole packs of {multiple}."), _("Take {suggest}.")),
    "orders.paste_empty": (_("There is nothing in what was pasted."), _("Copy the rows once more.")),
    "orders.paste_too_long": (_("{rows} rows are too many."), _("Paste at most {most} at once.")),
    "orders.quantity_not_positive": (_("The quantity is below zero."), _("Enter zero to take the line out.")),
    "orders.reservation_limit": (
        _("You may hold goods for {limit}; {reserved} is held, {wanted} more is wanted."),
        _("Ship or release for {over}, or order less."),
    ),
    "orders.same_contract": (_("The goods are held under this contract already."), _("Choose another one.")),
    "orders.same_product": (
        _("{article} would be replaced by itself."),
        _("Choose another product, or change the quantity."),
    ),
    "orders.sheet_without_goods": (
        _("On the sheet “{sheet}” no column says what is ordered."),
        _("Choose the column with the numbers or the names, or leave the sheet out."),
    ),
    "orders.sheets_unchosen": (_("No sheet of the workbook is chosen."), _("Choose those in which you order.")),
    "orders.too_many_lines": (_("{lines} lines are too many."), _("Place at most {most} at once.")),
    "orders.total_moved": (
        _("The order would cost {total} now, not {expected}: lines or prices have changed since you looked."),
        _("Look at the sum once more and place it again."),
    ),
    "orders.total_rose": (
        _("The order has risen to {total}; {agreed} was approved."),
        _("Reload the page, look at it and approve the new sum."),
    ),
    "orders.warehouse_not_allowed": (
        _("{article} lies in a warehouse from which the other contract takes nothing."),
        _("Move what lies elsewhere, or ask your supplier to open the warehouse."),
    ),
    "papers.none": (_("There is no paper to take."), _("Choose papers or widen the filters.")),
    "papers.too_heavy": (
        _("The papers have {megabytes} MB together, more than {most}."),
        _("Take them by shipments, or one by one from the goods."),
    ),
    "papers.too_many": (
        _("{papers} papers are too many for one file."),
        _("Take at most {most}: by year or by month."),
    ),
    "pricing.four_eyes": (
        _("Who has planned a price list does not approve it."),
        _("Let a second director or the administrator look at it."),
    ),
    "pricing.already_ended": (_("That does not hold any more."), _("Reload the page.")),
    "pricing.article_of_several": (
        _("Several brands have the article {article}: {brands}."),
        _("Name the brand as well."),
    ),
    "pricing.begins_in_the_past": (
        _("{since} has gone: past days keep their prices."),
        _("Take today or a later day, or leave the field empty."),
    ),
    "pricing.break_wrong": (
        _("From {from_quantity} on at {price} is no break."),
        _("Quantity and price are more than zero, like 100 – 9.50."),
    ),
    "pricing.breaks_do_not_grow": (
        _("From {from_quantity} on at {price} is no break after {before} at {price_before}."),
        _("Each one begins at more than the one before it and costs less."),
    ),
    "pricing.breaks_unread": (
        _("The breaks can't be read."),
        _("Write them as quantity – price, with semicolons between: 10 – 95; 50 – 90.50."),
    ),
    "pricing.column_unknown": (_("There is no such column of prices."), _("Choose one from the list.")),
    "pricing.currency_differs": (
        _("The column “{column}” is in {other}, the contract in {currency}."),
        _("Choose a column in the currency of the contract."),
    ),
    "pricing.discount_wrong": (_("A discount of {discount} per cent is not possible."), _("Take less than 100.")),
    "pricing.ends_before_it_begins": (
        _("The last day {until} is before the first one, {since}."),
        _("Let it end later, or leave the field empty: then it holds for good."),
    ),
    "pricing.goods_unknown": (_("There is no such group or brand in the catalog."), _("Choose one from the list.")),
    "pricing.goods_unnamed": (_("Of which goods is not said."), _("Name a brand, a group, or both.")),
    "pricing.not_standing": (
        _("You sign contracts at the standing terms: {field} = {standing}."),
        _("Sign at these; somebody who sets terms changes them afterwards with a reason."),
    ),
    "pricing.price_wrong": (
        _("{price} is no price."),
        _("It is more than zero and has no more than four digits after the point."),
    ),
    "pricing.product_unknown": (
        _("There is no such article in the catalog."),
        _("Take the article as the catalog has it."),
    ),
    "pricing.product_unpriced": (
        _("{article} has no price in the column “{column}”."),
        _("Publish its price first, or fix one for the contract."),
    ),
    "pricing.reason_missing": (_("The reason is missing."), _("Say why the prices change: it is kept in the journal.")),
    "pricing.rounding_wrong": (_("Prices can't be rounded to {rounding}."), _("Take 0.01, 0.1, 1 or the like.")),
    "shipping.address_unknown": (
        _("There is no such delivery address."),
        _("Choose one from the list or collect the goods yourself."),
    ),
    "shipping.already_accepted": (_("The delivery was answered at {at}."), _("Reload the page.")),
    "shipping.already_dispatched": (_("The shipment has left at {at}."), _("Reload the page.")),
    "shipping.authority_of_no_pickup": (
        _("Who collects the goods is asked for a pick-up only."),
        _("Choose the pick-up, or leave these fields empty."),
    ),
    "shipping.authority_of_nobody": (_("The name of who will collect the goods is missing."), ""),
    "shipping.authority_too_short": (
        _("The document is valid until {until}, the goods leave on {leaves_on} at the earliest."),
        _("Name a document that is still valid then."),
    ),
    "shipping.authority_unknown": (_("There is no such kind of document."), _("Choose one from the list.")),
    "shipping.authority_without_end": (_("Until when the document is valid is missing."), _("Enter its last day.")),
    "shipping.authority_without_number": (_("The number of the document is missing."), ""),
    "shipping.below_minimum": (
        _("The shipment is {sum}, the contract's minimum is {minimum}."),
        _("Add goods for {short}."),
    ),
    "shipping.breaks_pack": (
        _("{article} leaves by whole packs of {pack}: {quantity} would break one."),
        _("Ask for {suggest}, or for all {ready} that stand ready."),
    ),
    "shipping.count_wrong": (
        _("{article}: {came} came and {damaged} of it is damaged: that can't be."),
        _("Enter how much came in all, and how much of that is damaged."),
    ),
    "shipping.damage_unsaid": (_("{article}: it is not said what is damaged."), _("Describe the damage in the note.")),
    "shipping.day_is_over": (_("{wished} is over."), _("Choose a day from today on, or leave it empty.")),
    "shipping.day_off": (_("Nobody works on {wished}."), _("Take {suggested}.")),
    "shipping.delivered_when": (
        _("Goods that left on {sent_on} can't have come on {on}."),
        _("Enter a day from {sent_on} to {today}."),
    ),
    "shipping.has_it": (
        _("{article} stands in a shipment, No. {shipments}."),
        _("Take the request back there first."),
    ),
    "shipping.is_cancelled": (_("The shipment is cancelled."), _("Reload the page.")),
    "shipping.line_unknown": (_("The shipment has no such line."), _("Reload the page.")),
    "shipping.less_than_nothing": (
        _("{article}: {picked} can't have been picked."),
        _("Enter what was picked, zero for nothing."),
    ),
    "shipping.more_than_asked": (
        _("{article}: {picked} is more than was asked ({asked})."),
        _("Take at most {asked}."),
    ),
    "shipping.not_counted": (_("{article} is not counted."), _("Enter what was picked, zero for nothing.")),
    "shipping.not_dispatched": (_("The shipment has not left: it is {state}."), _("Reload the page.")),
    "shipping.not_on_stock_yet": (
        _("{article}: {quantity} is wanted, {ready} stands in the warehouse, the rest is expected on {expected_on}."),
        _("Take {ready} now."),
    ),
    "shipping.not_requested": (_("The shipment is not waiting for picking: it is {state}."), _("Reload the page.")),
    "shipping.nothing_claimed": (
        _("Nothing is said to be wrong with this shipment."),
        _("Say first what is short, too much, damaged or something else."),
    ),
    "shipping.nothing_chosen": (_("Nothing is selected for shipping."), _("Enter quantities above zero.")),
    "shipping.nothing_fits": (
        _("Nothing of these goods fits into the limit: there is room for {room}."),
        _("Pay what is listed below."),
    ),
    "shipping.nothing_held": (
        _("{article}: {quantity} is wanted, {held} is held and not asked for yet."),
        _("Take at most {ready}."),
    ),
    "shipping.nothing_picked": (
        _("Nothing was picked: there is nothing to dispatch."),
        _("Cancel the shipment instead."),
    ),
    "shipping.picking_has_begun": (
        _("The warehouse is already picking these goods."),
        _("Call the warehouse: it can still cancel the shipment."),
    ),
    "shipping.places_wrong": (_("{places} is no number of packages."), _("Write a number from 1 to {most}.")),
    "shipping.quantity_not_positive": (_("{article}: the quantity is below zero."), _("Enter zero to leave it out.")),
    "shipping.too_early": (
        _("{warehouse_name}: goods asked for now leave on {earliest} at the earliest, not on {wished}."),
        _("Take {earliest} or later, or leave the day empty."),
    ),
    "shipping.too_far": (_("{wished} is too far ahead."), _("Take a day until {latest}.")),
    "shipping.unknown": (_("There is no such shipment."), ""),
    "shipping.url_wrong": (_("{url} is no address of a page."), _("Begin with https://.")),
    "shipping.too_little_fits": (
        _("Of these goods {sum} fits into the limit, the contract's smallest shipment is {minimum}."),
        _("Pay what is listed below: {short} more has to fit."),
    ),
    "shipping.way_not_allowed": (
        _("By the terms of your contract goods leave like this: {delivery}."),
        _("Choose another way, or ask your manager for other terms."),
    ),
    "shipping.window_without_day": (_("There are hours but no day."), _("Enter the preferred day too.")),
    "shipping.window_wrong": (_("The window from {since} to {until} has no hours in it."), _("Let it end later.")),
    "stock.arrival_unknown": (_("There is no such arrival."), ""),
    "stock.busy": (_("Somebody takes the same goods at this very moment."), _("Try again in a few seconds.")),
    "stock.less_than_promised": (
        _("It would be {came}, but {promised} of it is promised."),
        _("Say that the rest comes later, or that the arrival does not come: buyers who lose goods are told."),
    ),
    "stock.not_held": (_("The goods are not held any more."), _("Reload the page.")),
    "stock.reason_missing": (
        _("The reason is missing."),
        _("Say why the warehouses change: it is kept in the journal."),
    ),
    "stock.warehouse_unknown": (_("There is no such warehouse."), _("Reload the page.")),
    "streaming.busy": (
        _("Others are downloading large files at this very moment."),
        _("Try again in a minute."),
    ),
}
# where all that is held would not suffice, giving it back is no way out
BEYOND_ALL_HELD: dict[str, tuple[Words, Words]] = {
    "orders.reservation_limit": (REFUSALS["orders.reservation_limit"][0], _("Order less by {over}.")),
}
# what is sold by one has no packs to speak of
BY_ONE: dict[str, tuple[Words, Words]] = {
    "orders.not_multiple": (_("{article}: {quantity} does not fit, at least {minimum}."), _("Take {suggest}.")),
}
# where there is no minimum, none is told
WITHOUT_MINIMUM: dict[str, tuple[Words, Words]] = {
    "orders.not_multiple": (_("{article}: {quantity} does not fit, packs of {multiple}."), _("Take {suggest}.")),
}
