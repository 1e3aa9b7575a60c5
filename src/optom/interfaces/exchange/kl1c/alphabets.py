"""In which alphabet a file is written; what it says of that itself is often wrong."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

SIGNATURE = "1CClientBankExchange"
_MARKS = {BOM_UTF8: "utf-8-sig", BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}
_ALPHABETS = ("utf-8", "cp1251", "cp866", "koi8-r")
# Words that every such file has some of; read in a wrong alphabet it has none.
_WORDS = (
    "Секция", "Документ", "РасчСчет", "Кодировка", "ВерсияФормата", "Плательщик", "Получатель", "Сумма", "КонецФайла"
)  # fmt: skip


def alphabet_of(head: bytes) -> str:
    """The alphabet in which the beginning of the file makes most sense; cp1251 where it says too little."""
    for mark, name in _MARKS.items():
        if head.startswith(mark):
            return name
    return max(_ALPHABETS, key=lambda name: (_sense(head, name), name == "cp1251"))


def is_exchange(head: bytes) -> bool:
    """By its signature; where the first line is lost, by the sections."""
    text = head.decode(alphabet_of(head), errors="replace")
    return SIGNATURE in text or "СекцияДокумент" in text or "СекцияРасчСчет" in text


def _sense(head: bytes, alphabet: str) -> int:
    text = head.decode(alphabet, errors="replace")
    return sum(text.count(word) for word in _WORDS)
