"""Electrics, plumbing, hoses, lubricants, safety."""

from .family import Axis, Family, Maker, one_of, values

ELECTRICS, PLUMBING, PNEUMATICS = "Электрика", "Сантехника и арматура", "Шланги и пневматика"
OILS, SAFETY = "Смазки и масла", "Охрана труда"


def _makers(article: str, *brands: tuple[str, str, float]) -> tuple[Maker, ...]:
    """The same system of numbers under each maker's own prefix."""
    return tuple(Maker(brand, prefix + article, dear) for brand, prefix, dear in brands)


_BREAKERS = (("ABB", "S20", 2.0), ("Schneider Electric", "A9F", 2.1), ("IEK", "MVA", 0.6), ("EKF", "mcb", 0.6),
    ("Legrand", "40", 1.9),
             ("КЭАЗ", "OptiDin-", 0.7), ("DEKraft", "12", 0.75), ("TDM Electric", "SQ", 0.5), ("Chint", "NX", 0.6),
                 ("Siemens", "5SY", 2.0))  # fmt: skip
_CABLES = (("Кольчугино", "КЛ-", 1.0), ("Камкабель", "КК-", 1.05), ("Севкабель", "СК-", 1.05), ("Подольсккабель",
    "ПК-", 0.98),
           ("Кабэкс", "КБ-", 0.9), ("Угличкабель", "УК-", 0.95))  # fmt: skip
_TAPS = (("Bugatti", "BG", 1.7), ("Giacomini", "R", 1.8), ("Valtec", "VT.", 1.0), ("Itap", "IT", 1.4), ("STOUT", "SV",
    1.0), ("LD", "LD.", 0.8),
         ("Галлоп", "ГЛ", 0.6), ("Danfoss", "DF", 2.0), ("ADL", "AD", 1.3), ("Benarmo", "BN", 0.9))  # fmt: skip
_AIR = (("Festo", "QS-", 2.6), ("SMC", "KQ", 2.4), ("Camozzi", "CZ", 1.7), ("Parker", "PK", 2.3), ("Pneumax", "PX",
    1.2), ("Semperit", "SM", 1.5),
        ("Camlock", "CL", 1.0), ("ВРТ", "В", 0.6), ("Verso", "VS", 0.8))  # fmt: skip
_OILS = (("Mobil", "MB", 1.9), ("Shell", "SH", 1.8), ("Castrol", "CS", 1.8), ("Лукойл", "ЛК", 1.0), ("Роснефть", "РН",
    0.95), ("Газпромнефть", "ГН", 1.0),
         ("Total", "TT", 1.6), ("Klüber", "KB", 3.5), ("Molykote", "MK", 3.2), ("ВНИИНП", "ВН", 1.3))  # fmt: skip
_WEAR = (("3M", "3M-", 2.2), ("Uvex", "UV", 2.0), ("Ansell", "AN", 1.8), ("РОСОМЗ", "РМ", 0.8), ("Исток", "ИС", 0.6),
    ("Восток-Сервис", "ВС", 0.7),
         ("Техноавиа", "ТА", 0.9), ("Manipula", "MN", 0.7))  # fmt: skip
_INCHES = values(dn=(15, 20, 25, 32, 40, 50, 65, 80, 100, 125, 150, 200, 250, 300),
                 inch=('1/2"', '3/4"', '1"', '1 1/4"', '1 1/2"', '2"', '2 1/2"', '3"', '4"', '5"', '6"', '8"', '10"',
                     '12"'))  # fmt: skip
_TUBES = one_of("d", 6, 8, 10, 12, 4, 16, 14, 19, 25, 32, 38, 50, 63, 75, 100)

