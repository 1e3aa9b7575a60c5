"""Bolts, screws, nuts, washers, anchors: standards, threads, lengths, classes, coatings."""

from collections.abc import Callable

from .family import Axis, Family, Maker, Values, one_of, values

LINE = "Крепёж"
_MAKERS = tuple(
    Maker(brand, f"{mark}{{din}}-{{m}}{{x}}{{length}}{{cls}}{{coat}}", dear)
    for brand, mark, dear in (
        ("Würth", "0", 2.2), ("Fabory", "F", 1.6), ("Hilti", "H", 2.4), ("Бервель", "Б", 0.9), ("ММК-Метиз", "", 0.7),
        ("Северсталь-метиз", "С", 0.75), ("РМЗ", "Р", 0.68), ("TECH-KREP", "TK", 0.8), ("Зубр", "З", 0.95), ("STARFIX",
            "SM", 0.85),
    )
)  # fmt: skip
_THREADS = one_of("m", 2.5, 3, 4, 5, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 27, 30, 33, 36, 42, 48)
_LENGTHS = tuple(
    {"x": "X", "length": length}
    for length in (4, 5, 6, 8, 10, 12, 14, 16, 18, *range(20, 81, 5), *range(90, 201, 10), *range(220, 401, 20))
)
_NO_LENGTH = ({"x": "", "length": ""},)
_COATS = values(
    coat=("-ZN", "", "-HDG", "-A2", "-A4", "-ZNG", "-FZN"), k=(1.0, 0.9, 1.4, 3.8, 5.5, 1.15, 1.7),
    cover=("цинк", "без покрытия", "горячий цинк", "нерж. A2", "нерж. A4", "жёлтый цинк", "цинк-ламельный"),
)  # fmt: skip
_CLASSES = values(
    cls=("-8.8", "-5.8", "-10.9", "-12.9", "-4.8"),
    strength=("8.8", "5.8", "10.9", "12.9", "4.8"),
    c=(1, 0.9, 1.4, 1.9, 0.8),
)
_NUT_CLASSES = values(
    cls=("-8", "-6", "-10", "-12", "-5"), strength=("8", "6", "10", "12", "5"), c=(1, 0.9, 1.3, 1.7, 0.85)
)
_NO_CLASS = ({"cls": "", "strength": "", "c": 1},)


def _rod(of: Values) -> float:
    """The mass of a rod with a head, kg."""
    return float(of["m"] ** 2 * ((of["length"] or 0) + of["m"] * 1.6) * 6.2e-6)


def _flat(of: Values) -> float:
    return float(of["m"] ** 3 * 6e-6)


def _by_mass(mass: Callable[[Values], float]) -> Callable[[Values], float]:
    return lambda of: (0.35 + mass(of) * 210) * of["k"] * of["c"] * of.get("w", 1)


def _rods(name: str, title: str, standards: tuple[Values, ...], share: float) -> Family:
    return Family(
        LINE, name, title + " М{m:g}×{length} {strength} {cover} DIN {din}", "DIN {din}, М{m:g}",
        (Axis(standards), Axis(_THREADS, 0.3), Axis(_LENGTHS, 0.3), Axis(_CLASSES), Axis(_COATS)), _MAKERS,
            _by_mass(_rod), _rod,
        {"Резьба": "М{m:g}", "Длина, мм": "{length}", "Прочность": "{strength}", "Покрытие": "{cover}",
            "Стандарт": "DIN {din}"},
        share=share,
    )  # fmt: skip


def _flats(name: str, title: str, standards: tuple[Values, ...], classes: tuple[Values, ...], share: float) -> Family:
    return Family(
        LINE, name, title + " М{m:g} {strength} {cover} DIN {din}", "DIN {din}, М{m:g}",
        (Axis(standards), Axis(_THREADS, 0.3), Axis(_NO_LENGTH), Axis(classes), Axis(_COATS)), _MAKERS,
            _by_mass(_flat), _flat,
        {"Резьба": "М{m:g}", "Покрытие": "{cover}", "Стандарт": "DIN {din}"}, share=share,
    )  # fmt: skip


