"""What people decide about offers: which products they are or become, whether a held price is believed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from optom.base.identifiers import problem_with_gtin
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import Row, statements
from optom.base.waiting import refused_when_busy
from optom.domain.accounts import actions as accounts
from optom.domain.catalog import queries as catalog
from optom.domain.catalog.importing import ProductRow, UnitRow, import_products
from optom.domain.catalog.rules import normalise_code
from optom.domain.journal import actions as journal
from optom.domain.suppliers import events
from optom.domain.suppliers.creating import key_of
from optom.domain.suppliers.rules import Matched, objection_to_factor
from optom.domain.suppliers.turns import BUSY, take_turns_of

_sql = statements("optom.domain.suppliers")
_LONGEST = {"article": 100, "brand": 120, "name": 500, "unit": 40}


@dataclass(frozen=True, slots=True)
class NewGoods:
    """A product as somebody says it. Without a ``unit`` it is counted in pieces, without a ``group`` it is in none."""

    article: str
    name: str
    brand: str = ""
    unit: str = ""
    barcode: str = ""
    group: int | None = None


def match_offers(*, products: Mapping[int, int], actor: int, at: datetime) -> None:
    """Each offer is the product that stands beside it; how suppliers write brands is learnt from that.

    Refuses `accounts.may_not`, `suppliers.no_offer`, `suppliers.no_product`.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    wanted = set(products.values())
    if len(catalog.articles_of(wanted)) < len(wanted):
        raise Refusal("suppliers.no_product")
    with transaction.atomic():
        was = _lock(list(products))
        pairs = {"offers": list(products), "products": list(products.values())}
        _sql.run("match_by_hand", **pairs)
        _sql.run("learn_brands", **pairs)
        _note("suppliers.match", list(products), was, actor, at)


def ignore_offers(*, offers: Sequence[int], actor: int, at: datetime) -> None:
    """These are nothing that we sell. Refuses `accounts.may_not`, `suppliers.no_offer`."""
    with transaction.atomic():
        was = _set_aside(offers, "ignored", actor)
        _note("suppliers.ignore", offers, was, actor, at)


def unmatch_offers(*, offers: Sequence[int], actor: int, at: datetime) -> None:
    """Nobody has decided about these after all; what was learnt from them is forgotten.

    Refuses `accounts.may_not`, `suppliers.no_offer`.
    """
    with transaction.atomic():
        was = _set_aside(offers, "", actor)
        _note("suppliers.unmatch", offers, was, actor, at)


def _set_aside(offers: Sequence[int], matched: str, actor: int) -> list[int]:
    """The products that they were before."""
    accounts.require_desk(act="run_feeds", actor=actor)
    was = _lock(offers)
    _sql.run("set_aside", offers=list(offers), matched=matched)
    _sql.run("unlearn_brands", offers=list(offers))
    return was


def _lock(offers: Sequence[int]) -> list[int]:
    """The products that the offers have been, once nobody else can decide about them."""
    return sorted({row.product_id for row in _locked(offers) if row.product_id is not None})


def _locked(offers: Sequence[int]) -> Sequence[Row]:
    found = _sql.rows("lock_offers", offers=list(offers))
    if len(found) < len(set(offers)):
        raise Refusal("suppliers.no_offer")
    return found


