"""The bank accounts of a company or of one of our legal entities: papers show the main one."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from optom.base.refusal import Refusal, refuse_all
from optom.domain.accounts import actions as accounts
from optom.domain.companies import rules
from optom.domain.companies.models import BankAccount, Company, Seller
from optom.domain.companies.rules import BankDetails

from .rights import note


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whose account it is: a company's, or one of ours."""

    company: int | None = None
    seller: int | None = None

    @property
    def act(self) -> str:
        """What somebody of the firm has to be allowed to."""
        return "register_company" if self.company else "register_seller"

    @property
    def subject(self) -> str:
        """As the journal calls it."""
        return f"companies.company:{self.company}" if self.company else f"companies.seller:{self.seller}"


def add_bank_account(*, holder: Holder, bank: BankDetails, actor: int | None, at: datetime) -> int:
    """One account more; a main one, and the first, takes the place of the main one before.

    Refuses every flaw of its numbers, `companies.account_exists`, and a holder who is unknown.
    """
    accounts.require_desk(act=holder.act, actor=actor)
    given = rules.tidied_bank(bank)
    with transaction.atomic():
        kind, known = _locked(holder)
        refuse_all(rules.objections_to_bank(given, may_be_abroad=kind == rules.FOREIGN))
        if any((one.account, one.bic) == (given.account, given.bic) for one in known):
            raise Refusal("companies.account_exists", field="account", account=given.account)
        is_main = given.is_main or not known
        if is_main:
            _of(holder).update(is_main=False)
        values = {**asdict(given), "is_main": is_main}
        account = BankAccount.objects.create(company_id=holder.company, seller_id=holder.seller, **values).pk
        note("add_bank_account", actor, at, holder.subject, holder.company, {"account": given.account})
    return account


def choose_bank_account(*, holder: Holder, account: int, actor: int | None, at: datetime) -> None:
    """Papers from now on show this account. Refuses `companies.account_unknown`."""
    accounts.require_desk(act=holder.act, actor=actor)
    with transaction.atomic():
        chosen = _one_of(_locked(holder)[1], account)
        if not chosen.is_main:
            _of(holder).update(is_main=False)
            _of(holder).filter(pk=account).update(is_main=True)
            note("choose_bank_account", actor, at, holder.subject, holder.company, {"account": chosen.account})


def remove_bank_account(*, holder: Holder, account: int, actor: int | None, at: datetime) -> None:
    """The account is closed; issued papers keep it. The newest of the others takes the place of a main one.

    Refuses `companies.account_unknown`.
    """
    accounts.require_desk(act=holder.act, actor=actor)
    with transaction.atomic():
        _, known = _locked(holder)
        closed = _one_of(known, account)
        _of(holder).filter(pk=account).delete()
        others = [one.pk for one in known if one.pk != account]
        if closed.is_main and others:
            _of(holder).filter(pk=max(others)).update(is_main=True)
        note("remove_bank_account", actor, at, holder.subject, holder.company, {"account": closed.account})


def _of(holder: Holder) -> QuerySet[BankAccount]:
    owner: dict[str, Any] = {"company_id": holder.company} if holder.company else {"seller_id": holder.seller}
    return BankAccount.objects.filter(**owner)


def _locked(holder: Holder) -> tuple[str, list[BankAccount]]:
    """What kind of firm it is, and its accounts: nobody else changes them until the act is done."""
    firms: type[Company | Seller] = Company if holder.company else Seller
    owner = firms.objects.filter(pk=holder.company or holder.seller or 0)
    kind = owner.select_for_update(no_key=True).values_list("kind", flat=True).first()
    if kind is None:
        code = "companies.company_unknown" if holder.company else "companies.seller_unknown"
        raise Refusal(code, company=holder.company, seller=holder.seller)
    return kind, list(_of(holder).order_by("id"))


def _one_of(known: list[BankAccount], account: int) -> BankAccount:
    found = next((one for one in known if one.pk == account), None)
    if found is None:
        raise Refusal("companies.account_unknown", account=account)
    return found
