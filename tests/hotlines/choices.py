"""What the filters of the directory offer, as a reader sees it."""

from bs4 import BeautifulSoup


def offered(response, name):
    """Return what a filter offers: each choice with the number of lines beside it."""
    options = BeautifulSoup(response.content, "html.parser").select(f"select[name={name}] option")
    return {option["value"]: int(option.text.rsplit("(", 1)[1].rstrip(")")) for option in options}
