"""Belts, chains and their wheels; oil seals and rings."""

from .family import Axis, Family, Maker, Values, one_of, ring, values

BELTS, CHAINS, SEALS = "Ремни", "Цепи и звёздочки", "Сальники и уплотнения"
_BELT_MAKERS = (("Optibelt", 1.5), ("Gates", 1.7), ("Continental", 1.4), ("Rubena", 1.0), ("Bando", 1.2),
    ("Mitsuboshi", 1.3),
                ("Megadyne", 1.1), ("SKF", 1.6), ("Dongil", 0.8), ("БелРТИ", 0.6), ("Ярославль-РТИ", 0.5))  # fmt: skip
_PROFILES = values(
    profile=("A", "B", "C", "Z", "D", "SPA", "SPB", "SPZ", "SPC", "XPA", "XPB", "XPZ", "XPC", "AX", "BX", "CX"),
    rus=("А(13)", "В(Б)", "С(В)", "Z(О)", "D(Г)", "SPA", "SPB", "SPZ", "SPC", "XPA", "XPB", "XPZ", "XPC", "AX", "BX",
        "CX"),
    b=(13, 17, 22, 10, 32, 13, 16, 10, 22, 13, 16, 10, 22, 13, 17, 22),
    h=(8, 11, 14, 6, 20, 10, 13, 8, 18, 10, 13, 8, 18, 8, 11, 14),
    kind=("клиновой",) * 5 + ("узкоклиновой",) * 4 + ("узкоклиновой зубчатый",) * 4 + ("клиновой зубчатый",) * 3,
    k=(1, 1, 1, 1, 1, 1.4, 1.4, 1.4, 1.4, 2, 2, 2, 2, 1.6, 1.6, 1.6),
)  # fmt: skip
_LENGTHS = tuple(
    {"length": length, "li": length - 30}
    for length in (*range(530, 2000, 25), *range(2000, 5000, 60), *range(5000, 9001, 250))
)


def _branded(western: str, ours: str, makers: tuple[tuple[str, float], ...]) -> tuple[Maker, ...]:
    return tuple(Maker(brand, ours if brand[0] > "А" else western, dear) for brand, dear in makers)


_HTD = values(
    pitch=("5M", "8M", "14M", "3M", "T5", "T10", "AT5", "AT10", "XL", "L", "H"),
    mm=(5, 8, 14, 3, 5, 10, 5, 10, 5.08, 9.525, 12.7),
    k=(1.2, 1.5, 2.5, 1.0, 1.3, 1.6, 1.7, 2.0, 1.1, 1.3, 1.6),
)
_CHAIN_MAKERS = (("Renold", 2.2), ("iwis", 2.0), ("Tsubaki", 2.3), ("Rexnord", 1.8), ("Donghua", 0.8), ("Regina", 1.4),
                 ("Ditton", 0.7), ("ДПЗ", 0.5))  # fmt: skip
_CHAINS = values(
    iso=("08B", "10B", "12B", "16B", "20B", "24B", "28B", "32B", "06B", "40", "50", "60", "80", "100", "120"),
    gost=("12,7-18,2", "15,875-23", "19,05-32", "25,4-60", "31,75-89", "38,1-127", "44,45-172", "50,8-227", "9,525-9,1",
          "12,7-14", "15,9-22", "19,1-31", "25,4-56", "31,8-88", "38,1-125"),
    pitch=(12.7, 15.875, 19.05, 25.4, 31.75, 38.1, 44.45, 50.8, 9.525, 12.7, 15.875, 19.05, 25.4, 31.75, 38.1),
)  # fmt: skip
_ROWS = values(rows=(1, 2, 3), said=("однорядная", "двухрядная", "трёхрядная"), rus=("ПР", "2ПР", "3ПР"))


def _chain_cost(of: Values) -> float:
    return float(12 * of["pitch"] ** 1.3 * of["rows"] * of.get("k", 1) * of.get("metres", 1) ** 0.97)


_SEAL_MAKERS = (("Corteco", 1.9), ("SKF", 2.0), ("Simrit", 2.1), ("NOK", 1.6), ("NQK-SF", 0.8), ("WLK", 0.7),
    ("Musashi", 1.0),
                ("TTO", 0.75), ("Kaco", 1.5), ("Elring", 1.6), ("БРТ", 0.4), ("ВАТИ", 0.38))  # fmt: skip
