package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"capaian/internal/app"
	"capaian/internal/fault"
	"capaian/internal/sample"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := command(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "capaian:", explain(err))
		os.Exit(1)
	}
}

func command(ctx context.Context, args []string) error {
	what := "run"
	if len(args) > 0 {
		what = args[0]
	}
	c, err := app.Read(func(name string) string {
		if name == "CAPAIAN_LOKAL" {
			return "1"
		}
		return os.Getenv(name)
	})
	if err != nil {
		return err
	}
	switch what {
	case "run":
		return serve(ctx, c)
	case "demo":
		return demo(ctx, c, "out")
	}
	return fmt.Errorf("unknown command %q: run or demo", what)
}

// explain adds what people read to a fault's code, so that the terminal says what to do.
func explain(err error) string {
	text := err.Error()
	for _, f := range fault.All(err) {
		if f.Code != fault.Internal {
			text += "\n  " + f.Field + " " + fault.Text(f)
		}
	}
	return text
}

// launch starts a machine with the samples; fatal gets what ends it.
func launch(ctx context.Context, c app.Config) (m *machine, fatal chan error, err error) {
	bundle, err := sample.Seed()
	if err != nil {
		return nil, nil, err
	}
	if m, err = open(c, app.Logger()); err != nil {
		return nil, nil, err
	}
	fatal = make(chan error, 4)
	if err := m.start(ctx, bundle, fatal); err != nil {
		m.close()
		return nil, nil, err
	}
	return m, fatal, nil
}

// serve runs until it is told to stop.
func serve(ctx context.Context, c app.Config) error {
	m, fatal, err := launch(ctx, c)
	if err != nil {
		return err
	}
	defer m.close()
	fmt.Printf("Capaian: %s  (data di %s; Ctrl-C untuk berhenti)\n", m.config.URL, c.Data)
	fmt.Printf("  masuk sebagai orang contoh: %s/masuk\n", m.config.URL)
	fmt.Printf("  tahun 2023 yang nyata:      %s/opd/dinsos-p3a-trenggalek/tahun/2023\n", m.config.URL)
	fmt.Printf("  siap bila 200:              %s/healthz\n", m.config.URL)
	select {
	case <-ctx.Done():
		return nil
	case err := <-fatal:
		return errors.Join(errors.New("stopped"), err)
	}
}
