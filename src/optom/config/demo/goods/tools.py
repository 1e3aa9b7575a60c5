"""Cutting tools, hand tools, abrasives, welding."""

from .family import Axis, Family, Maker, one_of, values

CUTTING, HAND, ABRASIVES, WELDING = "Металлорежущий инструмент", "Ручной инструмент", "Абразивы", "Сварка"


def _makers(article: str, *brands: tuple[str, str, float]) -> tuple[Maker, ...]:
    """The same system of numbers under each maker's own prefix."""
    return tuple(Maker(brand, prefix + article, dear) for brand, prefix, dear in brands)


_CUTTERS = (("Sandvik", "CD", 3.5), ("Guhring", "GU", 2.6), ("Dormer", "A", 2.2), ("Walter", "WA", 3.0), ("Korloy",
    "KR", 1.6),
            ("YG-1", "YG", 1.4), ("ТИЗ", "2300-", 0.6), ("ВИЗ", "ВИ-", 0.55), ("Киржач", "К-", 0.5), ("Volz", "VZ",
                0.7))  # fmt: skip
_HANDS = (("Bahco", "BH", 2.2), ("Wera", "W", 2.4), ("Knipex", "KN", 2.5), ("Stanley", "ST", 1.4), ("KraftTool", "KT",
    1.1),
          ("Зубр", "З", 0.8), ("НИЗ", "Н", 0.6), ("Jonnesway", "J", 1.2), ("Ombra", "OM", 0.9), ("Matrix", "MX",
              0.6))  # fmt: skip
_GRITS = (("Klingspor", "KL", 1.6), ("3M", "3M", 2.4), ("Norton", "NR", 1.7), ("Luga", "Л", 0.6), ("БАЗ", "БЗ", 0.5),
          ("Mirka", "MK", 2.0), ("Cutop", "CP", 0.8), ("Белгород", "БГ", 0.55))  # fmt: skip
_WELDERS = (("ESAB", "ES", 1.7), ("Kemppi", "KP", 2.2), ("Fubag", "FB", 1.0), ("Ресанта", "РС", 0.7), ("СВЭЛ", "СВ",
    0.65),
            ("Сварог", "СГ", 0.9), ("Lincoln", "LE", 2.0), ("ЛЭЗ", "ЛЗ", 0.6))  # fmt: skip
_DIAMETERS = one_of("d", *(round(1 + step * 0.1, 1) for step in range(131)), *(14.5 + step * 0.5 for step in range(72)))
_STEELS = values(
    steel=("HSS", "HSS-Co", "HSS-TiN", "VHM", "P6M5"), k=(1, 1.8, 2.1, 6, 0.7),
    made=("быстрорез", "кобальтовая", "с покрытием TiN", "твёрдый сплав", "Р6М5"),
)  # fmt: skip
_GRIT = one_of("grit", 80, 120, 40, 60, 100, 150, 180, 220, 240, 320, 400, 600, 36, 24)

