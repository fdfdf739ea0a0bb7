"""A release is a version, a dated changelog and a tag in one commit, or nothing at all."""

import subprocess
import sys
import time

import pytest
from suite.engines import ROOT

PROJECT = '[project]\nname = "x"\nversion = "0.1.0"\n\n[tool.x]\nversion = "9"\n'
CHANGES = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A thing.\n"


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """Make a repository, and give what runs git in it."""
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (tmp_path / "CHANGELOG.md").write_text(CHANGES, encoding="utf-8")
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Test")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "test@example.org")

    def git(*words):
        return subprocess.run(
            ["git", *words], cwd=tmp_path, check=True, capture_output=True, text=True
        ).stdout

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "first")
    return git


def release(folder, *words):
    command = [sys.executable, ROOT / ".ci" / "release", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_a_release_is_one_commit_with_version_changelog_and_tag(repository, tmp_path):
    assert release(tmp_path, "0.2.0").returncode == 0

    assert 'version = "0.2.0"\n\n[tool.x]\nversion = "9"' in (tmp_path / "pyproject.toml").read_text("utf-8")
    day = time.strftime("%Y-%m-%d")
    assert f"## [Unreleased]\n\n## [0.2.0] - {day}\n\n### Added\n\n- A thing.\n" in (
        tmp_path / "CHANGELOG.md"
    ).read_text("utf-8")
    assert repository("log", "--format=%s").split("\n")[0] == "release: 0.2.0"
    assert repository("describe", "--exact-match").strip() == "v0.2.0"
    assert repository("status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], '"" is no version'),
        (["1.0"], '"1.0" is no version'),
        (["0.1.0"], "0.1.0 does not come after 0.1.0"),
        (["0.0.9"], "0.0.9 does not come after 0.1.0"),
    ],
)
def test_what_is_no_later_version_is_refused_and_nothing_is_done(repository, tmp_path, words, told):
    said = release(tmp_path, *words)

    assert (said.returncode, repository("tag")) == (1, "")
    assert said.stderr.startswith("release: nothing was done\n")
    assert told in said.stderr
    assert repository("status", "--porcelain") == ""


def test_everything_that_stands_against_it_is_told_at_once(repository, tmp_path):
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## [Unreleased]\n", encoding="utf-8")
    repository("tag", "v0.2.0")

    said = release(tmp_path, "0.2.0")

    assert said.returncode == 1
    for told in ("says nothing under Unreleased", "not committed", "a tag v0.2.0 already"):
        assert told in said.stderr
