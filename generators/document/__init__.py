"""The neutral document and its writers: Word, PDF, HTML and pages."""
