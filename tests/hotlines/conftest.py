"""What the tests of the directory may ask for."""

import pytest

from tests import builders


@pytest.fixture
def enter(db, client):
    """Log in as a new person of a role, and return the client."""

    def as_role(role, account=None):
        client.force_login(account or builders.staff(role))
        return client

    return as_role
