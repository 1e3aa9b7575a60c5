"""What the journal tells: for every act of the program its name, and a sentence of its facts, which stand in braces.

``{changes}`` is whatever has an old and a new value. What moved the supplier's people is theirs: no reason of an act of
theirs is told here.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

DEEDS: dict[str, tuple[Words, Words]] = {
    "accounts.close_account": (_("account closed"), ""),
    "accounts.employ": (_("person employed"), "{email}: {desks}"),
    "accounts.open_account": (_("account opened again"), ""),
    "accounts.set_desks": (_("desks changed"), "{changes}"),
    "billing.issue_invoice": (_("invoice issued"), _("No. {number} for {sum}")),
    "companies.add_address": (_("delivery address added"), "{address}"),
    "companies.add_cost_centre": (_("cost centre added"), _("{code} {name}, budget of a month: {budget}")),
    "companies.add_person": (_("person added"), "{user}: {role}"),
    "companies.change_cost_centre": (_("cost centre changed"), "{code}: {changes}"),
    "companies.change_role": (_("role changed"), "{user}: {role}"),
    "companies.close_contract": (_("contract closed"), ""),
    "companies.close_cost_centre": (_("cost centre closed"), "{code} {name}"),
    "companies.invite_person": (_("person invited"), "{email}: {role}"),
    "companies.open_cost_centre": (_("cost centre opened again"), "{code} {name}"),
    "companies.register_company": (_("company registered"), _("INN {inn}")),
    "companies.register_seller": (_("supplier registered"), _("INN {inn}")),
    "companies.remove_person": (_("person removed"), "{user}: {role}"),
    "companies.reopen_contract": (_("contract opened again"), ""),
    "companies.retire_address": (_("delivery address removed"), ""),
    "companies.seat": (_("rights and limits changed"), "{user}: {changes}"),
    "companies.set_approval": (_("rule of approval changed"), "{changes}"),
    "companies.set_terms": (_("terms changed"), "{changes}"),
    "companies.sign_contract": (_("contract signed"), _("No. {number}")),
    "credit.correction": (_("settlements corrected"), _("by {amount}")),
    "credit.opening": (_("opening balance set"), "{amount}"),
    "credit.register_payment": (_("payment registered"), _("No. {number}: {amount}")),
    "orders.approve": (_("order approved"), _("order {order}, asked for by {asked_by}")),
    "orders.ask_approval": (_("approval asked for"), _("“{draft}”: lines {lines}, {total}; to {approvers}")),
    "orders.cancel": (_("lines cancelled"), _("lines: {lines_count}")),
    "orders.decline": (_("order declined"), _("{total}, asked for by {asked_by}: {reason}")),
    "orders.expire": (_("reserve ran out"), _("lines: {lines_count}")),
    "orders.extend": (_("reserve extended"), _("lines: {lines_count}")),
    "orders.place": (_("order placed"), _("No. {order}: lines {lines}, of them waiting {waiting}, {total}")),
    "orders.release": (_("reserve given back"), _("lines: {lines_count}")),
    "orders.withdraw_approval": (_("request for approval withdrawn"), _("{total}, asked for by {asked_by}")),
    "pricing.set_scheme": (_("prices of the contract changed"), ""),
    "shipping.cancel": (_("shipment taken back"), "{sum}"),
    "shipping.dispatch": (_("shipment dispatched"), _("No. {shipment}: {sum}")),
    "shipping.request": (_("shipment requested"), "{sum}"),
    "shipping.start_picking": (_("picking begun"), ""),
    "stock.work_at": (_("warehouses of a worker changed"), ""),
}
