package main

import (
	"context"
	"os"
	"time"

	"capaian/infra/contoh"
	"capaian/internal/app"
)

// demo does the main job from nothing, as a client over HTTP: samples loaded through
// the services, results read, reports asked for, each downloaded by its link. It fails
// when a download's SHA-256 is not the recorded one.
func demo(ctx context.Context, c app.Config, out string) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	data, err := os.MkdirTemp("", "capaian-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(data)
	c.Data, c.Addr, c.URL = data, "127.0.0.1:0", ""
	m, fatal, err := launch(ctx, c)
	if err != nil {
		return err
	}
	defer m.close()
	done := make(chan error, 1)
	go func() { done <- contoh.Walk(ctx, m.config.URL, out, os.Stdout) }()
	select {
	case err := <-done:
		return err
	case err := <-fatal:
		return err
	}
}
