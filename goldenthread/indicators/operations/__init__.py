"""Everything that changes the register."""

from goldenthread.indicators.operations.register import RegisterOutcome, import_history, import_register

__all__ = ["RegisterOutcome", "import_history", "import_register"]
