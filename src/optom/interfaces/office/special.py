"""Prices of a contract's own: fixed ones, rules of brands and groups, and the quantity breaks of a column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from optom.base.refusal import Refusal
from optom.domain.catalog import queries as catalog
from optom.domain.catalog.rules import normalise_code
from optom.domain.pricing import actions
from optom.domain.pricing import queries as pricing
from optom.domain.pricing.actions import Of
from optom.interfaces.kit import formats
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import day, in_field, number, whole

from .agreed import brand_named, group_named
from .clients import contract_of
from .context import Desk

_BETWEEN = re.compile(r"\s+-\s+|\s*[–—:=]\s*")
_MOST_BREAKS = 50


def fix(desk: Desk) -> HttpResponse:
    """A fixed price of one product."""
    contract, given = _posted(desk), desk.request.POST
    actions.set_fixed_price(
        contract=contract,
        product=product_named(given.get("article", ""), given.get("brand", "")),
        price=in_field("price", number, given.get("price", "")),
        **_said(desk, **_days(desk.request)),
    )
    return _done(desk, contract, _("The fixed price is set"))


def end_fixed(desk: Desk) -> HttpResponse:
    """A fixed price holds no more."""
    contract = _posted(desk)
    actions.end_fixed_price(contract=contract, fixed=desk.given["fixed"], **_said(desk))
    return _done(desk, contract, _("The fixed price holds no more"))


def set_rule(desk: Desk) -> HttpResponse:
    """A column or a discount of a brand, a group, or a brand within a group."""
    contract, given = _posted(desk), desk.request.POST
    actions.set_column_of(
        contract=contract,
        of=_goods(given.get("brand", ""), given.get("group", "")),
        column=whole(given["column"]) if given.get("column") else None,
        discount=in_field("discount", number, given.get("discount", "")),
        **_said(desk, **_days(desk.request)),
    )
    return _done(desk, contract, _("The price rule is set"))


def end_rule(desk: Desk) -> HttpResponse:
    """A rule holds no more."""
    contract = _posted(desk)
    actions.end_column_of(contract=contract, rule=desk.given["rule"], **_said(desk))
    return _done(desk, contract, _("The price rule holds no more"))


def set_breaks(desk: Desk) -> HttpResponse:
    """Breaks of a column, of whoever buys by it."""
    contract, given = _posted(desk), desk.request.POST
    actions.set_breaks(
        column=whole(given.get("column", "")),
        product=product_named(given.get("article", ""), given.get("brand", "")),
        breaks=breaks_in(given.get("breaks", "")),
        **_said(desk),
    )
    return _done(desk, contract, _("The quantity breaks hold from now on"))


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form for breaks when it opens: empty, or what a row of the list says."""

    column: int
    article: str = ""
    brand: str = ""
    steps: str = ""


def breaks_at_hand(desk: Desk, column: int, rows: Sequence[pricing.BreaksRow]) -> Typed:
    """Those of the row that is to be changed (``breaks`` in the address: its column and product), else none."""
    wanted = desk.request.GET.get("breaks", "")
    for row in rows:
        if wanted == f"{row.column}-{row.product}":
            return Typed(row.column, row.article, row.brand or "", steps_in_words(row))
    return Typed(column)


def steps_in_words(row: pricing.BreaksRow) -> str:
    """As they are typed: 10 – 95; 50 – 90,50."""
    return "; ".join(f"{formats.plain(quantity)} – {formats.plain(amount)}" for quantity, amount in row.steps)


def breaks_in(text: str) -> list[tuple[Decimal, Decimal]]:
    """Breaks as people type them: 10 – 95; 50 – 90,50."""
    parts = [part.strip() for part in text.replace("\n", ";").split(";") if part.strip()]
    pairs = [_BETWEEN.split(part) for part in parts]
    if len(pairs) > _MOST_BREAKS or any(len(pair) != 2 for pair in pairs):  # noqa: PLR2004 -- quantity and price
        raise Refusal("pricing.breaks_unread", field="breaks")
    return [(in_field("breaks", number, quantity), in_field("breaks", number, price)) for quantity, price in pairs]


def product_named(article: str, brand: str) -> int:
    """The product of this article; of this brand where several have it."""
    article = in_field("article", str.strip, article)
    found = catalog.products_by_article(article)
    if brand.strip():
        wanted = normalise_code(brand)
        found = {product: name for product, name in found.items() if normalise_code(name or "") == wanted}
    if len(found) > 1:
        brands = sorted({name or "—" for name in found.values()})
        raise Refusal("pricing.article_of_several", field="article", article=article[:40], brands=brands)
    if not found:
        raise Refusal("pricing.product_unknown", field="article")
    return next(iter(found))


def _goods(brand: str, group: str) -> Of:
    return Of(_brand(brand) if brand.strip() else None, group_named(group) if group.strip() else None)


def _brand(text: str) -> int:
    """The brand as it is written; of another spelling the first."""
    found = brand_named(text)
    names = catalog.brand_names(found)
    return next((one for one in found if names[one] == text.strip()), found[0])


def _days(request: HttpRequest) -> dict[str, date | None]:
    given = {name: request.POST.get(name, "") for name in ("since", "until")}
    return {name: in_field(name, day, text) if text.strip() else None for name, text in given.items()}


def _said(desk: Desk, **more: Any) -> dict[str, Any]:
    return {"reason": desk.request.POST.get("reason", ""), "actor": desk.actor, "at": desk.at, **more}


def _posted(desk: Desk) -> int:
    if desk.request.method != "POST":
        raise Http404
    return contract_of(desk).id


def _done(desk: Desk, contract: int, message: str) -> HttpResponse:
    return done(desk.request, desk.url("terms", contract=contract), message)
