package app

import (
	"crypto/rand"
	"encoding/base64"
	"log/slog"
	"os"
	"time"

	"github.com/oklog/ulid/v2"
)

// Logger writes JSON lines to standard error, where the platform collects them.
func Logger() *slog.Logger {
	return slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelInfo}))
}

// ID is a fresh id that sorts by time (a ULID). A revision of a document is one, so
// that its age can be told.
func ID(now time.Time) string {
	return ulid.MustNew(ulid.Timestamp(now), rand.Reader).String()
}

// Token is a fresh random link token of 192 bits.
func Token() string {
	var raw [24]byte
	_, _ = rand.Read(raw[:])
	return base64.RawURLEncoding.EncodeToString(raw[:])
}