FAMILIES = (
    Family(
        ELECTRICS, "Автоматические выключатели", "Выключатель автоматический {poles}P {curve}{amps} А, {ka} кА",
            "{poles}P, характеристика {curve}",
        (Axis(one_of("amps", 16, 25, 10, 32, 6, 40, 50, 63, 20, 2, 4, 80, 100, 13, 1, 3, 125)), Axis(values(poles=(1,
            3, 2, 4), w=(1, 3.1, 2.1, 4.2))), Axis(one_of("curve", "C", "B", "D", "K", "Z")),
         Axis(values(ka=("6", "4,5", "10", "15"), k=(1, 0.8, 1.5, 2.2)))),
        _makers("{poles}{curve}{amps:03}-{ka}", *_BREAKERS), lambda of: 210 * of["w"] * of["k"] + of["amps"],
            lambda of: 0.12 * of["poles"],
        {"Ток, А": "{amps}", "Полюсов": "{poles}", "Характеристика": "{curve}"}, share=0.4,
    ),
    Family(
        ELECTRICS, "Кабель и провод", "Кабель {mark} {cores}×{mm2:g} {fire}", "{mark}, жил {cores}",
        (Axis(one_of("mark", "ВВГнг(А)-LS", "ПВС", "ВВГ-Пнг(А)", "КГ", "NYM", "АВВГнг", "ВБШвнг(А)", "КВВГнг(А)",
            "ПуГВ", "МКЭШ")), Axis(values(cores=(3, 2, 4, 5, 1, 7, 10, 14))),
         Axis(one_of("mm2", 1.5, 2.5, 4, 6, 10, 16, 0.75, 1, 25, 35, 50, 70, 95, 120, 150, 185, 240)),
         Axis(values(fire=("0,66 кВ", "1 кВ", "0,38 кВ"), volts=("066", "1", "038"), k=(1, 1.15, 0.9)))),
        _makers("{mark}-{cores}X{mm2:g}-{volts}", *_CABLES), lambda of: (4 + of["cores"] * of["mm2"] * 9) * of["k"],
            lambda of: of["cores"] * of["mm2"] * 0.012,
        {"Жил": "{cores}", "Сечение, мм²": "{mm2:g}", "Марка": "{mark}"}, share=0.7, unit="м",
    ),
    Family(
        ELECTRICS, "Контакторы", "Контактор {amps} А, катушка {coil} В {kind}, {contacts}", "{amps} А",
        (Axis(one_of("amps", 9, 12, 18, 25, 32, 40, 50, 65, 80, 95, 115, 150, 185, 225, 265, 330, 400, 500), 0.2),
            Axis(one_of("coil", 230, 24, 400, 110, 48, 36)), Axis(one_of("kind", "AC", "DC")), Axis(one_of("contacts",
            "1НО", "1НЗ", "1НО+1НЗ", "2НО"))),
        _makers("K{amps}-{coil}{kind}-{contacts}", *_BREAKERS), lambda of: 450 + of["amps"] ** 1.25 * 22,
            lambda of: 0.3 + of["amps"] * 0.01,
        {"Ток, А": "{amps}", "Катушка, В": "{coil}"}, share=0.5,
    ),
    Family(
        ELECTRICS, "Наконечники и гильзы", "Наконечник {kind} {mm2:g} мм², под М{m}", "{kind}",
        (Axis(values(kind=("ТМЛ", "ТМ", "ТА", "ТАМ", "НШВИ", "НКИ", "НВИ", "ГМЛ"), w=(1, 0.8, 0.6, 1.6, 0.2, 0.3, 0.3,
            1))), Axis(one_of("mm2", 2.5, 4, 6, 10, 16, 25, 35, 50, 70, 95, 120, 150, 185, 240, 1.5, 0.75)),
            Axis(one_of("m", 6, 8, 10, 12, 5, 4, 14, 16))),
        _makers("{kind}{mm2:g}-{m}", *_BREAKERS), lambda of: (2 + of["mm2"] * 1.1) * of["w"],
            lambda of: of["mm2"] * 3e-4, {"Сечение, мм²": "{mm2:g}", "Под болт": "М{m}", "Тип": "{kind}"}, share=0.4,
    ),
    Family(
        ELECTRICS, "Светильники и лампы", "Лампа светодиодная {form} {watt} Вт {kelvin} К {base}", "{form}",
        (Axis(one_of("form", "A60", "G45", "C37", "T8", "MR16", "R63", "A70", "GX53")), Axis(one_of("watt", 10, 7, 12,
            15, 20, 5, 9, 18, 25, 30, 40, 50)), Axis(one_of("kelvin", 4000, 3000, 6500, 2700)), Axis(one_of("base",
            "E27", "E14", "GU10", "G13", "GU5.3", "E40"))),
        _makers("LED-{form}-{watt}-{kelvin}-{base}", *_BREAKERS[2:]), lambda of: 55 + of["watt"] * 6,
            lambda of: 0.05 + of["watt"] * 0.004, {"Мощность, Вт": "{watt}", "Цвет, К": "{kelvin}",
            "Цоколь": "{base}"}, share=0.4,
    ),
    Family(
        PLUMBING, "Краны шаровые", "Кран шаровой {inch} DN{dn} PN{pn} {thread}, {handle}", "DN{dn}, {thread}",
        (Axis(_INCHES, 0.0), Axis(one_of("pn", 40, 25, 16, 63)), Axis(one_of("thread", "ВР-ВР", "ВР-НР", "НР-НР",
            "фланец", "под приварку")), Axis(values(handle=("рычаг", "бабочка", "редуктор", "электропривод"), s=("L",
            "B", "G", "E"), k=(1, 1, 2.5, 6)))),
        _makers("{dn:03}{pn}{s}-{thread}", *_TAPS), lambda of: (110 + of["dn"] ** 1.6 * 1.3) * of["k"],
            lambda of: of["dn"] ** 1.8 * 7e-4, {"DN": "{dn}", "PN": "{pn}", "Присоединение": "{thread}"}, share=0.6,
    ),
    Family(
        PLUMBING, "Фитинги", "{form} {inch} DN{dn} {stuff}, {thread}", "{form}, {stuff}",
        (Axis(one_of("form", "Угольник", "Тройник", "Муфта", "Ниппель", "Футорка", "Переходник", "Заглушка",
            "Крестовина", "Сгон", "Контргайка", "Бочонок")), Axis(_INCHES), Axis(values(stuff=("латунь", "чугун",
            "нерж. 304", "нерж. 316", "оцинк.", "PPR"), s=("BR", "CI", "S4", "S6", "ZN", "PP"), k=(1.2, 0.6, 2.2, 3,
            0.7, 0.3))),
         Axis(one_of("thread", "ВР", "НР", "ВР-НР", "пайка"))),
        _makers("{form:.3}{dn}{s}{thread}", *_TAPS), lambda of: (25 + of["dn"] ** 1.3 * 1.4) * of["k"],
            lambda of: of["dn"] ** 1.6 * 5e-4, {"DN": "{dn}", "Материал": "{stuff}", "Присоединение": "{thread}"},
            share=0.8,
    ),
    Family(
        PLUMBING, "Затворы и задвижки", "{kind} DN{dn} PN{pn} {stuff}", "{kind}",
        (Axis(values(kind=("Затвор дисковый", "Задвижка клиновая", "Клапан обратный", "Фильтр сетчатый",
            "Вентиль запорный", "Клапан предохранительный"), s=("BV", "GV", "CV", "YF", "SV", "PV"), w=(1.3, 2.5, 1.4,
            1, 1.1, 2.8))), Axis(_INCHES[4:], 0.2), Axis(one_of("pn", 16, 10, 25, 40)), Axis(values(stuff=("чугун",
            "сталь 20", "нерж. 304", "бронза"), t=("Ч", "С", "Н", "Б"), k=(1, 1.6, 3.2, 2.8)))),
        _makers("{s}{dn:03}-{pn}{t}", *_TAPS), lambda of: (500 + of["dn"] ** 1.6 * 2) * of["w"] * of["k"],
            lambda of: of["dn"] ** 1.7 * 3e-3, {"DN": "{dn}", "PN": "{pn}", "Материал": "{stuff}"}, share=0.4,
    ),
    Family(
        PNEUMATICS, "Фитинги цанговые", "Фитинг цанговый {form} {d} мм — {thread}", "{form}",
        (Axis(values(form=("прямой", "угловой", "тройник", "крест", "регулятор потока", "быстросъём"), s=("S", "L",
            "T", "X", "V", "Q"), k=(1, 1.2, 1.5, 2.2, 3, 2))), Axis(_TUBES[:7]), Axis(one_of("thread", "G1/4", "G1/8",
            "G3/8", "G1/2", "M5", "R1/4", "R1/8", "R3/8", "трубка"))),
        _makers("{s}-{d}-{thread}", *_AIR), lambda of: (45 + of["d"] * 6) * of["k"], lambda of: of["d"] * 2e-3,
            {"d, мм": "{d}", "Резьба": "{thread}", "Форма": "{form}"}, share=0.3,
    ),
    Family(
        PNEUMATICS, "Рукава и шланги", "Рукав {kind} {d} мм, {bar} бар, {stuff}", "Рукав {kind}, {stuff}",
        (Axis(values(kind=("воздушный", "водяной", "маслобензостойкий", "паровой", "абразивный", "пищевой", "РВД 1SN",
            "РВД 2SN", "РВД 4SP"), s=("A", "W", "O", "S", "B", "F", "1", "2", "4"), w=(1, 0.8, 1.4, 2.5, 2, 2.2, 2.4,
            3, 4.5))), Axis(_TUBES), Axis(one_of("bar", 10, 16, 20, 40, 63, 6)), Axis(values(stuff=("NBR", "EPDM",
            "PVC", "силикон", "PU"), k=(1, 1.1, 0.5, 2.6, 1.6)))),
        _makers("H{s}-{d}-{bar}-{stuff}", *_AIR), lambda of: (30 + of["d"] ** 1.25 * 4) * of["w"] * of["k"],
            lambda of: of["d"] * 0.02, {"d, мм": "{d}", "Давление, бар": "{bar}", "Материал": "{stuff}"}, share=0.5,
            unit="м",
    ),
    Family(
        PNEUMATICS, "Пневмоцилиндры", "Пневмоцилиндр {kind} {bore}×{stroke}", "{kind}, D {bore} мм",
        (Axis(one_of("bore", 32, 40, 50, 63, 25, 80, 20, 100, 16, 125, 160, 200)), Axis(one_of("stroke", 50, 100, 25,
            80, 125, 160, 200, 250, 320, 400, 500, 15, 30, 40, 600, 700, 800, 1000)), Axis(values(kind=("ISO 15552",
            "компактный", "ISO 6432", "бесштоковый", "с направляющими"), s=("DSBC", "ADN", "DSNU", "DGC", "DFM"),
            k=(1.2, 1, 0.8, 4, 2.5))), Axis(one_of("mag", "", "-M", "-V"))),
        _makers("{s}-{bore}-{stroke}{mag}", *_AIR), lambda of: (900 + of["bore"] * 22 + of["stroke"] * 4) * of["k"],
            lambda of: 0.2 + of["bore"] * of["stroke"] * 2e-4, {"D, мм": "{bore}", "Ход, мм": "{stroke}",
            "Тип": "{kind}"}, share=0.6,
    ),
    Family(
        OILS, "Смазки пластичные", "Смазка {mark} NLGI {nlgi}, {pack} {of_pack}", "{mark}",
        (Axis(values(mark=("Литол-24", "ЦИАТИМ-201", "ЦИАТИМ-221", "LGMT", "Mobilux EP", "Солидол Ж", "графитная",
            "медная", "силиконовая", "МС-1000", "Fiol", "полимочевинная"), k=(1, 2.5, 4, 3, 2, 0.6, 0.8, 3.5, 4, 2,
            1.2, 3.2))), Axis(one_of("nlgi", 2, 3, 1, 0, "00")), Axis(values(pack=("0,4", "0,8", "5", "18", "0,1",
            "180", "1"), kg=(0.4, 0.8, 5, 18, 0.1, 180, 1), of_pack=("кг, туба", "кг, банка", "кг, ведро", "кг, ведро",
            "кг, тюбик", "кг, бочка", "кг, банка")))),
        _makers("-{mark}-{nlgi}-{pack}", *_OILS), lambda of: 30 + 260 * of["kg"] ** 0.93 * of["k"],
            lambda of: of["kg"] * 1.06, {"Класс NLGI": "{nlgi}", "Фасовка, кг": "{pack}"}, share=0.3,
    ),
    Family(
        OILS, "Масла индустриальные", "Масло {mark} {iso}, {litres} л", "{mark}",
        (Axis(values(mark=("И-20А", "И-40А", "гидравлическое HLP", "гидравлическое HVLP", "редукторное CLP",
            "компрессорное VDL", "турбинное ТП", "трансмиссионное", "моторное", "СОЖ", "вакуумное", "холодильное"),
            k=(0.7, 0.7, 1, 1.3, 1.4, 1.8, 1.3, 1.2, 1.6, 1.1, 3, 3.4))), Axis(one_of("iso", "ISO 46", "ISO 32",
            "ISO 68", "ISO 100", "ISO 150", "ISO 220", "ISO 320", "ISO 460", "ISO 22")), Axis(values(litres=(20, 5,
            208, 1, 4, 10, 60, 1000)))),
        _makers("-{mark:.19}-{iso}-{litres}", *_OILS), lambda of: 40 + 190 * of["litres"] ** 0.94 * of["k"],
            lambda of: of["litres"] * 0.9, {"Вязкость": "{iso}", "Объём, л": "{litres}"}, share=0.4,
    ),
    Family(
        SAFETY, "Перчатки", "Перчатки {kind}, {cover}, размер {size}", "Перчатки {kind}",
        (Axis(values(kind=("трикотажные", "нитриловые", "кожаные", "от порезов", "виброзащитные", "утеплённые",
            "диэлектрические", "химстойкие"), s=("T", "N", "K", "C", "V", "W", "E", "H"), k=(0.4, 1, 2.6, 3, 4, 2, 5,
            2))), Axis(one_of("size", "9", "10", "8", "11", "7", "6")), Axis(values(cover=("ПВХ", "латекс", "нитрил",
            "полиуретан", "без покрытия", "спилок"), f=("P", "L", "N", "U", "0", "S"))), Axis(one_of("cuff", "K", "D",
            "M"))),
        _makers("{s}{f}{cuff}-{size}", *_WEAR), lambda of: 45 * of["k"], lambda _of: 0.08, {"Размер": "{size}",
            "Покрытие": "{cover}"}, share=0.3, unit="пара",
    ),
    Family(
        SAFETY, "Очки и щитки", "Очки защитные {kind}, линза {lens}, {frame}", "{kind}",
        (Axis(values(kind=("открытые", "закрытые", "газосварочные", "щиток лицевой"), s=("O", "Z", "G", "F"), k=(1,
            1.4, 1.2, 2.5))), Axis(one_of("lens", "прозрачная", "жёлтая", "серая", "5-2,5", "3-1,7", "2C-1,2")),
            Axis(one_of("frame", "HAMMER", "UNIVERSAL", "PROGRESS", "SPARK", "ULTRA", "CLASSIC", "NEO", "TITAN",
            "VISION", "PANORAMA"))),
        _makers("{s}-{frame}-{lens}", *_WEAR), lambda of: 170 * of["k"], lambda _of: 0.1, {"Линза": "{lens}",
            "Модель": "{frame}"}, share=0.15,
    ),
    Family(
        SAFETY, "Аптечки и перевязка", "{kind}, {form}", "{kind}",
        (Axis(values(kind=("Аптечка для оказания первой помощи", "Бинт стерильный", "Пластырь",
            "Жгут кровоостанавливающий", "Салфетки антисептические", "Пакет охлаждающий"), s=("AP", "BN", "PL", "JG",
            "SF", "PH"), k=(12, 0.4, 0.3, 1.6, 0.5, 0.8))), Axis(one_of("form", "по приказу № 262н", "офисная",
            "производственная", "в кейсе", "в сумке", "набор 10 шт", "набор 50 шт", "набор 100 шт"))),
        _makers("-{s}-{form}", *_WEAR), lambda of: 90 * of["k"], lambda of: 0.1 * of["k"], {"Исполнение": "{form}"},
            share=0.05, tax="reduced",
    ),
    Family(
        SAFETY, "Медицинские изделия", "{kind}, {form}", "{kind}",
        (Axis(values(kind=("Термометр бесконтактный", "Алкотестер", "Тонометр", "Облучатель-рециркулятор"), s=("TM",
            "AL", "TN", "OR"), k=(3, 9, 5, 14))), Axis(one_of("form", "базовый", "профессиональный", "с поверкой",
            "настенный", "компактный"))),
        _makers("-{s}-{form}", *_WEAR), lambda of: 420 * of["k"], lambda of: 0.3 * of["k"], {"Исполнение": "{form}"},
            share=0.03, tax="none",
    ),
)  # fmt: skip
