"""An issued UPD or VAT invoice as the seller's title of the format 5.03: what it says, in the tax service's words.

Pure: the same payload gives the same bytes. What the paper leaves out is left out here. The order of elements is the
schema's. The format has no place of its own for line 5б (invoices for advances): they go into the informational field
under a name of ours (ADR 0037). Outside of windows-1251 a character goes by its number.
"""

from typing import cast

from optom.base.printed_numbers import exact
from optom.domain.billing.queries import (
    BasisText,
    ConsigneeText,
    MarksText,
    SideText,
    TracedText,
    UpdItemText,
    UpdPayload,
    VatInvoicePayload,
)
from optom.interfaces.kit.xml_papers import XmlFile

from .nodes import Node, root, written

_WITH_INVOICE = "1"
_SOLE_TRADER = "sole_trader"
_RUSSIA = {"КодСтр": "643", "НаимСтран": "Россия"}
_UPD = "Универсальный передаточный документ"
_PROGRAM = "Optom"
_WITHOUT_VAT = "без НДС"
_LONGEST_ARTICLE, _LONGEST_CODE = 50, 100
# What it is by the facts of trade: an invoice for VAT and a document of shipment, or the latter alone.
_DOCUMENT = "окумент об отгрузке товаров (выполнении работ), передаче имущественных прав (документ об оказании услуг)"
_BY_FACT = {"СЧФДОП": f"Счет-фактура и д{_DOCUMENT}", "ДОП": f"Д{_DOCUMENT}"}
_OF_AN_ADVANCE = "2"  # the circumstances under which a VAT invoice names no shipment [K]
_SIGNED_BY_HIMSELF = "1"  # whose right to sign follows from the data of his signature


def write(payload: UpdPayload) -> XmlFile:
    """The file with its name, as operators of electronic documents know it."""
    name = name_of(payload)
    function = _function(payload)
    file = root("Файл", ИдФайл=name, ВерсФорм=payload["form"], ВерсПрог=_PROGRAM)
    document = file.put(
        "Документ",
        КНД="1115131",
        Функция=function,
        ПоФактХЖ=_BY_FACT.get(function, ""),
        НаимДокОпр=_UPD if function in _BY_FACT else "",
        ДатаИнфПр=payload["made_on"],
        ВремИнфПр=payload["made_at"],
        НаимЭконСубСост=_maker(payload["seller"]),
    )
    _invoice(document, payload)
    _goods(document, payload)
    if function in _BY_FACT:
        _transfer(document, payload)
    _signer(document, payload)
    return XmlFile(f"{name}.xml", written(file))


def _function(payload: UpdPayload | VatInvoicePayload) -> str:
    """An UPD's follows from its status; a VAT invoice says its own."""
    said = str(payload.get("function", ""))
    return said or ("СЧФДОП" if payload["status"] == _WITH_INVOICE else "ДОП")


def _is_advance(payload: UpdPayload | VatInvoicePayload) -> bool:
    return payload.get("is_for") == "advance"


def name_of(payload: UpdPayload) -> str:
    """Whom it goes to, who sends it, of which day, its own number; of the signs at its end the one for marked goods.

    Who has no identifier of an operator is called by INN and KPP, as the first file before anything is agreed.
    """
    day = "".join(reversed(payload["made_on"].split(".")))
    sides = f"{_participant(payload['buyer'])}_{_participant(payload['seller'])}"
    is_marked = any(item.get("marks") for item in payload["items"])
    return f"ON_NSCHFDOPPR_{sides}_{day}_{payload['file_id']}_0_{int(is_marked)}_0_0_0_00"


def _participant(side: SideText) -> str:
    return side["edo_id"] or "-".join(filter(None, (side["inn"], side["kpp"])))


def _maker(side: SideText) -> str:
    numbers = "/".join(filter(None, (f"ИНН {side['inn']}", side["kpp"] and f"КПП {side['kpp']}")))
    return f"{side['name']}, {numbers}"


