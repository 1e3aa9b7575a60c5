"""Bearings: ISO dimension series, the marks of many makers and of GOST."""

from .family import Axis, Family, Maker, Values, ring, values

LINE = "Подшипники"

_CODES = tuple(f"{code:02}" for code in range(21))
_BORES = (10, 12, 15, 17, *range(20, 101, 5))


def _rows(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split())


_OUTER = {
    "60": _rows("26 28 32 35 42 47 55 62 68 75 80 90 95 100 110 115 125 130 140 145 150"),
    "62": _rows("30 32 35 40 47 52 62 72 80 85 90 100 110 120 125 130 140 150 160 170 180"),
    "63": _rows("35 37 42 47 52 62 72 80 90 100 110 120 130 140 150 160 170 180 190 200 215"),
    "618": _rows("19 21 24 26 32 37 42 47 52 58 65 72 78 85 90 95 100 110 115 120 125"),
    "619": _rows("22 24 28 30 37 42 47 55 62 68 72 80 85 90 100 105 110 120 125 130 140"),
}
_WIDTH = {
    "60": _rows("8 8 9 10 12 12 13 14 15 16 16 18 18 18 20 20 22 22 24 24 24"),
    "62": _rows("9 10 11 12 14 15 16 17 18 19 20 21 22 23 24 25 26 28 30 32 34"),
    "63": _rows("11 12 13 14 15 17 19 21 23 25 27 29 31 33 35 37 39 41 43 45 47"),
    "618": _rows("5 5 5 5 7 7 7 7 7 7 7 9 10 10 10 10 10 13 13 13 13"),
    "619": _rows("6 6 7 7 9 9 9 10 12 12 12 13 13 13 16 16 16 18 18 18 20"),
}
_GOST = {"60": "1", "62": "2", "63": "3", "618": "1000", "619": "1000"}


def _sizes(series: str, *, like: str | None = None, wider: float = 1.0, extra: float = 0.0) -> tuple[Values, ...]:
    """The sizes of a series; one whose rings are like another's differs in width only."""
    source = like or series
    return tuple(
        {
            "series": series, "code": code, "d": bore, "D": outer, "B": _plain(width * wider + extra),
            "gost": _GOST.get(source, "2"), "n": f"{series}{code}",
        }
        for code, bore, outer, width in zip(_CODES, _BORES, _OUTER[source], _WIDTH[source], strict=True)
    )  # fmt: skip


def _plain(number: float) -> str:
    return f"{round(number * 4) / 4:g}".replace(".", ",")


def _width(of: Values) -> float:
    return float(str(of["B"]).replace(",", "."))


def _cost(of: Values) -> float:
    return float(25 + of["D"] ** 1.55 * _width(of) ** 0.5 / 7 * of.get("k", 1))


def _mass(of: Values) -> float:
    return ring(float(of["D"]), float(of["d"]), _width(of)) * 0.65


_SIZE = {"d, мм": "{d}", "D, мм": "{D}", "B, мм": "{B}"}
_CLEARANCE = values(
    clearance=("", "/C3", "/C4", "/C2"), gap=("CN", "C3", "C4", "C2"), said=("", ", зазор C3", ", зазор C4",
        ", зазор C2"),
    front=("", "30-", "40-", "10-"),
)  # fmt: skip
_CAGE = values(
    cage=("", "M", "TN9", "J"),
    caged=("штампованный сталь", "латунь", "полиамид", "сталь"),
    of_cage=("", ", латунный сепаратор", ", полиамидный сепаратор", ", стальной сепаратор"),
)
_SEALS = values(
    skf=("-2RS1", "-2Z", "", "-RS1", "-Z", "N", "NR", "-2RZ"),
    fag=(".2RSR", ".2ZR", "", ".RSR", ".ZR", "N", "NR", ".2RZR"),
    nsk=("DDU", "ZZ", "", "DU", "Z", "N", "NR", "VV"),
    plain=("-2RS", "-2Z", "", "-RS", "-Z", "-N", "-NR", "-2RZ"),
    gost_seal=("180", "80", "", "160", "60", "50", "150", "880"),
    sealed=(
        ", резиновые уплотнения", ", металлические шайбы", "", ", уплотнение с одной стороны",
        ", шайба с одной стороны", ", канавка", ", канавка и кольцо", ", бесконтактные уплотнения",
    ),
    protection=("2RS", "2Z", "открытый", "RS", "Z", "N", "NR", "2RZ"),
)  # fmt: skip
_WESTERN = (("SKF", 2.2), ("FAG", 2.0), ("INA", 1.9), ("TIMKEN", 1.9), ("SNR", 1.5))
_EASTERN = (("NSK", 1.7), ("NTN", 1.6), ("KOYO", 1.5), ("NACHI", 1.4), ("ASAHI", 1.2))
_CHEAP = (("ZVL", 0.9), ("CX", 0.7), ("FBJ", 0.6), ("CRAFT", 0.55), ("HRB", 0.5), ("NBS", 0.65), ("KRAFT BEARING", 0.5))


