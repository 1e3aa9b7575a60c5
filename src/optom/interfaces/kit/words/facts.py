"""Words for the codes that stand in facts: fields, roles, acts, states."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

FACTS: dict[str, dict[str, str | Promise]] = {
    "field": {
        "name": _("name"),
        "inn": _("INN"),
        "kpp": _("KPP"),
        "ogrn": _("OGRN"),
        "bic": _("BIC"),
        "account": _("account"),
        "correspondent": _("correspondent account"),
        "address": _("address"),
        "reason": _("reason"),
        "email": _("e-mail"),
        "role": _("role"),
        "consignee": _("consignee"),
        "contact": _("contact"),
        "note": _("note"),
        "number": _("number"),
        "purpose": _("purpose"),
        "authority": _("who takes the goods"),
        "deferral_days": _("deferral, days"),
        "deferral_kind": _("kind of days"),
        "credit_limit": _("credit limit"),
        "reservation_hours": _("reservation, hours"),
        "reservation_limit": _("reservation limit"),
        "minimum_order": _("minimum order"),
        "minimum_shipment": _("minimum shipment"),
        "pack_rule": _("pack rule"),
        "undispatched": _("what was not dispatched"),
    },
    "flaw": {
        "length": _("it has a wrong number of digits"),
        "not_digits": _("it holds something else than digits"),
        "shape": _("it is not written like one"),
        "region": _("there is no such tax region"),
        "check_digit": _("the check digit does not agree, a digit is mistyped"),
        "other_bank": _("it belongs to another bank"),
    },
    "role": {
        "": _("a stranger"),
        "owner": _("owner"),
        "buyer": _("buyer"),
        "accountant": _("accountant"),
        "viewer": _("viewer"),
    },
    "desks": {
        "warehouse": _("warehouse"),
        "finance": _("finance"),
        "director": _("director"),
        "manager": _("manager"),
        "administrator": _("administrator"),
    },
    "act": {
        "order": _("order"),
        "ship": _("request shipments"),
        "pay": _("issue invoices and see settlements"),
        "see": _("see this"),
        "administer": _("change the company's data"),
        "people": _("manage the people of the company"),
        "register_company": _("register companies"),
        "sign_contract": _("sign contracts"),
        "set_terms": _("set terms of contracts"),
        "manage_people": _("manage people"),
        "give_role": _("give roles"),
        "pick": _("pick goods"),
        "dispatch": _("dispatch goods"),
        "register_payment": _("register payments"),
        "correct_settlements": _("correct settlements"),
    },
    "shipment_state": {
        "requested": pgettext_lazy("shipment", "requested"),
        "picking": pgettext_lazy("shipment", "being picked"),
        "dispatched": pgettext_lazy("shipment", "dispatched"),
        "cancelled": pgettext_lazy("shipment", "cancelled"),
    },
    "link_state": {
        "open": pgettext_lazy("link", "open"),
        "expired": pgettext_lazy("link", "expired"),
        "revoked": pgettext_lazy("link", "revoked"),
        "left": _("its maker has left"),
    },
    "paper_kind": {
        "invoice": _("Invoice"),
        "delivery_note": _("Delivery note"),
    },
    "deferral_kind": {
        "calendar": _("calendar days"),
        "working": _("working days"),
    },
    "pack_rule": {
        "strict": _("only whole packs"),
        "round_up": _("rounded up to whole packs"),
        "free": _("any quantity"),
    },
    "undispatched": {
        "keep": _("stays reserved"),
        "release": _("is released"),
    },
    "entry_kind": {
        "opening": _("opening balance"),
        "dispatch": _("dispatch"),
        "payment": _("payment"),
        "correction": _("correction"),
    },
}

FACTS["state"] = FACTS["shipment_state"]
