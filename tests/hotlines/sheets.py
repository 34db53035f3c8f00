"""What tests ask of sheets to print: their addresses, and what a scanner reads on them."""

from urllib.parse import urlencode

import zxingcpp
from django.urls import reverse

PIECES = ("cards", "poster", "tear-off")


def address(piece, pdf=False, **asked):
    """Return the address of a piece in the active language."""
    return f"{reverse(f'hotlines:print-{piece}' + ('-pdf' if pdf else ''))}?{urlencode(asked)}"


def read_codes(image):
    """Return what a scanner reads of the QR codes of an image, sorted."""
    return sorted(code.text for code in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode))
