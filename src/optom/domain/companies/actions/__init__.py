"""What can be done with companies, contracts and people. Every act is journalled and explains its refusals."""

from .contracts import (
    add_address,
    close_contract,
    lock_contract,
    register_company,
    register_seller,
    reopen_contract,
    retire_address,
    set_terms,
    sign_contract,
)
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
    "Invited",
    "add_address",
    "add_cost_centre",
    "add_person",
    "change_cost_centre",
    "change_role",
    "change_view",
    "close_account",
    "close_contract",
    "close_cost_centre",
    "employ",
    "invite_person",
    "lock_contract",
    "lock_spending",
    "open_account",
    "open_by_default",
    "open_cost_centre",
    "register_company",
    "register_seller",
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
