"""An act that was issued, as XML. What the schema demands and the act lacks is refused by name."""

from datetime import datetime
from decimal import Decimal
from typing import cast
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from optom.base.business_day import business_moment
from optom.base.refusal import Refusal, refuse_all
from optom.base.russian_dates import in_digits
from optom.domain.reconciliation.queries import ActFacts, Side, operation_title

from .nodes import Element

_PROGRAM = "Optom"
_CURRENCIES = {"RUB": "643", "BYN": "933", "CNY": "156", "EUR": "978", "KZT": "398", "USD": "840"}
_UNNUMBERED = "б/н"
_NAMES = {
    "payment": "Платежное поручение",
    "reversal": "Отмена оплаты",
    "opening": "Ввод остатка",
    "correction": "Корректировка",
    "dispatch": "Товарная накладная",
    "penalty": "Расчёт пеней",
}
_PAPERS = {  # where the paper itself is known
    "upd": "Универсальный передаточный документ",
    "ukd": "Универсальный корректировочный документ",
}


def written(facts: ActFacts, at: datetime) -> tuple[str, bytes]:
    """The file with its name. Refuses `reconciliation.requisites_missing`, `reconciliation.nothing_moved`."""
    _refuse_gaps(facts)
    name = _name(facts, at)
    root = etree.Element("Файл", ИдФайл=name, ВерсФорм="5.01", ВерсПрог=_PROGRAM)
    moment = business_moment(at)
    paper = etree.SubElement(
        root,
        "Документ",
        КНД="1110332",
        ДатаИнфОтпр=in_digits(moment.date()),
        ВрИнфОтпр=f"{moment:%H:%M:%S}",
        ДатаНачПер=in_digits(facts.since),
        ДатаОкПер=in_digits(facts.until),
        НомерАкт=facts.number,
    )
    head = etree.SubElement(paper, "СвДокКрАкт", КодОКВ=_CURRENCIES[facts.currency])
    _party(head, "СвОтпр", facts.seller)
    _party(head, "СвПол", facts.buyer)
    _table(paper, facts)
    _signer(paper, facts.seller)
    content = etree.tostring(root, encoding="windows-1251", xml_declaration=True, pretty_print=True)
    return f"{name}.xml", cast("bytes", content)


def _name(facts: ActFacts, at: datetime) -> str:
    """Sides go by their tax numbers: nobody has told their numbers at an operator."""
    sides = "_".join(f"{side.inn}{side.kpp}" for side in (facts.buyer, facts.seller))
    number = uuid5(NAMESPACE_URL, f"{facts.seller.inn}/{facts.issued_on.year}/{facts.number}")
    return f"ON_AKTSVEROTP_{sides}_{business_moment(at):%Y%m%d}_{number}"


def _refuse_gaps(facts: ActFacts) -> None:
    """All of them at once: what an accountant has to fill in."""
    reasons = [
        Refusal("reconciliation.requisites_missing", name=side.name, fields=missing)
        for side in (facts.seller, facts.buyer)
        if (missing := [name for name in _needed(side) if not getattr(side, name)])
    ]
    if len(facts.seller.signer.split()) < 2:  # noqa: PLR2004 -- a surname and a name
        reasons.append(Refusal("reconciliation.requisites_missing", name=facts.seller.name, fields=["director"]))
    if not facts.operations:
        reasons.append(Refusal("reconciliation.nothing_moved"))
    refuse_all(reasons)


def _needed(side: Side) -> tuple[str, ...]:
    if side.kind == "foreign":
        return ("ogrn",)
    return ("inn", "ogrn") if side.kind == "sole_trader" else ("inn", "kpp", "ogrn")


def _party(parent: Element, tag: str, side: Side) -> None:
    party = etree.SubElement(parent, tag, КраткНазв=side.name[:255])
    known = etree.SubElement(party, "ИдСв")
    full = side.full_name or side.name
    if side.kind == "sole_trader":
        trader = etree.SubElement(known, "СвИП", ИННФЛ=side.inn, ОГРНИП=side.ogrn)
        _person(trader, full.removeprefix("Индивидуальный предприниматель").removeprefix("ИП"))
    elif side.kind == "foreign":
        etree.SubElement(known, "СвИнНеУч", НаимОрг=full, Идентиф=side.ogrn)
    else:
        etree.SubElement(known, "СвЮЛУч", НаимОрг=full, ИННЮЛ=side.inn, КПП=side.kpp, ОГРН=side.ogrn)
    etree.SubElement(party, "Контакт", {"Тлф": side.phone} if side.phone else {})


def _person(parent: Element, name: str) -> None:
    surname, *rest = name.split()
    first, *fathers = rest or [_UNNUMBERED]
    said = {"Фамилия": surname, "Имя": first}
    etree.SubElement(parent, "ФИО", said | ({"Отчество": " ".join(fathers)} if fathers else {}))


def _table(paper: Element, facts: ActFacts) -> None:
    sums = _balances(facts)
    table = etree.SubElement(paper, "ТаблАкт", sums)
    named = {
        "ИдДог": str(facts.contract),
        "НомДог": facts.contract_number[:50],
        "ДатаДог": in_digits(facts.contract_signed_on),
    }
    contract = etree.SubElement(table, "ДогСв", {**named, **sums})
    for place, one in enumerate(facts.operations, start=1):
        number, on = one.number[:50] or _UNNUMBERED, in_digits(one.on)
        name = _PAPERS.get(one.paper_kind or "", _NAMES[one.kind])
        known = {"НаимДок": name, "НомДок": number, "ДатаДок": on, "ИдДок": str(one.entry)}
        document = etree.SubElement(contract, "ДокСв", known)
        side = "СумДебет" if one.amount > 0 else "СумКредит"
        title = operation_title(one, "ru")[:500]
        said = {"НомСтр": str(place), "ДатаОпер": on, "НаимОпер": title, side: _sum(abs(one.amount))}
        etree.SubElement(document, "СвОпер", said)


def _balances(facts: ActFacts) -> dict[str, str]:
    nothing = Decimal("0.00")
    return {
        "СальдоНачДеб": _sum(max(facts.opening, nothing)),
        "СальдоНачКр": _sum(max(-facts.opening, nothing)),
        "ОборотДеб": _sum(facts.debit),
        "ОборотКр": _sum(facts.credit),
        "СальдоКонДеб": _sum(max(facts.closing, nothing)),
        "СальдоКонКр": _sum(max(-facts.closing, nothing)),
    }


def _signer(paper: Element, side: Side) -> None:
    _person(etree.SubElement(paper, "Подписант", Должн="Руководитель"), side.signer)


def _sum(value: Decimal) -> str:
    return f"{value:.2f}"
