"""What developers run: the environment, the checks, the tests on two databases, the reference pages."""
