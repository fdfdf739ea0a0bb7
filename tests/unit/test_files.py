"""Files come onto a disk whole or not at all, and never through a link."""

from __future__ import annotations

import os
import stat
import threading

import pytest

from ansvar.graph.errors import QuestionError
from ansvar.graph.files import write_file, write_folder


def there(folder):
    """Give everything below a folder: files with their content, links with where they lead."""
    return {
        path.relative_to(folder).as_posix(): str(path.readlink()) if path.is_symlink() else path.read_text()
        for path in folder.rglob("*")
        if path.is_symlink() or path.is_file()
    }


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("sheets", "../away"),
        ("mapping.yaml", "../away/kept"),
        ("deep/er", "../../away"),
        ("mapping.yaml", "nowhere"),
    ],
)
def test_a_planted_link_is_named_and_nothing_is_written(tmp_path, link, leads):
    away, folder = tmp_path / "away", tmp_path / "dir"
    away.mkdir()
    (away / "kept").write_text("kept")
    (folder / link).parent.mkdir(parents=True)
    (folder / link).symlink_to(leads)
    before = there(tmp_path)
    files = dict.fromkeys(["a.txt", "sheets/units.csv", "mapping.yaml", "deep/er/file"], b"new")

    with pytest.raises(QuestionError) as refused:
        write_folder(folder, files)

    assert refused.value.exit_code == 2
    assert str(folder / link) in str(refused.value)
    assert f"is a link to {leads}" in str(refused.value)
    assert there(tmp_path) == before


def test_a_folder_that_is_a_link_itself_is_the_users_own_choice(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "dir").symlink_to("real")

    write_folder(tmp_path / "dir", {"a": b"1", "b/c": b"2"})

    assert there(tmp_path / "real") == {"a": "1", "b/c": "2"}


def test_a_file_that_is_a_link_is_not_written_through(tmp_path):
    (tmp_path / "kept").write_text("kept")
    (tmp_path / "report.html").symlink_to("kept")

    with pytest.raises(QuestionError, match=r"report\.html is a link to kept"):
        write_file(tmp_path / "report.html", b"new")

    assert (tmp_path / "kept").read_text() == "kept"


def test_a_file_keeps_its_rights_and_a_new_one_has_those_of_any(tmp_path):
    before = os.umask(0o027)
    try:
        (tmp_path / "old").write_text("")
        (tmp_path / "old").chmod(0o600)
        write_folder(tmp_path, {"old": b"1", "new": b"2"})
    finally:
        os.umask(before)

    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("old", "new")] == [0o600, 0o640]


def test_one_that_cannot_be_written_takes_all_others_back(tmp_path):
    (tmp_path / "dir" / "b").mkdir(parents=True)
    (tmp_path / "dir" / "a").write_text("old")

    with pytest.raises(QuestionError, match="dir/b cannot be written: Is a directory"):
        write_folder(tmp_path / "dir", {"a": b"new", "b": b"new", "aa/new": b"new"})

    assert there(tmp_path) == {"dir/a": "old"}
    assert sorted(path.name for path in (tmp_path / "dir").iterdir()) == ["a", "b"]


def test_a_full_disk_is_named(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ansvar.graph.files.os.fsync", full)

    with pytest.raises(QuestionError) as refused:
        write_file(tmp_path / "a", b"1")

    assert f"the disk that holds {tmp_path} is full (" in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_a_pipe_and_a_device_are_written_to_as_they_are(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_file(pipe, b"through")
    reader.join(10)
    write_file(tmp_path.__class__("/dev/null"), b"away")

    assert read == [b"through"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
