"""The files to start from: sheets as CSV and as one workbook, a mapping, JSON Schema for YAML files.

What the sheets have comes from the mapping that reads them, so that a template can always be read.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ansvar.graph.cells import csv_text, workbook
from ansvar.graph.errors import QuestionError
from ansvar.graph.files import write_folder
from ansvar.graph.imports.mapping import MappingFile
from ansvar.graph.imports.sheets import own_sheets
from ansvar.graph.load.instruction import InstructionFile
from ansvar.graph.load.organisation import OrganisationFile
from ansvar.graph.safeyaml import parse

if TYPE_CHECKING:
    from pydantic import BaseModel

_HERE = Path(__file__).parent / "starting"
_SCHEMAS: dict[str, type[BaseModel]] = {
    "organisation": OrganisationFile,
    "instruction": InstructionFile,
    "mapping": MappingFile,
}


def write_templates(folder: Path, *, force: bool = False) -> list[Path]:
    """Write all templates.

    Parameters
    ----------
    folder : Path
        It is made when it is not there.
    force : bool
        Write over files that are there.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    QuestionError
        Some of the files are there already, a link leads out of the folder, or it cannot be written to.
    """
    files = _files()
    standing = [folder / name for name in files if (folder / name).exists()]
    if standing and not force:
        names = ", ".join(path.name for path in standing[:5])
        raise QuestionError(
            f"{folder} already contains {names}", "Name another folder, or overwrite them with --force."
        )
    return write_folder(folder, files)


def sheets() -> dict[str, tuple[list[str], list[dict[str, str]]]]:
    """Give every sheet with its header and the rows of the example."""
    examples: dict[str, list[dict[str, str]]] = parse((_HERE / "sheets.yaml").read_text(encoding="utf-8"))
    made = {}
    for rule in own_sheets().sources.values():
        columns = [variants[0] for variants in rule.columns.values()]
        rows = examples.get(rule.sheet[0], [])
        made[rule.sheet[0]] = columns, [{name: str(row.get(name, "")) for name in columns} for row in rows]
    return made


def schemas() -> dict[str, dict[str, Any]]:
    """Give the JSON Schema of every YAML format, by name of the format."""
    return {
        name: {"$schema": "https://json-schema.org/draft/2020-12/schema"}
        | model.model_json_schema(by_alias=True, mode="validation")
        for name, model in _SCHEMAS.items()
    }


def _files() -> dict[str, bytes]:
    tables = sheets()
    # the mark tells spreadsheet programs that it is UTF-8
    files = {f"sheets/{name}.csv": csv_text(*table).encode("utf-8-sig") for name, table in tables.items()}
    files["organisation.xlsx"] = workbook(tables)
    for name, schema in schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        files[f"schema/{name}.schema.json"] = text.encode()
    for name in ("mapping.yaml", "organisation.yaml"):
        files[name] = (_HERE / name).read_bytes()
    return files
