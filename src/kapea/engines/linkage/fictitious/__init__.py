"""Invented children and the records that several bodies would hold of them, with the truth.

For benchmarks and tests of linkage: names in two scripts, spelt by ear, swapped, shortened; ages
heaped; children who moved; siblings in one case. Every person is fictitious. All chance comes from the
generator passed in.
"""

from kapea.engines.linkage.fictitious.persons import Person, invent_persons
from kapea.engines.linkage.fictitious.records import FictitiousRecords, invent_records

__all__ = ["FictitiousRecords", "Person", "invent_persons", "invent_records"]
