"""People are told of new papers by mail as they wish: at once, by a digest, or not at all; of their company's alone."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import signing
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from optom.base.business_day import business_moment
from optom.base.refusal import Refusal
from optom.domain.accounts.models import User
from optom.domain.billing import actions as billing
from optom.domain.billing import queries, rules
from optom.domain.billing.models import PaperLink, PaperReader, PaperTold
from optom.domain.companies.models import Contract, Membership
from optom.domain.journal.models import Entry
from optom.interfaces.kit.identity import BUYER, STAFF, working_as
from optom.interfaces.portal import paper_letters
from tests.interfaces.archive import account_to_pay_to, issued
from tests.smtp import MailServer, mail_server
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture(autouse=True)
def _nobody_has_tried_yet(settings: Any) -> None:
    """Counters of this test alone."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "letters"}}
    cache.clear()


@pytest.fixture
def post(settings: Any) -> Iterator[MailServer]:
    """Letters really go over SMTP."""
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.OPTOM_SITE_URL = "https://b2b.example.org/"
        yield server


def company_of(contract: int) -> int:
    return Contract.objects.get(pk=contract).company_id


def choose(contract: int, user: int, how: str) -> None:
    billing.choose_letters(company=company_of(contract), how=how, actor=user, at=timezone.now())


def advance(contract: int, key: str, amount: object = 100, *, at: datetime | None = None) -> str:
    """One more paper; its number."""
    made = billing.issue_invoice(contract=contract, amount=dec(amount), key=key, actor=None, at=at or timezone.now())
    return queries.invoice(made).number


def head(letter: Any, name: str) -> str:
    """As it was before it was folded."""
    return str(letter[name]).strip()


def parts(letter: Any) -> tuple[str, str]:
    """Its text and its HTML."""
    return tuple(letter.get_body((kind,)).get_content() for kind in ("plain", "html"))


def test_a_letter_tells_of_new_papers_once_with_links_that_open_without_signing_in(
    firm: Firm, contract: int, alice: int, bearing: int, post: MailServer
) -> None:
    account_to_pay_to(firm)
    advance(contract, "before")
    choose(contract, alice, "at_once")
    archive = issued(firm, contract, alice, bearing, timezone.now())

    assert paper_letters.send_due(at=timezone.now()) == 1
    assert paper_letters.send_due(at=timezone.now()) == 0, "told once"

    [letter] = post.letters
    text, html = parts(letter)
    assert (head(letter, "To"), head(letter, "Subject")) == ("alice@example.org", "Механик: 3 новых документа")
    assert "Новые документы: Механик" in text
    assert "100,00\xa0₽" in text
    assert "100,00\xa0₽" in html
    addresses = [word for word in text.split() if word.startswith("https://b2b.example.org/papers/")]
    assert len(addresses) == 4, "each paper and all of them"
    for address in addresses:
        path = urlsplit(address).path
        assert Client().get(path).status_code == 200
        assert address in html
    assert PaperTold.objects.filter(paper_id=archive.invoice).count() == 1
    advance(contract, "after")
    paper_letters.send_due(at=timezone.now())
    assert PaperLink.objects.count() == 1, "one link a month, in his own name"
    assert head(post.letters[1], "Message-ID") != head(letter, "Message-ID")
    assert head(post.letters[1], "Subject").startswith("Механик: Счёт на оплату № ")


def test_what_can_not_be_sent_is_sent_later_under_the_same_name(
    firm: Firm, contract: int, alice: int, post: MailServer
) -> None:
    account_to_pay_to(firm)
    bob = firm.person("bob")
    Membership.objects.create(company_id=company_of(contract), user_id=bob, role="accountant")
    User.objects.filter(pk=bob).update(language="en")
    for user in (alice, bob):
        choose(contract, user, "at_once")
    advance(contract, "one")
    post.is_ill, now = True, timezone.now()

    assert paper_letters.send_due(at=now) == 0
    assert PaperTold.objects.count() == 0
    assert paper_letters.send_due(at=now) == 0, "not before a pause"
    assert PaperReader.objects.get(user_id=alice).attempts == 1
    post.is_ill = False
    assert paper_letters.send_due(at=now + timedelta(minutes=5)) == 2

    russian, english = sorted(post.letters, key=lambda one: head(one, "To"))
    assert head(english, "Subject").startswith("Механик: Invoice No. ")
    assert "New papers of Механик" in parts(english)[0]
    names = {head(one, "Message-ID") for one in post.letters}
    assert len(names) == 2
    told = tuple(PaperTold.objects.filter(reader__user_id=alice).values_list("paper_id", flat=True))
    same = queries.Letter(PaperReader.objects.get(user_id=alice).pk, company_of(contract), alice, "at_once", told)
    again = paper_letters._letter(same, now)  # as after a crash between sending and marking
    assert again.extra_headers["Message-ID"] == head(russian, "Message-ID"), "a program of mail shows it once"


