"""How a filled or an empty form becomes a document on paper. Pure: no Django, no clock, no network."""

from kapea.engines.documents.paper import Block, Line, Paper, PaperNotPossible, Table
from kapea.engines.documents.rendering import render_pdf, render_png

__all__ = ["Block", "Line", "Paper", "PaperNotPossible", "Table", "render_pdf", "render_png"]
