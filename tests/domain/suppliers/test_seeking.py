"""Offers that nothing exact tells: found by likeness, chosen by somebody, made into products, or left alone."""

from datetime import datetime, timedelta

import pytest
from django.db import connection

from optom.base.refusal import Refusal, reasons_of
from optom.domain.catalog.models import Code, Group, Product
from optom.domain.suppliers import actions, creating, seeking
from optom.domain.suppliers.actions import NewGoods
from optom.domain.suppliers.models import BrandSynonym, Candidate, Feed, Offer
from tests.domain.suppliers.test_offering import apply
from tests.trade import Firm

pytestmark = pytest.mark.django_db


@pytest.fixture
def buyer(firm: Firm) -> int:
    return firm.person("purchaser", "purchaser")


def found(number: str) -> tuple[int | None, str]:
    offer = Offer.objects.get(number=number)
    return offer.product_id, offer.matched


def test_what_is_surely_the_same_is_matched_by_itself(firm: Firm, feed: Feed, at: datetime) -> None:
    product = firm.product("6204-2RS", name="Подшипник шариковый 6204-2RS 20x47x14")
    apply(feed, {"number": "a", "brand": "SKF", "name": "Подшипник шариковый 6204-2RS 20х47х14", "price": "10"}, at=at)
    assert seeking.seek(at=at) == 1
    assert found("a") == (product, "score")
    assert seeking.seek(at=at) == 0, "each is sought once"


def test_words_that_none_of_ours_has_hide_nothing_that_is_like(firm: Firm, feed: Feed, at: datetime) -> None:
    product = firm.product("6204-2RS", name="Подшипник шариковый 6204-2RS закрытый")
    with connection.cursor() as cursor:
        cursor.execute("analyze catalog_product")  # now it is known how rare each of our words is
    row = {"number": "a", "name": "Подшипник шариковый 6204-2RS невиданный нигде", "price": "10"}
    apply(feed, row, at=at)
    seeking.seek(at=at)
    assert list(Candidate.objects.values_list("product_id", flat=True)) == [product]


def test_of_three_rare_words_two_are_enough(firm: Firm, feed: Feed, at: datetime) -> None:
    product = firm.product("6305-ZZ", name="Подшипник шариковый 6305-ZZ")
    firm.product("6204-2RS", name="Подшипник шариковый 6204-2RS закрытый")
    with connection.cursor() as cursor:
        cursor.execute("analyze catalog_product")
    apply(feed, {"number": "a", "name": "Подшипник 6305-Z шариковый закрытый", "price": "10"}, at=at)
    seeking.seek(at=at)
    best = Candidate.objects.order_by("-score").first()
    assert best is not None
    assert best.product_id == product


def test_another_size_is_never_the_same_however_alike_the_words_are(firm: Firm, feed: Feed, at: datetime) -> None:
    firm.product("M8-35", name="Болт М8х35 DIN 933 оцинкованный")
    apply(feed, {"number": "a", "name": "Болт М8х30 DIN 933 оцинкованный", "price": "10"}, at=at)
    seeking.seek(at=at)
    assert found("a") == (None, "")
    assert Candidate.objects.get().score <= 70


def test_somebody_chooses_and_the_brand_as_the_supplier_writes_it_is_learnt(
    firm: Firm, feed: Feed, at: datetime, buyer: int
) -> None:
    product, other = firm.product("6204", brand="Schaeffler"), firm.product("6205", brand="Schaeffler")
    listed = [
        {"number": "a", "article": "6204", "brand": "ШЕФФЛЕР", "name": "Подш. 6204", "price": "10"},
        {"number": "b", "article": "6205", "brand": "ШЕФФЛЕР", "name": "Подш. 6205", "price": "10"},
    ]
    apply(feed, *listed[:1], at=at)
    actions.match_offers(products={Offer.objects.get(number="a").pk: product}, actor=buyer, at=at)
    assert BrandSynonym.objects.get().said == "ШЕФФЛЕР"
    apply(feed, *listed, at=at + timedelta(days=1))
    assert found("b") == (other, "article")