FAMILIES = (
    Family(
        CUTTING, "Свёрла", "Сверло {shank} {d:g} мм {steel}, {series}", "{shank}, {steel}, {series}",
        (Axis(_DIAMETERS, 0.2), Axis(_STEELS),
         Axis(values(shank=("ц/х", "к/х"), tail=("C", "K"))),
         Axis(values(series=("средняя серия", "длинная серия", "короткая серия", "левое"), s=("N", "L", "S", "LH"),
             w=(1, 1.6, 0.9, 1.4)))),
        _makers("{d:g}-{tail}{s}-{steel}", *_CUTTERS), lambda of: (25 + of["d"] ** 1.7 * 2.2) * of["k"] * of["w"],
        lambda of: of["d"] ** 2 * 90 * 6e-6, {"d, мм": "{d:g}", "Хвостовик": "{shank}", "Материал": "{steel}"},
            share=1.4,
    ),
    Family(
        CUTTING, "Метчики", "Метчик {kind} М{d:g}×{pitch:g} {steel}", "Метчик {kind}, {steel}",
        (Axis(values(d=(3, 4, 5, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 27, 30, 33, 36)), 0.3), Axis(one_of("pitch", 1,
            1.25, 1.5, 0.75, 0.5, 2, 3)),
         Axis(_STEELS), Axis(values(kind=("машинный", "ручной", "гаечный", "бесстружечный"), s=("M", "H", "G", "F"),
             w=(1.2, 1, 1.1, 2)))),
        _makers("M{d:g}X{pitch:g}-{s}-{steel}", *_CUTTERS), lambda of: (60 + of["d"] ** 1.6 * 5) * of["k"] * of["w"],
        lambda of: of["d"] ** 2 * 80 * 6e-6, {"Резьба": "М{d:g}", "Шаг, мм": "{pitch:g}", "Материал": "{steel}"},
            share=0.6,
    ),
    Family(
        CUTTING, "Фрезы концевые", "Фреза концевая {d} мм, z={teeth}, L{length} {steel}", "Фрезы {steel}, {d} мм",
        (Axis(one_of("d", *range(2, 33)), 0.3), Axis(one_of("teeth", 4, 2, 3, 6)), Axis(one_of("length", 57, 72, 83,
            100, 125, 150)), Axis(_STEELS)),
        _makers("EM{d}-{teeth}-{length}-{steel}", *_CUTTERS), lambda of: (120 + of["d"] ** 1.8 * 6) * of["k"],
        lambda of: of["d"] ** 2 * of["length"] * 6e-6, {"d, мм": "{d}", "Зубьев": "{teeth}", "Материал": "{steel}"},
            share=0.7,
    ),
    Family(
        CUTTING, "Пластины твердосплавные", "Пластина {shape}{size}{radius}-{chip} {grade}", "{shape}",
        (Axis(one_of("shape", "CNMG", "DNMG", "TNMG", "WNMG", "SNMG", "VNMG", "CCMT", "DCMT", "TCMT", "APKT")),
         Axis(one_of("size", "1204", "1504", "1606", "0804", "09T3", "1906")), Axis(one_of("radius", "08", "04", "12",
             "16")),
         Axis(one_of("chip", "PM", "PF", "PR", "MM", "MF", "KM")), Axis(values(grade=("4225", "4315", "2025", "1115",
             "H13A"), k=(1, 1.1, 1.3, 1.5, 0.9)))),
        _makers("-{shape}{size}{radius}-{chip}-{grade}", *_CUTTERS), lambda of: 190 * of["k"], lambda _of: 0.012,
        {"Форма": "{shape}", "Сплав": "{grade}", "Стружколом": "{chip}"}, share=0.8,
    ),
    Family(
        HAND, "Ключи гаечные", "Ключ {kind} {d} мм, {cover}", "Ключи {kind}, {cover}",
        (Axis(one_of("d", *range(6, 47), 50, 55, 60, 65, 70, 75, 80), 0.3),
         Axis(values(kind=("комбинированный", "рожковый", "накидной", "трещоточный", "ударный", "разводной"), s=("C",
             "D", "R", "T", "S", "A"),
                     w=(1, 0.8, 1.1, 2.6, 1.9, 1.8))),
         Axis(values(cover=("хром", "оцинкованный", "фосфатированный", "искробезопасный"), f=("", "Z", "P", "X"), k=(1,
             0.7, 0.8, 8)))),
        _makers("-{s}{d:03}{f}", *_HANDS), lambda of: (45 + of["d"] ** 1.5 * 3) * of["w"] * of["k"],
            lambda of: of["d"] ** 1.9 * 6e-4,
        {"Размер, мм": "{d}", "Тип": "{kind}", "Покрытие": "{cover}"},
    ),
    Family(
        HAND, "Торцевые головки", "Головка торцевая {drive} {d} мм, {depth}, {points} гр.", "Привод {drive}, {depth}",
        (Axis(values(drive=('1/2"', '1/4"', '3/8"', '3/4"', '1"'), q=("12", "14", "38", "34", "10"), w=(1, 0.5, 0.7,
            2.2, 4))), Axis(one_of("d", *range(5, 61)), 0.3),
         Axis(values(depth=("короткая", "глубокая", "ударная"), s=("S", "L", "I"), k=(1, 1.5, 1.9))),
             Axis(one_of("points", 6, 12))),
        _makers("-{q}{s}{d:02}-{points}", *_HANDS), lambda of: (40 + of["d"] ** 1.4 * 2.6) * of["w"] * of["k"],
            lambda of: of["d"] ** 2 * 2e-4,
        {"Размер, мм": "{d}", "Привод": "{drive}", "Граней": "{points}"}, share=0.8,
    ),
    Family(
        HAND, "Отвёртки", "Отвёртка {tip}×{length} мм, {grip}", "Отвёртки {tip}",
        (Axis(one_of("tip", "PH2", "PH1", "PZ2", "SL5.5", "PH3", "PZ1", "PZ3", "SL4", "SL6.5", "SL8", "T10", "T15",
            "T20", "T25", "T30", "T40", "H4", "H5")),
         Axis(one_of("length", 100, 75, 125, 150, 200, 60, 250, 300)),
         Axis(values(grip=("двухкомпонентная рукоятка", "диэлектрическая 1000 В", "ударная", "сменное жало"), s=("",
             "V", "U", "R"), k=(1, 1.9, 1.6, 1.4)))),
        _makers("-{tip}-{length}{s}", *_HANDS), lambda of: (60 + of["length"] * 0.7) * of["k"],
            lambda of: of["length"] * 8e-4,
        {"Шлиц": "{tip}", "Длина, мм": "{length}"}, share=0.5,
    ),
    Family(
        ABRASIVES, "Круги отрезные и зачистные", "Круг {kind} {d}×{b:g}×{bore} {stuff}", "{kind}, {d} мм",
        (Axis(one_of("d", 125, 230, 115, 150, 180, 300, 355, 400)), Axis(one_of("b", 1, 1.2, 1.6, 2, 2.5, 3, 6)),
            Axis(one_of("bore", "22,23", "32", "20", "25,4")),
         Axis(values(kind=("отрезной", "зачистной", "лепестковый торцевой"), s=("C", "G", "F"), w=(1, 1.3, 2.4))),
         Axis(values(stuff=("A24", "A30", "A36", "A46", "A60", "C24", "C30", "ZA40", "ZA60", "ZA80"), k=(1, 1, 1.1,
             1.1, 1.2, 1.2, 1.3, 1.7, 1.7, 1.7)))),
        _makers("{s}{d}-{b:g}-{bore}-{stuff}", *_GRITS),
            lambda of: (12 + (of["d"] / 10) ** 1.7 * of["b"] ** 0.5 * 0.7) * of["w"] * of["k"],
        lambda of: of["d"] ** 2 * of["b"] * 2e-6, {"D, мм": "{d}", "Толщина, мм": "{b:g}", "Материал": "{stuff}"},
            share=0.7,
    ),
    Family(
        ABRASIVES, "Шкурка и ленты", "Лента шлифовальная {width}×{length} P{grit} {cloth}", "Ширина {width} мм",
        (Axis(one_of("width", 75, 100, 50, 150, 200, 30, 610, 930)), Axis(one_of("length", 533, 610, 915, 1000, 1500,
            2000, 2500, 3350)), Axis(_GRIT),
         Axis(values(cloth=("корунд", "цирконий", "керамика", "карбид кремния"), s=("A", "Z", "K", "C"), k=(1, 1.8,
             2.6, 1.2)))),
        _makers("-{width}X{length}-{grit}{s}", *_GRITS), lambda of: (15 + of["width"] * of["length"] / 1700) * of["k"],
        lambda of: of["width"] * of["length"] * 1e-6, {"Ширина, мм": "{width}", "Длина, мм": "{length}",
            "Зерно": "P{grit}", "Абразив": "{cloth}"}, share=0.8,
    ),
    Family(
        WELDING, "Электроды", "Электроды {mark} {d:g} мм, {pack} кг", "{mark}",
        (Axis(one_of("mark", "МР-3", "УОНИ-13/55", "ОЗС-12", "ОК 46.00", "АНО-21", "ЦЛ-11", "ОЗЛ-8", "Т-590", "LB-52U",
            "ЦЧ-4", "МР-3С", "АНО-4")),
         Axis(one_of("d", 3, 4, 2.5, 2, 5, 6, 1.6)), Axis(one_of("pack", 5, 1, 2.5, 6, 3))),
        _makers("-{mark}-{d:g}-{pack}", *_WELDERS), lambda of: (150 + 60 / of["d"]) * of["pack"],
            lambda of: float(of["pack"]),
        {"d, мм": "{d:g}", "Марка": "{mark}"}, share=0.2, unit="пачка",
    ),
    Family(
        WELDING, "Проволока сварочная", "Проволока сварочная {mark} {d:g} мм, кассета {pack} кг", "{mark}",
        (Axis(one_of("mark", "СВ08Г2С", "ER70S-6", "ER308LSi", "ER4043", "ER5356", "E71T-GS", "ER316LSi", "CuSi3")),
            Axis(one_of("d", 0.8, 1, 1.2, 0.6, 1.6)), Axis(one_of("pack", 15, 5, 1, 18, 7))),
        _makers("-{mark}-{d:g}-{pack}", *_WELDERS), lambda of: (170 + 30 / of["d"]) * of["pack"],
            lambda of: float(of["pack"]),
        {"d, мм": "{d:g}", "Марка": "{mark}"}, share=0.15, unit="кг",
    ),
)  # fmt: skip
