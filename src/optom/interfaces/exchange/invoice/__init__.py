"""An invoice for payment (счёт на оплату) for programs and for who works in Excel.

The tax service recommends a form ON_CHETOP 5.01 for it (order ЕД-7-26/29@ of 20.01.2025). Its own schema is not among
what we could get; `ON_CHETOP_UserContract_05_01_01.xsd` is the contract by which an operator (Diadoc) takes such an
invoice and makes the form of it: each of its fields names the attribute of the form. Taken unmodified from
github.com/diadoc/diadocsdk-csharp, src/DataXml, commit 3afa7b57c1108ce9d7ac4590ae7a5f990c1f6fa5, under the MIT licence
of SKB Kontur, SHA-256 c4f7f5eda071b8499b279fd47481a893d1872bde7473557d93aee9d440f4edde.
"""

from optom.interfaces.kit.paper_files import Shape, has_facts
from optom.interfaces.kit.sheets.exporting import XLSX
from optom.interfaces.kit.xml_papers import Form

from .proforma import faults, fits, write
from .workbook import workbook

FORM = Form(write, faults, fits)
WORKBOOK = Shape("XLSX", XLSX, workbook, has_facts)

__all__ = ["FORM", "WORKBOOK"]
