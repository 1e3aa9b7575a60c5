"""The universal correction document (УКД) as the contract of an operator of electronic documents.

The tax service's own format of 2026 (order ЕД-1-26/29@) has not come to us as a schema. What is written here is not
that format: it is the simplified XML from which an operator makes it, by the schema that he publishes
(`ON_NKORSCHFDOPPR_UserContract_1_996_03_05_02_01.xsd`, SKB Kontur, diadocsdk-csharp, MIT licence, as it was published).
"""

from pathlib import Path

from optom.interfaces.exchange.schemas import Schema
from optom.interfaces.kit.xml_papers import Form

from .writing import write

_SCHEMA = Schema(Path(__file__).with_name("ON_NKORSCHFDOPPR_UserContract_1_996_03_05_02_01.xsd"))
FORM = Form(write, lambda file: _SCHEMA.faults(file.content))

__all__ = ["FORM"]
