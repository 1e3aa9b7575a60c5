"""With every filter in Python gone, the database itself shows a buyer only what is his company's."""

from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from optom.domain.billing import actions as billing
from optom.domain.companies.models import BankAccount
from optom.domain.orders import actions as orders
from optom.domain.orders.rules import OrderLine
from optom.interfaces.kit.identity import BUYER, STAFF, working_as
from tests.domain.shipping.deliveries import Delivery
from tests.trade import Firm, dec

# tables that name a company or a contract
PRIVATE = """
select distinct c.relname
from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'r' and n.nspname = 'public' and a.attname in ('company_id', 'contract_id') and not a.attisdropped
order by 1
"""
UNGUARDED = """
select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'r' and n.nspname = 'public' and not c.relrowsecurity
    and has_table_privilege('optom_buyer', c.oid, 'select')
order by 1
"""
# what every buyer may read: the catalog, published prices, stock, and what names nobody
SECRETS = {
    ("accounts_user", "password"),
    ("account_emailconfirmation", "key"),
    ("django_session", "session_data"),
    ("django_session", "session_key"),
    ("mfa_authenticator", "data"),
}
# every column that sounds like a secret, by its name
SOUNDS = """
select c.relname, a.attname
from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm') and n.nspname = 'public' and a.attnum > 0 and not a.attisdropped
    and a.attname ~ 'pass|secret|token|key|hash|session|credential|pin|otp|seed|code|data|args'
    and has_column_privilege(%s, c.oid, a.attnum, 'select')
order by 1, 2
"""
# they sound so and are none: in what order names stand, how a caller finds his own act again, numbers of things
HARMLESS = {"sort_key", "sort_key_id", "sort_key_from", "sort_key_to", "code", "codename", "barcode", "mapping_id"}
KEYS_OF_ACTS = {
    "billing_contractpaper",
    "billing_correction",
    "billing_invoice",
    "billing_shipmentpaper",
    "credit_direction",
    "credit_payment",
    "orders_approval",
    "orders_line",
    "orders_order",
    "orders_paste",
    "policy_margin",
    "policy_total",
    "quotes_clientquote",
    "quotes_quote",
    "reconciliation_act",
    "reconciliation_comparison",
    "reconciliation_disagreement",
    "replay_total",
    "shipping_shipment",
    "stock_arrival",
}
COMMON = {
    "companies_seller",
    "credit_rate",
    "django_content_type",
    "documents_sequence",
    "pricing_break",
    "pricing_column",
    "pricing_columnprice",
    "pricing_doubt",
    "pricing_pricechange",
    "pricing_shelfprice",
    "stock_arrival",
    "stock_arrivalchange",
    "stock_balance",
    "stock_warehouse",
    "stock_warehousechange",
}


