"""A program hands in statements by a key: in the name of its maker, each document once, until the key is revoked."""

from io import BytesIO
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from optom.base.refusal import Refusal
from optom.domain.accounts.models import StaffRole
from optom.domain.bank import actions
from optom.domain.bank import queries as bank
from optom.domain.bank.models import Document, IntakeKey, StatementFile
from optom.domain.journal.models import Entry
from optom.interfaces.kit import statements
from optom.interfaces.kit.identity import BUYER, STAFF, working_as
from tests.books import all_books
from tests.interfaces.exchange.bank.desk import BankDesk
from tests.interfaces.exchange.bank.files import STRANGER, document, statement
from tests.trade import Firm

pytestmark = pytest.mark.django_db
ADDRESS = "/exchange/bank/statements/"


def key_for(desk: BankDesk, name: str = "1С", *, key: str = "k") -> str:
    return actions.make_key(name=name, key=key, actor=desk.cashier, at=desk.at)


def sent(secret: str, content: bytes, name: str = "day.txt", **head: Any) -> Any:
    client = Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {secret}"})
    return client.post(f"{ADDRESS}?name={name}", content, content_type="application/octet-stream", **head)


def test_a_program_hands_in_a_file_and_is_told_what_became_of_it(bank_desk: BankDesk, contract: int) -> None:
    foreign = document(2, payee=STRANGER, payer=STRANGER)
    secret = key_for(bank_desk)

    answer = sent(secret, statement(document(1), foreign))

    told = answer.json()
    assert answer.status_code == 200
    assert {name: told[name] for name in ("name", "taken", "known", "refused", "given", "waiting", "others")} == {
        "name": "day.txt", "taken": 1, "known": 0, "refused": 1, "given": 1, "waiting": 0, "others": 0,
    }  # fmt: skip
    [unread] = told["unread"]
    assert (unread["line"], unread["code"]) == (22, "bank.foreign_account")
    assert StatementFile.objects.get().taken_by_id == bank_desk.cashier, "in the name of the key's maker"
    [row] = bank.keys().all()
    assert (row.name, row.uses, row.state, row.created_by) == ("1С", 1, "open", "cashier")

    again = sent(secret, statement(document(1), foreign))
    assert (again.status_code, again.json()["taken"], again.json()["known"]) == (200, 0, 1)
    assert Document.objects.count() == 1
    assert all_books() == []


def test_a_key_is_kept_as_a_hash_is_the_same_for_the_same_button_and_ends_when_revoked(
    bank_desk: BankDesk, firm: Firm
) -> None:
    secret = key_for(bank_desk)
    assert key_for(bank_desk) == secret
    assert key_for(bank_desk, key="other") != secret
    row = IntakeKey.objects.order_by("id").first()
    assert row is not None
    assert secret not in str(vars(row))

    picker = firm.person("picker", "warehouse")
    for act in (
        lambda: actions.make_key(name="x", key="y", actor=picker, at=bank_desk.at),
        lambda: actions.revoke_keys(keys=[row.pk], actor=picker, at=bank_desk.at),
    ):
        with pytest.raises(Refusal, match=r"accounts\.may_not"):
            act()
    with pytest.raises(Refusal, match=r"input\.required"):
        actions.make_key(name=" ", key="y", actor=bank_desk.cashier, at=bank_desk.at)

    actions.revoke_keys(keys=[row.pk], actor=bank_desk.cashier, at=bank_desk.at)
    assert sent(secret, statement(document(1))).status_code == 401
    assert Document.objects.count() == 0
    acts = list(Entry.objects.order_by("id").values_list("act", flat=True))
    assert acts == ["bank.make_key", "bank.make_key", "bank.revoke_key"]


def test_a_key_reaches_no_further_than_its_maker(bank_desk: BankDesk) -> None:
    secret = key_for(bank_desk)
    StaffRole.objects.filter(user_id=bank_desk.cashier).update(role="manager")

    assert sent(secret, statement(document(1))).status_code == 401


def test_whoever_tries_keys_gets_no_answer_for_a_while(bank_desk: BankDesk) -> None:
    secret = key_for(bank_desk)
    for _ in range(20):
        answer = sent("wrong", b"x")
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")

    assert sent(secret, statement(document(1))).status_code == 429


def test_what_is_no_statement_too_long_or_cut_off_is_refused_whole(
    bank_desk: BankDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, content = key_for(bank_desk), statement(document(1))

    assert Client(headers={"Authorization": f"Bearer {secret}"}).get(ADDRESS).status_code == 405
    for answer, status, code in (
        (sent(secret, b""), 422, "bank.file_empty"),
        (sent(secret, b"\x89PNG"), 422, "bank.format_unknown"),
        (sent(secret, content, **_cut_off(content)), 422, "bank.upload_cut"),
    ):
        assert (answer.status_code, [one["code"] for one in answer.json()["refusals"]]) == (status, [code])
    monkeypatch.setattr(statements, "MOST_BYTES", 100)
    assert sent(secret, content).status_code == 413
    assert StatementFile.objects.count() == 0


def _cut_off(content: bytes) -> dict[str, Any]:
    """The line broke: one byte more was announced than has come."""
    return {"CONTENT_LENGTH": str(len(content) + 1), "wsgi.input": BytesIO(content)}


def test_no_request_reads_the_hash_of_a_key(bank_desk: BankDesk, alice: int, firm: Firm) -> None:
    with working_as(STAFF, user=bank_desk.cashier):
        secret = key_for(bank_desk)
        assert [row.name for row in bank.keys().all()] == ["1С"]
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            IntakeKey.objects.values_list("secret_hash").get()
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            bank.key_holder(secret)
    with working_as(BUYER, user=alice), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        IntakeKey.objects.count()


def test_the_office_shows_a_key_once_and_revokes_it(bank_desk: BankDesk, firm: Firm) -> None:
    from optom.domain.accounts.models import User  # noqa: PLC0415 -- its types are made by the extension at import

    client = Client(headers={"Accept": "application/json", "Idempotency-Key": "one"})
    client.force_login(User.objects.get(pk=bank_desk.cashier))
    html = {"Accept": "text/html"}

    assert client.post("/office/payments/statements/keys/make/", {"name": "Банк-клиент"}).status_code == 200
    shown = client.get("/office/payments/statements/keys/", headers=html).content.decode()
    secret = shown.partition('id="made" readonly value="')[2].partition('"')[0]
    assert sent(secret, statement(document(1))).status_code == 200
    assert secret not in client.get("/office/payments/statements/keys/", headers=html).content.decode(), "once"

    [row] = client.get("/office/payments/statements/keys/rows").json()["rows"]
    body = {"keys": [str(IntakeKey.objects.get().pk)]}
    client.post("/office/payments/statements/keys/acts/revoke", body, content_type="application/json")
    assert "open" in row
    assert sent(secret, statement(document(1))).status_code == 401

    picker = Client()
    picker.force_login(User.objects.get(pk=firm.person("picker", "warehouse")))
    assert picker.get("/office/payments/statements/keys/").status_code == 404


def test_the_program_may_come_with_a_session_of_somebody_else(bank_desk: BankDesk, alice: int) -> None:
    from optom.domain.accounts.models import User  # noqa: PLC0415 -- its types are made by the extension at import

    secret = key_for(bank_desk)
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    client.force_login(User.objects.get(pk=alice))

    answer = client.post(ADDRESS, statement(document(1)), content_type="text/plain")

    assert answer.status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('role'), current_setting('optom.user_id', true)")
        assert cursor.fetchone() == ("none", "")
