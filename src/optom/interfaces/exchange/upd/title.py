"""An issued UPD as the seller's title of the format 5.03: what the paper says, in the tax service's words.

Pure: the same payload gives the same bytes. What the paper leaves out is left out here. The order of elements is the
schema's. Outside of windows-1251 a character goes by its number.
"""

from optom.base.printed_numbers import exact
from optom.domain.billing.queries import ConsigneeText, SideText, UpdItemText, UpdPayload
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
_SIGNED_BY_HIMSELF = "1"  # whose right to sign follows from the data of his signature


def write(payload: UpdPayload) -> XmlFile:
    """The file with its name, as operators of electronic documents know it."""
    name = name_of(payload)
    function = "СЧФДОП" if payload["status"] == _WITH_INVOICE else "ДОП"
    file = root("Файл", ИдФайл=name, ВерсФорм=payload["form"], ВерсПрог=_PROGRAM)
    document = file.put(
        "Документ",
        КНД="1115131",
        Функция=function,
        ПоФактХЖ=_BY_FACT[function],
        НаимДокОпр=_UPD,
        ДатаИнфПр=payload["made_on"],
        ВремИнфПр=payload["made_at"],
        НаимЭконСубСост=_maker(payload["seller"]),
    )
    _invoice(document, payload)
    _goods(document, payload)
    _transfer(document, payload)
    _signer(document, payload)
    return XmlFile(f"{name}.xml", written(file))


def name_of(payload: UpdPayload) -> str:
    """Whom it goes to, who sends it, of which day, its own number; no sign of what the format marks apart stands in it.

    Who has no identifier of an operator is called by INN and KPP, as the first file before anything is agreed.
    """
    day = "".join(reversed(payload["made_on"].split(".")))
    sides = f"{_participant(payload['buyer'])}_{_participant(payload['seller'])}"
    return f"ON_NSCHFDOPPR_{sides}_{day}_{payload['file_id']}_0_0_0_0_0_00"


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
    head.put("ГрузОт").put("ОнЖе", "он же")
    _consignee(head, payload["consignee"], payload["buyer"])
    for one in payload["payments"]:
        head.put("СвПРД", НомерПРД=one["number"][:30], ДатаПРД=one["date"], СуммаПРД=exact(one["sum"]))
    head.put("ДокПодтвОтгрНом", РеквНаимДок=_UPD, РеквНомерДок=payload["number"], РеквДатаДок=payload["date"])
    _side(head.put("СвПокуп"), payload["buyer"])
    head.put("ДенИзм", КодОКВ=payload["currency_code"], НаимОКВ=payload["currency"])
    if payload["orders"]:
        head.put("ИнфПолФХЖ1").put("ТекстИнф", Идентиф="НомерЗаказа", Значен=payload["orders"][:2000])


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
        _item(table, item)
    totals = payload["totals"]
    last = table.put("ВсегоОпл", СтТовБезНДСВсего=exact(totals["net"]), СтТовУчНалВсего=exact(totals["sum"]))
    _vat(last.put("СумНалВсего"), totals["vat"])


def _item(table: Node, item: UpdItemText) -> None:
    line = table.put(
        "СведТов",
        НомСтр=item["position"],
        НаимТов=item["name"],
        ОКЕИ_Тов=item["okei"].zfill(3) if item["okei"] else "",
        НаимЕдИзм=item["unit"],
        КолТов=exact(item["quantity"]),
        ЦенаТов=exact(item["price"]),
        СтТовБезНДС=exact(item["net"]),
        НалСт=item["rate"],
        СтТовУчНал=exact(item["sum"]),
    )
    article = item["article"]
    is_short = len(article) <= _LONGEST_ARTICLE
    line.put(
        "ДопСведТов",
        ПрТовРаб="1",
        АртикулТов=article if is_short else "",
        КодТов="" if is_short else article[:_LONGEST_CODE],
    )
    line.put("Акциз").put("БезАкциз", "без акциза")
    _vat(line.put("СумНал"), item["vat"])


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
