"""What is agreed with a client beside numbers: his warehouses, and the part of the catalog that he sees."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.refusal import Refusal
from optom.domain.assortment import actions as assortment_actions
from optom.domain.assortment import queries as assortment
from optom.domain.catalog import queries as catalog
from optom.domain.catalog.rules import normalise_code
from optom.domain.journal import queries as journal
from optom.domain.stock import actions as stock_actions
from optom.domain.stock import queries as stock
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import whole

from .clients import contract_of
from .context import Desk

_NAMES = {
    "allowed_groups": gettext_lazy("sees groups"),
    "denied_groups": gettext_lazy("does not see groups"),
    "allowed_brands": gettext_lazy("sees brands"),
    "denied_brands": gettext_lazy("does not see brands"),
}
_ACTS = ("stock.set_warehouses", "assortment.set_scope")
_MOST_ENTRIES = 1000


@dataclass(frozen=True, slots=True)
class Rule:
    """A group or brand that the contract sees, or does not; ``key`` says it in a form: allowed_groups:12."""

    key: str
    is_allowed: bool
    name: str


def rules(contract: int) -> Iterator[Rule]:
    """What the contract sees of the catalog, in words; nothing: all of it."""
    scope = assortment.agreed_scope(contract)
    groups = paths()
    brands = catalog.brand_names([*scope.allowed_brands, *scope.denied_brands])
    for name in _NAMES:
        known = groups if name.endswith("groups") else brands
        for one in getattr(scope, name):
            yield Rule(f"{name}:{one}", name.startswith("allowed"), known.get(one, str(one)))


def paths() -> dict[int, str]:
    """Every group by the way to it: Bearings / Ball bearings."""
    known = {one.id: one for one in catalog.groups()}

    def path(group: int) -> str:
        one = known[group]
        return f"{path(one.parent)} / {one.name}" if one.parent in known else one.name

    return {group: path(group) for group in known}


@dataclass(frozen=True, slots=True)
class Agreed:
    """What held from a moment on."""

    at: datetime
    words: list[tuple[str, str]]
    reason: str


def history(contract: int) -> Iterator[Agreed]:
    """How warehouses and the part of the catalog have changed, the newest first, as the journal tells it."""
    entries = journal.entries(subject=f"companies.contract:{contract}", limit=_MOST_ENTRIES)
    told = [entry for entry in entries if entry.act in _ACTS]
    if not told:
        return
    places = {str(place.id): place.name for place in stock.warehouses()}
    names = {"warehouses": places, **_names_in(told)}
    for entry in told:
        words = [(title, _said(names[name], entry.facts[name][1])) for name, title in _titles() if name in entry.facts]
        yield Agreed(entry.at, words, str(entry.facts.get("reason", "")))


def _titles() -> list[tuple[str, str]]:
    return [("warehouses", _("Warehouses")), *((name, str(title)) for name, title in _NAMES.items())]


def _names_in(told: Sequence[journal.EntryRow]) -> dict[str, dict[str, str]]:
    """The names of all groups and brands that the entries name."""
    brands = {one for entry in told for name in _NAMES if name.endswith("brands") for one in _after(entry, name)}
    of_groups = {str(group): path for group, path in paths().items()}
    of_brands = {str(brand): name for brand, name in catalog.brand_names(brands).items()}
    return {name: of_groups if name.endswith("groups") else of_brands for name in _NAMES}


def _after(entry: journal.EntryRow, name: str) -> list[int]:
    return list(entry.facts.get(name, ([], []))[1])


def _said(names: Mapping[str, str], ids: Sequence[int]) -> str:
    return ", ".join(names.get(str(one), str(one)) for one in ids) or "—"


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
    if given.get("group", "").strip():
        named[f"{way}_groups"].append(group_named(given["group"]))
    if given.get("brand", "").strip():
        named[f"{way}_brands"] += brand_named(given["brand"])
    return named


def group_named(text: str) -> int:
    """The group of this path, or of this name where only one has it."""
    wanted = " / ".join(part.strip() for part in text.casefold().split("/"))
    known = {group: path.casefold() for group, path in paths().items()}
    found = [group for group, path in known.items() if path == wanted]
    found = found or [group for group, path in known.items() if path.rpartition(" / ")[2] == wanted]
    if len(found) > 1:
        raise Refusal("catalog.group_of_several", field="group", name=text.strip())
    if not found:
        raise Refusal("assortment.scope_unknown", field="group")
    return found[0]


def brand_named(name: str) -> list[int]:
    """The brands of this name, in whichever spelling."""
    found = catalog.brands_by_code().get(normalise_code(name))
    if not found:
        raise Refusal("assortment.scope_unknown", field="brand")
    return sorted(found)


def _posted(desk: Desk) -> int:
    if desk.request.method != "POST":
        raise Http404
    return contract_of(desk).id
