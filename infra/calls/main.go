// Command calls prints which operations of AWS the code of each program can reach: what a
// function's policy must allow and no more. The tests hold template.yaml to it; it is a
// program of its own because the race detector would make it some times slower.
//
//	go run ./infra/calls ./functions/...
package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	lines, err := analyse(".", os.Args[1:]...)
	if err != nil {
		fmt.Fprintln(os.Stderr, "calls:", err)
		os.Exit(1)
	}
	w := bufio.NewWriter(os.Stdout)
	for _, l := range lines {
		fmt.Fprintln(w, l)
	}
	if err := w.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, "calls:", err)
		os.Exit(1)
	}
}