def test_of_what_is_like_nothing_products_are_made_where_the_feed_says_so(firm: Firm, feed: Feed, at: datetime) -> None:
    firm.product("6204")
    group = Group.objects.create(name="Новинки", external_id="new", sort_key="")
    Feed.objects.update(new_products="create", new_group=group)
    row = {"article": "QX-77", "brand": "Новый", "name": "Насос дренажный", "unit": "шт", "price": "10"}
    apply(feed, {"number": "a", **row}, {"number": "b", **row}, at=at)
    while seeking.seek(at=at):
        pass
    assert creating.decide_new(at=at) == 2
    made = Product.objects.get(article="QX-77")
    assert (made.group_id, made.brand.name, found("a"), found("b")) == (
        group.pk, "Новый", (made.pk, "created"), (made.pk, "created"),
    )  # fmt: skip


def test_what_is_set_aside_is_sought_no_more_until_it_is_taken_back(
    firm: Firm, feed: Feed, at: datetime, buyer: int
) -> None:
    firm.product("6204")
    apply(feed, {"number": "a", "name": "Каталог бумажный", "price": "1"}, at=at)
    offer = Offer.objects.get().pk
    actions.ignore_offers(offers=[offer], actor=buyer, at=at)
    assert seeking.seek(at=at) == 0
    actions.unmatch_offers(offers=[offer], actor=buyer, at=at)
    assert seeking.seek(at=at) == 1


def test_what_was_learnt_from_a_match_is_forgotten_when_it_is_taken_back(
    firm: Firm, feed: Feed, at: datetime, buyer: int
) -> None:
    product = firm.product("6204", brand="Schaeffler")
    apply(feed, {"number": "a", "article": "6204", "brand": "ШЕФФЛЕР", "price": "10"}, at=at)
    offer = Offer.objects.get().pk
    actions.match_offers(products={offer: product}, actor=buyer, at=at)
    actions.take_back(answers={offer: product}, actor=buyer, at=at)
    assert (found("a"), BrandSynonym.objects.exists()) == ((None, ""), False)


GOODS = NewGoods("QX-77", "Насос дренажный", "Новый", "шт", "4600051000057")
ROW = {"number": "a", "article": "qx77", "brand": "Новый", "name": "Насос", "price": "10"}


def test_somebody_makes_a_product_of_an_offer_and_takes_it_back(
    firm: Firm, feed: Feed, at: datetime, buyer: int
) -> None:
    firm.product("6204")
    apply(feed, ROW, at=at)
    offer = Offer.objects.get().pk
    made = actions.make_product(offer=offer, goods=GOODS, actor=buyer, at=at)
    product = Product.objects.get(pk=made)
    assert (found("a"), product.name, product.brand.name) == ((made, "created"), "Насос дренажный", "Новый")
    assert actions.take_back(answers={offer: made}, actor=buyer, at=at) == 1
    product.refresh_from_db()
    assert (found("a"), product.is_active) == ((None, ""), True), "it may be in use"
    with pytest.raises(Refusal, match="product_known"):
        actions.make_product(offer=offer, goods=GOODS, actor=buyer, at=at)


def test_what_was_made_and_is_sold_no_more_is_made_again(firm: Firm, feed: Feed, at: datetime, buyer: int) -> None:
    firm.product("6204")
    apply(feed, ROW, at=at)
    offer = Offer.objects.get().pk
    made = actions.make_product(offer=offer, goods=GOODS, actor=buyer, at=at)
    actions.take_back(answers={offer: made}, actor=buyer, at=at)
    Product.objects.filter(pk=made).update(is_active=False)
    assert actions.make_product(offer=offer, goods=GOODS, actor=buyer, at=at) == made, "it is the same once more"
    assert Product.objects.get(pk=made).is_active


def test_an_answer_that_stands_no_more_is_not_taken_back(firm: Firm, feed: Feed, at: datetime, buyer: int) -> None:
    first, second = firm.product("6204"), firm.product("6205")
    apply(feed, ROW, at=at)
    offer = Offer.objects.get().pk
    actions.match_offers(products={offer: first}, actor=buyer, at=at)
    actions.match_offers(products={offer: second}, actor=buyer, at=at)
    for answer in (first, None):
        with pytest.raises(Refusal, match="decided_already"):
            actions.take_back(answers={offer: answer}, actor=buyer, at=at)
    Offer.objects.update(matched="article")
    with pytest.raises(Refusal, match="decided_already"):
        actions.take_back(answers={offer: second}, actor=buyer, at=at)
    assert found("a") == (second, "article")


