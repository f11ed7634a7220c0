// Package peramban drives a real browser over the local machine: what people do with
// mouse, finger and keyboard, and what must hold of every page. It has tests alone.
//
//	go test ./infra/peramban            # screenshots of what failed lie in the system's folder of temporary files
//	go test ./infra/peramban -run TestGuide -gambar    # takes the pictures of docs/panduan-pengguna and of README.md anew
package peramban
