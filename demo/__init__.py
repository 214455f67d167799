"""The demo: Fanfare in the sandbox's pretend company, on the sandbox's clock."""
