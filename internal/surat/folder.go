package surat

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Folder is a Pengirim that keeps messages as files, where a mail program opens them: what
// leaves by SES in the cloud stays in a folder of the local machine. It is safe for
// concurrent use.
type Folder struct {
	dir, dari string
	clock     func() time.Time
}

var _ Pengirim = (*Folder)(nil)

// OpenFolder keeps messages from an address in dir, which is made when it is not there.
func OpenFolder(dir, dari string, clock func() time.Time) (*Folder, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	return &Folder{dir, dari, clock}, nil
}

// Kirim writes <time>-<number>.eml, whole or not at all. The name follows from the message,
// so that one that is sent twice in a second lies there once.
func (f *Folder) Kirim(ctx context.Context, p Pesan) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := p.Periksa(); err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(p.Untuk + "\n" + p.Perihal + "\n" + p.Isi))
	id := f.clock().UTC().Format("20060102T150405Z") + "-" + hex.EncodeToString(sum[:8])
	t, err := os.CreateTemp(f.dir, "."+id+"-*")
	if err != nil {
		return fmt.Errorf("open a message: %w", err)
	}
	defer func() { _ = os.Remove(t.Name()) }() // gone already when it was renamed
	if _, err = t.Write(p.Eml(f.dari, f.clock(), id)); err == nil {
		err = t.Sync()
	}
	if e := t.Close(); err == nil {
		err = e
	}
	if err != nil {
		return fmt.Errorf("write a message: %w", err)
	}
	return os.Rename(t.Name(), filepath.Join(f.dir, id+".eml"))
}
