"""Codes of marked goods as scanners read them: the tail is cut off, whose they are is checked."""

import pytest

from optom.base.marking import PACK, TRANSPORT, UNIT, MarkCode, gtin_of, read_code
from optom.base.refusal import Refusal

GTIN, OTHER = "04600000000008", "04600000000015"
SERIAL = "5a'&Xv<Q%1-/b"  # thirteen signs, among them those that XML knows
CODE = f"01{GTIN}21{SERIAL}"
TAIL = "91EE08\x1d92" + "x" * 44


@pytest.mark.parametrize(
    "scanned",
    [
        CODE,
        f"{CODE}\x1d{TAIL}",
        f"]d2\x1d{CODE}\x1d{TAIL}",
        CODE + TAIL.replace("\x1d", ""),  # a scanner that sends no separators
        f"{CODE}93abcd",
        f"(01){GTIN}(21){SERIAL}",
        f"  {CODE}\r",
    ],
)
def test_a_thing_is_known_by_its_number_and_serial_however_it_was_scanned(scanned: str) -> None:
    assert read_code(scanned, gtin=GTIN, group="autofluids") == MarkCode(CODE, UNIT, GTIN)


def test_where_the_serial_number_ends_is_told_by_the_separator_else_by_the_group() -> None:
    short = f"01{GTIN}21abc123"
    assert read_code(f"{short}93abcd", gtin=GTIN, group="milk").code == short
    assert read_code(f"{short}\x1d93abcd", gtin=GTIN, group="tires").code == short
    assert read_code(f"{CODE[:-6]}93abcd", gtin=GTIN, group="tires").code == f"{CODE[:-6]}93abcd", (
        "no tail: it is the serial"
    )


def test_packages_have_numbers_of_their_own_and_pallets_eighteen_digits() -> None:
    pack = f"01{OTHER}21{SERIAL}"
    assert read_code(pack, gtin=GTIN, group="tires", packs=frozenset({OTHER})).kind == PACK
    assert read_code("00346000000000000016", gtin=GTIN, group="tires") == MarkCode("346000000000000016", TRANSPORT)
    with pytest.raises(Refusal) as refused:
        read_code(pack, gtin=GTIN, group="tires")
    assert (refused.value.code, refused.value.facts["gtin"]) == ("marking.other_goods", OTHER)


@pytest.mark.parametrize(
    "scanned",
    ["", "4600000000008", "01", CODE[:18], CODE + "z" * 30, f"010460000000000921{SERIAL}", "346000000000000013", "ЫВА"],
)
def test_what_is_no_code_is_refused(scanned: str) -> None:
    with pytest.raises(Refusal, match=r"marking\.code_wrong"):
        read_code(scanned, gtin=GTIN, group="tires")


def test_a_gtin_has_fourteen_digits_and_the_last_checks_the_others() -> None:
    assert [gtin_of(said) for said in ("4600000000008", "04600000000008", "46 0000 0000 008", "96385074")] == [
        GTIN,
        GTIN,
        GTIN,
        "00000096385074",
    ]
    assert [gtin_of(said) for said in ("4600000000009", "460000000000", "", "12345", "４600000000008")] == [""] * 5
