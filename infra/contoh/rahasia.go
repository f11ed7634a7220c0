package contoh

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Rahasia is the machine's own secret, made at the first start and kept in the folder.
func Rahasia(data string) (seed [32]byte, err error) {
	name := filepath.Join(data, "rahasia")
	b, err := os.ReadFile(name)
	if err == nil && len(b) == len(seed) {
		return [32]byte(b), nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return seed, fmt.Errorf("read the secret: %w", err)
	}
	_, _ = rand.Read(seed[:])
	if err := os.WriteFile(name, seed[:], 0o600); err != nil {
		return seed, fmt.Errorf("keep the secret: %w", err)
	}
	return seed, nil
}
