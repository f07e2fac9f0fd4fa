"""One file per screen; each is a function from state to paint and hits, and from event to outcome."""
