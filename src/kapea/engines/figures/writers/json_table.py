"""A table as JSON: its title, rules, axes with labels, and every cell with its state."""

import json
from collections.abc import Sequence

from kapea.engines.figures.beside import PublishedCell, beside
from kapea.engines.figures.cells import Table


def json_table(table: Table, published: Sequence[PublishedCell]) -> bytes:
    """Return the table; a cell lists the printed figures for it under `published`."""
    names = [axis.id for axis in table.axes]
    cells = [
        {
            "key": dict(zip(names, pair.computed.key, strict=True)),
            "value": pair.computed.value,
            "state": pair.computed.state.value,
            "published": [
                {
                    "value": claim.value,
                    "state": claim.state.value,
                    "source": claim.source,
                    "locator": claim.locator,
                    "note": claim.note,
                }
                for claim in pair.published
            ],
        }
        for pair in beside(table, published)
    ]
    answer = {
        "table": table.id,
        "version": table.version,
        "title": dict(table.title),
        "source": table.source,
        "rules": list(table.rules),
        "axes": [
            {
                "id": axis.id,
                "codes": [{"id": code, "label": dict(axis.labels.get(code, {}))} for code in axis.codes],
            }
            for axis in table.axes
        ],
        "cells": cells,
    }
    return (json.dumps(answer, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
