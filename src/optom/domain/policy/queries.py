"""What is asked about the policy, its publications, and why a price is what it is."""

from datetime import datetime

from optom.base.sql import fetch

from . import evaluating, proposals
from .document import Policy, from_json
from .explaining import Explained, explain


def policy_in_force() -> Policy:
    """The policy by which prices are made now; an empty one as long as none was published."""
    version = proposals.in_force()
    return from_json(version.document) if version else Policy()


def why(*, policy: Policy, product: int, at: datetime) -> Explained | None:
    """How the policy makes the prices of a product now, step by step; None: it is no product that is sold.

    Refuses what `compiling.compile_policy` does.
    """
    checked = proposals.compiled(policy, at=at)
    rows = fetch(evaluating.inputs(checked), {"products": [product]})
    return explain(checked, rows[0]) if rows else None