def test_a_digest_comes_in_the_morning_and_only_with_something_in_it(
    firm: Firm, contract: int, alice: int, post: MailServer
) -> None:
    account_to_pay_to(firm)
    choose(contract, alice, "daily")
    noon = business_moment(timezone.now()).replace(hour=12) + timedelta(days=1)
    PaperReader.objects.update(told_at=noon)
    advance(contract, "one")
    advance(contract, "two")

    assert paper_letters.send_due(at=noon) == 0, "today's morning is over"
    assert paper_letters.send_due(at=noon + timedelta(hours=20)) == 0
    assert paper_letters.send_due(at=noon + timedelta(hours=21)) == 1
    assert paper_letters.send_due(at=noon + timedelta(days=2)) == 0, "nothing new"
    [letter] = post.letters
    assert head(letter, "Subject") == "Механик: 2 новых документа"


@pytest.mark.parametrize(
    ("now", "daily", "weekly"),
    [
        ("2026-11-23T08:59", "2026-11-22T09:00", "2026-11-16T09:00"),
        ("2026-11-23T09:00", "2026-11-23T09:00", "2026-11-23T09:00"),
        ("2026-11-29T12:00", "2026-11-29T09:00", "2026-11-23T09:00"),
    ],
)
def test_mornings_and_mondays(now: str, daily: str, weekly: str) -> None:
    moments = rules.digest_moments(datetime.fromisoformat(now))

    assert (moments["daily"], moments["weekly"]) == tuple(map(datetime.fromisoformat, (daily, weekly)))


def test_nobody_is_told_of_another_company_or_when_he_may_not(
    firm: Firm, contract: int, alice: int, bearing: int, post: MailServer
) -> None:
    account_to_pay_to(firm)
    stranger, viewer = firm.person("stranger"), firm.person("viewer")
    theirs = firm.client("Чужой", "7700000016", stranger)
    Membership.objects.create(company_id=company_of(contract), user_id=viewer, role="viewer")
    with pytest.raises(Refusal, match=r"companies\.may_not"):
        choose(contract, viewer, "at_once")
    with pytest.raises(Refusal, match=r"companies\.may_not"):
        choose(theirs, alice, "at_once")
    with pytest.raises(Refusal, match=r"billing\.letters_unknown"):
        choose(contract, alice, "hourly")
    choose(contract, alice, "at_once")
    choose(theirs, stranger, "at_once")
    advance(contract, "ours")
    paper_letters.send_due(at=timezone.now())
    assert [head(letter, "To") for letter in post.letters] == ["alice@example.org"]

    advance(contract, "later")
    Membership.objects.filter(user_id=alice).update(role="viewer")
    assert paper_letters.send_due(at=timezone.now()) == 0, "she may take no papers any more"


def test_one_click_ends_the_letters_and_only_ones_own(
    firm: Firm, contract: int, alice: int, post: MailServer, enter: Enter
) -> None:
    account_to_pay_to(firm)
    choose(contract, alice, "at_once")
    advance(contract, "one")
    paper_letters.send_due(at=timezone.now())
    [letter] = post.letters
    address = head(letter, "List-Unsubscribe").strip("<>")
    assert head(letter, "List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"
    path, nobody = urlsplit(address).path, Client(enforce_csrf_checks=True)
    assert address in parts(letter)[0]

    assert "<form" in nobody.get(path).content.decode()
    assert queries.letters_of(company_of(contract), alice) == "at_once", "to look is not to press"
    assert nobody.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert queries.letters_of(company_of(contract), alice) == "none"
    for token in ("x", signing.dumps([1, 2], salt="another")):
        assert nobody.post(f"/letters/{token}/stop/").status_code == 404
    advance(contract, "two")
    assert paper_letters.send_due(at=timezone.now()) == 0
    choose(contract, alice, "daily")
    assert PaperReader.objects.get().after > 0, "who begins anew is told of what comes from now on"
    acts = Entry.objects.filter(act="billing.choose_letters").order_by("id").values_list("facts__letters", flat=True)
    assert list(acts) == ["at_once", "none", "daily"]


def test_a_page_shows_what_is_chosen_and_changes_it(enter: Enter, contract: int, alice: int) -> None:
    client, address = enter(alice), f"/c/{contract}/papers/letters/"

    assert client.post(address, {"how": "weekly"}).status_code == 200
    page = client.get(address, headers={"Accept": "text/html"}).content.decode()
    assert 'value="weekly" checked' in page
    assert "alice@example.org" in page
    assert client.post(address, {"how": "hourly"}).status_code == 422


def test_the_database_shows_a_buyer_only_his_own_wish(firm: Firm, contract: int, alice: int) -> None:
    bob = firm.person("bob")
    Membership.objects.create(company_id=company_of(contract), user_id=bob, role="accountant")
    with working_as(BUYER, user=bob):
        choose(contract, bob, "daily")
    with working_as(BUYER, user=alice):
        choose(contract, alice, "weekly")
        assert [row.how for row in PaperReader.objects.all()] == ["weekly"]
        with pytest.raises(DatabaseError), transaction.atomic():
            PaperTold.objects.count()
    with working_as(STAFF, user=firm.person("s", "finance")), pytest.raises(DatabaseError), transaction.atomic():
        PaperReader.objects.count()