_SHAFTS = one_of("d", *range(8, 41), *range(42, 81, 2), *range(85, 151, 5), *range(160, 301, 10))
_AROUND = values(
    add=(10, 12, 14, 16, 18, 20, 22, 25, 30, 8),
)
_LIPS = values(
    kind=("TC", "SC", "TB", "SB", "TA", "VC", "KC", "TCV"), rus=("2.2", "1.2", "2.1", "1.1", "2.3", "1.3", "1.4",
        "2.4"),
    said=("с пыльником", "без пыльника", "с пыльником, металл", "металл", "с пыльником, двойной корпус", "без пружины",
          "с пыльником, без пружины", "высокого давления"),
)  # fmt: skip
_RUBBER = values(
    rubber=("NBR", "FKM", "HNBR", "ACM", "VMQ", "EPDM"), k=(1.0, 3.2, 2.1, 1.8, 2.6, 1.4),
    heat=("−40…+100 °C", "−20…+200 °C", "−30…+150 °C", "−25…+150 °C", "−55…+200 °C", "−45…+140 °C"),
)  # fmt: skip


def _outer(of: Values) -> float:
    return float(of["d"] + of["add"])


def _seal_cost(of: Values) -> float:
    return float(18 + _outer(of) ** 1.25 * of["b"] ** 0.3 / 6) * float(of["k"])


def _with_outer(options: tuple[Values, ...], around: tuple[Values, ...]) -> tuple[Values, ...]:
    return tuple({**one, **two, "D": one["d"] + two["add"]} for one in options for two in around)


