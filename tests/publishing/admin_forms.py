"""Forms of the admin, filled in and sent as a browser does it."""

from bs4 import BeautifulSoup


def submit(client, address, button="_save", **changes):
    """Open a form, change some of its fields (None leaves one out), send it with a button; return the answer."""
    data = fields(client.get(address)) | {button: "1"} | changes
    return client.post(address, {name: value for name, value in data.items() if value is not None})


def fields(response):
    """Return what a browser would send for the form of a page: its line ends are those of the web."""
    form = BeautifulSoup(response.content, "html.parser").select_one("#content-main form")
    data = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        name, kind = field["name"], field.get("type")
        if field.name == "select":
            chosen = [option["value"] for option in field.select("option[selected]")]
            data[name] = chosen if field.has_attr("multiple") else (chosen or [""])[0]
        elif field.name == "textarea":
            data[name] = field.text.removeprefix("\n").replace("\n", "\r\n")
        elif kind == "checkbox":
            data |= {name: "on"} if field.has_attr("checked") else {}
        elif kind not in {"submit", "button"}:
            data[name] = field.get("value", "")
    return data


def errors_at(response, name):
    """Return the errors that a page shows next to a field."""
    page = BeautifulSoup(response.content, "html.parser")
    row = page.select_one(f".fieldBox.field-{name}") or page.select_one(f".form-row.field-{name}")
    box = row.parent if row and "fieldBox" in row.get("class", []) else row
    return [error.text for error in box.select(".errorlist li")] if box else []