def test_what_two_matches_teach_is_forgotten_with_the_first_alone(
    firm: Firm, feed: Feed, at: datetime, buyer: int
) -> None:
    product = firm.product("6204", brand="Schaeffler")
    row = {"article": "6204", "brand": "ШЕФФЛЕР", "price": "10"}
    apply(feed, {"number": "a", **row}, {"number": "b", **row}, at=at)
    first, second = Offer.objects.order_by("number").values_list("pk", flat=True)
    for offer in (first, second):
        actions.match_offers(products={offer: product}, actor=buyer, at=at)
    actions.take_back(answers={second: product}, actor=buyer, at=at)
    assert BrandSynonym.objects.get().offer_id == first


def test_no_product_is_made_twice_nor_of_half_a_row(firm: Firm, feed: Feed, at: datetime, buyer: int) -> None:
    firm.product("QX-77", brand="Новый")
    apply(feed, {**ROW, "article": "other"}, at=at)
    offer = Offer.objects.get().pk
    with pytest.raises(Refusal) as known:
        actions.make_product(offer=offer, goods=GOODS, actor=buyer, at=at)
    assert known.value.code == "suppliers.product_known"
    with pytest.raises(Refusal) as wrong:
        actions.make_product(offer=offer, goods=NewGoods("", " ", barcode="123"), actor=buyer, at=at)
    assert [one.code for one in reasons_of(wrong.value)] == ["input.required"] * 2 + ["suppliers.barcode_wrong"]
    assert found("a") == (None, "")


@pytest.mark.parametrize("article", ["-", "—", " / "])
def test_no_product_is_made_of_an_article_that_is_none(
    firm: Firm, feed: Feed, at: datetime, buyer: int, article: str
) -> None:
    firm.product("6204")
    apply(feed, ROW, at=at)
    with pytest.raises(Refusal) as wrong:
        actions.make_product(
            offer=Offer.objects.get().pk, goods=NewGoods(article, "Насос", "Новый"), actor=buyer, at=at
        )
    assert wrong.value.code == "suppliers.article_wrong"


def test_what_was_made_and_is_called_otherwise_now_is_not_made_into_something_else(
    firm: Firm, feed: Feed, at: datetime, buyer: int
) -> None:
    firm.product("6204")
    apply(feed, ROW, at=at)
    offer = Offer.objects.get().pk
    made = actions.make_product(offer=offer, goods=GOODS, actor=buyer, at=at)
    Code.objects.filter(product=made).delete()
    with pytest.raises(Refusal, match="product_known"):
        actions.make_product(offer=offer, goods=NewGoods("QX-77", "Другое", "Новый"), actor=buyer, at=at)
    assert Product.objects.get(pk=made).name == GOODS.name


LONG = {"article": "QX" * 45, "brand": "НОВЫЙ" * 20, "name": "Насос", "price": "10"}


def test_of_the_longest_number_of_the_longest_maker_a_product_is_made_by_hand(
    firm: Firm, feed: Feed, at: datetime, buyer: int
) -> None:
    firm.product("6204")
    apply(feed, {"number": "a", **LONG}, at=at)
    goods = NewGoods(LONG["article"], LONG["name"], LONG["brand"])
    made = actions.make_product(offer=Offer.objects.get().pk, goods=goods, actor=buyer, at=at)
    assert found("a") == (made, "created")


def test_of_the_longest_number_of_the_longest_maker_a_product_is_made_by_itself_and_that_ends(
    firm: Firm, feed: Feed, at: datetime
) -> None:
    firm.product("6204")
    group = Group.objects.create(name="Новинки", external_id="new", sort_key="")
    Feed.objects.update(new_products="create", new_group=group)
    apply(feed, {"number": "a", **LONG}, at=at)
    Offer.objects.update(sought_at=at)
    assert creating.decide_new(at=at) == 1
    assert creating.decide_new(at=at) == 0
    assert found("a") == (Product.objects.get(article=LONG["article"]).pk, "created")


def test_what_the_catalog_does_not_take_is_not_counted_as_made(
    firm: Firm, feed: Feed, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    firm.product("6204")
    group = Group.objects.create(name="Новинки", external_id="new", sort_key="")
    Feed.objects.update(new_products="create", new_group=group)
    apply(feed, {"number": "a", **LONG}, at=at)
    Offer.objects.update(sought_at=at)
    monkeypatch.setattr(creating, "_LONGEST", 1000)
    assert creating.decide_new(at=at) == 0, "or who asks until nothing is left asks for ever"
    assert found("a") == (None, "")
