"""Starts the thing: settings, wiring, the clock's table, the sender."""
