"""Our own legal entities: requisites, tax regime, who signs, accounts. For administrators."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.listing import Asked, Part
from optom.domain.companies import actions
from optom.domain.companies import queries as companies
from optom.domain.companies.actions import Holder
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import Form
from optom.interfaces.kit.sheets import Column, Kind, Sheet, part_of
from optom.interfaces.kit.words import choices

from .context import Desk
from .entity_form import bank_in, bank_or_none, requisites_in, signers_in
from .frame import page, sheet_page

_COLUMNS = [
    Column("name", gettext_lazy("Our entity"), width=220, grows=True, is_frozen=True, tone="strong", link="{key}/",
           on_phone=True),
    Column("inn", gettext_lazy("INN"), width=120, on_phone=True),
    Column("kpp", gettext_lazy("KPP"), width=96),
    Column("vat", gettext_lazy("Tax regime"), Kind.CHOICE, width=130, choices=choices("vat_regime")),
    Column("account", gettext_lazy("Account"), width=190, value=lambda row: row.bank.account if row.bank else ""),
    Column("bank", gettext_lazy("Bank"), width=200, value=lambda row: row.bank.bank if row.bank else ""),
]  # fmt: skip


# what most of them have: it stands in the form and can be said otherwise
_NEW = companies.SellerRow(
    id=0,
    name="",
    inn="",
    papers="both",
    advances="lasting",
    director_post="Генеральный директор",
    director_basis="Устав",
)


def _rows(_desk: Desk, asked: Asked) -> Part:
    return part_of(companies.own_entities(), _COLUMNS, asked)


SHEET: Sheet[Desk] = Sheet(
    name="sellers",
    title=gettext_lazy("Our entities"),
    columns=_COLUMNS,
    rows=_rows,
    empty=gettext_lazy("Nobody sells yet: add your first legal entity."),
)


def listing(desk: Desk) -> HttpResponse:
    """All of them."""
    return sheet_page(desk, SHEET, "sellers", template="office/sellers.html")


def register(desk: Desk) -> HttpResponse:
    """One more entity that sells."""
    if desk.request.method != "POST":
        context = {**_choices(), "entity": _NEW}
        return page(desk, "office/new_seller.html", "sellers", title=_("New entity"), **context)
    form = Form(desk.request.POST)
    said: dict[str, Any] = {"requisites": requisites_in(form), "bank": bank_or_none(form), "signers": signers_in(form)}
    seller = actions.register_seller(**said, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("seller", seller=seller), _("Registered"))


def show(desk: Desk) -> HttpResponse:
    """One of them, with its accounts; what is changed holds for papers from now on."""
    seller = _seller(desk)
    banks = companies.bank_accounts(seller=seller.id)
    context = {**_choices(), "entity": seller, "seller": seller, "banks": banks}
    return page(desk, "office/seller.html", "sellers", title=seller.name, **context)


def change(desk: Desk) -> HttpResponse:
    """What was typed holds for papers from now on."""
    seller, form = _posted(desk), Form(desk.request.POST)
    said: dict[str, Any] = {"requisites": requisites_in(form), "signers": signers_in(form)}
    actions.change_seller(seller=seller, **said, actor=desk.actor, at=desk.at)
    return _back(desk, seller, _("Saved"))


def add_bank_account(desk: Desk) -> HttpResponse:
    """One account more."""
    seller = _seller(desk)
    if desk.request.method != "POST":
        context = {"back": desk.url("seller", seller=seller.id)}
        return page(desk, "office/bank.html", "sellers", title=seller.name, heading=seller.name, **context)
    form, holder = Form(desk.request.POST), Holder(seller=seller.id)
    given = bank_in(form, is_main=bool(form.text("is_main")))
    actions.add_bank_account(holder=holder, bank=given, actor=desk.actor, at=desk.at)
    return _back(desk, seller.id, _("Saved"))


def choose_bank_account(desk: Desk) -> HttpResponse:
    """Invoices ask to pay to this one from now on."""
    seller = _posted(desk)
    said: dict[str, Any] = {"holder": Holder(seller=seller), "account": desk.given["account"]}
    actions.choose_bank_account(**said, actor=desk.actor, at=desk.at)
    return _back(desk, seller)


def remove_bank_account(desk: Desk) -> HttpResponse:
    """It is closed."""
    seller = _posted(desk)
    said: dict[str, Any] = {"holder": Holder(seller=seller), "account": desk.given["account"]}
    actions.remove_bank_account(**said, actor=desk.actor, at=desk.at)
    return _back(desk, seller)


def _seller(desk: Desk) -> companies.SellerRow:
    """The entity of the address."""
    found = companies.seller(desk.given["seller"])
    if found is None:
        raise Http404
    return found


def _posted(desk: Desk) -> int:
    if desk.request.method != "POST":
        raise Http404
    return _seller(desk).id


def _back(desk: Desk, seller: int, message: str = "") -> HttpResponse:
    return done(desk.request, desk.url("seller", seller=seller), message)


def _choices() -> dict[str, object]:
    kinds = {kind: title for kind, title in choices("entity_kind").items() if kind != "foreign"}
    return {
        "kinds": kinds,
        "regimes": choices("vat_regime"),
        "sets": choices("shipment_papers"),
        "advances": choices("advances"),
    }
