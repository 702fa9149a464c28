"""The pages of the register: adding, editing, retiring and restoring an indicator; and the rating policies."""
