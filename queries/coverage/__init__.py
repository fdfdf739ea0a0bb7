"""Where does a route hold, where does it break, and where is the instruction silent: every place at once."""
