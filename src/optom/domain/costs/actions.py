"""What people tell of goods, one by one and by lists, and what else may be told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction

from optom.base.formula.kinds import folded
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.staging import Outcome, Report, analyse, create_stage, ignore
from optom.base.waiting import PATIENCE, refused_when_busy
from optom.domain.accounts import actions as accounts
from optom.domain.catalog import queries as catalog
from optom.domain.journal import actions as journal

from . import events, importing, inputs, queries
from .demand import measure, set_bounds
from .importing import FigureRow, import_figures
from .market import MarketRow, load_market
from .models import FigureChange, Input
from .rules import MOST_OWN, STEP, InputNames, objection_to_figure, objections_to_input

__all__ = [
    "MarketRow",
    "Told",
    "begin_telling",
    "declare_input",
    "forget_input",
    "load_figures",
    "load_market",
    "measure",
    "set_bounds",
    "set_figures",
    "tell",
]
_sql = statements(__package__)
_SOURCE = 100
_TOLD = {"input": "text not null", "product_id": "bigint not null", "amount": "numeric(15,4)"}


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says that an input is for a product; ``amount`` None: it is not known."""

    input: int
    product: int
    amount: Decimal | None


def load_figures(
    *,
    rows: Iterable[FigureRow],
    name: str,
    actor: int | None,
    at: datetime,
    expected: Outcome | None = None,
    report: Report = ignore,
) -> Outcome:
    """Make figures as a list says. With ``expected`` it has to do just that.

    Refuses `accounts.may_not`, `costs.figures_moved` (something has changed since the list was shown).
    """
    accounts.require_desk(act="set_costs", actor=actor)
    with transaction.atomic():
        outcome = import_figures(rows, at=at, source=name[:_SOURCE], actor=actor, report=report)
        if expected is not None and outcome != expected:
            raise Refusal("costs.figures_moved")
        if not outcome.is_without_effect:
            facts = {"file": name, "created": outcome.created, "changed": outcome.changed}
            journal.record(act="costs.load_figures", actor=actor, at=at, facts=facts, announce=events.changed(at))
    return outcome


@refused_when_busy(Refusal("costs.busy"))
def set_figures(*, told: Sequence[Told], actor: int | None, at: datetime) -> int:
    """Figures become what somebody types; how many have changed. Of several of one thing the last stands.

    Refuses `accounts.may_not`, `costs.busy` (figures are being loaded), and together `costs.input_unknown`,
    `costs.product_unknown`, `costs.not_a_sum`, `costs.not_a_number`.
    """
    accounts.require_desk(act="set_costs", actor=actor)
    last = {(one.input, one.product): _rounded(one.amount) for one in told}
    articles = catalog.articles_of({product for _, product in last})
    refuse_all(_objections(last, articles))
    with transaction.atomic():
        importing.take_turn(patience=PATIENCE)
        _sql.run("forget_resolved")
        asked, amounts = list(last), list(last.values())
        _sql.run("differ_typed", inputs=[one for one, _ in asked], products=[one for _, one in asked], amounts=amounts)
        many: int = _sql.value("changes_size")
        if many:
            importing.write_changes(at=at, source="", actor=actor)
            facts = {"count": many, "article": articles[asked[0][1]]}
            journal.record(act="costs.set_figures", actor=actor, at=at, facts=facts, announce=events.changed(at))
    return many


def begin_telling() -> None:
    """An empty table ``told_figure`` (input by its name, product_id, amount) of this transaction, for a room above to
    fill set by set; `tell` takes it from there.
    """
    importing.take_turn()
    _sql.run("forget_resolved")
    create_stage("told_figure", _TOLD)


def tell(*, source: str, at: datetime) -> int:
    """Figures become what stands in ``told_figure``, a blank amount takes one away; how many have changed."""
    analyse("told_figure")
    _sql.run("differ_told")
    many: int = _sql.value("changes_size")
    if many:
        importing.write_changes(at=at, source=source, actor=None)
        facts = {"source": source, "count": many}
        journal.record(act="costs.tell", actor=None, at=at, facts=facts, announce=events.changed(at))
    return many


def _rounded(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount.quantize(STEP, ROUND_HALF_UP)


def _objections(last: Mapping[tuple[int, int], Decimal | None], articles: Mapping[int, str]) -> Iterator[Refusal]:
    kinds = {row.id: row.kind for row in queries.inputs()}
    for (of, product), amount in last.items():
        if of not in kinds:
            yield Refusal("costs.input_unknown")
        elif product not in articles:
            yield Refusal("costs.product_unknown")
        elif amount is not None and (reason := objection_to_figure(kinds[of], amount)):
            yield reason


def declare_input(*, names: InputNames, actor: int | None, at: datetime) -> int:
    """Something else may be told of goods, and formulas may name it; its number.

    Refuses `accounts.may_not`, and together `costs.name_wrong`, `costs.russian_wrong`, `costs.name_taken`,
    `costs.kind_wrong`, `costs.inputs_enough`.
    """
    accounts.require_desk(act="set_costs", actor=actor)
    with transaction.atomic():
        importing.take_turn()
        fields = [one.field for one in inputs.known(at=at)]
        taken = {folded(name) for field in fields for name in (field.name, field.russian)}
        enough = [Refusal("costs.inputs_enough", most=MOST_OWN)] if _own().count() >= MOST_OWN else []
        refuse_all([*objections_to_input(names, taken), *enough])
        declared = Input.objects.create(name=names.name, russian=names.russian, kind=names.kind).pk
        _note("declare_input", declared, names.name, actor, at)
    return int(declared)


def forget_input(*, input: int, actor: int | None, at: datetime) -> None:  # noqa: A002 -- the room's word
    """Of goods it is not told any more: a mistake in its names, say.

    Refuses `accounts.may_not`, `costs.input_unknown` (the built-in ones stay), `costs.input_told` (something was told).
    """
    accounts.require_desk(act="set_costs", actor=actor)
    with transaction.atomic():
        importing.take_turn()
        known = _own().filter(pk=input).first()
        if known is None:
            raise Refusal("costs.input_unknown")
        if FigureChange.objects.filter(input_id=input).exists():
            raise Refusal("costs.input_told", name=known.name)
        known.delete()
        _note("forget_input", input, known.name, actor, at)


def _own() -> Any:
    return Input.objects.filter(is_own=True)


def _note(act: str, of: int, name: str, actor: int | None, at: datetime) -> None:
    journal.record(act=f"costs.{act}", actor=actor, at=at, subject=f"costs.input:{of}", facts={"name": name})