def asked(text: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(text)
        return [row[0] for row in cursor.fetchall()]


def rows(table: str, company: int, contract: int) -> list[tuple[bool, bool]]:
    """Of every row that is shown: whether it names another company, another contract."""
    with connection.cursor() as cursor:
        cursor.execute(f"select * from {table}")  # noqa: S608 -- a name from the database's own catalog
        names = [column.name for column in cursor.description or ()]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [
        (row.get("company_id", company) not in {company, None}, row.get("contract_id", contract) != contract)
        for row in found
    ]


@pytest.fixture
def two_companies(firm: Firm, contract: int, strange_contract: int, alice: int, stranger: int, at: datetime) -> Firm:
    """Both have placed an order, so that there is something to see."""
    bearing = firm.product("6204", price=100, on_hand=100)
    for who, where in ((alice, contract), (stranger, strange_contract)):
        draft = orders.open_draft(contract=where, name="ноябрь", actor=who, at=at)
        orders.set_quantity(contract=where, draft=draft, product=bearing, quantity=dec(1))
        orders.place(contract=where, lines=[OrderLine(bearing, dec(5))], key="k", actor=who, at=at)
    return firm


def company_of(contract: int) -> int:
    from optom.domain.companies.models import Contract  # noqa: PLC0415 -- outside any role

    return Contract.objects.get(pk=contract).company_id


def test_every_table_that_names_a_company_shows_a_buyer_only_his_own(
    two_companies: Firm, contract: int, alice: int
) -> None:
    company = company_of(contract)
    seen = 0
    with working_as(BUYER, user=alice):
        for table in asked(PRIVATE):
            try:
                with transaction.atomic():
                    found = rows(table, company, contract)
            except DatabaseError as error:
                assert "permission denied" in str(error), table
                continue
            assert not any(other for pair in found for other in pair), table
            seen += bool(found)

    assert seen >= 8, "there was too little to see for the test to mean anything"


# every table behind row-level security that a buyer may read a column of
GUARDED = """
select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'r' and n.nspname = 'public' and c.relrowsecurity
    and has_any_column_privilege('optom_buyer', c.oid, 'select')
order by 1
"""
HIS_OWN = {  # he, his company, its contract with one of our entities, the account to which it pays
    "accounts_user",
    "companies_bankaccount",
    "companies_company",
    "companies_contract",
    "companies_deliveryaddress",
    "companies_membership",
    "companies_seller",
    "companies_terms",
    "credit_account",
    "pricing_contractpricing",
}
OF_A_TRADE = {
    "billing_invoice",
    "credit_allocation",
    "credit_entry",
    "credit_payment",
    "documents_paper",
    "journal_entry",
    "orders_draftline",
    "orders_line",
    "orders_order",
    "shipping_shipment",
    "shipping_shipmentline",
    "stock_hold",
}


def counts(tables: list[str]) -> dict[str, int]:
    """How many rows each shows."""
    return {table: int(asked(f"select count(*) from {table}")[0]) for table in tables}  # noqa: S608 -- names of tables


def test_who_has_done_nothing_sees_nothing_of_another_companys_whole_trade(
    two_companies: Firm, contract: int, alice: int, at: datetime
) -> None:
    BankAccount.objects.create(
        seller_id=two_companies.seller,
        account="40702810400000001234",
        bic="044525225",
        bank="Сбербанк",
        correspondent="30101810400000000225",
    )
    trade = Delivery(two_companies, contract, alice, two_companies.person("walter", "warehouse"), at)
    first, second = trade.order((two_companies.product("6205", price=50, on_hand=9), 4)) * 2
    billing.issue_invoice(contract=contract, key="i", amount=dec(77), actor=alice, at=at)
    [shipment] = trade.request((first, 2))
    trade.dispatch(shipment)
    trade.request((second, 1))
    trade.pay(150)
    newcomer = two_companies.person("newcomer")
    two_companies.client("Новый", "7700000023", newcomer)
    guarded = asked(GUARDED)
    filled = {table for table, rows in counts(guarded).items() if rows}
    with working_as(BUYER, user=newcomer):
        shown = {table for table, rows in counts(guarded).items() if rows}

    assert filled >= OF_A_TRADE, OF_A_TRADE - filled
    assert shown <= HIS_OWN, shown - HIS_OWN


def test_the_staff_see_both_companies_so_the_rows_are_there(two_companies: Firm, contract: int, firm: Firm) -> None:
    finance = firm.person("finance", "finance")
    with working_as(STAFF, user=finance):
        assert len(asked("select contract_id from orders_order")) == 2


def test_what_a_buyer_reads_without_a_policy_is_common_to_all(firm: Firm) -> None:
    unguarded = {table for table in asked(UNGUARDED) if not table.startswith("catalog_")}

    assert unguarded <= COMMON, unguarded - COMMON


@pytest.mark.parametrize("role", [BUYER, STAFF])
@pytest.mark.parametrize(("table", "column"), sorted(SECRETS))
def test_no_request_of_buyer_or_staff_reads_a_secret(firm: Firm, role: str, table: str, column: str) -> None:
    """Not even his own: who signs in is asked before the request gets its role."""
    person = firm.person("curious", *(["administrator"] if role == STAFF else []))
    attempt = f"select {column} from {table}"  # noqa: S608 -- both names stand above
    assert asked(attempt) is not None, "the owner may"

    with working_as(role, user=person), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        asked(attempt)


@pytest.mark.parametrize("role", [BUYER, STAFF])
def test_whatever_else_sounds_like_a_secret_and_is_read_is_known_to_be_none(firm: Firm, role: str) -> None:
    """A new column with such a name has to be put among the secrets or among the harmless."""
    with connection.cursor() as cursor:
        cursor.execute(SOUNDS, [role])
        read = set(cursor.fetchall())

    assert read, "the walk found nothing at all"
    assert read - {(table, "key") for table in KEYS_OF_ACTS} == {one for one in read if one[1] in HARMLESS}


def test_the_role_that_signs_people_in_reads_secrets_and_no_business(firm: Firm) -> None:
    for table, column in SECRETS:
        assert asked(f"select has_column_privilege('optom_web', '{table}', '{column}', 'select')") == [True]
    for table in asked(PRIVATE):
        assert asked(f"select has_table_privilege('optom_web', '{table}', 'select')") == [False], table


@pytest.mark.parametrize(
    "attempt",
    [
        "update orders_line set price = 0.01",
        "update orders_line set sum = 0.01",
        "update orders_line set ordered = 1",
        "update orders_order set total = 0.01",
        "update stock_balance set on_hand = 1000000",
        "update credit_account set debt = -1000000",
        "update accounts_user set is_superuser = true",
        "update accounts_user set name = 'x' where email like 'stranger%%'",
        "insert into accounts_staffrole (user_id, role) select id, 'finance' from accounts_user limit 1",
        "update pricing_columnprice set amount = 0.01",
        "update companies_terms set credit_limit = 1000000000",
        "update stock_move set quantity = 0",
        "delete from credit_entry",
        "update accounts_user set password = ''",
        "insert into credit_entry (amount) values (-100)",
    ],
)
def test_a_buyer_cannot_write_what_is_not_his_to_write(
    two_companies: Firm, contract: int, alice: int, attempt: str
) -> None:
    """Even with SQL of his own in our process: nothing of another changes, and what he may not write is refused."""
    with working_as(BUYER, user=alice):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(attempt)
                touched = cursor.rowcount
        except DatabaseError as error:
            assert "permission denied" in str(error) or "row-level security" in str(error)
            return
    assert touched == 0, attempt


@pytest.mark.parametrize("change", ["password = ''", "is_superuser = true", "is_staff = true", "email = 'x@y.org'"])
def test_staff_write_no_sign_in_of_anybody(firm: Firm, change: str) -> None:
    worker = firm.person("worker", "administrator")
    with working_as(STAFF, user=worker), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        asked(f"update accounts_user set {change} returning id")  # noqa: S608 -- it stands above
