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

// Must reads the configuration of a function in the cloud, which cannot do without the
// named variables. A faulty one ends the process: the platform shows the log line.
func Must(names ...string) Config {
	c, err := Read(os.Getenv)
	if err == nil {
		err = c.Require(names...)
	}
	return Or(c, err)
}

// Or is v, or the end of the process when what made it failed.
func Or[T any](v T, err error) T {
	if err != nil {
		Logger().Error("cannot start", "cause", err.Error())
		os.Exit(1)
	}
	return v
}

// NewID is ID of the present moment.
func NewID() string { return ID(time.Now()) }

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
