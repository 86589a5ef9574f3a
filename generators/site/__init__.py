"""The MkDocs side: hooks and macros of a few lines each, over rooms that know no MkDocs."""
