"""What is agreed with a client beside numbers: his warehouses, and the part of the catalog that he sees."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from optom.base.refusal import Refusal
from optom.domain.assortment import actions as assortment_actions
from optom.domain.assortment import queries as assortment
from optom.domain.catalog import queries as catalog
from optom.domain.catalog.rules import normalise_code
from optom.domain.stock import actions as stock_actions
from optom.domain.stock import queries as stock
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import whole

from .clients import contract_of
from .context import Desk

_NAMES = ("allowed_groups", "denied_groups", "allowed_brands", "denied_brands")


@dataclass(frozen=True, slots=True)
class Rule:
    """A group or brand that the contract sees, or does not; ``key`` says it in a form: allowed_groups:12."""

    key: str
    is_allowed: bool
    name: str


def rules(contract: int) -> Iterator[Rule]:
    """What the contract sees of the catalog, in words; nothing: all of it."""
    scope = assortment.agreed_scope(contract)
    groups = {one.id: one.name for one in catalog.groups()}
    brands = catalog.brand_names([*scope.allowed_brands, *scope.denied_brands])
    for name in _NAMES:
        known = groups if name.endswith("groups") else brands
        for one in getattr(scope, name):
            yield Rule(f"{name}:{one}", name.startswith("allowed"), known.get(one, str(one)))


def places(contract: int) -> list[tuple[stock.WarehouseRow, bool]]:
    """All warehouses, and whether the contract names them."""
    named = stock.named_warehouses(contract=contract)
    return [(place, place.id in named) for place in stock.warehouses()]


def set_warehouses(desk: Desk) -> HttpResponse:
    """Goods come from the marked warehouses from now on; none marked is every one."""
    contract = _posted(desk)
    stock_actions.set_warehouses(
        contract=contract,
        warehouses=[whole(text) for text in desk.request.POST.getlist("warehouse")],
        reason=desk.request.POST.get("reason", ""),
        actor=desk.actor,
        at=desk.at,
    )
    return done(desk.request, desk.url("terms", contract=contract), _("The warehouses hold from now on"))


def set_scope(desk: Desk) -> HttpResponse:
    """The rules that stay marked, and one more."""
    contract = _posted(desk)
    scope = assortment.Scope.naming(**_named(desk))
    reason = desk.request.POST.get("reason", "")
    assortment_actions.set_scope(contract=contract, scope=scope, reason=reason, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("terms", contract=contract), _("What the client sees holds from now on"))


def _named(desk: Desk) -> dict[str, list[int]]:
    given = desk.request.POST
    named: dict[str, list[int]] = defaultdict(list)
    for key in given.getlist("rule"):
        name, _colon, number = key.partition(":")
        if name not in _NAMES:
            raise Refusal("assortment.scope_unknown")
        named[name].append(whole(number))
    way = "denied" if given.get("way") == "denied" else "allowed"
    if given.get("group"):
        named[f"{way}_groups"].append(whole(given["group"]))
    if given.get("brand", "").strip():
        named[f"{way}_brands"] += _brand(given["brand"])
    return named


def _brand(name: str) -> list[int]:
    found = catalog.brands_by_code().get(normalise_code(name))
    if not found:
        raise Refusal("assortment.scope_unknown", field="brand")
    return sorted(found)


def _posted(desk: Desk) -> int:
    if desk.request.method != "POST":
        raise Http404
    return contract_of(desk).id
