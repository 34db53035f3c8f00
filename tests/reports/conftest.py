import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def queries_of(client):
    """Count the queries of a page, once what is kept until something is published, or for a minute, is there."""

    def asked(path):
        with CaptureQueriesContext(connection) as found:
            client.get(path)
        return len(found)

    def count(path):
        client.get(path)
        # A minute may end between two requests, but not twice in a row.
        return min(asked(path), asked(path))

    return count
