"""The committee's record, open to all: meetings, matters, decisions, papers; as pages, as data, as feeds."""
