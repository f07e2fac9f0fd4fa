"""The simulated day as pure functions: what goes wrong, what happens, what is to be expected."""
