"""`python -m thidua.law`: see `command`."""

import sys

from thidua.law.command import main

sys.exit(main())
