"""What a person sees of a page: its texts, its tables, its buttons."""

from __future__ import annotations


def text_of(at):
    """Gather what a page says."""
    kinds = (
        at.title,
        at.subheader,
        at.markdown,
        at.caption,
        at.error,
        at.warning,
        at.info,
        at.success,
        at.text,
    )
    return "\n".join(str(part.value) for kind in kinds for part in kind).replace("\\", "")


def rows_of(at):
    """Give the tables of a page as lists of dicts."""
    return [table.value.to_dict("records") for table in at.dataframe]


def button(at, label):
    return next(b for b in at.button if b.label == label)