def make_product(*, offer: int, goods: NewGoods, actor: int, at: datetime) -> int:
    """The offer is a new product, which the catalog has from now on; its id.

    What was made of an offer and is sold no more is made again. Refuses `accounts.may_not`, `suppliers.no_offer`, and
    together what `_objections` finds.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    refuse_all(list(_objections(goods)))
    key = key_of(goods.brand, goods.article)
    with transaction.atomic():
        was = _lock([offer])
        import_products([_row(key, goods)], at=at)
        product = int(_sql.value("match_made", offer=offer, key=key))
        _note("suppliers.make_product", [offer], [*was, product], actor, at)
    return product


def _objections(goods: NewGoods) -> Iterator[Refusal]:
    for field in ("article", "name"):
        if not getattr(goods, field).strip():
            yield Refusal("input.required", field=field)
    for field, longest in _LONGEST.items():
        if len(getattr(goods, field)) > longest:
            yield Refusal("input.too_long", field=field, length=len(getattr(goods, field)), most=longest)
    if goods.article.strip() and not normalise_code(goods.article):
        yield Refusal("suppliers.article_wrong", field="article", article=goods.article.strip())
    if goods.barcode and problem_with_gtin(goods.barcode):
        yield Refusal("suppliers.barcode_wrong", field="barcode", barcode=goods.barcode[:20])
    if _is_known(goods):
        yield Refusal("suppliers.product_known", field="article", article=goods.article, brand=goods.brand or "—")


def _is_known(goods: NewGoods) -> bool:
    """Whether something of this brand and article is sold, or what was made of them and is called otherwise now."""
    brand = normalise_code(goods.brand)
    found = catalog.products_by_article(goods.article)
    same = [product for product, name in found.items() if normalise_code(name or "") == brand]
    return bool(_sql.value("are_sold", products=same, key=key_of(goods.brand, goods.article)))


def _row(key: str, goods: NewGoods) -> ProductRow:
    group = _sql.first("key_of_group", group=goods.group)
    return ProductRow(
        external_id=key,
        article=goods.article.strip(),
        name=goods.name.strip(),
        brand=goods.brand.strip() or None,
        group=group.external_id if group else None,
        unit=UnitRow(goods.unit.strip()) if goods.unit.strip() else None,
        barcodes=(goods.barcode,) if goods.barcode else None,
        is_active=True,
    )


def take_back(*, answers: Mapping[int, int | None], actor: int, at: datetime) -> int:
    """What somebody has answered of these offers, a product or None for none of ours, is undone: nobody has decided.

    What was learnt from it is forgotten. A product that was made of an offer stays, for it may be in use; of how many
    that is so. Refuses `accounts.may_not`, `suppliers.no_offer`, and `suppliers.decided_already` where another answer
    stands by now.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    with transaction.atomic():
        standing = _locked(list(answers))
        if any(not _is_answer(row, answers[row.id]) for row in standing):
            raise Refusal("suppliers.decided_already")
        was = _set_aside(list(answers), "", actor)
        _note("suppliers.take_back", list(answers), was, actor, at)
    return sum(row.matched == Matched.CREATED for row in standing)


def _is_answer(offer: Row, answer: int | None) -> bool:
    by_hand = {Matched.IGNORED} if answer is None else {Matched.HAND, Matched.CREATED}
    return offer.product_id == answer and offer.matched in by_hand


@refused_when_busy(BUSY)
def set_factors(*, factors: Mapping[int, Decimal], actor: int, at: datetime) -> None:
    """One of the supplier's units holds so many of ours, whatever his lists say: price and stock follow at once.

    Refuses `accounts.may_not`, `suppliers.no_offer`, `suppliers.factor_wrong`, and `suppliers.busy` while a file of the
    supplier is run.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    refuse_all([reason for one in factors.values() if (reason := objection_to_factor(one))])
    with transaction.atomic():
        take_turns_of(list(factors))
        was = _lock(list(factors))
        _sql.run("set_factors", offers=list(factors), factors=list(factors.values()), at=at)
        _note("suppliers.set_factors", list(factors), was, actor, at)


@refused_when_busy(BUSY)
def decide_held(*, offers: Sequence[int], believed: bool, actor: int, at: datetime) -> int:
    """Prices that guards held back stand from now on, or never will; how many.

    Those that somebody else, or a newer list, has decided meanwhile are left. Refuses `accounts.may_not`, and
    `suppliers.busy` while a file of the supplier is run.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    with transaction.atomic():
        take_turns_of(offers)
        many = _sql.run("believe", offers=list(offers), at=at) if believed else 0
        dropped = _sql.run("forget_held", offers=list(offers))
        act = "suppliers.believe" if believed else "suppliers.disbelieve"
        _note(act, offers, (), actor, at)
    return many or dropped


def _note(act: str, offers: Sequence[int], products: Sequence[int], actor: int, at: datetime) -> None:
    told = {"offers": list(offers), "products": list(products)}
    subject = f"suppliers.offer:{offers[0]}" if len(offers) == 1 else ""
    journal.record(act=act, actor=actor, at=at, subject=subject, facts=told, announce=((events.MATCHED, told),))
