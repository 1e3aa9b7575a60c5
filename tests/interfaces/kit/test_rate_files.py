"""Files of rates as the Bank of Russia writes them are read; what is none is refused."""

from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from optom.base.refusal import Refusal
from optom.domain.companies.models import Contract
from optom.domain.credit import queries as credit
from optom.domain.credit.actions import RateOf
from optom.interfaces.kit import rate_files
from tests.domain.credit.settlements import Settlements
from tests.trade import Firm, dec

Enter = Callable[[int], Client]
DAILY = """<?xml version="1.0" encoding="windows-1251"?>
<ValCurs Date="03.11.2026" name="Foreign Currency Market">
<Valute ID="R01235"><NumCode>840</NumCode><CharCode>USD</CharCode><Nominal>1</Nominal><Name>Доллар США</Name>
<Value>78,1234</Value><VunitRate>78,1234</VunitRate></Valute>
<Valute ID="R01335"><NumCode>398</NumCode><CharCode>KZT</CharCode><Nominal>100</Nominal><Name>Тенге</Name>
<Value>15,0512</Value><VunitRate>0,150512</VunitRate></Valute>
</ValCurs>""".encode("cp1251")
DYNAMIC = """<?xml version="1.0" encoding="windows-1251"?>
<ValCurs ID="R01239" DateRange1="01.10.2026" DateRange2="31.10.2026" name="Foreign Currency Market Dynamic">
<Record Date="02.10.2026" Id="R01239"><Nominal>1</Nominal><Value>91,0500</Value></Record>
<Record Date="03.10.2026" Id="R01239"><Nominal>1</Nominal><Value>91,2</Value></Record>
</ValCurs>""".encode("cp1251")


def test_all_currencies_of_a_day_and_one_over_many_days_are_read() -> None:
    assert rate_files.rates_in(BytesIO(DAILY), "daily.xml") == [
        RateOf("USD", date(2026, 11, 3), dec("78.123400")),
        RateOf("KZT", date(2026, 11, 3), dec("0.150512")),
    ]
    assert [(one.currency, one.on.day, one.rate) for one in rate_files.rates_in(BytesIO(DYNAMIC), "x")] == [
        ("EUR", 2, dec("91.05")), ("EUR", 3, dec("91.2")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        b"", b"<a/>", b"<ValCurs", DAILY.replace(b"78,1234</Value>", b"x</Value>"), DAILY.replace(b">1<", b">0<"),
        b'<!DOCTYPE ValCurs [<!ENTITY a "b">]>' + DYNAMIC.partition(b"?>")[2],
        DAILY.replace(b"03.11.2026", b"31.02.2026"),
    ],
)  # fmt: skip
def test_what_is_no_such_file_is_refused(content: bytes) -> None:
    with pytest.raises(Refusal, match=r"credit\.rates_unreadable"):
        rate_files.rates_in(BytesIO(content), "x.xml")


def test_a_file_of_any_size_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_files, "MOST_BYTES", 100)

    with pytest.raises(Refusal, match=r"credit\.rates_unreadable"):
        rate_files.rates_in(BytesIO(DAILY), "x.xml")


@pytest.mark.django_db
def test_rates_are_loaded_typed_and_seen_on_the_pages_of_a_contract_in_dollars(
    enter: Enter, firm: Firm, contract: int, alice: int, tmp_path: Path
) -> None:
    finance, html = enter(firm.person("fiona", "finance")), {"Accept": "text/html"}
    file = SimpleUploadedFile("daily.xml", DAILY)
    assert finance.post("/office/payments/rates/load/", {"file": file}).status_code == 200
    typed = {"currency": "USD", "on": "01.10.2026", "rate": "80,5"}
    assert finance.post("/office/payments/rates/set/", typed).status_code == 200
    assert finance.post("/office/payments/rates/set/", {**typed, "rate": "0"}).status_code == 422
    assert finance.get("/office/payments/rates/rows").json()["total"] == 3
    assert "Банка России" in finance.get("/office/payments/rates/", headers=html).content.decode()
    (tmp_path / "dynamic.xml").write_bytes(DYNAMIC)
    told = StringIO()
    call_command("import_rates", str(tmp_path / "dynamic.xml"), stdout=told)
    assert "dynamic.xml: 2 rates are new or changed." in told.getvalue()
    with pytest.raises(CommandError, match=r"none\.xml"):
        call_command("import_rates", str(tmp_path / "none.xml"))
    assert len(credit.rates().all()) == 5

    Contract.objects.filter(pk=contract).update(currency="USD")
    Settlements(contract, firm.at.replace(year=2026, month=11, day=5)).dispatch(100)
    page = enter(alice).get(f"/c/{contract}/money/statement/", headers=html).content.decode()
    assert "В рублях" in page
    [row] = enter(alice).get(f"/c/{contract}/money/statement/rows").json()["rows"]
    assert "7812.34" in map(str, row)
    report = finance.get("/office/reports/exchange/2026-11-01/2026-11-30/rows").json()
    assert report["total"] == 1
    assert finance.get("/office/reports/exchange/2026-11-01/2026-11-30/", headers=html).status_code == 200
