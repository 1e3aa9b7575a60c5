"""Load a bank statement of 10,000 documents and give their money to its contracts, beside the floor: plain SQL.

All of it is taken back. The floor takes the same file apart by regular expressions, writes the same rows and the same
journal; it knows one way only in which files are written, payers are found and purposes name their contracts.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from bench.measuring import Result, counted, parser, percentile, say, timed
from optom.domain.bank import actions as bank
from optom.interfaces.kit import statements

DOCUMENTS = 10_000
ROUNDS = 3
_ACCOUNTS = """
select b.account, k.inn, k.name, o.account, c.number from companies_contract c
join companies_company k on k.id = c.company_id and k.inn <> ''
join companies_bankaccount b on b.seller_id = c.seller_id and b.is_main
join companies_bankaccount o on o.company_id = k.id and o.is_main
where c.is_active and c.currency = 'RUB' and c.seller_id = (select min(id) from companies_seller)
order by c.id limit %s
"""
_FLOOR_LOAD = r"""
with file as (
    insert into bank_statementfile (sha256, name, format, size, taken_at, taken, known, refused)
    select encode(sha256(%(content)s::bytea), 'hex'), 'floor', '1c', length(%(content)s::bytea), now(), 0, 0, 0
    returning id
),
section as (
    select s.place - 1 as place, s.text
    from string_to_table(convert_from(%(content)s::bytea, 'WIN1251'), E'\r\nСекцияДокумент=')
        with ordinality as s (text, place)
    where s.place > 1
),
said as (
    select place, text, substring(text from '\nНомер=([^\r]*)') as number,
        to_date(substring(text from '\nДата=([^\r]*)'), 'DD.MM.YYYY') as "on",
        to_date(substring(text from '\nДатаПоступило=([^\r]*)'), 'DD.MM.YYYY') as moved_on,
        substring(text from '\nСумма=([^\r]*)')::numeric as amount,
        substring(text from '\nПлательщикСчет=([^\r]*)') as payer_account,
        substring(text from '\nПлательщикИНН=([^\r]*)') as payer_inn,
        substring(text from '\nПлательщик1=([^\r]*)') as payer_name,
        substring(text from '\nПолучательСчет=([^\r]*)') as payee_account,
        substring(text from '\nНазначениеПлатежа=([^\r]*)') as purpose
    from section
),
taken as (
    insert into bank_document (file_id, place, line, seller_id, direction, kind, number, "on", moved_on, amount,
        currency, payer_account, payer_inn, payer_name, payee_account, payee_inn, payee_name, purpose, raw, sha256)
    select f.id, s.place, s.place, b.seller_id, 'in', '', s.number, s."on", s.moved_on, s.amount, 'RUB',
        s.payer_account, s.payer_inn, s.payer_name, s.payee_account, '', '', s.purpose, s.text,
        encode(sha256(convert_to(s.text, 'UTF8')), 'hex')
    from said s
    join companies_bankaccount b on b.account = s.payee_account and b.seller_id is not null
    cross join file f
    order by s.place
    on conflict on constraint bank_document_once do nothing
    returning id
)
insert into bank_waiting (document_id, reason, is_aside, note) select id, '', false, '' from taken
"""
# The oldest items of each contract by running sums.
_FLOOR_ALLOCATE = """
with money as (
    select d.id, c.id as contract, c.company_id as company, d.amount, d.number, d.moved_on,
        sum(d.amount) over (partition by c.id order by d.id) as till
    from bank_waiting w
    join bank_document d on d.id = w.document_id
    join companies_company k on k.inn = d.payer_inn
    join companies_contract c on c.company_id = k.id and c.seller_id = d.seller_id
        and c.number = substring(d.purpose from '№ (.*)$')
    where w.reason = '' and not w.is_aside
),
owed as (
    select i.entry_id as item, i.contract_id as contract, i.amount,
        sum(i.amount) over (partition by i.contract_id order by i.due_on nulls first, i.entry_id) as till
    from credit_openitem i where i.amount > 0 and i.contract_id in (select contract from money)
),
part as (
    select m.id, o.item, least(m.till, o.till) - greatest(m.till - m.amount, o.till - o.amount) as amount
    from money m join owed o on o.contract = m.contract and o.till > m.till - m.amount and o.till - o.amount < m.till
),
entry as (
    insert into credit_entry (contract_id, company_id, at, "on", kind, amount, title, subject)
    select contract, company, now(), moved_on, 'payment', -amount, number, 'floor:' || id from money order by id
    returning id, subject
),
made as (select m.*, e.id as entry from money m join entry e on e.subject = 'floor:' || m.id),
allocated as (
    insert into credit_allocation (payment_entry_id, item_entry_id, company_id, amount, at)
    select m.entry, p.item, m.company, p.amount, now() from part p join made m on m.id = p.id
),
settled as (select item, sum(amount) as amount from part group by 1),
gone as (delete from credit_openitem i using settled s where i.entry_id = s.item and i.amount = s.amount),
lessened as (
    update credit_openitem i set amount = i.amount - s.amount
    from settled s where i.entry_id = s.item and i.amount <> s.amount
),
rest as (
    insert into credit_openitem (entry_id, contract_id, company_id, amount)
    select m.entry, m.contract, m.company, coalesce(p.amount, 0) - m.amount
    from made m left join (select id, sum(amount) as amount from part group by 1) p on p.id = m.id
    where coalesce(p.amount, 0) <> m.amount
),
debts as (
    update credit_account a set debt = a.debt - g.amount
    from (select contract, sum(amount) as amount from money group by 1) g where a.contract_id = g.contract
),
paid as (
    insert into credit_payment (contract_id, company_id, entry_id, key, number, "on", amount, purpose)
    select contract, company, entry, 'floor:' || id, number, moved_on, amount, '' from made
    returning id, key, contract_id, company_id, number, "on", amount
),
told as (
    insert into journal_entry (at, actor_id, act, subject, company_id, facts)
    select now(), null, 'credit.register_payment', 'credit.payment:' || id, company_id, jsonb_build_object(
        'key', key, 'contract', contract_id, 'company', company_id, 'number', number, 'on', "on", 'amount', amount,
        'moved_on', "on")
    from paid
),
done as (delete from bank_waiting w using money m where w.document_id = m.id)
insert into bank_assignment (document_id, contract_id, company_id, payment_id, basis, invoices, at)
select m.id, m.contract, m.company, p.id, 'contract', '{}', now() from money m join paid p on p.key = 'floor:' || m.id
"""


def main(arguments: Sequence[str]) -> int:
    """Measure loading and allocating; 0 when it was possible."""
    options = parser("bank", "load and allocate a statement of many documents against COPY and plain SQL")
    options.add_argument("--documents", type=int, default=DOCUMENTS)
    given = options.parse_args(arguments)
    say(_measured(_payments(given.documents), given.size), as_json=given.json)
    return 0


Payment = tuple[str, str, str, str, str, str]  # to which account, INN, name, his account, contract's number, own number


def _payments(count: int) -> list[Payment]:
    with connection.cursor() as cursor:
        cursor.execute(_ACCOUNTS, [count])
        known = cursor.fetchall()
    assert known, "no contract has a payer with an account"
    return [(*known[place % len(known)], f"B{place}") for place in range(count)]


def _measured(payments: Sequence[Payment], size: str) -> Iterator[Result]:
    at = timezone.now()
    content = _content(payments, at.date())
    loads, allocations, floor_loads, floor_allocations = [], [], [], []
    for _ in range(ROUNDS):
        with _taken_back():
            loads.append(timed(lambda: _load(content, at)))
            allocations.append(timed(lambda: bank.allocate_all(at=at)))
        with _taken_back():
            floor_loads.append(timed(lambda: _run(_FLOOR_LOAD, content=content)))
            _run("analyze bank_waiting, bank_document")
            floor_allocations.append(timed(lambda: _run(_FLOOR_ALLOCATE)))
    said: Any = {"documents": len(payments), "size": size}
    yield _result("loaded", loads, floor_loads, _statements(lambda: _load(content, at)), **said)
    yield _result("allocated", allocations, floor_allocations, _statements_of_allocation(content, at), **said)


def _load(content: bytes, at: datetime) -> None:
    statements.take(BytesIO(content), "bench.txt", actor=None, at=at)


def _content(payments: Sequence[Payment], day: date) -> bytes:
    head = ["1CClientBankExchange", "ВерсияФормата=1.03", f"РасчСчет={payments[0][0]}"]
    lines = [line for one in payments for line in _document(one, day)]
    return "\r\n".join([*head, *lines, "КонецФайла"]).encode("cp1251", errors="replace")


def _document(one: Payment, day: date) -> list[str]:
    ours, inn, name, account, number, own = one
    return [
        "СекцияДокумент=Платежное поручение", f"Номер={own}", f"Дата={day:%d.%m.%Y}", "Сумма=1234.56",
        f"ПлательщикСчет={account}", f"ПлательщикИНН={inn}", f"Плательщик1={name}", f"ПолучательСчет={ours}",
        f"ДатаПоступило={day:%d.%m.%Y}", f"НазначениеПлатежа=Оплата по договору № {number}", "КонецДокумента",
    ]  # fmt: skip


def _run(statement: str, **values: bytes) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


@contextmanager
def _taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _statements(act: Callable[[], None]) -> int:
    with _taken_back(), counted() as sent:
        act()
    return len(sent)


def _statements_of_allocation(content: bytes, at: datetime) -> int:
    with _taken_back():
        _load(content, at)
        with counted() as sent:
            bank.allocate_all(at=at)
    return len(sent)


def _result(
    case: str, seconds: Sequence[float], floor: Sequence[float], statements: int, *, documents: int, size: str
) -> Result:
    p50, floor_p50 = percentile(seconds, 50), percentile(floor, 50)
    return Result(
        bench="bank",
        case=f"{documents} documents, {case}",
        size=size,
        p50_ms=round(p50, 2),
        p95_ms=round(percentile(seconds, 95), 2),
        per_s=round(documents * len(seconds) / sum(seconds), 1),
        floor_p50_ms=round(floor_p50, 2),
        ratio=round(p50 / floor_p50, 2),
        statements=statements,
    )
