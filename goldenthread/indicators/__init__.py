"""The register: definitions, measures, targets, policies, the year's agreed list."""
