"""What goes wrong, the frames of help and every verb speak the language that was asked for."""

from __future__ import annotations

import re

import pytest

ON = ("--on", "2018-06-01")
TRACE = ("trace", "centre:vest-3", "-t", "fgm", "-m", "trend")
REFUSED = {
    ("trace", "centre:vst-3", *TRACE[2:]): "ukjent utgangspunkt «centre:vst-3»\n  Nærmeste: «centre:vest-3»",
    (
        *TRACE[:2],
        "-t",
        "theme",
        *TRACE[4:],
    ): "ukjent tema «theme»\n  Gyldige verdier er blant andre «child-marriage», «fgm»",
    (
        *TRACE,
        "--on",
        "2018-13-01",
    ): "ukjent dato «2018-13-01»: måneden må være fra 1 til 12\n  Skriv 2018-06-01,",
    ("list", "Foo"): "ukjent type «Foo»\n  Gyldige verdier er blant andre ",
    ("log", "99"): "ukjent endringssett eller nøkkel «99»\n  Gyldige verdier er blant andre ",
    ("load", "/not/there.yaml"): "/not/there.yaml: finnes ikke",
    ("diff",): "det er ingenting å sammenligne med\n  Angi en tidligere dato med --from",
    ("export", "-f", "foo"): "ukjent format «foo»\n  Gyldige verdier er blant andre ",
    ("gaps", "trend"): "en sammenligning krever to datoer, eller de to siste innlastingene\n",
    ("gaps", "--set", "days"): "«days» er ikke en innstilling\n  Skriv navn=tall",
}
USAGE = {
    ("foo",): "Kommandoen «foo» finnes ikke.",
    ("trace",): "Argumentet 'FROM' mangler.",
    ("trace", "centre:vest-3"): "Valget '--theme' / '-t' mangler.",
    ("list", "--foo"): "Valget --foo finnes ikke.",
    ("undo", "x"): "Ugyldig verdi for 'NUMBER': verdien er ikke et heltall",
}
RAW = re.compile(
    r"valid_from|valid_to|9999-12-31|0001-01-01|stated_by|[A-Z]{4,}_[A-Z]+|\b[Ff]alse\b|\b[Tt]rue\b"
)


@pytest.mark.parametrize("words", REFUSED)
def test_an_error_is_told_in_the_language_of_the_answer(ansvar, words):
    told, english = ansvar(*words, "--lang", "nb"), ansvar(*words, "--lang", "en")

    assert told.err.startswith(f"ansvar: {REFUSED[words]}")
    assert (told.code, told.out) == (english.code, english.out)
    assert not english.err.startswith(f"ansvar: {REFUSED[words]}")


@pytest.mark.parametrize("words", USAGE)
def test_an_error_of_usage_is_told_in_the_language_of_the_user(plain, monkeypatch, words):
    monkeypatch.setenv("ANSVAR_LANG", "nb")

    said = plain(*words)

    assert said.code == 2
    assert said.err.startswith("Bruk: ")
    assert " Feil " in said.err
    assert USAGE[words] in " ".join(said.err.split())


FRAMES = {
    "nb": ["Bruk: ansvar trace [VALG] ", "Argumenter", "Valg", "[påkrevd]", "Vis denne hjelpen og avslutt."],
    "en": [
        "Usage: ansvar trace [OPTIONS] ",
        "Arguments",
        "Options",
        "[required]",
        "Show this message and exit.",
    ],
}


@pytest.mark.parametrize(("lang", "frames"), FRAMES.items())
def test_the_frames_of_help_speak_the_language_of_the_user(plain, monkeypatch, lang, frames):
    monkeypatch.setenv("ANSVAR_LANG", lang)

    said = plain("trace", "--help").out

    assert [frame for frame in frames if frame not in said] == []


def test_the_language_is_read_at_each_call(ansvar, monkeypatch):
    """One process may answer in several languages: the system's is not kept from the first call."""
    told = []
    for lang in ("en", "nb", "en"):
        monkeypatch.setenv("ANSVAR_LANG", lang)
        told.append(ansvar("list", *ON).out.split()[0])

    assert told == ["Kind", "Type", "Kind"]


@pytest.mark.parametrize("lang", ["nb", "en"])
@pytest.mark.parametrize(
    "words", [("show", "post:contact-nord"), ("show", "regional-contact"), ("list", "Duty"), ("list",)]
)
def test_show_and_list_name_everything_in_words(ansvar, words, lang):
    said = ansvar(*words, *ON, "--lang", lang)

    assert said.code == 0
    assert RAW.findall(said.out) == []


def test_a_thing_is_shown_in_words(ansvar):
    told = [
        " ".join(ansvar("show", "person:kari-eksempel", *ON, "--lang", lang).out.split())
        for lang in ("nb", "en")
    ]

    told = [text.replace("(person, person:kari-eksempel) ", "") for text in told]
    shown = {
        "nb": "Kari Eksempel oppgitt av organisation:udi-2018 oppdiktet ja gjelder fra 5. januar 2018 "
        "inntil videre Herfra innehar post:contact-vest Kontaktperson ved regionkontor Vest",
        "en": "Kari Eksempel stated by organisation:udi-2018 made up yes valid from 5 January 2018 "
        "until further notice From here holds post:contact-vest Contact person at regional office Vest",
    }
    assert told == list(shown.values())
