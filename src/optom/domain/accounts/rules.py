"""What each desk of the firm may do."""

from collections.abc import Collection, Mapping

from optom.base.refusal import Refusal

WAREHOUSE, FINANCE, DIRECTOR, MANAGER, ADMINISTRATOR = "warehouse", "finance", "director", "manager", "administrator"
PURCHASER = "purchaser"

CLIENT_DESKS = (FINANCE, DIRECTOR, MANAGER, ADMINISTRATOR)  # who sees clients, their orders and their money

# A manager wins clients and signs contracts at the standing terms; whoever changes the numbers answers for them.
DESKS: Mapping[str, frozenset[str]] = {
    "register_company": frozenset({MANAGER, DIRECTOR, FINANCE, ADMINISTRATOR}),
    "register_seller": frozenset({ADMINISTRATOR}),
    "sign_contract": frozenset({MANAGER, DIRECTOR, FINANCE, ADMINISTRATOR}),
    "set_terms": frozenset({DIRECTOR, FINANCE}),
    "publish_prices": frozenset({DIRECTOR}),
    "approve_prices": frozenset({DIRECTOR, ADMINISTRATOR}),
    "see_costs": frozenset({DIRECTOR, ADMINISTRATOR}),
    "set_costs": frozenset({DIRECTOR}),
    "run_feeds": frozenset({PURCHASER, DIRECTOR, ADMINISTRATOR}),
    "correct_saving": frozenset({DIRECTOR}),
    "announce_arrival": frozenset({PURCHASER, DIRECTOR, ADMINISTRATOR}),
    "let_part": frozenset({MANAGER, DIRECTOR, ADMINISTRATOR}),
    "receive_arrival": frozenset({WAREHOUSE, ADMINISTRATOR}),
    "manage_people": frozenset({MANAGER, ADMINISTRATOR}),
    "give_role": frozenset({ADMINISTRATOR}),
    "pick": frozenset({WAREHOUSE, ADMINISTRATOR}),
    "dispatch": frozenset({WAREHOUSE, ADMINISTRATOR}),
    "deliver": frozenset({WAREHOUSE, ADMINISTRATOR}),
    "see_passport": frozenset({WAREHOUSE, FINANCE, ADMINISTRATOR}),
    "answer_claim": frozenset({FINANCE, DIRECTOR, ADMINISTRATOR}),
    "correct_shipment": frozenset({FINANCE, DIRECTOR}),
    "revise_upd": frozenset({FINANCE, DIRECTOR, ADMINISTRATOR}),
    "set_cut_off": frozenset({WAREHOUSE, ADMINISTRATOR}),
    "load_goods_files": frozenset({MANAGER, DIRECTOR, ADMINISTRATOR}),
    "register_payment": frozenset({FINANCE, ADMINISTRATOR}),
    "correct_settlements": frozenset({FINANCE}),
    "charge_penalty": frozenset({FINANCE}),
    "close_period": frozenset({FINANCE}),
    "set_rates": frozenset({FINANCE, ADMINISTRATOR}),
    "reconcile": frozenset({FINANCE, ADMINISTRATOR}),
}


def desk_may(act: str, roles: Collection[str]) -> bool:
    """Whether somebody who works at these desks may do ``act``."""
    return not DESKS[act].isdisjoint(roles)


def objections_to_loss(administrators: Collection[int], user: int) -> list[Refusal]:
    """Why ``user`` can't stop being one of the ``administrators``: without any nobody could let anybody in."""
    return [Refusal("accounts.last_administrator", field="desk")] if set(administrators) == {user} else []
