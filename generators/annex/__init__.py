"""For the legal unit: questions, selection, composition and issue of partner-agreement annexes."""
