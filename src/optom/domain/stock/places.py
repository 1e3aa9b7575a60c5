"""Where somebody works, until when a warehouse sends the same day, from which of them a contract takes goods."""

from collections.abc import Collection, Sequence
from datetime import datetime, time

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.texts import too_long
from optom.domain.accounts import actions as accounts
from optom.domain.companies import actions as companies
from optom.domain.journal import actions as journal

from . import queries
from .models import Warehouse, Workplace

_sql = statements(__package__)


def work_at(*, warehouses: Collection[int], actor: int, at: datetime, worker: int | None = None) -> None:
    """In which warehouses a worker works from now on, as he says or an administrator for him; none is every one.

    Refuses `accounts.may_not`, `stock.warehouse_unknown`.
    """
    user = actor if worker is None else worker
    accounts.require_desk(act="pick" if user == actor else "give_role", actor=actor)
    wanted = set(warehouses)
    if not wanted <= {place.id for place in queries.warehouses()}:
        raise Refusal("stock.warehouse_unknown", field="warehouse")
    with transaction.atomic():
        Workplace.objects.filter(user_id=user).delete()
        Workplace.objects.bulk_create(Workplace(user_id=user, warehouse_id=place) for place in sorted(wanted))
        facts = {"warehouses": sorted(wanted)}
        journal.record(act="stock.work_at", actor=actor, at=at, subject=f"accounts.user:{user}", facts=facts)


def set_cut_off(*, warehouse: int, cut_off: time | None, actor: int | None, at: datetime) -> None:
    """From now on what is asked before ``cut_off`` (None: at any hour) can leave the warehouse the same day.

    Refuses `accounts.may_not`, `stock.warehouse_unknown`.
    """
    accounts.require_desk(act="set_cut_off", actor=actor)
    with transaction.atomic():
        if not Warehouse.objects.filter(pk=warehouse, is_active=True).update(cut_off=cut_off):
            raise Refusal("stock.warehouse_unknown", warehouse=warehouse)
        facts = {"cut_off": cut_off}
        journal.record(act="stock.set_cut_off", actor=actor, at=at, subject=f"stock.warehouse:{warehouse}", facts=facts)


def set_warehouses(
    *, contract: int, warehouses: Collection[int], actor: int | None, at: datetime, reason: str = ""
) -> None:
    """From ``at`` on the contract takes goods from these warehouses only; none named: from every one.

    What it holds elsewhere stays held. Nothing happens when nothing changes. Refuses `accounts.may_not`,
    `stock.warehouse_unknown`, `companies.contract_unknown`, `stock.reason_missing` (a person has to say why).
    """
    accounts.require_desk(act="set_terms", actor=actor)
    wanted = sorted(set(warehouses))
    refuse_all(_objections_to_warehouses(wanted, reason, actor))
    with transaction.atomic():
        company = companies.lock_contract(contract)
        before = queries.named_warehouses(contract=contract)
        if before == wanted:
            return
        _sql.run("set_warehouses", contract=contract, warehouses=wanted, at=at)
        facts = {"warehouses": [before, wanted], "reason": reason}
        subject = f"companies.contract:{contract}"
        journal.record(act="stock.set_warehouses", actor=actor, at=at, subject=subject, company=company, facts=facts)


def _objections_to_warehouses(wanted: Sequence[int], reason: str, actor: int | None) -> list[Refusal]:
    known = {place.id for place in queries.warehouses()}
    unknown = [] if set(wanted) <= known else [Refusal("stock.warehouse_unknown", field="warehouse")]
    unexplained = actor is not None and not reason.strip()
    missing = [Refusal("stock.reason_missing", field="reason")] if unexplained else []
    return [*unknown, *missing, *too_long(reason=(reason, 300))]
