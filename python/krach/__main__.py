"""`python -m krach REQUEST`: how the program `krach` enters Python."""

import sys

from krach.cli import main

sys.exit(main(sys.argv[1:]))
