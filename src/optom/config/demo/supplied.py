"""What a supplier of the demo has is promised to the clients of the demo's buyer."""

from datetime import datetime, time
from decimal import Decimal
from typing import Any

from optom.domain.companies import actions as companies
from optom.domain.companies import queries
from optom.domain.companies.rules import TermsNumbers, numbers_of
from optom.domain.purchasing import actions as purchasing
from optom.domain.purchasing.actions import Agreed, Supplies

from .writing import rows

_VEGA = "select id from suppliers_supplier where name = 'ООО «Вега-Подшипник»'"
_SUPPLIERS = "select id from suppliers_supplier order by id"
_BUYER = "select seller_id from companies_contract order by id limit 1"
_WAREHOUSE = "select id from stock_warehouse where is_active order by position, id limit 1"
_CONTRACTS = """
select c.id
from companies_contract c
join companies_membership m on m.company_id = c.company_id
join accounts_user u on u.id = m.user_id and u.email = 'buyer@demo.optom'
where c.is_active order by c.id
"""


def promise_supplies(*, at: datetime) -> None:
    """Three quarters of what he tells, three pieces of what he tells nothing of, for orders before three o'clock.

    Of our two legal entities the one that sells at home buys of everybody.
    """
    [(vega,)], [(warehouse,)], [(buyer,)] = rows(_VEGA), rows(_WAREHOUSE), rows(_BUYER)
    for (supplier,) in rows(_SUPPLIERS):
        purchasing.agree(supplier=supplier, agreed=Agreed(buyer=buyer), actor=None, at=at)
    supplies = Supplies(warehouse, 75, 7, Decimal(3), time(15), receipt_days=1)
    purchasing.let_promise(supplier=vega, supplies=supplies, actor=None, at=at)
    for (contract,) in rows(_CONTRACTS):
        said: dict[str, Any] = {**numbers_of(queries.terms(contract, at)), "from_suppliers": True}
        terms = TermsNumbers(**said)
        companies.set_terms(contract=contract, terms=terms, reason="Заказывает под проекты", actor=None, at=at)
    purchasing.tell_supplies(suppliers=[vega], at=at)
