"""`python -m generators` is the same as `psea`."""

from generators.cli import main

raise SystemExit(main())
