"""What is wrong with the content files: where, and how to mend it."""


class ContentError(Exception):
    """One or more faults in content files; each names its file and key. Nothing has been written."""

    def __init__(self, faults: list[str]):
        self.faults = faults
        super().__init__("\n".join(faults))


class Fault(Exception):
    """A fault in one value; the caller knows its file and key."""
