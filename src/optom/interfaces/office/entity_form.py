"""The form of a legal entity, theirs or ours: requisites, and a bank where one is named."""

from optom.domain.companies.rules import NO_ADVANCES, BankDetails, Requisites, Signers
from optom.interfaces.kit.input import Form

_REQUISITES = ("name", "inn", "kind", "full_name", "kpp", "ogrn", "legal_address", "postal_address", "phone", "edo_id")
_SIGNERS = (
    "vat", "papers", "advances", "director", "director_post", "director_basis", "accountant", "accountant_basis",
)  # fmt: skip
_BANK = ("account", "bic", "bank", "correspondent")


def requisites_in(form: Form) -> Requisites:
    """The requisites as they were typed."""
    return Requisites(**{name: form.text(name) for name in _REQUISITES})


def bank_in(form: Form, *, is_main: bool) -> BankDetails:
    """An account as it was typed."""
    return BankDetails(
        account=form.text("account"),
        bic=form.text("bic"),
        bank=form.text("bank"),
        correspondent=form.text("correspondent"),
        is_main=is_main,
    )


def bank_or_none(form: Form) -> BankDetails | None:
    """None where nothing of it was typed; the first account of a firm is its main one."""
    return bank_in(form, is_main=True) if any(form.text(name).strip() for name in _BANK) else None


def signers_in(form: Form) -> Signers:
    """Who signs, how the entity is taxed, which papers go with its shipments and which advances have theirs."""
    said = {name: form.text(name).strip() for name in _SIGNERS}
    return Signers(**said | {"advances": said["advances"] or NO_ADVANCES})