FAMILIES = (
    Family(
        BELTS, "Клиновые", "Ремень {kind} {rus}-{length} Lw / {li} Li", "Профиль {profile}",
        (Axis(_PROFILES), Axis(_LENGTHS, 0.3)), _branded("{profile}-{length}", "{rus}-{length}", _BELT_MAKERS),
        lambda of: of["b"] * of["length"] / 160 * of["k"] + 40, lambda of: of["b"] * of["h"] * of["length"] * 1.1e-6,
        {"Профиль": "{profile}", "Длина, мм": "{length}", "Ширина, мм": "{b}"},
    ),
    Family(
        BELTS, "Зубчатые", "Ремень зубчатый {pitch} {length}-{width}", "Шаг {pitch}, ширина {width} мм",
        (Axis(_HTD), Axis(tuple({"length": n} for n in (*range(300, 1500, 40), *range(1500, 4600, 120))), 0.3),
         Axis(one_of("width", 15, 20, 25, 30, 40, 50, 9, 12, 55, 85), 0.0)),
        _branded("{length}-{pitch}-{width}", "{pitch}-{length}-{width}", _BELT_MAKERS),
        lambda of: of["length"] * of["width"] / 45 * of["k"] + 60,
            lambda of: of["length"] * of["width"] * of["mm"] * 6e-7,
        {"Шаг": "{pitch}", "Длина, мм": "{length}", "Ширина, мм": "{width}"}, share=1.5,
    ),
    Family(
        BELTS, "Поликлиновые", "Ремень поликлиновой {ribs}P{profile}{length}", "Профиль P{profile}, ручьёв {ribs}",
        (Axis(values(profile=("K", "J", "H", "L", "M"), b=(3.56, 2.34, 1.6, 4.7, 9.4))),
         Axis(tuple({"length": n} for n in range(500, 2600, 15)), 0.5), Axis(one_of("ribs", 6, 4, 5, 7, 8, 10, 3, 12))),
        _branded("{ribs}P{profile}{length}", "P{profile}{length}-{ribs}", _BELT_MAKERS),
        lambda of: of["length"] * of["ribs"] * of["b"] / 40 + 120,
            lambda of: of["length"] * of["ribs"] * of["b"] * 5e-6,
        {"Профиль": "P{profile}", "Длина, мм": "{length}", "Число ручьёв": "{ribs}"}, share=0.8,
    ),
    Family(
        CHAINS, "Цепи приводные", "Цепь приводная роликовая {iso}-{rows} ({rus}-{gost}), {said}, {metres} м",
            "Шаг {pitch:g} мм, {said}",
        (Axis(_CHAINS), Axis(_ROWS), Axis(one_of("metres", 5, 1, 2, 3, 10)),
         Axis(values(kind=("", "SS", "NP", "H", "A2", "DR"), k=(1, 4, 1.6, 1.3, 2.2, 1.9),
                     cover=("сталь", "нержавеющая сталь", "никелированная", "усиленная", "шаг двойной",
                         "без смазки")))),
        _branded("{iso}-{rows}{kind}-{metres}M", "{rus}-{gost}{kind}-{metres}", _CHAIN_MAKERS), _chain_cost,
        lambda of: of["pitch"] ** 1.9 * of["rows"] * of["metres"] * 0.005,
        {"Шаг, мм": "{pitch:g}", "Рядов": "{rows}", "Исполнение": "{cover}"}, share=0.5,
    ),
    Family(
        CHAINS, "Звёздочки", "Звёздочка {iso}-{rows}, z={teeth}, {bored}", "Под цепь {iso}-{rows}",
        (Axis(_CHAINS), Axis(one_of("teeth", *range(10, 41), *range(42, 77, 2), 95, 114), 0.3), Axis(_ROWS),
         Axis(values(hub=("B", "A", "TL", "H"), bored=("со ступицей", "без ступицы", "под втулку Taper", "закалённая"),
                     k=(1.0, 0.8, 1.5, 1.4)))),
        _branded("{iso}-{rows}-Z{teeth}{hub}", "ЗВ-{iso}-{rows}-{teeth}{hub}", _CHAIN_MAKERS),
        lambda of: 60 + of["pitch"] ** 1.4 * of["teeth"] * of["rows"] ** 0.8 * 0.6 * of["k"],
        lambda of: (of["pitch"] * of["teeth"]) ** 2 * of["rows"] * 4e-6,
        {"Шаг, мм": "{pitch:g}", "Зубьев": "{teeth}", "Исполнение": "{bored}"},
    ),
    Family(
        SEALS, "Манжеты армированные", "Манжета армированная {kind} {d}×{D}×{b} {rubber}, {said}", "d {d} мм",
        (Axis(_with_outer(_SHAFTS, _AROUND), 0.3), Axis(one_of("b", 7, 8, 10, 12)), Axis(_LIPS), Axis(_RUBBER)),
        _branded("{d}X{D}X{b} {kind} {rubber}", "{rus}-{d}×{D}-{b} {rubber}", _SEAL_MAKERS), _seal_cost,
        lambda of: ring(_outer(of), of["d"], of["b"]) * 0.3,
        {"d, мм": "{d}", "D, мм": "{D}", "B, мм": "{b}", "Материал": "{rubber}", "Температура": "{heat}"}, share=2,
    ),
    Family(
        SEALS, "Кольца круглого сечения", "Кольцо уплотнительное {d}×{b} {rubber}{hard}", "Сечение {b:g} мм, {rubber}",
        (Axis(one_of("d", *range(3, 61), *range(62, 151, 2), *range(155, 401, 5)), 0.2),
         Axis(values(b=(2.5, 2, 3, 3.5, 4, 5, 1.5, 5.7, 7, 8.4), add=(5, 4, 6, 7, 8, 10, 3, 11.4, 14, 16.8))),
             Axis(_RUBBER),
         Axis(values(hard=("", " 80 ShA", " 90 ShA"), hardness=(70, 80, 90)))),
        _branded("OR {d}X{b:g} {rubber}{hardness}", "{d}-{b:g}-{rubber}-{hardness}", _SEAL_MAKERS),
        lambda of: (1.5 + of["d"] ** 1.1 * of["b"] / 25) * of["k"], lambda of: of["d"] * of["b"] ** 2 * 4e-6,
        {"d, мм": "{d}", "Сечение, мм": "{b:g}", "Материал": "{rubber}", "Твёрдость, ShA": "{hardness}"}, share=1.5,
    ),
    Family(
        SEALS, "Манжеты гидравлические", "Манжета гидравлическая {kind} {d}×{D}×{b} {stuff}", "Тип {kind}, {stuff}",
        (Axis(_with_outer(_SHAFTS, _AROUND[:5]), 0.4), Axis(one_of("b", 8, 10, 12, 15)),
         Axis(one_of("kind", "UN", "UHS", "IDI", "ODU", "SPGW", "DH", "K21")),
         Axis(values(stuff=("PU", "NBR", "FKM", "PTFE"), k=(2, 1.4, 4, 3)))),
        _branded("{kind}-{d}X{D}X{b}-{stuff}", "{d}×{D}-{b} {kind} {stuff}", _SEAL_MAKERS[:8]), _seal_cost,
        lambda of: ring(_outer(of), of["d"], of["b"]) * 0.2,
        {"d, мм": "{d}", "D, мм": "{D}", "B, мм": "{b}", "Материал": "{stuff}"}, share=0.8,
    ),
)  # fmt: skip
