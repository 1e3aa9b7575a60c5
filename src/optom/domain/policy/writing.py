"""A policy as people of one language write it: every formula that can be read, in their words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from optom.base.formula import Formula
from optom.base.formula.kinds import folded

from .compiling import Place, Target
from .document import Policy

KEPT_IN = "en"


def written(policy: Policy, formulas: Mapping[Place, Formula], language: str) -> Policy:
    """The same policy in ``language`` (``ru`` or ``en``); a formula that could not be read stays as it was typed."""

    def said(text: str, part: str, row: int, cell: str) -> str:
        formula = formulas.get((part, row, cell))
        return formula.written(language) if formula else text

    return replace(
        policy,
        names=tuple(
            replace(one, formula=said(one.formula, "names", row, "formula")) for row, one in enumerate(policy.names, 1)
        ),
        rules=tuple(
            replace(
                one,
                condition=said(one.condition, "rules", row, "condition"),
                price=said(one.price, "rules", row, "price"),
            )
            for row, one in enumerate(policy.rules, 1)
        ),
        breaks=tuple(
            replace(
                one,
                from_quantity=said(one.from_quantity, "breaks", row, "from_quantity"),
                condition=said(one.condition, "breaks", row, "condition"),
                price=said(one.price, "breaks", row, "price"),
            )
            for row, one in enumerate(policy.breaks, 1)
        ),
        roundings=tuple(
            replace(one, formula=said(one.formula, "roundings", row, "formula"))
            for row, one in enumerate(policy.roundings, 1)
        ),
        guards=tuple(
            replace(one, holds=said(one.holds, "guards", row, "holds")) for row, one in enumerate(policy.guards, 1)
        ),
        corridor=said(policy.corridor, "corridor", 1, "corridor"),
        cost=said(policy.cost, "cost", 1, "cost"),
    )


def kept(policy: Policy, formulas: Mapping[Place, Formula], targets: Sequence[Target]) -> Policy:
    """As it is kept whoever writes it: in English, columns by their codes, so that like policies are equal."""
    codes = {folded(name): one.code for one in targets for name in (one.name, one.code)}

    def code(column: str) -> str:
        return codes.get(folded(column), column)

    policy = written(policy, formulas, KEPT_IN)
    return replace(
        policy,
        rules=tuple(replace(one, column=code(one.column)) for one in policy.rules),
        breaks=tuple(replace(one, column=code(one.column)) for one in policy.breaks),
        roundings=tuple(replace(one, column=code(one.column)) for one in policy.roundings),
        guards=tuple(replace(one, column=code(one.column)) for one in policy.guards),
    )