def _invoice(document: Node, payload: UpdPayload) -> None:
    """Who sells what to whom: the head of the paper."""
    head = document.put("СвСчФакт", НомерДок=payload["number"], ДатаДок=payload["date"])
    if "revision" in payload:
        head.put("ИспрДок", НомИспр=payload["revision"]["number"], ДатаИспр=payload["revision"]["date"])
    seller = head.put("СвПрод")
    _side(seller, payload["seller"])
    _bank(seller, payload)
    if not _is_advance(payload):
        head.put("ГрузОт").put("ОнЖе", "он же")
        _consignee(head, payload["consignee"], payload["buyer"])
    for one in payload["payments"]:
        head.put("СвПРД", НомерПРД=one["number"][:30], ДатаПРД=one["date"], СуммаПРД=exact(one["sum"]))
    if not _is_advance(payload):
        _shipped_by(head, payload)
    _side(head.put("СвПокуп"), payload["buyer"])
    head.put("ДенИзм", КодОКВ=payload["currency_code"], НаимОКВ=payload["currency"])
    if _is_advance(payload):
        head.put("ДопСвФХЖ1", СпОбстФСЧФ=_OF_AN_ADVANCE)
    _told_besides(head, payload)


def _shipped_by(head: Node, payload: UpdPayload | VatInvoicePayload) -> None:
    """An UPD is the document of shipment itself; a VAT invoice names it."""
    own: BasisText = {"name": _UPD, "number": payload["number"], "date": payload["date"]}
    said = cast("BasisText | None", payload.get("shipped_by")) or own
    head.put("ДокПодтвОтгрНом", РеквНаимДок=said["name"], РеквНомерДок=said["number"], РеквДатаДок=said["date"])


def _told_besides(head: Node, payload: UpdPayload) -> None:
    """The orders, and the invoices for advances that the goods have eaten."""
    advances = "; ".join(f"№ {one['number']} от {one['date']}" for one in payload.get("advances", ()))
    said = {"НомерЗаказа": payload["orders"], "СчетФактураНаАванс": advances}
    if any(said.values()):
        field = head.put("ИнфПолФХЖ1")
        for name, text in said.items():
            if text:
                field.put("ТекстИнф", Идентиф=name, Значен=text[:2000])


def _side(node: Node, side: SideText) -> None:
    _identity(node, side)
    _address(node, side["address"])


def _identity(node: Node, side: SideText) -> None:
    identity = node.put("ИдСв")
    if side["kind"] != _SOLE_TRADER:
        identity.put("СвЮЛУч", НаимОрг=side["name"], ИННЮЛ=side["inn"], КПП=side["kpp"])
        return
    trader = identity.put("СвИП", ИННФЛ=side["inn"], ОГРНИП=side["ogrn"])
    _person(trader, side["person"]["surname"], side["person"]["first_name"], side["person"]["patronymic"])


def _address(node: Node, address: str) -> None:
    if address:
        node.put("Адрес").put("АдрИнф", **_RUSSIA, АдрТекст=address)


def _bank(node: Node, payload: UpdPayload) -> None:
    bank = payload["bank"]
    if bank is not None:
        details = node.put("БанкРекв", НомерСчета=bank["account"])
        details.put("СвБанк", НаимБанк=bank["name"], БИК=bank["bic"], КорСчет=bank["correspondent"])


def _consignee(head: Node, consignee: ConsigneeText, buyer: SideText) -> None:
    """The buyer, at the address to which the goods went; who of his takes them there is a part of him."""
    node = head.put("ГрузПолуч", СтруктПодр=consignee["unit"])
    _identity(node, buyer)
    _address(node, consignee["address"])


def _goods(document: Node, payload: UpdPayload) -> None:
    table = document.put("ТаблСчФакт")
    for item in payload["items"]:
        line = _item(table, item)
        if not _is_advance(payload):
            _about_goods(line, item)
        _vat(line.put("СумНал"), item["vat"])
    totals = payload["totals"]
    last = table.put("ВсегоОпл", СтТовБезНДСВсего=_exact(totals["net"]), СтТовУчНалВсего=exact(totals["sum"]))
    _vat(last.put("СумНалВсего"), totals["vat"])


