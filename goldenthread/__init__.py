"""goldenthread: shared-service performance, from the agreed indicator to the committee's decision."""
