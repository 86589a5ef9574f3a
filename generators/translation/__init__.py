"""The hand-off to translators: what must be translated, out to their programs and back again."""
