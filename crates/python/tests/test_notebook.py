"""The notebook of the guide runs from top to bottom."""

import nbformat
from nbclient import NotebookClient

from conftest import ROOT


def test_first_steps_run(tmp_path):
    notebook = nbformat.read(ROOT / "docs/guide/first_steps.ipynb", as_version=4)
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}})
    client.execute()
    codes = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in codes)
