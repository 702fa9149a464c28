"""The event log as pages, files and the terminal show it: who did what to which thing, when, in words."""
