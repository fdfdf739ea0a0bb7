"""What an empty graph shows: load the example, or files of one's own, through what `ansvar load` uses."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

import seed
from dashboard.data import present
from dashboard.words import word
from graph.errors import DataError
from graph.load.loading import load_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.runtime.uploaded_file_manager import UploadedFile

_SEED = Path(seed.__path__[0])
_EXAMPLE = (_SEED / "instructions", _SEED / "organisations")


def start_page(lang: str) -> None:
    """Offer the two ways to get something into an empty graph."""
    st.title(word(lang, "start_title"))
    st.write(word(lang, "start_text"))
    if st.button(word(lang, "start_example"), type="primary", icon=":material/play_arrow:"):
        _load(lang, _EXAMPLE)
    st.subheader(word(lang, "start_own"))
    files = st.file_uploader(word(lang, "start_files"), type=["yaml", "yml"], accept_multiple_files=True)
    if files and st.button(word(lang, "start_load"), icon=":material/upload:"):
        with tempfile.TemporaryDirectory() as folder:
            _load(lang, _saved(Path(folder), files))


def _saved(folder: Path, files: Sequence[UploadedFile]) -> list[Path]:
    paths = []
    for file in files:
        path = folder / Path(file.name).name
        path.write_bytes(file.getvalue())
        paths.append(path)
    return paths


def _load(lang: str, paths: Sequence[Path]) -> None:
    try:
        with st.status(word(lang, "start_loading")) as status:
            load_files(present(), list(paths), tell=lambda text: status.update(label=text))
    except DataError as error:
        st.error(word(lang, "start_refused", count=len(error.problems)), icon=":material/error:")
        st.dataframe(
            [
                {
                    word(lang, "head_file"): Path(problem.file).name,
                    word(lang, "head_line"): problem.line,
                    word(lang, "head_problem"): problem.what,
                    word(lang, "head_remedy"): problem.then,
                }
                for problem in error.problems
            ],
            hide_index=True,
        )
    else:
        st.rerun()
