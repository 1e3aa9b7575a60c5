"""The universal transfer document (УПД) as the tax service's file 5.03.

`ON_NSCHFDOPPR_1_997_01_05_03_05.xsd` is the official schema of the seller's title as it was published: revision 05, in
force since 2026-01-01 (order ЕД-7-26/970@ as amended by ЕД-7-26/28@, nalog.gov.ru, archive 14414412.zip), SHA-256
f98a1ac91cb840ff341976f7636d8a98d51a43e9b1cbbf3e97386551aacdb49a. Acts of state are nobody's property.
"""

from optom.interfaces.kit.xml_papers import Form

from .buyer import read as read_title
from .checking import faults, objections
from .found import Fault
from .title import name_of, write

FORM = Form(write, objections)

__all__ = ["FORM", "Fault", "faults", "name_of", "read_title", "write"]
