"""How fast pages answer: a real server on loopback, people signed in, one request at a time and fifty at once."""
