"""What can be done with companies, contracts and people. Every act is journalled and explains its refusals."""

from .banks import Holder, add_bank_account, choose_bank_account, remove_bank_account
from .contracts import (
    add_address,
    close_contract,
    lock_contract,
    lock_contracts,
    objections_to_change,
    objections_to_contract,
    reopen_contract,
    retire_address,
    set_terms,
    sign_contract,
)
from .entities import change_company, change_seller, objections_to_company, register_company, register_seller
from .papers import choose_papers
from .people import Invited, add_person, change_role, invite_person, remove_person, seat
from .spending import (
    add_cost_centre,
    change_cost_centre,
    close_cost_centre,
    lock_spending,
    open_cost_centre,
    set_approval,
)
from .staff import close_account, employ, open_account, set_desks
from .views import change_view, open_by_default, remove_view, save_view

__all__ = [
    "Holder",
    "Invited",
    "add_address",
    "add_bank_account",
    "add_cost_centre",
    "add_person",
    "change_company",
    "change_cost_centre",
    "change_role",
    "change_seller",
    "change_view",
    "choose_bank_account",
    "choose_papers",
    "close_account",
    "close_contract",
    "close_cost_centre",
    "employ",
    "invite_person",
    "lock_contract",
    "lock_contracts",
    "lock_spending",
    "objections_to_change",
    "objections_to_company",
    "objections_to_contract",
    "open_account",
    "open_by_default",
    "open_cost_centre",
    "register_company",
    "register_seller",
    "remove_bank_account",
    "remove_person",
    "remove_view",
    "reopen_contract",
    "retire_address",
    "save_view",
    "seat",
    "set_approval",
    "set_desks",
    "set_terms",
    "sign_contract",
]
