"""Files that staff give the site: small ones, kept in memory; a larger one is passed over without being stored."""

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler, SkipFile


class OnlySmallFiles(MemoryFileUploadHandler):
    """Keeps the files of a request of at most FILE_UPLOAD_MAX_MEMORY_SIZE bytes; of a larger one it keeps none.

    The larger request is read to its end, so that the browser gets an answer and not a broken connection, but
    nothing of its files goes to memory or to disk; the view finds request.upload_is_too_large.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Pass over the file when the request is too large."""
        if not self.activated:
            self.request.upload_is_too_large = True  # type: ignore[union-attr]
            raise SkipFile
        super().new_file(*args, **kwargs)