def _exact(printed: str) -> str:
    """Of an advance nothing is known but its sum."""
    return exact(printed) if printed else ""


def _item(table: Node, item: UpdItemText) -> Node:
    return table.put(
        "СведТов",
        НомСтр=item["position"],
        НаимТов=item["name"],
        ОКЕИ_Тов=item["okei"].zfill(3) if item["okei"] else "",
        НаимЕдИзм=item["unit"],
        КолТов=_exact(item["quantity"]),
        ЦенаТов=_exact(item["price"]),
        СтТовБезНДС=_exact(item["net"]),
        НалСт=item["rate"],
        СтТовУчНал=exact(item["sum"]),
    )


def _about_goods(line: Node, item: UpdItemText) -> None:
    country, declaration = item.get("country_code", ""), item.get("declaration", "")  # old papers tell none
    if country or declaration:
        line.put("СвДТ", КодПроисх=country, НомерДТ=declaration)
    _more_of(line, item)
    line.put("Акциз").put("БезАкциз", "без акциза")


def _more_of(line: Node, item: UpdItemText) -> None:
    article, marks = item["article"], item.get("marks")
    is_short = len(article) <= _LONGEST_ARTICLE
    more = line.put(
        "ДопСведТов",
        ПрТовРаб="1",
        АртикулТов=article if is_short else "",
        КодТов="" if is_short else article[:_LONGEST_CODE],
        ГТИН=marks["gtin"] if marks else "",
    )
    if item.get("country"):
        more.put("КрНаимСтрПр", item["country"])
    _traced(more, item.get("traced"))
    _marked(more, marks)


def _traced(more: Node, traced: TracedText | None) -> None:
    """Goods that the state follows from batch to batch."""
    if traced is not None:
        more.put(
            "СведПрослеж",
            НомТовПрослеж=traced["number"],
            ЕдИзмПрослеж=traced["okei"].zfill(3),
            НаимЕдИзмПрослеж=traced["unit"],
            КолВЕдПрослеж=exact(traced["quantity"]),
            СтТовБезНДСПрослеж=exact(traced["cost"]),
        )


def _marked(more: Node, marks: MarksText | None) -> None:
    """Codes of marked goods: of things, of packages, and of transport packages with how many things each holds.

    That a transport package stands as the eighteen digits of its SSCC is not written in the schema.
    """
    if marks is None:
        return
    for tag, codes in (("КИЗ", marks["units"]), ("НомУпак", marks["packs"])):
        if codes:
            group = more.put("НомСредИдентТов")
            for code in codes:
                group.put(tag, code)
    for code, holds in marks["transports"]:
        more.put("НомСредИдентТов", ИдентТрансУпак=code, КолВедМарк=holds)


def _vat(node: Node, vat: str) -> None:
    if vat:
        node.put("СумНал", exact(vat))
    else:
        node.put("БезНДС", _WITHOUT_VAT)


def _transfer(document: Node, payload: UpdPayload) -> None:
    transfer = document.put("СвПродПер").put("СвПер", СодОпер="Товары переданы", ДатаПер=payload["date"])
    basis = payload["basis"]
    transfer.put("ОснПер", РеквНаимДок=basis["name"], РеквНомерДок=basis["number"], РеквДатаДок=basis["date"])
    transfer.put("Тран", СвТран=payload["cargo"])


def _signer(document: Node, payload: UpdPayload) -> None:
    director = payload["director"]
    signer = document.put("Подписант", Должн=director["post"], СпосПодтПолном=_SIGNED_BY_HIMSELF)
    person = director["person"]
    _person(signer, person["surname"], person["first_name"], person["patronymic"])


def _person(node: Node, surname: str, first_name: str, patronymic: str) -> None:
    node.put("ФИО", Фамилия=surname, Имя=first_name, Отчество=patronymic)