def _anchor_cost(of: Values) -> float:
    return float(of["m"] ** 1.6 * of["length"] ** 0.4 / 8 * of["k"])


FAMILIES = (
    _rods("Болты", "Болт шестигранный, {thread},", values(din=("933", "931", "6921", "960", "961"), w=(1, 1, 1.4, 1.3,
        1.3), thread=(
        "полная резьба", "неполная резьба", "с фланцем", "мелкий шаг", "мелкий шаг, полная резьба")), 2.5),
    _rods("Винты", "Винт, {head},", values(din=("912", "7991", "7985", "965", "7380", "84", "913", "916"), w=(1.3, 1.3,
        1, 1, 1.4, 1, 1.1, 1.1),
          head=("внутренний шестигранник", "потай, внутренний шестигранник", "полукруглая головка", "потай",
              "полусфера",
                "цилиндрическая головка", "установочный", "установочный, острый конец")), 2.5),
    _flats("Гайки", "Гайка {form}", values(din=("934", "985", "6923", "439", "1587", "982", "315", "6331", "6334",
        "936"),
           w=(1, 1.5, 1.6, 0.9, 3, 1.6, 3, 2.5, 3, 0.9),
           form=("шестигранная", "самоконтрящаяся", "с фланцем", "низкая", "колпачковая", "самоконтрящаяся высокая",
               "барашковая",
                 "высокая с фланцем", "соединительная", "низкая облегчённая")), _NUT_CLASSES, 0.8),
    _flats("Шайбы", "Шайба {form}", values(din=("125", "127", "9021", "6798", "440", "7349", "433", "6916"), w=(0.5,
        0.5, 0.9, 0.7, 1, 1, 0.4, 1.2),
           form=("плоская", "гровер", "увеличенная", "стопорная зубчатая", "усиленная", "толстая", "малая",
               "высокопрочная")),
           _NO_CLASS, 0.4),
    Family(
        LINE, "Анкеры", "Анкер {kind} М{m:g}×{length}, {cover}", "Анкер {kind} М{m:g}",
        (Axis(values(din=("AN", "AR", "AK", "AZ", "AX"), kind=("клиновой", "с гайкой", "с крюком", "забивной",
            "химический"))),
         Axis(one_of("m", 6, 8, 10, 12, 16, 20, 24), 0.3),
         Axis(tuple({"x": "X", "length": length} for length in range(40, 301, 10)), 0.2), Axis(_NO_CLASS),
             Axis(_COATS)),
        _MAKERS, _anchor_cost, _rod, {"Резьба": "М{m:g}", "Длина, мм": "{length}", "Тип": "{kind}"}, share=0.5,
    ),
    Family(
        LINE, "Саморезы", "Саморез {kind} {m:g}×{length} {cover}", "Саморез {kind} {m:g} мм",
        (Axis(values(din=("ST", "SW", "SP", "SR", "SK"), kind=("по металлу", "по дереву", "с прессшайбой",
            "кровельный", "конструкционный"))),
         Axis(one_of("m", 3.5, 3.9, 4.2, 4.8, 5.5, 6.3, 8), 0.2), Axis(_LENGTHS[3:38], 0.3), Axis(_NO_CLASS),
             Axis(_COATS)),
        _MAKERS, _by_mass(_rod), _rod, {"Диаметр, мм": "{m:g}", "Длина, мм": "{length}", "Покрытие": "{cover}"},
            share=0.6,
    ),
    Family(
        LINE, "Шпильки резьбовые", "Шпилька резьбовая М{m:g}×{length} {strength} {cover} DIN {din}", "М{m:g}",
        (Axis(values(din=("975", "976"))), Axis(_THREADS, 0.3), Axis(tuple({"x": "X", "length": n} for n in (1000,
            2000, 3000, 500, 250))),
         Axis(_CLASSES), Axis(_COATS)),
        _MAKERS, _by_mass(_rod), _rod, {"Резьба": "М{m:g}", "Длина, мм": "{length}", "Прочность": "{strength}"},
            share=0.3,
    ),
)  # fmt: skip
