"""For all personnel: the code of conduct, how to get help, the instruments, the glossary."""
