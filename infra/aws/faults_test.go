package main

// asStack is overwritten below.
func asStack() (int, bool) { return 0, false }
