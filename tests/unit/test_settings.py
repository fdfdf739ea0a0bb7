"""Which engine is used: the names of the graph ecosystem, and nothing else."""

from pathlib import Path

import pytest

from ansvar.graph.engine import settings_from
from ansvar.graph.errors import EngineUnreachableError


def test_without_an_address_the_embedded_engine_is_used():
    """Without an address the embedded engine is used in the user's own folder."""
    settings = settings_from({})

    assert settings.embedded
    assert settings.home.is_absolute()
    assert settings.home.name == "ansvar"


def test_the_folder_of_an_installation_can_be_named():
    assert settings_from({"ANSVAR_HOME": "/srv/ansvar"}).home == Path("/srv/ansvar")
    assert settings_from({"ANSVAR_HOME": "~/here"}).home == Path.home() / "here"
    assert settings_from({"ANSVAR_HOME": "here"}).home == Path.cwd() / "here"


@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_address_is_none(empty):
    assert settings_from({"NEO4J_URI": empty}).embedded


def test_a_neo4j_is_named_by_its_own_variables():
    settings = settings_from(
        {
            "NEO4J_URI": " neo4j://graph.example.org:7687 ",
            "NEO4J_USERNAME": "kari",
            "NEO4J_PASSWORD": "secret",
            "NEO4J_DATABASE": "org",
        }
    )

    assert not settings.embedded
    assert settings.uri == "neo4j://graph.example.org:7687"
    assert (settings.username, settings.password, settings.database) == ("kari", "secret", "org")


def test_user_and_database_have_the_names_that_neo4j_gives_them():
    settings = settings_from({"NEO4J_URI": "bolt://localhost", "NEO4J_USERNAME": "", "NEO4J_DATABASE": ""})

    assert (settings.username, settings.password, settings.database) == ("neo4j", "", "neo4j")


@pytest.mark.parametrize("scheme", ["bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"])
def test_every_scheme_of_the_driver_is_known(scheme):
    assert settings_from({"NEO4J_URI": f"{scheme}://localhost"}).uri == f"{scheme}://localhost"


@pytest.mark.parametrize("uri", ["localhost:7687", "http://localhost:7474", "bolt:/x", "x", "neo4j"])
def test_what_is_no_address_is_refused_with_what_one_looks_like(uri):
    with pytest.raises(EngineUnreachableError) as caught:
        settings_from({"NEO4J_URI": uri})

    assert caught.value.exit_code == 4
    assert f'NEO4J_URI is "{uri}"' in str(caught.value)
    assert "neo4j+s://" in str(caught.value)


def test_no_credential_is_in_what_is_printed():
    """A log or a traceback shows settings as they print themselves."""
    settings = settings_from({"NEO4J_URI": "bolt://x", "NEO4J_PASSWORD": "hemmelig"})

    assert "hemmelig" not in repr(settings)


@pytest.mark.parametrize(
    "uri", ["bolt://kari:hemmelig@localhost", "http://kari:hemmelig@localhost", "kari:hemmelig@x"]
)
def test_a_password_in_an_address_is_refused_unshown(uri):
    """An address with a password in it is refused without showing it.

    Addresses are shown in messages and by `ansvar doctor`; passwords never are.
    """
    with pytest.raises(EngineUnreachableError) as caught:
        settings_from({"NEO4J_URI": uri})

    assert "hemmelig" not in str(caught.value)
    assert "kari" not in str(caught.value)
    assert "NEO4J_PASSWORD" in str(caught.value)


def test_the_engines_memory_can_be_set():
    assert settings_from({"ANSVAR_ENGINE_MEMORY": "1g"}).memory == "1g"
    assert settings_from({}).memory.endswith("m")
