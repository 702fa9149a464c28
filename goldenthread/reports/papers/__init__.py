"""Reports to committee and minutes as they were written, and the checks that they are read by."""
