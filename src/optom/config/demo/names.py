"""Names of Russian firms, people and streets."""

# ruff: noqa: PLR2004 -- shares and habits of a firm that is made up
from random import Random

# ruff: noqa: SIM905 -- words are read as rows
REGIONS = (
    ("77", "Москва"), ("78", "Санкт-Петербург"), ("16", "Казань"), ("54", "Новосибирск"), ("66", "Екатеринбург"),
    ("52", "Нижний Новгород"), ("63", "Самара"), ("74", "Челябинск"), ("59", "Пермь"), ("02", "Уфа"),
    ("61", "Ростов-на-Дону"),
    ("23", "Краснодар"), ("36", "Воронеж"), ("24", "Красноярск"), ("55", "Омск"), ("72", "Тюмень"), ("42", "Кемерово"),
    ("22", "Барнаул"), ("34", "Волгоград"), ("64", "Саратов"),
)  # fmt: skip
_FIRST = (
    "Пром Тех Агро Маш Строй Авто Энерго Метал Гидро Пневмо Электро Сельхоз Лес Горно Нефте Газ Урал Сибир Волга "
    "Вектор Альянс Спец Регион Восток Север Юг Транс Дор Мост Завод Станко Инструмент Крепёж Подшипник Ремонт "
    "Сервис Универсал Профи Мастер Гранит"
).split()
_SECOND = (
    "Снаб Деталь Маш Комплект Ресурс Центр Торг Сервис Монтаж Сбыт Групп Индустрия Механика Привод Техника Запчасть "
    "Оснастка Поставка Инжиниринг Холдинг Система Контракт Плюс Лидер Стандарт Альфа Вектор Импульс Ремонт Мир Дом "
    "Союз Партнёр Сила Опора Основа Линия Регион Логистик Строй Агрегат Узел Профиль Метиз База Склад Гарант "
    "Прогресс Эксперт Проект"
).split()
_THIRD = ("", "-Урал", "-Сибирь", "-Волга", " М", "-Юг", "-Центр", " Плюс", "-Восток", " НН", "-2000", " Про")
_STREETS = (
    "Промышленная Заводская Индустриальная Складская Ленина Мира Гагарина Советская Строителей Машиностроителей "
    "Энтузиастов Кирова Фрунзе Труда Калинина Октябрьская Транспортная Элеваторная Южная Северная"
).split()
_SURNAMES = (
    "Иванов Петров Сидоров Кузнецов Смирнов Попов Васильев Соколов Михайлов Новиков Фёдоров Морозов Волков Алексеев "
    "Лебедев Семёнов Егоров Павлов Козлов Степанов Николаев Орлов Андреев Макаров Никитин Захаров Зайцев Соловьёв "
    "Борисов Яковлев Григорьев Романов Воробьёв Сергеев Кузьмин Фролов Александров Дмитриев Королёв Гусев Киселёв "
    "Ильин Максимов Поляков Сорокин Виноградов Ковалёв"
).split()
_MEN = (
    "Александр Сергей Дмитрий Андрей Алексей Максим Евгений Иван Михаил Николай Павел Роман Виктор Олег Артём Денис "
    "Игорь"
).split()
_WOMEN = (
    "Елена Ольга Наталья Анна Татьяна Ирина Екатерина Светлана Мария Юлия Марина Людмила Галина Надежда Ксения".split()
)
_FATHERS = "Александр Сергей Иван Владимир Виктор Борис Николай Степан Павел Олег".split()
_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh sch _ y _ e yu ya".split(),
        strict=True,
    )
)


def firm(number: int) -> str:
    """The name of the firm of this number: no two of the first twenty thousand are the same."""
    spread = number * 7919 % (len(_FIRST) * len(_SECOND) * len(_THIRD))
    rest, first = divmod(spread, len(_FIRST))
    third, second = divmod(rest, len(_SECOND))
    return f"{_FIRST[first]}{_SECOND[second]}{_THIRD[third]}"


def person(dice: Random) -> str:
    """Surname, name and patronymic, in agreement."""
    surname, father = dice.choice(_SURNAMES), dice.choice(_FATHERS)
    if dice.random() < 0.5:
        return f"{surname} {dice.choice(_MEN)} {father.removesuffix('й')}{'евич' if father.endswith('й') else 'ович'}"
    return f"{surname}а {dice.choice(_WOMEN)} {father.removesuffix('й')}{'евна' if father.endswith('й') else 'овна'}"


def address(dice: Random, city: str) -> str:
    """A place in a city, with an index of no post office in particular."""
    index = f"{dice.randint(101, 680)}{dice.randint(0, 999):03}"
    return f"{index}, г. {city}, ул. {dice.choice(_STREETS)}, д. {dice.randint(1, 160)}"


def latin(name: str) -> str:
    """The surname as an address of e-mail writes it."""
    letters = (_LATIN.get(letter, "") for letter in name.split(maxsplit=1)[0].lower())
    return "".join(letters).replace("_", "")