def _makers(western: str, eastern: str, cheap: str, gost: str) -> tuple[Maker, ...]:
    """The same thing as each school of makers writes it."""
    return (
        *(Maker(brand, western, dear) for brand, dear in _WESTERN),
        *(Maker(brand, eastern, dear) for brand, dear in _EASTERN),
        *(Maker(brand, cheap, dear) for brand, dear in _CHEAP),
        *(Maker(brand, gost, dear) for brand, dear in (("ГПЗ", 0.5), ("ВПЗ", 0.45), ("СПЗ", 0.42), ("МПЗ", 0.4))),
    )


_BALL = (
    Maker("SKF", "{n}{skf}{clearance}{cage}", 2.2),
    Maker("FAG", "{n}{fag}{clearance}{cage}", 2.0),
    *(Maker(brand, "{n}{nsk}{cage}{gap}", dear) for brand, dear in _EASTERN),
    *(Maker(brand, "{n}{plain}{clearance}{cage}", dear) for brand, dear in _CHEAP),
    *(
        Maker(brand, "{front}{gost_seal}{series}{code}{cage}", dear)
        for brand, dear in (("ГПЗ", 0.5), ("ВПЗ", 0.45), ("СПЗ", 0.42))
    ),
)
_BALL_SIZES = tuple(
    size
    for sizes in zip(*(_sizes(series) for series in ("62", "63", "60", "619", "618")), strict=True)
    for size in sizes
)
_ROLLER = _makers(
    "{kind}{n}{ec}{clearance}", "{kind}{n}{gap}{ec}", "{kind}{n}{ec}-{gap}", "{front}{gost_kind}{n}{gost_ec}"
)
_KINDS = values(
    kind=("NU", "N", "NJ", "NUP", "NF"), gost_kind=("32", "2", "42", "92", "12"),
    collar=("без бортов внутреннего кольца", "без бортов наружного кольца", "однобортный", "двухбортный", "с бортом"),
)  # fmt: skip
_EC = values(ec=("ECP", "ECM", "", "ECJ"), gost_ec=("КМ", "ЛМ", "", "К"), k=(1.5, 1.9, 1.3, 1.4))

