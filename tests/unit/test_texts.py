"""What people read, in bokmål and English: nothing missing, and the same places in both."""

import datetime as dt
import string
import subprocess

import pytest
from suite.engines import ROOT

from ansvar.graph.load.yamlfile import read_yaml
from ansvar.graph.texts import LANGUAGES, catalogue, day_in_words, default_language, say


def catalogues():
    """Give every .yaml file of the program that is a catalogue and no data file or start for one."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "*.yaml"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    found = [ROOT / name for name in listed if name.startswith(("graph/", "queries/", "cli/", "dashboard/"))]
    data = ("\nformat: ansvar.", "\norganisation:\n", "\nfunctions:\n", "\nEntity:\n", "\n# Messages")
    return sorted(p for p in found if not any(mark in f"\n{p.read_text(encoding='utf-8')}" for mark in data))


def entries(node, path=()):
    """Give every text of a catalogue: a mapping that has at least one of the languages."""
    if isinstance(node, dict):
        if set(node) & set(LANGUAGES):
            yield ".".join(path), node
        else:
            for name, below in node.items():
                yield from entries(below, (*path, str(name)))
    else:
        yield ".".join(path), node


def forms(words, which):
    """Give the form of a text for one thing, or that for several; most texts have one form."""
    if isinstance(words, dict):
        assert list(words) == ["one", "other"]
        return list(words.values())[which]
    return words


def places(text):
    """Give the places of a text that are filled in, sorted."""
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_there_are_catalogues():
    names = {path.relative_to(ROOT).as_posix() for path in catalogues()}

    assert {"graph/months.yaml", "queries/texts.yaml", "cli/words.yaml"} <= names


def test_every_text_has_both_languages_and_equal_places(subtests):
    """Every text stands in both languages with the same places.

    A place that only one language has would be a gap for half of the readers, or an error.
    """
    for path in catalogues():
        with subtests.test(path.relative_to(ROOT).as_posix()):
            texts = dict(entries(catalogue(path)))

            assert texts
            for name, text in texts.items():
                assert isinstance(text, dict), f"{name} has no languages"
                assert set(text) == set(LANGUAGES), name
                one, other = (
                    [forms(text[lang], 0) for lang in LANGUAGES],
                    [forms(text[lang], 1) for lang in LANGUAGES],
                )
                assert all(isinstance(words, str) and words.strip() for words in (*one, *other)), name
                assert places(one[0]) == places(one[1]), name
                assert places(other[0]) == places(other[1]), name


def test_a_text_is_said_with_its_places_filled_in(tmp_path):
    path = tmp_path / "words.yaml"
    path.write_text("a: {nb: 'hei {who}', en: 'hello {who}'}\n", encoding="utf-8")

    assert say(path, "nb", "a", who="Kari") == "hei Kari"
    assert say(path, "en", "a", who="Kari") == "hello Kari"
    with pytest.raises(KeyError):
        say(path, "en", "a")
    with pytest.raises(KeyError):
        say(path, "en", "b")


def test_a_text_with_a_number_has_one_and_several(tmp_path):
    path = tmp_path / "words.yaml"
    path.write_text(
        "a: {nb: {one: 1 plikt, other: '{count} plikter'}, en: 'duties: {count}'}\n", encoding="utf-8"
    )

    assert [say(path, "nb", "a", count=count) for count in (0, 1, 2)] == ["0 plikter", "1 plikt", "2 plikter"]
    assert say(path, "en", "a", count=1) == "duties: 1"


LANGUAGE_OF = [
    ({}, "en"),
    ({"LANG": "nb_NO.UTF-8"}, "nb"),
    ({"LANG": "nn_NO.UTF-8"}, "nb"),
    ({"LANG": "no_NO"}, "nb"),
    ({"LANG": "en_GB.UTF-8"}, "en"),
    ({"LANG": "de_DE.UTF-8"}, "en"),
    ({"LANG": "C"}, "en"),
    ({"LANG": "nb_NO", "LC_ALL": "en_GB"}, "en"),
    ({"LANG": "nb_NO", "LC_MESSAGES": "en_GB"}, "en"),
    ({"LANG": "en_GB", "ANSVAR_LANG": "nb"}, "nb"),
    ({"LC_ALL": "nb_NO", "ANSVAR_LANG": "en"}, "en"),
    ({"LC_ALL": "", "LANG": "nb_NO"}, "nb"),
]


def test_our_setting_of_the_language_goes_first(subtests):
    """The language follows our own setting and then the system's."""
    for env, lang in LANGUAGE_OF:
        with subtests.test(str(env)):
            assert default_language(env) == lang


def test_the_systems_own_environment_is_asked_when_none_is_given(monkeypatch):
    monkeypatch.setenv("ANSVAR_LANG", "nb")

    assert default_language() == "nb"


@pytest.mark.parametrize(
    ("day", "nb", "en"),
    [
        ("2018-03-01", "1. mars 2018", "1 March 2018"),
        ("2018-12-31", "31. desember 2018", "31 December 2018"),
        ("2018-05-17", "17. mai 2018", "17 May 2018"),
    ],
)
def test_a_day_is_written_out(day, nb, en):
    assert (day_in_words(day, "nb"), day_in_words(day, "en")) == (nb, en)
    assert day_in_words(dt.date.fromisoformat(day), "en") == en


def test_no_text_stands_twice_in_a_catalogue(subtests):
    """The later one would silently take the place of the earlier one."""
    for path in catalogues():
        with subtests.test(path.relative_to(ROOT).as_posix()):
            assert read_yaml(path).data
