"""How a file is sent: made once, in memory or, when it is long, on disk, and streamed under a strong ETag."""

import hashlib
from collections.abc import Callable, Iterable
from tempfile import SpooledTemporaryFile
from typing import IO

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

# A file that is longer waits on disk: however many rows there are, a worker holds no more than this of it.
IN_MEMORY = 1024 * 1024


class _Answer(FileResponse):
    block_size = 64 * 1024


class _Spool(SpooledTemporaryFile):
    def __del__(self) -> None:
        # An answer that nobody reads leaves nothing open. Not self.close(): Django puts the end of the request there,
        # and collected later this file would end another one.
        super().close()


def answer(request, content_type: str, lines: Callable[[], Iterable[str]]) -> HttpResponseBase:
    """Return a file of these lines for everyone; 304 when the reader has it already."""
    return send(request, content_type, lambda file: file.writelines(line.encode() for line in lines()))


def send(request, content_type: str, write: Callable[[IO[bytes]], None]) -> HttpResponseBase:
    """Return what is written as a file for everyone; 304 when the reader has it already.

    It is written once: the bytes that make the ETag are those that are sent.
    """
    file = _Spool(max_size=IN_MEMORY)
    write(file)
    file.seek(0)
    etag = quote_etag(hashlib.file_digest(file, hashlib.sha256).hexdigest()[:32])  # type: ignore[arg-type]
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        file.seek(0)
        response = _Answer(file, content_type=content_type)
    else:
        file.close()
    _to_save(response, request, etag)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def document(request, content_type: str, body: bytes) -> HttpResponseBase:
    """Return a file for readers of this site; 304 when the reader has it already."""
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(body, content_type=content_type)
    _to_save(response, request, etag)
    return response


def _to_save(response: HttpResponseBase, request, etag: str) -> None:
    response["ETag"] = etag
    # Shown in the tab, it would be a page without a guard, which Back brings back after an exit.
    response["Content-Disposition"] = content_disposition_header(True, request.path_info.rsplit("/", 1)[-1])
