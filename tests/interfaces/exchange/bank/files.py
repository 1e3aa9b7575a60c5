"""Statements of banks written by hand, and the genuine ones of the project's shared samples."""

import os
from io import BytesIO
from pathlib import Path

from optom.domain.bank.importing import Part
from optom.domain.bank.rules import StatementDocument, Turnover, UnreadPart
from optom.interfaces.exchange import camt053, kl1c

PROJECT = Path(__file__).resolve().parents[4]
SHARED = Path(os.environ.get("OPTOM_SHARED") or PROJECT.parent / "shared")
SAMPLES = SHARED / "samples" / "kl1c"
OURS, OURS_TOO = "40702810000000000001", "40702810000000000002"
MECHANIC, MECHANIC_INN = "40702810000000000777", "7700000009"
STRANGER = "40702810000000000999"


def document(
    number: object = 12,
    amount: object = "1000.00",
    *,
    purpose: str = "Оплата за товар",
    payer: str = MECHANIC,
    inn: str = MECHANIC_INN,
    payee: str = OURS,
    on: str = "23.11.2026",
    end: str = "КонецДокумента",
    came: str = "ДатаПоступило=23.11.2026",
) -> str:
    """A document of a statement in which money came."""
    return "\n".join(
        [
            "СекцияДокумент=Платежное поручение", f"Номер={number}", f"Дата={on}", f"Сумма={amount}",
            f"ПлательщикСчет={payer}", f"ПлательщикИНН={inn}", "Плательщик1=ООО Механик", f"ПолучательСчет={payee}",
            came, "ПолучательИНН=7700000023", "Получатель1=ТехСнаб", f"НазначениеПлатежа={purpose}", end,
        ]
    )  # fmt: skip


def statement(
    *documents: str,
    accounts: tuple[str, ...] = (OURS,),
    head: str = "1CClientBankExchange\nВерсияФормата=1.03\nКодировка=Windows",
    end: str = "КонецФайла",
    alphabet: str = "cp1251",
    newline: str = "\r\n",
) -> bytes:
    """A whole file."""
    told = [f"РасчСчет={account}" for account in accounts]
    sections = [f"СекцияРасчСчет\nРасчСчет={account}\nНачальныйОстаток=0\nКонецРасчСчет" for account in accounts]
    text = "\n".join(filter(None, [head, *told, *sections, *documents, end]))
    return text.replace("\n", newline).encode(alphabet)


def read(content: bytes) -> list[Part]:
    """What a file of 1C says."""
    return list(kl1c.read(BytesIO(content)))


def taken(content: bytes) -> list[StatementDocument]:
    """Its documents; nothing else may be in it but what it says of its accounts."""
    parts = [part for part in read(content) if not isinstance(part, Turnover)]
    assert all(isinstance(part, StatementDocument) for part in parts), parts
    return [part for part in parts if isinstance(part, StatementDocument)]


def told(content: bytes) -> list[tuple[int, str]]:
    """What of it was not read: line and reason."""
    return [(part.line, part.code) for part in read(content) if isinstance(part, UnreadPart)]


def entry(
    amount: object = "1000.00",
    *,
    credit: bool = True,
    purpose: str = "Invoice 12",
    details: str = "",
    status: str = "<Sts><Cd>BOOK</Cd></Sts>",
    number: str = "A-12",
) -> str:
    """An entry of camt.053 with one payment in it, or with ``details`` of several."""
    side, other = ("Dbtr", "Cdtr") if credit else ("Cdtr", "Dbtr")
    one = (
        f"<TxDtls><Refs><EndToEndId>{number}</EndToEndId></Refs><RltdPties><{side}><Pty><Nm>Mechanic</Nm><Id><OrgId>"
        f"<Othr><Id>{MECHANIC_INN}</Id></Othr></OrgId></Id></Pty></{side}><{side}Acct><Id><Othr><Id>{MECHANIC}</Id>"
        f"</Othr></Id></{side}Acct><{other}Acct><Id><Othr><Id>{OURS}</Id></Othr></Id></{other}Acct></RltdPties>"
        f"<RmtInf><Ustrd>{purpose}</Ustrd></RmtInf></TxDtls>"
    )
    return (
        f'<Ntry><NtryRef>7</NtryRef><Amt Ccy="RUB">{amount}</Amt><CdtDbtInd>{"CRDT" if credit else "DBIT"}</CdtDbtInd>'
        f"{status}<BookgDt><Dt>2026-11-23</Dt></BookgDt><ValDt><Dt>2026-11-23</Dt></ValDt>"
        f"<NtryDtls>{details or one}</NtryDtls></Ntry>"
    )


def camt(*entries: str, version: str = "08", head: str = '<?xml version="1.0" encoding="UTF-8"?>\n') -> bytes:
    """A whole camt.053."""
    body = "\n".join(entries)
    return (
        f'{head}<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt><GrpHdr/><Stmt>'
        f"<Id>1</Id><Acct><Id><Othr><Id>{OURS}</Id></Othr></Id></Acct>\n{body}\n</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def read_camt(content: bytes) -> list[Part]:
    """What a camt.053 says."""
    return list(camt053.read(BytesIO(content)))


def turnover(
    opening: object = "100.00", came: object = "1500.00", went: object = "0", closing: object = "1600.00"
) -> str:
    """What a statement says of our account on the day of its documents."""
    return (
        f"СекцияРасчСчет\nДатаНачала=23.11.2026\nДатаКонца=23.11.2026\nРасчСчет={OURS}\nНачальныйОстаток={opening}\n"
        f"ВсегоПоступило={came}\nВсегоСписано={went}\nКонечныйОстаток={closing}\nКонецРасчСчет"
    )
