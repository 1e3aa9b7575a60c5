"""Papers as UBL 2.1, which programs abroad read: Invoice and DespatchAdvice; orders to suppliers and their answers.

`schema` holds the schemas of OASIS UBL 2.1 (OASIS Standard, 4 November 2013, docs.oasis-open.org/ubl/os-UBL-2.1) as
they were published, those of the documents and all that they import; OASIS lets them be copied with its notice,
which stands in each. A file that breaks its schema is not given out.

Who reads English is offered them first: they go into zips where the paper is in English.
"""

from optom.interfaces.kit import order_files
from optom.interfaces.kit.paper_files import Shape, has_facts

from . import despatch, invoice, order, order_response
from .nodes import faults_of, is_english

_TYPE = "application/xml; charset=utf-8"
INVOICE = Shape("UBL", _TYPE, invoice.write, has_facts, faults_of("Invoice"), is_english)
DESPATCH = Shape("UBL", _TYPE, despatch.write, has_facts, faults_of("DespatchAdvice"), is_english)
ORDER = order_files.Shape(_TYPE, order.write, order_response.is_it, order_response.orders_in, order_response.read)

__all__ = ["DESPATCH", "INVOICE", "ORDER"]
