"""What is said of orders to suppliers and of what is agreed with them."""

from django.utils.translation import gettext_lazy as _

from .inputs import Words

PURCHASING: dict[str, tuple[Words, Words]] = {
    "purchasing.answer_packed": (
        _("An archive lies in the archive {name}: an answer in it is not read."),
        _("Ask the supplier for the file itself, or unpack it and send it here by hand."),
    ),
    "purchasing.answered_already": (
        _("{paper} has been confirmed already: nothing of it was changed."),
        _("Compare it with the order and agree on what is otherwise with the supplier; then the file is settled."),
    ),
    "purchasing.below_minimum": (
        _("The supplier takes no order below {minimum} {currency}: {lacking} is lacking."),
        _("Order more of him, or of another one."),
    ),
    "purchasing.busy": (_("Somebody else orders or measures what is short just now."), _("Try once more in a minute.")),
    "purchasing.is_ordered": (
        _("This product is in the order itself."),
        _("Write down how much of its own line came."),
    ),
    "purchasing.named_twice": (_("Line {line} is confirmed twice."), _("Leave one of the rows.")),
    "purchasing.no_address": (
        _("It is not known where orders to this supplier go."),
        _("Enter his e-mail in the terms of suppliers."),
    ),
    "purchasing.no_answer": (
        _("{name} is no answer to an order: no order of ours is named in it."),
        _("Should it be one, ask the supplier for the workbook that the order was sent with."),
    ),
    "purchasing.no_line": (_("The order has no line {line}."), _("Take the workbook of this order.")),
    "purchasing.no_order": (_("There is no such order."), _("Reload the page.")),
    "purchasing.no_other_offer": (
        _("Nobody else offers {article}."),
        _("Accept what the supplier says, or say that it does not come."),
    ),
    "purchasing.not_an_address": (_("“{email}” is no e-mail address."), _("Look at it once more, or leave it empty.")),
    "purchasing.not_awaiting": (
        _("{paper} waits for no answer: it is {supplier_order_state}."),
        _("A draft that has gone to the supplier is to be marked as sent; then run the file once more."),
    ),
    "purchasing.not_awaited": (_("Nothing of line {line} is to come."), _("Reload the page.")),
    "purchasing.not_doubted": (
        _("The line does not wait for your word: somebody has decided, or nothing was beyond tolerance."),
        _("Pick the lines that say because of what they wait."),
    ),
    "purchasing.not_his_order": (
        _("{paper} is no order to this supplier."),
        _("Ask him which order he means; his file may name a number of his own, or have come by another’s feed."),
    ),
    "purchasing.not_in_state": (_("The order is not where it was."), _("Reload the page.")),
    "purchasing.not_its_book": (
        _("No row of the file is a line of this order."),
        _("Send the workbook that the order was sent with; its first column tells lines apart."),
    ),
    "purchasing.not_json": (
        _("The body is no JSON with lines."),
        _("Send an object with “lines”, each with line, quantity, price and expected_on."),
    ),
    "purchasing.not_of_one_order": (
        _("These are not the arrivals of one order to a supplier."),
        _("Pick arrivals of one document PO-…, or receive them one by one."),
    ),
    "purchasing.not_posted": (
        _("The letter to {email} could not be sent, so the order was not."),
        _("Try once more, or send the workbook another way."),
    ),
    "purchasing.buyer_unknown": (_("There is no such legal entity of ours."), _("Choose one from the list.")),
    "purchasing.buyer_unsaid": (
        _("We have several legal entities, and it is not said which of them buys of this supplier."),
        _("Name it in the terms of the supplier, then send the order."),
    ),
    "purchasing.no_weekday": (_("No day of the week is named on which he takes orders."), _("Tick one at least.")),
    "purchasing.nothing_came": (_("Nothing is said of what came."), _("Enter how much came of each line.")),
    "purchasing.nothing_said": (
        _("The answer neither accepts nor rejects the order: its code is {word}."),
        _("AP accepts all as it was ordered, RE rejects all; anything else is said by lines, with CA."),
    ),
    "purchasing.nothing_to_order": (
        _("Nothing is ordered: nobody offers it, or it is not short any more."),
        _("Ask suppliers for prices, or measure what is short once more."),
    ),
    "purchasing.order_unnamed": (
        _("The file answers an order, and does not say which: PO-… stands nowhere in it, or it can’t be opened."),
        _("Ask the supplier for our workbook, UBL or JSON with the number of the order, or type what he confirms."),
    ),
    "purchasing.other_currency": (
        _("{article}: the price is in {currency}, and was ordered in {meant}."),
        _("Ask the supplier for a price in the currency of the order, or type what he confirms."),
    ),
    "purchasing.not_above_nought": (_("This must be above nought and at most {most}."), _("Enter another number.")),
    "purchasing.out_of_bounds": (_("This must be from nought to {most}."), _("Enter another number.")),
    "purchasing.too_many_days_off": (_("At most {most} days off can be kept."), _("Leave out those that have gone.")),
    "purchasing.reason_missing": (_("Say why."), _("A sentence that others will understand in a year.")),
    "purchasing.row_unread": (
        _("Row {row}, {article}: “{value}” can’t be read."),
        _("Quantity and price are numbers, the day is a date."),
    ),
    "purchasing.row_undated": (
        _("Row {row}, {article}: it does not tell when the goods come."),
        _("Tell the day in its row, or nought where nothing comes."),
    ),
    "purchasing.same_answer": (_("{paper} was confirmed by this very file already."), _("Nothing is to be done.")),
    "purchasing.several_answers": (
        _("{name} holds {many} answers to orders: it is not told which of them counts."),
        _("Unpack it and read each of them on its order's page, or ask the supplier for one file an order."),
    ),
    "purchasing.several_orders": (
        _("The file names several orders: {papers}."),
        _("Ask the supplier for a file for each, or type what he confirms."),
    ),
    "purchasing.service_too_low": (_("This must be {least} at the least."), _("Enter from 50 to 99.")),
    "purchasing.status_unknown": (
        _("{article}: the status “{status}” does not say whether the line comes."),
        _("A line that comes has the status 3, 5 or 42, or none; one that does not has 7."),
    ),
    "purchasing.xml_wrong": (
        _("The file is no sound UBL OrderResponse: {faults}."),
        _("Ask the supplier for a file by the schema of UBL 2.1, or type what he confirms."),
    ),
}