FAMILIES = (
    Family(
        LINE, "Шариковые радиальные", "Подшипник шариковый радиальный {d}×{D}×{B}{sealed}{said}{of_cage}",
        "Серия {series}, d {d} мм", (Axis(_BALL_SIZES, 0.2), Axis(_SEALS), Axis(_CLEARANCE), Axis(_CAGE)), _BALL,
            _cost, _mass,
        {**_SIZE, "Уплотнение": "{protection}", "Зазор": "{gap}", "Сепаратор": "{caged}"}, share=3,
    ),
    Family(
        LINE, "Роликовые цилиндрические", "Подшипник роликовый цилиндрический {kind} {d}×{D}×{B}, {collar}{said}",
        "Серия {kind}{series}, d {d} мм",
        (Axis(_sizes("2", like="62") + _sizes("3", like="63") + _sizes("22", like="62", wider=1.3)
              + _sizes("23", like="63", wider=1.5), 0.2), Axis(_KINDS), Axis(_EC), Axis(_CLEARANCE)),
        _ROLLER, _cost, _mass, {**_SIZE, "Исполнение": "{kind}", "Зазор": "{gap}"}, share=1.5,
    ),
    Family(
        LINE, "Роликовые конические", "Подшипник роликовый конический {d}×{D}×{B}{of_set}{said}",
            "Серия {series}, d {d} мм",
        (Axis(_sizes("302", like="62", extra=1.25) + _sizes("303", like="63", extra=1.75)
              + _sizes("322", like="62", wider=1.25, extra=1.25) + _sizes("323", like="63", wider=1.4, extra=1.75)
              + _sizes("320", like="60", wider=1.2, extra=1.0) + _sizes("332", like="62", wider=1.5, extra=1.0), 0.1),
         Axis(values(x=("A", "", "X", "J2/Q", "B"), of_set=("", "", ", усиленный", ", уменьшенное трение",
             ", большой угол"),
                     k=(1.2, 1.1, 1.3, 1.5, 1.35))), Axis(_CLEARANCE)),
        _makers("{n} {x}{clearance}", "HR{n}{x}{gap}", "{n}{x}-{gap}", "{front}7{series}{code}{x}"), _cost, _mass,
        {**_SIZE, "Зазор": "{gap}"}, share=1.2,
    ),
    Family(
        LINE, "Шариковые радиально-упорные", "Подшипник шариковый радиально-упорный {d}×{D}×{B}, угол {angle}°{paired}",
        "Серия {series}, угол {angle}°, d {d} мм",
        (Axis(_sizes("72", like="62") + _sizes("73", like="63") + _sizes("70", like="60"), 0.2),
         Axis(values(angle=(40, 25, 15), letter=("B", "A", "C"), rus=("66", "46", "36"), k=(1.6, 2.1, 2.4))),
         Axis(values(pair=("", "DB", "DF", "DT"), paired=("", ", пара О", ", пара Х", ", пара тандем")))),
        _makers("{n}{letter}{pair}EP", "{n}{letter}W{pair}", "{n}{letter}{pair}", "{rus}{series}{code}{pair}"), _cost,
            _mass,
        {**_SIZE, "Угол контакта": "{angle}°"},
    ),
    Family(
        LINE, "Роликовые сферические", "Подшипник роликовый сферический {d}×{D}×{B}, {bored}{said}",
            "Серия {series}, d {d} мм",
        (Axis(_sizes("222", like="62", wider=1.35) + _sizes("223", like="63", wider=1.5)
              + _sizes("230", like="60", wider=1.6) + _sizes("232", like="62", wider=1.7), 0.5),
         Axis(values(k_bore=("", "K"), bored=("цилиндрическое отверстие", "коническое отверстие"), k=(2.6, 2.8))),
         Axis(values(design=("E", "CC/W33", "CA/W33", "MB"))), Axis(_CLEARANCE)),
        _makers("{n} {design}{k_bore}{clearance}", "{n}{design}{k_bore}{gap}", "{n}{k_bore}-{design}-{gap}",
                "{front}{series}{code}{k_bore}{design}"), _cost, _mass, {**_SIZE, "Отверстие": "{bored}",
                    "Зазор": "{gap}"},
    ),
    Family(
        LINE, "Корпусные узлы", "Узел подшипниковый {housing} {d} мм, {housed}{fixed}", "{housing}",
        (Axis(tuple({"code": code, "d": bore, "D": outer, "B": _plain(width * 2.2)} for code, bore, outer, width
                    in zip(_CODES[1:], _BORES[1:], _OUTER["62"][1:], _WIDTH["62"][1:], strict=True)), 0.2),
         Axis(values(housing=("UCP", "UCF", "UCFL", "UCT", "UCPA", "UCFC", "UCC", "UCHA"),
                     housed=("на лапах", "квадратный фланец", "овальный фланец", "натяжной", "узкие лапы",
                         "круглый фланец",
                             "цилиндрический", "подвесной"))),
         Axis(values(lock=("2", "X", "3"), fixed=("", ", усиленный", ", тяжёлая серия"), k=(1.2, 1.7, 2.0)))),
        _makers("{housing}{lock}{code}", "{housing}{lock}{code}D1", "{housing}-{lock}{code}",
            "{housing}{lock}{code}-Р"),
        _cost, _mass, {"d, мм": "{d}", "Корпус": "{housed}"}, share=0.6,
    ),
    Family(
        LINE, "Упорные", "Подшипник шариковый упорный {d}×{D}×{B}{of_cage}", "Серия {series}",
        (Axis(_sizes("511", like="619", wider=1.1) + _sizes("512", like="60", wider=1.1) + _sizes("513", like="62")
              + _sizes("514", like="63"), 0.3), Axis(_CAGE)),
        _makers("{n}{cage}", "{n}{cage}-V", "{n}-{cage}", "8{series}{code}{cage}"), _cost, _mass, _SIZE, share=0.5,
    ),
)  # fmt: skip
