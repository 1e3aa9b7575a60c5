"""Terms of contracts by rules: what they are made of, and what is wrong with them, in words."""

from django.utils.translation import gettext_lazy as _

from .inputs import Words

FIELDS: dict[str, Words] = {
    "client": _("client"),
    "client_turnover_12_months": _("client's turnover of 12 months, without VAT"),
    "client_turnover_last_quarter": _("client's turnover of quarter %(number)s of %(year)s, without VAT"),
    "client_turnover_this_quarter": _("client's turnover of quarter %(number)s of %(year)s so far, without VAT"),
    "column_now": _("column before"),
    "contract_number": _("contract"),
    "credit_limit": _("credit limit"),
    "currency": _("currency"),
    "days_overdue": _("days overdue"),
    "days_since_first_order": _("days since the first order"),
    "deferral_days": _("days of deferral"),
    "delivery_addresses": _("delivery addresses"),
    "discount_now": _("discount before"),
    "inn": _("INN"),
    "is_foreign": _("foreign firm"),
    "is_sole_trader": _("sole trader"),
    "legal_address": _("legal address"),
    "open_contracts": _("open contracts"),
    "overdue": _("overdue"),
    "region_code": _("code of the region"),
    "seller": _("our legal entity"),
    "today": _("day"),
    "turnover_12_months": _("turnover of 12 months, without VAT"),
    "turnover_last_quarter": _("turnover of quarter %(number)s of %(year)s, without VAT"),
    "turnover_this_quarter": _("turnover of quarter %(number)s of %(year)s so far, without VAT"),
}

TERMS: dict[str, tuple[Words, Words]] = {
    "agreeing.no_rules": (_("There are no rules of terms yet."), _("Write at least one, then propose terms.")),
    "agreeing.not_in_force": (
        _("These terms were worked out by rules that are in force no more."),
        _("Propose terms anew: the rules say what holds now."),
    ),
    "agreeing.proposal_ended": (
        _("This proposal is in force or was dropped."),
        _("Propose terms anew: the rules say what holds now."),
    ),
    "agreeing.promotion_is_policy": (
        _("A promotion is a rule with days of the policy of prices."),
        _("Change its days there, or leave it out of those that are picked."),
    ),
    "pricing.breaks_have_no_days": (
        _("Quantity breaks hold until they are ended."),
        _("Leave them out of those that are picked."),
    ),
}
