"""Files that people write by hand for the command line: the facts of one nominee, and cases with what must come out.

What is wrong is told with file, line and remedy in both languages (`BadFile`); nothing is guessed. The formats stand in
docs/formats/facts.md and docs/formats/cases.md.
"""

from thidua.law.files.cases import Case, read_cases
from thidua.law.files.faults import BadFile
from thidua.law.files.own import judging_day, read_facts

__all__ = ["BadFile", "Case", "judging_day", "read_cases", "read_facts"]
