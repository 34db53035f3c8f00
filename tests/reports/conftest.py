import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def queries_of(client):
    """Count the queries of a page, once what is kept until something is published is there."""

    def count(path):
        client.get(path)
        with CaptureQueriesContext(connection) as found:
            client.get(path)
        return len(found)

    return count
