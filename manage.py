#!/usr/bin/env python
"""Django's command line for this site."""

import os
import sys


def main():
    """Run a management command, with the settings of `make run` unless others are named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
