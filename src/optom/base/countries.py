"""Countries of the world by their codes (ОКСМ, the same digits as ISO 3166-1), with their short names.

The names are those that people write on papers; the classifier's own ("КОРЕЯ, РЕСПУБЛИКА") are understood besides.
"""

from functools import cache
from typing import Literal

RUSSIA = "643"
_LIST = """
004|Афганистан|Afghanistan
008|Албания|Albania
010|Антарктида|Antarctica
012|Алжир|Algeria
016|Американское Самоа|American Samoa
020|Андорра|Andorra
024|Ангола|Angola
028|Антигуа и Барбуда|Antigua and Barbuda
031|Азербайджан|Azerbaijan
032|Аргентина|Argentina
036|Австралия|Australia
040|Австрия|Austria
044|Багамы|Bahamas
048|Бахрейн|Bahrain
050|Бангладеш|Bangladesh
051|Армения|Armenia
052|Барбадос|Barbados
056|Бельгия|Belgium
060|Бермуды|Bermuda
064|Бутан|Bhutan
068|Боливия|Bolivia
070|Босния и Герцеговина|Bosnia and Herzegovina
072|Ботсвана|Botswana
074|Остров Буве|Bouvet Island
076|Бразилия|Brazil
084|Белиз|Belize
086|Британская территория в Индийском океане|British Indian Ocean Territory
090|Соломоновы Острова|Solomon Islands
092|Виргинские острова (Британские)|Virgin Islands (British)
096|Бруней|Brunei
100|Болгария|Bulgaria
104|Мьянма|Myanmar
108|Бурунди|Burundi
112|Беларусь|Belarus
116|Камбоджа|Cambodia
120|Камерун|Cameroon
124|Канада|Canada
132|Кабо-Верде|Cabo Verde
136|Острова Кайман|Cayman Islands
140|Центрально-Африканская Республика|Central African Republic
144|Шри-Ланка|Sri Lanka
148|Чад|Chad
152|Чили|Chile
156|Китай|China
158|Тайвань (Китай)|Taiwan
162|Остров Рождества|Christmas Island
166|Кокосовые острова|Cocos (Keeling) Islands
170|Колумбия|Colombia
174|Коморы|Comoros
175|Майотта|Mayotte
178|Конго|Congo
180|Конго, Демократическая Республика|Congo (Democratic Republic)
184|Острова Кука|Cook Islands
188|Коста-Рика|Costa Rica
191|Хорватия|Croatia
192|Куба|Cuba
196|Кипр|Cyprus
203|Чехия|Czechia
204|Бенин|Benin
208|Дания|Denmark
212|Доминика|Dominica
214|Доминиканская Республика|Dominican Republic
218|Эквадор|Ecuador
222|Эль-Сальвадор|El Salvador
226|Экваториальная Гвинея|Equatorial Guinea
231|Эфиопия|Ethiopia
232|Эритрея|Eritrea
233|Эстония|Estonia
234|Фарерские острова|Faroe Islands
238|Фолклендские острова|Falkland Islands
239|Южная Георгия и Южные Сандвичевы острова|South Georgia and the South Sandwich Islands
242|Фиджи|Fiji
246|Финляндия|Finland
248|Аландские острова|Åland Islands
250|Франция|France
254|Французская Гвиана|French Guiana
258|Французская Полинезия|French Polynesia
260|Французские Южные территории|French Southern Territories
262|Джибути|Djibouti
266|Габон|Gabon
268|Грузия|Georgia
270|Гамбия|Gambia
275|Палестина|Palestine
276|Германия|Germany
288|Гана|Ghana
292|Гибралтар|Gibraltar
296|Кирибати|Kiribati
300|Греция|Greece
304|Гренландия|Greenland
308|Гренада|Grenada
312|Гваделупа|Guadeloupe
316|Гуам|Guam
320|Гватемала|Guatemala
324|Гвинея|Guinea
328|Гайана|Guyana
332|Гаити|Haiti
334|Остров Херд и острова Макдональд|Heard Island and McDonald Islands
336|Ватикан|Holy See
340|Гондурас|Honduras
344|Гонконг|Hong Kong
348|Венгрия|Hungary
352|Исландия|Iceland
356|Индия|India
360|Индонезия|Indonesia
364|Иран|Iran
368|Ирак|Iraq
372|Ирландия|Ireland
376|Израиль|Israel
380|Италия|Italy
384|Кот-д'Ивуар|Côte d'Ivoire
388|Ямайка|Jamaica
392|Япония|Japan
398|Казахстан|Kazakhstan
400|Иордания|Jordan
404|Кения|Kenya
408|КНДР|Korea (North)
410|Республика Корея|Korea (South)
414|Кувейт|Kuwait
417|Киргизия|Kyrgyzstan
418|Лаос|Laos
422|Ливан|Lebanon
426|Лесото|Lesotho
428|Латвия|Latvia
430|Либерия|Liberia
434|Ливия|Libya
438|Лихтенштейн|Liechtenstein
440|Литва|Lithuania
442|Люксембург|Luxembourg
446|Макао|Macao
450|Мадагаскар|Madagascar
454|Малави|Malawi
458|Малайзия|Malaysia
462|Мальдивы|Maldives
466|Мали|Mali
470|Мальта|Malta
474|Мартиника|Martinique
478|Мавритания|Mauritania
480|Маврикий|Mauritius
484|Мексика|Mexico
492|Монако|Monaco
496|Монголия|Mongolia
498|Молдова|Moldova
499|Черногория|Montenegro
500|Монтсеррат|Montserrat
504|Марокко|Morocco
508|Мозамбик|Mozambique
512|Оман|Oman
516|Намибия|Namibia
520|Науру|Nauru
524|Непал|Nepal
528|Нидерланды|Netherlands
531|Кюрасао|Curaçao
533|Аруба|Aruba
534|Синт-Мартен|Sint Maarten
535|Бонайре, Синт-Эстатиус и Саба|Bonaire, Sint Eustatius and Saba
540|Новая Каледония|New Caledonia
548|Вануату|Vanuatu
554|Новая Зеландия|New Zealand
558|Никарагуа|Nicaragua
562|Нигер|Niger
566|Нигерия|Nigeria
570|Ниуэ|Niue
574|Остров Норфолк|Norfolk Island
578|Норвегия|Norway
580|Северные Марианские острова|Northern Mariana Islands
581|Малые Тихоокеанские острова США|United States Minor Outlying Islands
583|Микронезия|Micronesia
584|Маршалловы Острова|Marshall Islands
585|Палау|Palau
586|Пакистан|Pakistan
591|Панама|Panama
598|Папуа - Новая Гвинея|Papua New Guinea
600|Парагвай|Paraguay
604|Перу|Peru
608|Филиппины|Philippines
612|Питкерн|Pitcairn
616|Польша|Poland
620|Португалия|Portugal
624|Гвинея-Бисау|Guinea-Bissau
626|Тимор-Лесте|Timor-Leste
630|Пуэрто-Рико|Puerto Rico
634|Катар|Qatar
638|Реюньон|Réunion
642|Румыния|Romania
643|Россия|Russia
646|Руанда|Rwanda
652|Сен-Бартелеми|Saint Barthélemy
654|Святая Елена|Saint Helena
659|Сент-Китс и Невис|Saint Kitts and Nevis
660|Ангилья|Anguilla
662|Сент-Люсия|Saint Lucia
663|Сен-Мартен|Saint Martin
666|Сен-Пьер и Микелон|Saint Pierre and Miquelon
670|Сент-Винсент и Гренадины|Saint Vincent and the Grenadines
674|Сан-Марино|San Marino
678|Сан-Томе и Принсипи|Sao Tome and Principe
682|Саудовская Аравия|Saudi Arabia
686|Сенегал|Senegal
688|Сербия|Serbia
690|Сейшелы|Seychelles
694|Сьерра-Леоне|Sierra Leone
702|Сингапур|Singapore
703|Словакия|Slovakia
704|Вьетнам|Viet Nam
705|Словения|Slovenia
706|Сомали|Somalia
710|Южная Африка|South Africa
716|Зимбабве|Zimbabwe
724|Испания|Spain
728|Южный Судан|South Sudan
729|Судан|Sudan
732|Западная Сахара|Western Sahara
740|Суринам|Suriname
744|Шпицберген и Ян-Майен|Svalbard and Jan Mayen
748|Эсватини|Eswatini
752|Швеция|Sweden
756|Швейцария|Switzerland
760|Сирия|Syria
762|Таджикистан|Tajikistan
764|Таиланд|Thailand
768|Того|Togo
772|Токелау|Tokelau
776|Тонга|Tonga
780|Тринидад и Тобаго|Trinidad and Tobago
784|ОАЭ|United Arab Emirates
788|Тунис|Tunisia
792|Турция|Türkiye
795|Туркмения|Turkmenistan
796|Теркс и Кайкос|Turks and Caicos Islands
798|Тувалу|Tuvalu
800|Уганда|Uganda
804|Украина|Ukraine
807|Северная Македония|North Macedonia
818|Египет|Egypt
826|Великобритания|United Kingdom
831|Гернси|Guernsey
832|Джерси|Jersey
833|Остров Мэн|Isle of Man
834|Танзания|Tanzania
840|США|United States
850|Виргинские острова (США)|Virgin Islands (U.S.)
854|Буркина-Фасо|Burkina Faso
858|Уругвай|Uruguay
860|Узбекистан|Uzbekistan
862|Венесуэла|Venezuela
876|Уоллис и Футуна|Wallis and Futuna
882|Самоа|Samoa
887|Йемен|Yemen
894|Замбия|Zambia
895|Абхазия|Abkhazia
896|Южная Осетия|South Ossetia
"""
_ALSO = """
112|Белоруссия
156|КНР
156|Китайская Народная Республика
158|Тайвань
203|Чешская Республика
276|ФРГ
276|Федеративная Республика Германия
398|Республика Казахстан
408|Корея, Народно-Демократическая Республика
410|Корея
410|Корея, Республика
410|Южная Корея
410|Korea
417|Кыргызстан
498|Республика Молдова
498|Молдова, Республика
643|Российская Федерация
643|РФ
643|Russian Federation
704|Вьетнам, Социалистическая Республика
704|Vietnam
710|ЮАР
764|Тайланд
784|Объединенные Арабские Эмираты
792|Турецкая Республика
792|Turkey
795|Туркменистан
826|Соединенное Королевство
826|UK
840|Соединенные Штаты
840|Соединенные Штаты Америки
840|USA
"""


@cache
def _names() -> dict[str, tuple[str, str]]:
    rows = (line.split("|") for line in _LIST.split("\n") if line)
    return {code: (russian, english) for code, russian, english in rows}


@cache
def _codes() -> dict[str, str]:
    """Codes by every name that is understood."""
    said = [(name, code) for code, names in _names().items() for name in names]
    said += [(name, code) for code, name in (line.split("|") for line in _ALSO.split("\n") if line)]
    return {_plain(name): code for name, code in said}


def country_name(code: str, language: Literal["ru", "en"] = "ru") -> str:
    """The short name of a country; empty for a code that there is not."""
    return _names().get(code, ("", ""))[language == "en"]


def country_code(said: str) -> str:
    """The code of a country that is named by its code or by a name, in Russian or English; empty for no country."""
    text = _plain(said)
    if text.isdecimal():
        return text.zfill(3) if text.zfill(3) in _names() else ""
    return _codes().get(text, "")


def countries(language: Literal["ru", "en"]) -> list[str]:
    """All names, for who chooses one."""
    return sorted((country_name(code, language) for code in _names()), key=_plain)


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("ё", "е").split())
