"""Give the fresh server of `serve` its password; nothing else.

The user, the new password and the address come from the environment (ANSVAR_TEST_NEO4J_*),
never from the command line, where a process list would show them.
"""

import os
import sys
import time

from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError

FIRST_PASSWORD = "neo4j"  # noqa: S105 -- every new Neo4j starts with it and accepts only its change
PATIENCE = 30.0  # seconds that a server which says "Started" may need until it answers


def change_password(uri: str, user: str, password: str) -> None:
    """Change the first password to `password` and log in with it once."""
    with (
        GraphDatabase.driver(uri, auth=(user, FIRST_PASSWORD)) as driver,
        driver.session(database="system") as session,
    ):
        session.run(
            "ALTER CURRENT USER SET PASSWORD FROM $old TO $new", old=FIRST_PASSWORD, new=password
        ).consume()
    with GraphDatabase.driver(uri, auth=(user, password)) as driver:
        driver.verify_connectivity()


def main() -> int:
    """Try until the server answers, but never repeat a password that was refused."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            change_password(
                os.environ["ANSVAR_TEST_NEO4J_URI"],
                os.environ["ANSVAR_TEST_NEO4J_USERNAME"],
                os.environ["ANSVAR_TEST_NEO4J_PASSWORD"],
            )
        except AuthError as error:
            sys.stderr.write(f"neo4j: the password could not be set: {error.code}\n")
            return 1
        except (DriverError, Neo4jError, OSError) as error:
            if time.monotonic() > end:
                sys.stderr.write(f"neo4j: no answer within {PATIENCE:.0f} s: {type(error).__name__}\n")
                return 1
            time.sleep(0.5)
        else:
            return 0


if __name__ == "__main__":
    raise SystemExit(main())
