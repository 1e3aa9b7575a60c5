"""What can be done with companies, contracts and people. Every act is journalled and explains its refusals."""

from .contracts import (
    add_address,
    close_contract,
    register_company,
    register_seller,
    reopen_contract,
    retire_address,
    set_terms,
    sign_contract,
)
from .people import Invited, add_person, change_role, invite_person, remove_person
from .staff import close_account, employ, open_account, set_desks
from .views import change_view, open_by_default, remove_view, save_view

__all__ = [
    "Invited",
    "add_address",
    "add_person",
    "change_role",
    "change_view",
    "close_account",
    "close_contract",
    "employ",
    "invite_person",
    "open_account",
    "open_by_default",
    "register_company",
    "register_seller",
    "remove_person",
    "remove_view",
    "reopen_contract",
    "retire_address",
    "save_view",
    "set_desks",
    "set_terms",
    "sign_contract",
]
